//! Axes as objects: their class, and what all their methods need.

mod labels;
mod limits;
mod look;
mod ticks;

use std::rc::Rc;

use tape_lang::exception::{not_implemented_error, type_error};
use tape_lang::{Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::artist::{Artist, Shape, Stroke};
use tape_plot::axes::Axes;
use tape_plot::axis::Side;
use tape_plot::color::Color;
use tape_plot::figure::{Figure, View};
use tape_plot::geometry::Rect;
use tape_plot::layout::{Panel, panels, standard_place};

use crate::artists::ArtistHandle;
use crate::plots;

pub use labels::legend;
pub use look::{AxisHandle, Transform, set};

static AXES: NativeClass = NativeClass::new("Axes").module("matplotlib.axes._axes").protocols(TABLES);

static AXES_3D: NativeClass =
    NativeClass::new("Axes3D").module("mpl_toolkits.mplot3d.axes3d").base(&AXES).protocols(TABLES_3D);

/// The methods of boxes that differ from those of flat axes.
static TABLES_3D: &[&[NativeFunction]] = &[plots::space::METHODS, plots::slices::METHODS, plots::space::UNDRAWN];

/// The class of axes in three dimensions, for programs that import it.
#[must_use]
pub fn class_in_space() -> Value {
    Value::from(&AXES_3D)
}

/// The methods, a table a theme.
static TABLES: &[&[NativeFunction]] = &[
    plots::line::METHODS,
    plots::points::METHODS,
    plots::bars::METHODS,
    plots::histogram::METHODS,
    plots::hexbin::METHODS,
    plots::images::METHODS,
    plots::contours::METHODS,
    plots::areas::METHODS,
    plots::rules::METHODS,
    plots::errors::METHODS,
    plots::text::METHODS,
    plots::parts::METHODS,
    plots::distributions::METHODS,
    plots::fields::METHODS,
    plots::shapes::METHODS,
    labels::METHODS,
    limits::METHODS,
    ticks::METHODS,
    look::METHODS,
];

/// What grid lines look like.
pub const GRID_LINE: Stroke = Stroke::solid(Color::GRID, 0.8);

/// Axes.
pub struct AxesHandle {
    /// The figure that they stand in.
    pub figure: Shared<Figure>,
    /// What they show.
    pub axes: Shared<Axes>,
    /// Whether they have a third direction.
    pub is_in_space: bool,
}

/// The handle behind a value.
///
/// # Errors
/// `TypeError` for what is no axes.
pub fn handle(this: &Value) -> Result<&AxesHandle> {
    this.downcast().ok_or_else(|| type_error("Axes are expected"))
}

impl AxesHandle {
    /// What is seen now.
    #[must_use]
    pub fn view(&self) -> View {
        self.figure.borrow().view(&self.axes.borrow())
    }

    /// How the axes stand in their figure; nothing once they are taken out of it.
    #[must_use]
    pub fn panel(&self) -> Option<Panel> {
        let figure = self.figure.borrow();
        let at = figure.axes.iter().position(|own| Rc::ptr_eq(own, &self.axes))?;
        panels(&figure).into_iter().nth(at)
    }

    /// Puts an artist into the axes and returns it as the program sees it.
    pub fn add(&self, class: &'static NativeClass, artist: Artist) -> Value {
        let artist = self.axes.borrow_mut().add(artist);
        ArtistHandle::value(class, &artist, &self.axes)
    }

    /// The artists of a kind, as a list.
    fn list(&self, class: &'static NativeClass, wanted: fn(&Shape) -> bool) -> Value {
        let axes = self.axes.borrow();
        let own = axes.artists.iter().filter(|artist| wanted(&artist.borrow().shape));
        Value::list(own.map(|artist| ArtistHandle::value(class, artist, &self.axes)).collect())
    }

    /// Makes the artist the one that `plt.colorbar()` takes by itself.
    pub fn remember_mappable(&self, vm: &mut Vm, value: &Value) {
        *vm.state::<Mappable>().0.borrow_mut() = Some(value.clone());
    }
}

/// The last artist whose colours stand for numbers: `plt.gci()`.
#[derive(Default)]
pub struct Mappable(pub std::cell::RefCell<Option<Value>>);

/// Along which of its sides a method of axes works.
pub fn side<T>(axes: &Shared<Axes>, horizontal: bool, work: impl FnOnce(&mut Side) -> T) -> T {
    let mut axes = axes.borrow_mut();
    work(if horizontal { &mut axes.x } else { &mut axes.y })
}

impl Object for AxesHandle {
    fn class(&self) -> Rc<Class> {
        if self.is_in_space { AXES_3D.class() } else { AXES.class() }
    }

    fn get_attribute(&self, vm: &mut Vm, this: &Value, name: Name) -> Result<Option<Value>> {
        use crate::artists::{FILL, IMAGE, LINE, PATHS, RECTANGLE};
        Ok(match name.as_str() {
            "lines" => Some(self.list(&LINE, |shape| matches!(shape, Shape::Line(_) | Shape::Rule(..)))),
            "images" => Some(self.list(&IMAGE, |shape| matches!(shape, Shape::Image(_)))),
            "collections" => Some(self.list(&PATHS, |shape| matches!(shape, Shape::Points(_)))),
            "artists" => Some(self.list(&FILL, |_| false)),
            "patches" => {
                let mut patches = Vec::new();
                for artist in self.axes.borrow().artists.iter() {
                    if let Shape::Patches(own, _) = &artist.borrow().shape {
                        let axes = self.axes.clone();
                        patches.extend((0..own.len()).map(|index| {
                            let (artist, axes) = (artist.clone(), axes.clone());
                            Value::object(ArtistHandle { class: &RECTANGLE, artist, axes, index })
                        }));
                    }
                }
                Some(Value::list(patches))
            }
            "figure" => {
                let figures = crate::state::figures(vm);
                figures
                    .into_iter()
                    .find(|figure| crate::state::data(figure).is_some_and(|data| Rc::ptr_eq(&data, &self.figure)))
            }
            "transAxes" | "transData" => Some(Value::object(Transform(name.as_str() == "transAxes"))),
            "spines" => Some(Value::object(look::Spines(self.axes.clone()))),
            "xaxis" | "yaxis" => {
                Some(Value::object(AxisHandle { axes: this.clone(), horizontal: name.as_str() == "xaxis" }))
            }
            "title" => Some(labels::title_value(self)),
            other if crate::names::NOT_DRAWN.contains(&other) => {
                return Err(not_implemented_error(format!("matplotlib's {other} is not drawn here")));
            }
            _ => None,
        })
    }

    fn str(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        let Rect { left, top: bottom, width, height } = standard_place(&self.axes.borrow());
        let name = if self.is_in_space { "Axes3D" } else { "Axes" };
        let short = |part: f64| (part * 1e6).round() / 1e6;
        Ok(format!("{name}({},{};{}x{})", short(left), short(bottom), short(width), short(height)))
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let (title, x, y) = {
            let axes = self.axes.borrow();
            (axes.title.text.clone(), axes.x.label.clone(), axes.y.label.clone())
        };
        let mut parts = Vec::new();
        if !title.is_empty() {
            parts.push(format!("title={{'center': {}}}", vm.repr(&Value::str(title))?));
        }
        for (name, text) in [("xlabel", x), ("ylabel", y)] {
            if !text.is_empty() {
                parts.push(format!("{name}={}", vm.repr(&Value::str(text))?));
            }
        }
        let name = if self.is_in_space { "Axes3D" } else { "Axes" };
        Ok(format!("<{name}: {}>", parts.join(", ")))
    }
}
