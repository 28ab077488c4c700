//! Parts of a whole and summaries: `pie`, `boxplot`.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Mark, Patch, Shape, Stroke};
use tape_plot::axes::Aspect;
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use crate::artists::{LINE, WEDGE};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{flat, numbers, texts};
use crate::style;

/// `pie`, `boxplot`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.pie", "(self, x, **kwargs)", "Parts of a whole as slices.", pie).python(),
    NativeFunction::new("Axes.boxplot", "(self, x, **kwargs)", "Medians, quartiles and outliers.", boxplot).python(),
];

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
        let mut artist = Artist::new(Shape::Patches(vec![Patch { outline, fill, edge }], [None; 2]));
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
        axes.x.axis.borrow_mut().limits = Some((-1.25, 1.25));
        axes.y.axis.borrow_mut().limits = Some((-1.25, 1.25));
    }
    let lists = [wedges, names, shares].map(Value::list);
    let count = if percent.is_some() { 3 } else { 2 };
    Ok(Value::tuple(lists.into_iter().take(count)))
}

/// A quantile as numpy finds it by default: linear between neighbours.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    sorted[below] + (place - below as f64) * (sorted[above] - sorted[below])
}

fn boxplot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 2);
    let sets = match &args[1] {
        Value::List(list) if list.to_vec().first().is_some_and(|item| vm.length_of(item).is_some()) => {
            list.to_vec().iter().map(|item| flat(vm, item)).collect::<Result<Vec<_>>>()?
        }
        value => numbers(vm, value)?.columns(),
    };
    let labels = keywords.take(&["tick_labels", "labels"]).map(|value| texts(vm, &value)).transpose()?;
    let positions = keywords.take(&["positions"]).map(|value| flat(vm, &value)).transpose()?;
    for accepted in [
        "widths",
        "notch",
        "sym",
        "vert",
        "orientation",
        "whis",
        "patch_artist",
        "showmeans",
        "showfliers",
        "medianprops",
        "boxprops",
    ] {
        keywords.take(&[accepted]);
    }
    keywords.finish("Line2D")?;
    let names = ["whiskers", "caps", "boxes", "medians", "fliers", "means"];
    let mut made: Vec<Vec<Value>> = vec![Vec::new(); names.len()];
    let mut places = Vec::new();
    for (index, set) in sets.iter().enumerate() {
        let mut sorted: Vec<f64> = set.iter().copied().filter(|value| value.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let at = positions.as_ref().and_then(|places| places.get(index)).copied().unwrap_or(index as f64 + 1.0);
        places.push(at);
        if sorted.is_empty() {
            continue;
        }
        let (low, middle, high) = (quantile(&sorted, 0.25), quantile(&sorted, 0.5), quantile(&sorted, 0.75));
        let reach = 1.5 * (high - low);
        let inside = || sorted.iter().copied().filter(|value| *value >= low - reach && *value <= high + reach);
        let (least, most) = (inside().fold(low, f64::min), inside().fold(high, f64::max));
        let half = if sets.len() == 1 { 0.075 } else { 0.25 };
        let mut line = |kind: usize, points: &[(f64, f64)], color: Color| {
            let (xs, ys) = points.iter().copied().unzip();
            let mut line = Line::new(xs, ys);
            style::recolor(&mut line, color);
            line.stroke.width = 1.0;
            made[kind].push(add(own, line));
        };
        let ink = Color::BLACK;
        line(2, &[(at - half, low), (at + half, low), (at + half, high), (at - half, high), (at - half, low)], ink);
        line(0, &[(at, low), (at, least)], ink);
        line(0, &[(at, high), (at, most)], ink);
        line(1, &[(at - half / 2.0, least), (at + half / 2.0, least)], ink);
        line(1, &[(at - half / 2.0, most), (at + half / 2.0, most)], ink);
        line(3, &[(at - half, middle), (at + half, middle)], Color::of_cycle(1));
        let outside: Vec<f64> = sorted.iter().copied().filter(|value| *value < least || *value > most).collect();
        let mut fliers = Line::new(vec![at; outside.len()], outside);
        style::recolor(&mut fliers, ink);
        fliers.stroke.dash = Dash::Nothing;
        fliers.marker.mark = Some(Mark::Circle);
        fliers.marker.face = Color::NONE;
        made[4].push(add(own, fliers));
    }
    crate::axes::side(&own.axes, true, |side| {
        side.tick_labels = Some(labels.unwrap_or_else(|| (1..=places.len()).map(|index| index.to_string()).collect()));
        let margin = (places[0] - 0.5, places[places.len() - 1] + 0.5);
        side.axis.borrow_mut().limits = Some(margin);
        side.ticks = Some(places);
    });
    let dict = Value::dict();
    if let Value::Dict(dict) = &dict {
        names.iter().zip(made).for_each(|(name, lines)| dict.set_str(name, Value::list(lines)));
    }
    Ok(dict)
}

fn add(axes: &AxesHandle, line: Line) -> Value {
    axes.add(&LINE, Artist::new(Shape::Line(line)))
}
