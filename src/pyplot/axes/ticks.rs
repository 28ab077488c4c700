//! Ticks, their labels, and grid lines.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};

use super::limits::chosen;
use super::{AxesHandle, GRID_LINE, handle, side};
use crate::keywords::Keywords;
use crate::numbers::{flat, ndarray, texts};
use crate::style;
use crate::texts::{Role, TextHandle};

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
    NativeFunction::new("Axes.get_xticklabels", "(self)", "What ticks say.", |_vm, args| {
        Ok(labels(handle(&args[0])?, true))
    }),
    NativeFunction::new("Axes.get_yticklabels", "(self)", "What ticks say.", |_vm, args| {
        Ok(labels(handle(&args[0])?, false))
    }),
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
            let most = Keywords::of(args, 3).float(vm, &["nbins"])?;
            for horizontal in chosen(vm, &args[1])? {
                side(&own.axes, horizontal, |side| side.most = most.map(|most| most.max(1.0) as usize));
            }
            Ok(Value::None)
        },
    ),
    accepted("Axes.ticklabel_format"),
    accepted("Axes.minorticks_on"),
    accepted("Axes.minorticks_off"),
];

/// A method that changes nothing that is drawn here.
const fn accepted(name: &'static str) -> NativeFunction {
    NativeFunction::new(name, "(self, **kwargs)", "Accepted: ticks here find their own form.", |_vm, _args| {
        Ok(Value::None)
    })
}

/// Where ticks stand, those just outside the view among them.
fn find(axes: &AxesHandle, horizontal: bool) -> (Vec<f64>, Vec<String>) {
    let view = axes.view();
    let span = if horizontal { view.x } else { view.y };
    side(&axes.axes, horizontal, |side| {
        let places = side.tick_places(&span, 9);
        let labels = match (&side.tick_labels, &side.axis.borrow().categories) {
            (Some(given), _) => given.clone(),
            (None, names) if !names.is_empty() && side.ticks.is_none() => names.clone(),
            _ if span.scale == tape_plot::axis::Scale::Linear => tape_plot::ticks::labels(&places).texts,
            _ => places.iter().map(|at| tape_plot::ticks::power_label(*at)).collect(),
        };
        (places, labels)
    })
}

fn places(axes: &AxesHandle, horizontal: bool) -> Value {
    let (places, _) = find(axes, horizontal);
    ndarray(&[places.len()], places)
}

/// Tick labels as texts with their places.
pub fn labels(axes: &AxesHandle, horizontal: bool) -> Value {
    let (places, labels) = find(axes, horizontal);
    let text = |(at, label): (f64, String)| {
        let (at, zero) = (Value::Float(at), Value::Int(0));
        let role = Role::Tick(label);
        if horizontal { TextHandle::value(at, zero, role) } else { TextHandle::value(zero, at, role) }
    };
    Value::list(places.into_iter().zip(labels).map(text).collect())
}

fn style_labels(vm: &mut Vm, axes: &AxesHandle, horizontal: bool, mut keywords: Keywords) -> Result<()> {
    let size = keywords.font_size(vm, &["fontsize", "size"])?;
    let rotation = match keywords.take(&["rotation"]) {
        Some(word) if word.as_str() == Some("vertical") => Some(90.0),
        Some(word) if word.as_str() == Some("horizontal") => Some(0.0),
        Some(value) => Some(vm.float(&value)?),
        None => None,
    };
    let color = keywords.take(&["color", "c"]).map(|value| style::color(vm, &value)).transpose()?;
    for accepted in [
        "ha",
        "horizontalalignment",
        "va",
        "verticalalignment",
        "rotation_mode",
        "fontweight",
        "weight",
        "minor",
        "fontdict",
        "alpha",
    ] {
        keywords.take(&[accepted]);
    }
    keywords.finish("Text")?;
    side(&axes.axes, horizontal, |side| {
        side.tick_size = size.unwrap_or(side.tick_size);
        side.tick_rotation = rotation.unwrap_or(side.tick_rotation);
        side.tick_color = color.unwrap_or(side.tick_color);
    });
    Ok(())
}

fn set_ticks(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let places = flat(vm, &args[1])?;
    let given = if args[2].is_none() { None } else { Some(texts(vm, &args[2])?) };
    let count = places.len();
    side(&own.axes, horizontal, |side| {
        side.ticks = Some(places);
        side.tick_labels = given;
    });
    style_labels(vm, own, horizontal, Keywords::of(args, 3))?;
    let tick = || Value::object(super::look::TickHandle(horizontal));
    Ok(Value::list((0..count).map(|_| tick()).collect()))
}

fn set_labels(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let given = texts(vm, &args[1])?;
    let (places, _) = find(own, horizontal);
    side(&own.axes, horizontal, |side| {
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
