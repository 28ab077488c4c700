//! Summaries of data sets: `boxplot`, `violinplot`.

use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Mark, Patch, Shape, Stroke};
use tape_plot::color::Color;
use tape_plot::geometry::Point;

use super::histogram::data_sets;
use crate::artists::{FILL, LINE, LINES};
use crate::axes::{AxesHandle, handle};
use crate::keywords::Keywords;
use crate::numbers::{flat, texts};
use crate::style;

/// `boxplot`, `violinplot`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.boxplot", "(self, x, **kwargs)", "Medians, quartiles and outliers.", boxplot).python(),
    NativeFunction::new(
        "Axes.violinplot",
        "(self, dataset, positions=None, **kwargs)",
        "How data sets are spread.",
        violins,
    )
    .python(),
];

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
    let sets = data_sets(vm, &args[1])?;
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

/// How many heights a violin's outline has.
const HEIGHTS: usize = 100;

/// The density of numbers at places: a sum of bells whose width follows Scott's rule, as scipy and matplotlib find it.
fn density(values: &[f64], at: impl Iterator<Item = f64>) -> Vec<f64> {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let width = variance.sqrt() * count.powf(-0.2);
    let bell = |apart: f64| (-0.5 * (apart / width).powi(2)).exp();
    at.map(|place| values.iter().map(|value| bell(place - value)).sum()).collect()
}

fn violins(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 3);
    let sets = data_sets(vm, &args[1])?;
    let positions = if args[2].is_none() { None } else { Some(flat(vm, &args[2])?) };
    let width = keywords.float(vm, &["widths"])?.unwrap_or(0.5);
    let lying = !keywords.truth(vm, &["vert"])?.unwrap_or(true)
        || keywords.text(vm, &["orientation"])?.is_some_and(|way| way == "horizontal");
    let mut wanted = |name: &str, default: bool| keywords.truth(vm, &[name]).map(|shown| shown.unwrap_or(default));
    let (means, medians, ends) =
        (wanted("showmeans", false)?, wanted("showmedians", false)?, wanted("showextrema", true)?);
    keywords.accept(&["points", "bw_method", "quantiles", "side", "facecolor", "linecolor"]);
    keywords.finish("PolyCollection")?;
    let color = own.axes.borrow_mut().next_color();
    let place = |across: f64, up: f64| if lying { Point::new(up, across) } else { Point::new(across, up) };
    let (mut bodies, mut rules) = (Vec::new(), Vec::new());
    for (index, set) in sets.iter().enumerate().filter(|(_, set)| set.len() > 1) {
        let at = positions.as_ref().and_then(|places| places.get(index)).copied().unwrap_or(index as f64 + 1.0);
        let mut sorted = set.clone();
        sorted.sort_by(f64::total_cmp);
        let (least, most) = (sorted[0], sorted[sorted.len() - 1]);
        let height = |step: usize| least + (most - least) * step as f64 / (HEIGHTS - 1) as f64;
        let shares = density(set, (0..HEIGHTS).map(height));
        let widest = shares.iter().copied().fold(0.0, f64::max);
        let side = |sign: f64| (0..HEIGHTS).map(move |step| (sign, step));
        let outline = side(-1.0).chain(side(1.0).rev());
        let outline = outline.map(|(sign, step)| place(at + sign * 0.5 * width * shares[step] / widest, height(step)));
        let patch = Patch { outline: outline.collect(), fill: color, edge: Stroke::solid(Color::NONE, 1.0) };
        let mut body = Artist::new(Shape::Patches(vec![patch], Default::default()));
        body.alpha = 0.3;
        bodies.push(own.add(&FILL, body));
        let across = |up: f64| [place(at - 0.25 * width, up), place(at + 0.25 * width, up)];
        let mean = set.iter().sum::<f64>() / set.len() as f64;
        let kinds = [
            ("cmeans", means, across(mean)),
            ("cmaxes", ends, across(most)),
            ("cmins", ends, across(least)),
            ("cbars", ends, [place(at, least), place(at, most)]),
            ("cmedians", medians, across(quantile(&sorted, 0.5))),
        ];
        rules.extend(kinds.into_iter().filter(|(_, shown, _)| *shown).map(|(name, _, line)| (name, line)));
    }
    let dict = Value::dict();
    if let Value::Dict(dict) = &dict {
        dict.set_str("bodies", Value::list(bodies));
        for name in ["cmeans", "cmaxes", "cmins", "cbars", "cmedians"] {
            let lines: Vec<[Point; 2]> = rules.iter().filter(|(own, _)| *own == name).map(|(_, line)| *line).collect();
            if !lines.is_empty() {
                dict.set_str(name, own.add(&LINES, Artist::new(Shape::Segments(lines, Stroke::solid(color, 1.5)))));
            }
        }
    }
    Ok(dict)
}
