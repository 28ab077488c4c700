//! Colorbars.

use std::rc::Rc;

use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_plot::artist::Shape;
use tape_plot::axes::{Axes, Colorbar};
use tape_plot::axis::Side;
use tape_plot::{Shared, shared};

use crate::artists::{ArtistHandle, COLORBAR, handle};
use crate::axes::AxesHandle;
use crate::grid::Grid;
use crate::keywords::Keywords;
use crate::numbers::{flat, ndarray, texts};
use crate::text_style::TextStyle;
use crate::texts::{Role, TextHandle};
use crate::ticker;

/// Puts a colorbar beside axes.
///
/// # Errors
/// `TypeError` for what has no colours, `AttributeError` for unknown keywords.
pub fn colorbar(vm: &mut Vm, mappable: &Value, mut keywords: Keywords) -> Result<Value> {
    let Some(of) = mappable.downcast::<ArtistHandle>() else {
        return Err(tape_lang::exception::type_error("colorbar() needs a mappable such as an image or a scatter"));
    };
    let given = keywords.take(&["ax"]).or_else(|| keywords.take(&["cax"]));
    let given = match &given {
        Some(grid) if grid.downcast::<Grid>().is_some() => vm.collect(grid)?.last().cloned(),
        other => other.clone(),
    };
    let axes = given
        .as_ref()
        .and_then(|axes| axes.downcast::<AxesHandle>())
        .map_or_else(|| of.axes.clone(), |own| own.axes.clone());
    let mut side = Side::new(shared(tape_plot::axis::Axis::default()));
    side.label = keywords.text(vm, &["label"])?.unwrap_or_default();
    side.ticks = keywords.take(&["ticks"]).map(|ticks| flat(vm, &ticks)).transpose()?;
    let levels = match &of.artist.borrow().shape {
        Shape::Contours(contours) => Some(thinned(&contours.levels)),
        _ => None,
    };
    side.ticks = side.ticks.or(levels);
    keywords.accept(&[
        "shrink",
        "pad",
        "fraction",
        "aspect",
        "orientation",
        "extend",
        "location",
        "drawedges",
        "spacing",
    ]);
    if let Some(format) = keywords.take(&["format"])
        && let ticker::Texts::As(pattern) = ticker::pattern(vm, &format)?
    {
        side.pattern = Some(pattern);
    }
    keywords.finish("Colorbar")?;
    axes.borrow_mut().colorbar = Some(Colorbar { of: of.artist.clone(), side });
    Ok(ArtistHandle::value(&COLORBAR, &of.artist, &axes))
}

/// At most ten of the levels, those through zero if there is one: matplotlib's `FixedLocator`.
fn thinned(levels: &[f64]) -> Vec<f64> {
    let stride = levels.len().div_ceil(10).max(1);
    let nearest = |start: &usize| {
        levels[*start..].iter().step_by(stride).fold(f64::INFINITY, |least, level| least.min(level.abs()))
    };
    let start = (0..stride.min(levels.len())).min_by(|a, b| nearest(a).total_cmp(&nearest(b))).unwrap_or(0);
    levels[start..].iter().step_by(stride).copied().collect()
}

/// The methods of a colorbar.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Colorbar.get_ticks", "(self, minor=False)", "Where its ticks stand.", |_vm, args| {
        let axes = handle(&args[0])?.axes.borrow();
        let places = axes.colorbar.as_ref().map(|colorbar| {
            let span = tape_plot::layout::colorbar_span(colorbar);
            colorbar.side.tick_places(&span, 9)
        });
        let places: Vec<f64> = places.unwrap_or_default();
        Ok(ndarray(&[places.len()], places))
    }),
    NativeFunction::new(
        "Colorbar.set_label",
        "(self, label, *, loc=None, **kwargs)",
        "What stands beside it.",
        |vm, args| {
            let label = vm.str(&args[1])?;
            let size = Keywords::of(args, 3).font_size(vm, &["fontsize", "size"])?;
            if let Some(colorbar) = &mut handle(&args[0])?.axes.borrow_mut().colorbar {
                colorbar.side.label = label;
                colorbar.side.label_size = size.unwrap_or(colorbar.side.label_size);
            }
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "Colorbar.set_ticks",
        "(self, ticks, *, labels=None, minor=False, **kwargs)",
        "Where its ticks stand.",
        |vm, args| {
            let ticks = flat(vm, &args[1])?;
            let labels = if args[2].is_none() { None } else { Some(texts(vm, &args[2])?) };
            if let Some(colorbar) = &mut handle(&args[0])?.axes.borrow_mut().colorbar {
                colorbar.side.ticks = Some(ticks);
                colorbar.side.tick_labels = labels;
            }
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "Colorbar.set_ticklabels",
        "(self, ticklabels, **kwargs)",
        "What its ticks say.",
        |vm, args| {
            let labels = texts(vm, &args[1])?;
            on_side(&handle(&args[0])?.axes, |side| side.tick_labels = Some(labels));
            Ok(Value::None)
        },
    ),
];

fn on_side(axes: &Shared<Axes>, work: impl FnOnce(&mut Side)) {
    if let Some(colorbar) = &mut axes.borrow_mut().colorbar {
        work(&mut colorbar.side);
    }
}

static COLORBAR_AXES: NativeClass = NativeClass::new("Axes").module("matplotlib.axes._axes").methods(AXES_METHODS);

/// `colorbar.ax`: the axes that a colorbar has to itself, for programs that label it through them.
struct ColorbarAxes(Shared<Axes>);

impl Object for ColorbarAxes {
    fn class(&self) -> Rc<Class> {
        COLORBAR_AXES.class()
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok("<Axes: label='<colorbar>'>".to_owned())
    }
}

/// The axes of the colorbar beside axes.
#[must_use]
pub fn axes_of(axes: &Shared<Axes>) -> Value {
    Value::object(ColorbarAxes(axes.clone()))
}

static AXES_METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.set_ylabel",
        "(self, ylabel, fontdict=None, **kwargs)",
        "What stands beside it.",
        set_label,
    )
    .python(),
    NativeFunction::new(
        "Axes.set_title",
        "(self, label, fontdict=None, **kwargs)",
        "What stands beside it.",
        set_label,
    )
    .python(),
    NativeFunction::new("Axes.tick_params", "(self, axis='both', **kwargs)", "How its ticks look.", |vm, args| {
        let size = Keywords::of(args, 2).font_size(vm, &["labelsize"])?;
        if let Some(ColorbarAxes(axes)) = args[0].downcast() {
            on_side(axes, |side| side.tick_size = size.unwrap_or(side.tick_size));
        }
        Ok(Value::None)
    }),
    NativeFunction::new("Axes.set_yticklabels", "(self, labels, **kwargs)", "What its ticks say.", |vm, args| {
        let labels = texts(vm, &args[1])?;
        if let Some(ColorbarAxes(axes)) = args[0].downcast() {
            on_side(axes, |side| side.tick_labels = Some(labels));
        }
        Ok(Value::None)
    }),
];

fn set_label(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let label = vm.str(&args[1])?;
    let mut keywords = Keywords::of(args, 3);
    keywords.offer("fontdict", args[2].clone());
    let look = TextStyle::take(vm, &mut keywords)?;
    keywords.finish("Text")?;
    if let Some(ColorbarAxes(axes)) = args[0].downcast() {
        on_side(axes, |side| {
            side.label.clone_from(&label);
            side.label_size = look.size.unwrap_or(side.label_size);
        });
    }
    Ok(TextHandle::value(Value::Int(0), Value::Float(0.5), Role::Fixed(label)))
}
