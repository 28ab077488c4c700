//! Ticks, their labels, and grid lines.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};

use tape_plot::axis::Locator;
use tape_plot::ticks::Rounding;

use super::limits::chosen;
use super::{AxesHandle, GRID_LINE, handle, side};
use crate::keywords::{Keywords, accepted};
use crate::numbers::{ndarray, numbers};
use crate::style;
use crate::text_style::TextStyle;
use crate::texts::{Role, TextHandle};
use crate::tick_functions;

pub(super) static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.set_xticks", "(self, ticks, labels=None, **kwargs)", "Where ticks stand.", |vm, args| {
        set_ticks(vm, args, true)
    })
    .python(),
    NativeFunction::new("Axes.set_yticks", "(self, ticks, labels=None, **kwargs)", "Where ticks stand.", |vm, args| {
        set_ticks(vm, args, false)
    })
    .python(),
    NativeFunction::new("Axes.get_xticks", "(self)", "Where ticks stand.", |_vm, args| {
        Ok(places(handle(&args[0])?, true))
    }),
    NativeFunction::new("Axes.get_yticks", "(self)", "Where ticks stand.", |_vm, args| {
        Ok(places(handle(&args[0])?, false))
    }),
    NativeFunction::new("Axes.set_xticklabels", "(self, labels, **kwargs)", "What ticks say.", |vm, args| {
        set_labels(vm, args, true)
    })
    .python(),
    NativeFunction::new("Axes.set_yticklabels", "(self, labels, **kwargs)", "What ticks say.", |vm, args| {
        set_labels(vm, args, false)
    })
    .python(),
    NativeFunction::new("Axes.get_xticklabels", "(self)", "What ticks say.", |vm, args| labels_now(vm, &args, true)),
    NativeFunction::new("Axes.get_yticklabels", "(self)", "What ticks say.", |vm, args| labels_now(vm, &args, false)),
    NativeFunction::new(
        "Axes.grid",
        "(self, visible=None, which='major', axis='both', **kwargs)",
        "Lines at the ticks.",
        grid,
    ),
    NativeFunction::new("Axes.tick_params", "(self, axis='both', **kwargs)", "How ticks look.", |vm, args| {
        let own = handle(&args[0])?;
        let directions = chosen(vm, &args[1])?;
        let mut keywords = Keywords::of(args, 2);
        let size = keywords.font_size(vm, &["labelsize"])?;
        let rotation = keywords.float(vm, &["labelrotation", "rotation"])?;
        let color =
            keywords.take(&["labelcolor", "colors", "color"]).map(|value| style::color(vm, &value)).transpose()?;
        let labels = [["labelbottom"], ["labelleft"]].map(|name| keywords.truth(vm, &name));
        let shown = [["bottom"], ["left"]].map(|name| keywords.truth(vm, &name));
        let [below, beside] = labels;
        let [bottom, left] = shown;
        let (labels, shown) = ([below?, beside?], [bottom?, left?]);
        for horizontal in directions {
            let index = usize::from(!horizontal);
            side(&own.axes, horizontal, |side| {
                side.tick_size = size.unwrap_or(side.tick_size);
                side.tick_rotation = rotation.unwrap_or(side.tick_rotation);
                side.tick_color = color.unwrap_or(side.tick_color);
                side.shows_labels = labels[index].unwrap_or(side.shows_labels);
                side.shows_ticks = shown[index].unwrap_or(side.shows_ticks);
            });
        }
        Ok(Value::None)
    }),
    NativeFunction::new(
        "Axes.locator_params",
        "(self, axis='both', tight=None, **kwargs)",
        "How many ticks there are.",
        |vm, args| {
            let own = handle(&args[0])?;
            let most = Keywords::of(args, 3).float(vm, &["nbins"])?.map(|most| most.max(1.0) as usize);
            for horizontal in chosen(vm, &args[1])? {
                side(&own.axes, horizontal, |side| side.locator = Locator::Round(most, Rounding::AXIS));
            }
            Ok(Value::None)
        },
    ),
    accepted("Axes.ticklabel_format", "(self, **kwargs)"),
    accepted("Axes.minorticks_on", "(self)"),
    accepted("Axes.minorticks_off", "(self)"),
];

