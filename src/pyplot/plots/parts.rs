//! Parts of a whole: `pie`.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Patch, Shape, Stroke};
use tape_plot::axes::Aspect;
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use crate::artists::WEDGE;
use crate::axes::handle;
use crate::keywords::Keywords;
use crate::numbers::{flat, texts};
use crate::style;

/// `pie`.
pub static METHODS: &[NativeFunction] =
    &[NativeFunction::new("Axes.pie", "(self, x, **kwargs)", "Parts of a whole as slices.", pie).python()];

fn pie(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let parts = flat(vm, &args[1])?;
    let labels = keywords.take(&["labels"]).map(|value| texts(vm, &value)).transpose()?.unwrap_or_default();
    let colors = keywords.take(&["colors"]).map(|value| style::colors(vm, &value)).transpose()?.unwrap_or_default();
    let explode = keywords.take(&["explode"]).map(|value| flat(vm, &value)).transpose()?.unwrap_or_default();
    let percent = keywords.text(vm, &["autopct"])?;
    let start = keywords.float(vm, &["startangle"])?.unwrap_or(0.0).to_radians();
    let clockwise = !keywords.truth(vm, &["counterclock"])?.unwrap_or(true);
    for accepted in [
        "shadow",
        "radius",
        "pctdistance",
        "labeldistance",
        "textprops",
        "wedgeprops",
        "normalize",
        "center",
        "frame",
        "rotatelabels",
    ] {
        keywords.take(&[accepted]);
    }
    keywords.finish("Wedge")?;
    let whole: f64 = parts.iter().sum();
    let mut from = start;
    let (mut wedges, mut names, mut shares) = (Vec::new(), Vec::new(), Vec::new());
    for (index, part) in parts.iter().enumerate() {
        let turn = part / whole * std::f64::consts::TAU * if clockwise { -1.0 } else { 1.0 };
        let middle = from + turn / 2.0;
        let out = explode.get(index).copied().unwrap_or(0.0);
        let center = Point::new(out * middle.cos(), out * middle.sin());
        let at = |angle: f64, radius: f64| Point::new(center.x + radius * angle.cos(), center.y + radius * angle.sin());
        let steps = (turn.abs() / 0.05).ceil().max(2.0) as usize;
        let arc = (0..=steps).map(|step| at(from + turn * step as f64 / steps as f64, 1.0));
        let outline = std::iter::once(center).chain(arc).collect();
        let fill = if colors.is_empty() { Color::of_cycle(index) } else { colors[index % colors.len()] };
        let edge = Stroke::solid(Color::WHITE, 1.0);
        let mut artist = Artist::new(Shape::Patches(vec![Patch { outline, fill, edge }], Default::default()));
        artist.label = labels.get(index).cloned().unwrap_or_default();
        wedges.push(own.add(&WEDGE, artist));
        let mut write = |place: Point, text: &str, beside: bool| {
            let mut look = Keywords::default();
            let side = if !beside {
                "center"
            } else if middle.cos() < 0.0 {
                "right"
            } else {
                "left"
            };
            look.offer("ha", Value::str(side));
            look.offer("va", Value::str("center"));
            super::text::add(vm, own, (place.x, place.y), text, look)
        };
        names.push(write(at(middle, 1.1), labels.get(index).map_or("", String::as_str), true)?);
        if let Some(form) = &percent {
            let share = Value::Float(100.0 * part / whole);
            let text = vm.binary(tape_lang::Operator::Mod, &Value::str(form.as_str()), &share)?;
            let text = vm.str(&text)?;
            let mut look = Keywords::default();
            look.offer("ha", Value::str("center"));
            look.offer("va", Value::str("center"));
            let place = at(middle, 0.6);
            shares.push(super::text::add(vm, own, (place.x, place.y), &text, look)?);
        }
        from += turn;
    }
    {
        let mut axes = own.axes.borrow_mut();
        axes.aspect = Aspect::Frame(1.0);
        axes.shows_frame = false;
        (axes.x.ticks, axes.y.ticks) = (Some(Vec::new()), Some(Vec::new()));
        axes.x.axis.borrow_mut().limits = Some((-1.25, 1.25));
        axes.y.axis.borrow_mut().limits = Some((-1.25, 1.25));
    }
    let lists = [wedges, names, shares].map(Value::list);
    let count = if percent.is_some() { 3 } else { 2 };
    Ok(Value::tuple(lists.into_iter().take(count)))
}
