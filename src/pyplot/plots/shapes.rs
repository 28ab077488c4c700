//! Shapes that programs make themselves and add: circles, rectangles, polygons.

use std::rc::Rc;

use tape_lang::exception::type_error;
use tape_lang::value::Module;
use tape_lang::{Args, NativeClass, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Patch, Shape, Stroke};
use tape_plot::axes::{Axes, Placement};
use tape_plot::color::Color;
use tape_plot::geometry::{Point, Rect};

use crate::artists::{ARTIST, ArtistHandle, style_patches};
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::{numbers, pair};
use crate::style;

static CIRCLE: NativeClass =
    NativeClass::new("Circle").module("matplotlib.patches").base(&ARTIST).constructor(&NEW_CIRCLE);
static ELLIPSE: NativeClass =
    NativeClass::new("Ellipse").module("matplotlib.patches").base(&ARTIST).constructor(&NEW_ELLIPSE);
static RECTANGLE: NativeClass =
    NativeClass::new("Rectangle").module("matplotlib.patches").base(&ARTIST).constructor(&NEW_RECTANGLE);
static POLYGON: NativeClass =
    NativeClass::new("Polygon").module("matplotlib.patches").base(&ARTIST).constructor(&NEW_POLYGON);
static PATCH: NativeClass =
    NativeClass::new("Patch").module("matplotlib.patches").base(&ARTIST).constructor(&NEW_PATCH);

/// The classes by their names.
pub static CLASSES: &[(&str, &NativeClass)] =
    &[("Circle", &CIRCLE), ("Ellipse", &ELLIPSE), ("Rectangle", &RECTANGLE), ("Polygon", &POLYGON), ("Patch", &PATCH)];

/// `add_patch`, `add_artist`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.add_patch", "(self, p)", "Puts a shape into the axes.", add),
    NativeFunction::new("Axes.add_artist", "(self, a)", "Puts a shape into the axes.", add),
];

static NEW_CIRCLE: NativeFunction =
    NativeFunction::new("Circle", "(cls, xy, radius=5, **kwargs)", "A circle.", |vm, args| {
        let (x, y) = pair(vm, &args[1])?;
        let radius = vm.float(&args[2])?;
        made(vm, &CIRCLE, round(Point::new(x, y), radius, radius), Keywords::of(args, 3))
    });

static NEW_ELLIPSE: NativeFunction = NativeFunction::new(
    "Ellipse",
    "(cls, xy, width, height, *, angle=0, **kwargs)",
    "An ellipse that lies straight.",
    |vm, args| {
        let (x, y) = pair(vm, &args[1])?;
        let (width, height) = (vm.float(&args[2])?, vm.float(&args[3])?);
        let turn = vm.float(&args[4])?.to_radians();
        let center = Point::new(x, y);
        let turned = |at: Point| {
            let (dx, dy) = (at.x - x, at.y - y);
            Point::new(x + dx * turn.cos() - dy * turn.sin(), y + dx * turn.sin() + dy * turn.cos())
        };
        let outline = round(center, width / 2.0, height / 2.0).into_iter().map(turned).collect();
        made(vm, &ELLIPSE, outline, Keywords::of(args, 5))
    },
);

static NEW_RECTANGLE: NativeFunction =
    NativeFunction::new("Rectangle", "(cls, xy, width, height, **kwargs)", "A rectangle.", |vm, args| {
        let (x, y) = pair(vm, &args[1])?;
        let (width, height) = (vm.float(&args[2])?, vm.float(&args[3])?);
        let mut keywords = Keywords::of(args, 4);
        keywords.accept(&["angle", "rotation_point"]);
        let outline = super::bars::rectangle(x, y, x + width, y + height, false);
        made(vm, &RECTANGLE, outline, keywords)
    });

static NEW_POLYGON: NativeFunction =
    NativeFunction::new("Polygon", "(cls, xy, *, closed=True, **kwargs)", "A polygon.", |vm, args| {
        let corners = numbers(vm, &args[1])?;
        if !matches!(corners.shape[..], [_, 2]) {
            return Err(type_error(format!("'vertices' must be 2D with shape (N, 2), got {}", corners.shape_text())));
        }
        let outline = corners.values.chunks_exact(2).map(|corner| Point::new(corner[0], corner[1])).collect();
        made(vm, &POLYGON, outline, Keywords::of(args, 3))
    });

static NEW_PATCH: NativeFunction =
    NativeFunction::new("Patch", "(cls, **kwargs)", "What a legend shows of a colour.", |vm, args| {
        made(vm, &PATCH, Vec::new(), Keywords::of(args, 1))
    });

fn round(center: Point, across: f64, up: f64) -> Vec<Point> {
    const CORNERS: usize = 120;
    let corner = |index: usize| {
        let (sin, cos) = (index as f64 / CORNERS as f64 * std::f64::consts::TAU).sin_cos();
        Point::new(center.x + across * cos, center.y + up * sin)
    };
    (0..CORNERS).map(corner).collect()
}

/// A shape that stands in no axes yet.
fn made(vm: &mut Vm, class: &'static NativeClass, outline: Vec<Point>, mut keywords: Keywords) -> Result<Value> {
    let mut patches = [Patch { outline, fill: Color::of_cycle(0), edge: Stroke::solid(Color::BLACK, 0.0) }];
    style_patches(vm, &mut keywords, &mut patches)?;
    let mut artist = Artist::new(Shape::Patches(patches.to_vec(), Default::default()));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish(class.name())?;
    let nowhere = tape_plot::shared(Axes::new(Placement::Cell(Rect::new(0.0, 0.0, 1.0, 1.0))));
    Ok(ArtistHandle::value(class, &tape_plot::shared(artist), &nowhere))
}

fn add(_vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let Some(shape) = args[1].downcast::<ArtistHandle>() else {
        return Err(type_error("'p' must be an instance of matplotlib.patches.Patch"));
    };
    let axes = handle(&args[0])?.axes.clone();
    // As in matplotlib, limits do not follow a shape by itself.
    shape.artist.borrow_mut().counts = false;
    axes.borrow_mut().artists.push(shape.artist.clone());
    Ok(ArtistHandle::value(shape.class, &shape.artist, &axes))
}

/// Makes `matplotlib.patches`.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module::new("matplotlib.patches");
    for (name, class) in CLASSES {
        module.dict.set_str(name, Value::from(*class));
    }
    Ok(Rc::new(module))
}