/// Where ticks stand, those just outside the view among them.
fn find(axes: &AxesHandle, horizontal: bool) -> (Vec<f64>, Vec<String>) {
    let Some(panel) = axes.panel() else { return (Vec::new(), Vec::new()) };
    let view = panel.window.view;
    let (span, most) = if horizontal { (view.x, panel.most.0) } else { (view.y, panel.most.1) };
    side(&axes.axes, horizontal, |side| {
        let places = side.tick_places(&span, most);
        let labels = side.tick_texts(&places, &span).texts;
        (places, labels)
    })
}

fn places(axes: &AxesHandle, horizontal: bool) -> Value {
    let (places, _) = find(axes, horizontal);
    ndarray(&[places.len()], places)
}

/// Tick labels, those that a function of the program writes asked for anew.
fn labels_now(vm: &mut Vm, args: &Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    tick_functions::call(vm, &own.figure)?;
    Ok(labels(own, horizontal))
}

/// Tick labels as texts with their places.
pub fn labels(axes: &AxesHandle, horizontal: bool) -> Value {
    if !side(&axes.axes, horizontal, |side| side.shows_labels) {
        return Value::list(Vec::new());
    }
    let (places, labels) = find(axes, horizontal);
    let whole = side(&axes.axes, horizontal, |side| side.ticks_are_whole && side.ticks.is_some());
    let text = |(at, label): (f64, String)| {
        let (at, zero) = (if whole { Value::Int(at as i64) } else { Value::Float(at) }, Value::Int(0));
        let role = Role::Tick(axes.axes.clone(), horizontal, label);
        if horizontal { TextHandle::value(at, zero, role) } else { TextHandle::value(zero, at, role) }
    };
    Value::list(places.into_iter().zip(labels).map(text).collect())
}

fn style_labels(vm: &mut Vm, axes: &AxesHandle, horizontal: bool, mut keywords: Keywords) -> Result<()> {
    let style = TextStyle::take(vm, &mut keywords)?;
    keywords.finish("Text")?;
    side(&axes.axes, horizontal, |side| {
        side.tick_size = style.size.unwrap_or(side.tick_size);
        side.tick_rotation = style.rotation.unwrap_or(side.tick_rotation);
        side.tick_color = style.color.unwrap_or(side.tick_color);
    });
    Ok(())
}

fn set_ticks(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let found = numbers(vm, &args[1])?;
    let given = if args[2].is_none() { None } else { Some(label_texts(vm, &args[2])?) };
    let count = found.values.len();
    side(&own.axes, horizontal, |side| {
        side.ticks = Some(found.values);
        side.ticks_are_whole = found.whole;
        side.tick_labels = given;
    });
    style_labels(vm, own, horizontal, Keywords::of(args, 3))?;
    let tick = || Value::object(super::look::TickHandle(horizontal));
    Ok(Value::list((0..count).map(|_| tick()).collect()))
}

/// The texts of labels, which may be given as texts of matplotlib's.
fn label_texts(vm: &mut Vm, value: &Value) -> Result<Vec<String>> {
    let items = vm.collect(value)?;
    let text = |item: &Value| match item.downcast::<TextHandle>() {
        Some(text) => Ok(text.role.text()),
        None => vm.str(item),
    };
    items.iter().map(text).collect()
}

fn set_labels(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut given = label_texts(vm, &args[1])?;
    let (places, _) = find(own, horizontal);
    side(&own.axes, horizontal, |side| {
        given.resize(places.len(), String::new());
        side.ticks = Some(places);
        side.tick_labels = Some(given);
    });
    style_labels(vm, own, horizontal, Keywords::of(args, 2))?;
    Ok(labels(own, horizontal))
}

fn grid(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let directions = chosen(vm, &args[3])?;
    let mut keywords = Keywords::of(args, 4);
    let mut stroke = GRID_LINE;
    let styled = !keywords.names().is_empty();
    if let Some(value) = keywords.take(&["color", "c"]) {
        stroke.color = style::color(vm, &value)?;
    }
    style::style_stroke(vm, &mut keywords, &mut stroke)?;
    if let Some(alpha) = keywords.float(vm, &["alpha"])? {
        stroke.color = stroke.color.with_alpha(alpha);
    }
    keywords.take(&["zorder"]);
    keywords.finish("Line2D")?;
    let wanted = if args[1].is_none() { None } else { Some(vm.truth(&args[1])?) };
    for horizontal in directions {
        side(&own.axes, horizontal, |side| {
            let shown = wanted.unwrap_or(styled || side.grid.is_none());
            side.grid = shown.then_some(stroke);
        });
    }
    Ok(Value::None)
}
