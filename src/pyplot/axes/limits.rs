//! Limits and scales.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::axes::Aspect;
use tape_plot::axis::{Scale, Span, apart};

use super::{handle, side};
use crate::keywords::{Keywords, accepted};
use crate::numbers::{flat, float64};

pub(super) static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.set_xlim",
        "(self, left=None, right=None, **kwargs)",
        "The ends of the x axis.",
        |vm, args| set_limits(vm, args, true),
    )
    .python(),
    NativeFunction::new(
        "Axes.set_ylim",
        "(self, bottom=None, top=None, **kwargs)",
        "The ends of the y axis.",
        |vm, args| set_limits(vm, args, false),
    )
    .python(),
    NativeFunction::new(
        "Axes.set_xbound",
        "(self, left=None, right=None, **kwargs)",
        "The ends of the x axis.",
        |vm, args| set_limits(vm, args, true),
    ),
    NativeFunction::new(
        "Axes.set_ybound",
        "(self, bottom=None, top=None, **kwargs)",
        "The ends of the y axis.",
        |vm, args| set_limits(vm, args, false),
    ),
    NativeFunction::new("Axes.get_xlim", "(self)", "The ends of the x axis.", |_vm, args| {
        Ok(ends(handle(&args[0])?.view().x))
    }),
    NativeFunction::new("Axes.get_ylim", "(self)", "The ends of the y axis.", |_vm, args| {
        Ok(ends(handle(&args[0])?.view().y))
    }),
    NativeFunction::new("Axes.set_xscale", "(self, value, **kwargs)", "How numbers become lengths.", |vm, args| {
        set_scale(vm, args, true)
    })
    .python(),
    NativeFunction::new("Axes.set_yscale", "(self, value, **kwargs)", "How numbers become lengths.", |vm, args| {
        set_scale(vm, args, false)
    })
    .python(),
    NativeFunction::new("Axes.get_xscale", "(self)", "The name of the scale.", |_vm, args| scale_name(&args[0], true)),
    NativeFunction::new("Axes.get_yscale", "(self)", "The name of the scale.", |_vm, args| scale_name(&args[0], false)),
    NativeFunction::new("Axes.invert_xaxis", "(self)", "Turns the x axis round.", |_vm, args| invert(&args[0], true)),
    NativeFunction::new("Axes.invert_yaxis", "(self)", "Turns the y axis round.", |_vm, args| invert(&args[0], false)),
    NativeFunction::new(
        "Axes.margins",
        "(self, *margins, x=None, y=None, tight=True)",
        "The room around the data.",
        |vm, args| {
            let own = handle(&args[0])?;
            let (x, y) = match args.rest(1) {
                [both] => (both.clone(), both.clone()),
                [x, y] => (x.clone(), y.clone()),
                _ => (args[2].clone(), args[3].clone()),
            };
            for (value, horizontal) in [(x, true), (y, false)] {
                if !value.is_none() {
                    let margin = vm.float(&value)?;
                    side(&own.axes, horizontal, |side| side.axis.borrow_mut().margin = margin);
                }
            }
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "Axes.autoscale",
        "(self, enable=True, axis='both', tight=None)",
        "Finds limits again.",
        |vm, args| {
            let own = handle(&args[0])?;
            own.axes.borrow_mut().count_all();
            for horizontal in chosen(vm, &args[2])? {
                side(&own.axes, horizontal, |side| {
                    side.axis.borrow_mut().limits = None;
                    if matches!(args[3], Value::Bool(true)) {
                        side.axis.borrow_mut().margin = 0.0;
                    }
                });
            }
            Ok(Value::None)
        },
    ),
    accepted("Axes.relim", "(self, visible_only=False)"),
    NativeFunction::new(
        "Axes.autoscale_view",
        "(self, *args, **kwargs)",
        "Lets limits follow all that is there.",
        |_vm, args| {
            handle(&args[0])?.axes.borrow_mut().count_all();
            Ok(Value::None)
        },
    ),
    NativeFunction::new(
        "Axes.set_aspect",
        "(self, aspect, **kwargs)",
        "How long units are compared to each other.",
        |vm, args| {
            let aspect = match args[1].as_str() {
                Some("equal") => Aspect::Frame(1.0),
                Some("auto") => Aspect::Auto,
                _ => Aspect::Frame(vm.float(&args[1])?),
            };
            let limits = Keywords::of(args, 2).text(vm, &["adjustable"])?.is_some_and(|what| what == "datalim");
            handle(&args[0])?.axes.borrow_mut().aspect = if limits { Aspect::Limits } else { aspect };
            Ok(Value::None)
        },
    ),
    NativeFunction::new("Axes.axis", "(self, arg=None, /, **kwargs)", "All limits, or a word for them.", axis),
];

/// The directions that `axis='x'`, `'y'` or `'both'` means: true for the horizontal one.
///
/// # Errors
/// `ValueError` for another word.
pub(super) fn chosen(vm: &mut Vm, value: &Value) -> Result<Vec<bool>> {
    match value.as_str() {
        Some("x") => Ok(vec![true]),
        Some("y") => Ok(vec![false]),
        Some("both") => Ok(vec![true, false]),
        _ => {
            let shown = vm.repr(value)?;
            Err(value_error(format!("{shown} is not a valid value for axis; supported values are 'x', 'y', 'both'")))
        }
    }
}

fn ends(span: Span) -> Value {
    Value::tuple([span.first, span.last].map(float64))
}

fn set_limits(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 3);
    let (low, high) = if horizontal { (["xmin"], ["xmax"]) } else { (["ymin"], ["ymax"]) };
    let (mut first, mut last) = (args[1].clone(), args[2].clone());
    if let Some(value) = keywords.take(&low) {
        first = value;
    }
    if let Some(value) = keywords.take(&high) {
        last = value;
    }
    if last.is_none()
        && vm.length_of(&first).is_some()
        && tape_numpy::array_of(&first).is_none_or(|array| array.len() > 1)
    {
        let pair = vm.collect(&first)?;
        let [low, high] = &pair[..] else {
            return Err(value_error(format!("not enough values to unpack (expected 2, got {})", pair.len())));
        };
        (first, last) = (low.clone(), high.clone());
    }
    for accepted in ["emit", "auto"] {
        keywords.take(&[accepted]);
    }
    keywords.finish("Axes")?;
    let view = own.view();
    let span = if horizontal { view.x } else { view.y };
    let mut end = |value: &Value, now: f64| if value.is_none() { Ok(now) } else { vm.float(value) };
    let (first, last) = (end(&first, span.first)?, end(&last, span.last)?);
    if !first.is_finite() || !last.is_finite() {
        return Err(value_error("Axis limits cannot be NaN or Inf"));
    }
    let (first, last) = apart(first, last, span.scale, 0.05);
    side(&own.axes, horizontal, |side| side.axis.borrow_mut().limits = Some((first, last)));
    Ok(Value::tuple([first, last].map(Value::Float)))
}

fn set_scale(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let mut keywords = Keywords::of(args, 2);
    let linear = keywords.float(vm, &["linthresh"])?.unwrap_or(2.0);
    let scale = match args[1].as_str() {
        Some("linear") => Scale::Linear,
        Some("log") => Scale::Log,
        Some("symlog") => Scale::SymLog(linear),
        _ => {
            let shown = vm.repr(&args[1])?;
            return Err(value_error(format!("{shown} is not a valid value for scale.")));
        }
    };
    side(&handle(&args[0])?.axes, horizontal, |side| side.axis.borrow_mut().scale = scale);
    Ok(Value::None)
}

fn scale_name(this: &Value, horizontal: bool) -> Result<Value> {
    let scale = side(&handle(this)?.axes, horizontal, |side| side.axis.borrow().scale);
    Ok(Value::str(match scale {
        Scale::Linear => "linear",
        Scale::Log => "log",
        Scale::SymLog(_) => "symlog",
    }))
}

fn invert(this: &Value, horizontal: bool) -> Result<Value> {
    side(&handle(this)?.axes, horizontal, |side| {
        let mut axis = side.axis.borrow_mut();
        match &mut axis.limits {
            Some((first, last)) => std::mem::swap(first, last),
            None => axis.inverted = !axis.inverted,
        }
    });
    Ok(Value::None)
}

fn axis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let fixed = |horizontal: bool, limits: Option<(f64, f64)>| {
        side(&own.axes, horizontal, |side| side.axis.borrow_mut().limits = limits);
    };
    match &args[1] {
        Value::None => {}
        Value::Bool(shown) => own.axes.borrow_mut().shows_frame = *shown,
        word if word.as_str().is_some() => match word.as_str().unwrap_or_default() {
            "on" => own.axes.borrow_mut().shows_frame = true,
            "off" => own.axes.borrow_mut().shows_frame = false,
            "equal" => own.axes.borrow_mut().aspect = Aspect::Limits,
            "scaled" | "image" => own.axes.borrow_mut().aspect = Aspect::Frame(1.0),
            "square" => own.axes.borrow_mut().aspect = Aspect::Frame(1.0),
            "auto" => {
                fixed(true, None);
                fixed(false, None);
                own.axes.borrow_mut().aspect = Aspect::Auto;
            }
            "tight" => {
                fixed(true, None);
                fixed(false, None);
            }
            other => {
                return Err(value_error(format!("Unrecognized string '{other}' to axis; try 'on' or 'off'")));
            }
        },
        limits => {
            let limits = flat(vm, limits)?;
            let [left, right, bottom, top] = limits[..] else {
                return Err(tape_lang::exception::type_error(
                    "The first argument to axis() must be an iterable of the form [xmin, xmax, ymin, ymax]",
                ));
            };
            fixed(true, Some((left, right)));
            fixed(false, Some((bottom, top)));
        }
    }
    let view = own.view();
    let mut ends = [view.x.first, view.x.last, view.y.first, view.y.last];
    let given = ["xmin", "xmax", "ymin", "ymax"].map(|name| keywords.float(vm, &[name]));
    for (end, given) in ends.iter_mut().zip(given) {
        if let Some(given) = given? {
            *end = given;
        }
    }
    if ends[..2] != [view.x.first, view.x.last] {
        fixed(true, Some((ends[0], ends[1])));
    }
    if ends[2..] != [view.y.first, view.y.last] {
        fixed(false, Some((ends[2], ends[3])));
    }
    keywords.finish("Axes")?;
    Ok(Value::tuple(ends.map(float64)))
}
