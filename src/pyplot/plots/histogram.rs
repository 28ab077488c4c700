//! `hist` and `hist2d`: the counts are numpy's.

use tape_lang::{Args, Name, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Image, Pixels, Shape};
use tape_plot::axes::Axes;
use tape_plot::geometry::Point;

use super::bars::{add_bars, container, rectangle};
use crate::artists::MESH;
use crate::axes::handle;
use crate::containers::ContainerList;
use crate::keywords::Keywords;
use crate::numbers::{flat, ndarray, numbers};
use crate::style;

/// `hist`, `hist2d`.
pub static METHODS: &[NativeFunction] = &[
    NativeFunction::new("Axes.hist", "(self, x, bins=None, **kwargs)", "How often numbers fall into bins.", hist)
        .python(),
    NativeFunction::new("Axes.hist2d", "(self, x, y, bins=10, **kwargs)", "How often pairs fall into cells.", hist2d)
        .python(),
];

/// Calls a function of numpy.
fn numpy(vm: &mut Vm, name: &str, args: &[Value], named: &[(&str, Value)]) -> Result<Value> {
    let numpy = vm.import("numpy")?;
    let function = vm.get_attribute(&numpy, Name::new(name))?;
    let names: Vec<Name> = named.iter().map(|(name, _)| Name::new(name)).collect();
    let values: Vec<Value> = args.iter().cloned().chain(named.iter().map(|(_, value)| value.clone())).collect();
    vm.call(&function, Args { values: &values, names: &names })
}

/// The data sets: one, or the parts of a list or the columns of a table.
///
/// # Errors
/// What reading numbers raises.
pub(super) fn data_sets(vm: &mut Vm, value: &Value) -> Result<Vec<Vec<f64>>> {
    let is_list = matches!(value, Value::List(_) | Value::Tuple(_));
    if is_list {
        let items = vm.collect(value)?;
        if items.first().is_some_and(|item| vm.length_of(item).is_some_and(|length| length.is_ok())) {
            return items.iter().map(|item| flat(vm, item)).collect();
        }
    }
    Ok(numbers(vm, value)?.columns())
}

fn hist(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 3);
    let sets = data_sets(vm, &args[1])?;
    let all: Vec<f64> = sets.iter().flatten().copied().collect();
    let bins = if args[2].is_none() { Value::Int(10) } else { args[2].clone() };
    let mut named = Vec::new();
    if let Some(range) = keywords.take(&["range"]) {
        named.push(("range", range));
    }
    let edges = numpy(vm, "histogram_bin_edges", &[ndarray(&[all.len()], all), bins], &named)?;
    let edge_values = flat(vm, &edges)?;
    let edges = ndarray(&[edge_values.len()], edge_values.clone());
    let density = keywords.truth(vm, &["density"])?.unwrap_or(false);
    let cumulative = keywords.truth(vm, &["cumulative"])?.unwrap_or(false);
    let weights = keywords.take(&["weights"]);
    let kind = keywords.text(vm, &["histtype"])?.unwrap_or_else(|| "bar".to_owned());
    let stacked = keywords.truth(vm, &["stacked"])?.unwrap_or(kind == "barstacked");
    let lying = keywords.text(vm, &["orientation"])?.is_some_and(|way| way == "horizontal");
    let relative = keywords.float(vm, &["rwidth"])?;
    keywords.take(&["align"]);
    if keywords.truth(vm, &["log"])?.unwrap_or(false) {
        let setter = if lying { "set_xscale" } else { "set_yscale" };
        vm.call_method(&args[0], Name::new(setter), &[Value::str("log")])?;
    }
    let mut counts = Vec::new();
    for set in &sets {
        let mut options = vec![("bins", edges.clone())];
        if let Some(weights) = &weights {
            options.push(("weights", weights.clone()));
        }
        if density {
            options.push(("density", Value::Bool(true)));
        }
        let made = numpy(vm, "histogram", &[ndarray(&[set.len()], set.clone())], &options)?;
        let first = vm.item(&made, &Value::Int(0))?;
        let mut own_counts = flat(vm, &first)?;
        if cumulative {
            let widths: Vec<f64> =
                edge_values.windows(2).map(|pair| if density { pair[1] - pair[0] } else { 1.0 }).collect();
            let mut sum = 0.0;
            for (count, width) in own_counts.iter_mut().zip(widths) {
                sum += *count * width;
                *count = sum;
            }
        }
        counts.push(own_counts);
    }
    let looks = looks(vm, keywords, sets.len())?;
    let mut bottoms = vec![0.0; edge_values.len() - 1];
    let mut containers = Vec::new();
    for (index, (own_counts, look)) in counts.iter_mut().zip(looks).enumerate() {
        if stacked {
            own_counts.iter_mut().zip(&bottoms).for_each(|(count, bottom)| *count += bottom);
        }
        let share = if stacked || sets.len() == 1 || kind.starts_with("step") {
            (1.0, 0.0)
        } else {
            (0.8 / sets.len() as f64, index as f64)
        };
        let share = if sets.len() == 1 { (relative.unwrap_or(1.0), 0.0) } else { share };
        let outlines = match kind.as_str() {
            "step" | "stepfilled" => vec![stairs(&edge_values, own_counts, lying)],
            _ => bars(&edge_values, own_counts, &bottoms, share, lying, sets.len() > 1 && !stacked),
        };
        let sticky = if lying { [vec![0.0], Vec::new()] } else { [Vec::new(), vec![0.0]] };
        let look = if kind == "step" { hollow(&mut own.axes.borrow_mut(), look) } else { look };
        let items = add_bars(vm, own, outlines, sticky, look)?;
        containers.push(if kind.starts_with("step") { Value::list(items) } else { container(items) });
        if stacked {
            bottoms.clone_from(own_counts);
        }
    }
    let bins = edge_values.len() - 1;
    if let ([counts], [one]) = (&counts[..], &containers[..]) {
        return Ok(Value::tuple([ndarray(&[bins], counts.clone()), edges, one.clone()]));
    }
    let counts_value = ndarray(&[sets.len(), bins], counts.concat());
    Ok(Value::tuple([counts_value, edges, Value::object(ContainerList(containers))]))
}

/// The keywords of each data set: labels and colours may be given one each.
fn looks(vm: &mut Vm, mut keywords: Keywords, count: usize) -> Result<Vec<Keywords>> {
    let mut looks: Vec<Keywords> = (0..count).map(|_| Keywords::default()).collect();
    for name in keywords.names() {
        let Some(value) = keywords.take(&[&name]) else { continue };
        let each = matches!(name.as_str(), "label" | "color")
            && count > 1
            && matches!(value, Value::List(_) | Value::Tuple(_));
        let values = if each { vm.collect(&value)? } else { vec![value; count] };
        for (look, value) in looks.iter_mut().zip(values) {
            look.offer(&name, value);
        }
    }
    Ok(looks)
}

/// The outline alone: the colour that would fill it draws it.
fn hollow(axes: &mut Axes, mut keywords: Keywords) -> Keywords {
    let color = keywords.take(&["color"]).unwrap_or_else(|| Value::str(axes.next_patch_color().hex()));
    keywords.offer("edgecolor", color);
    keywords.offer("facecolor", Value::str("none"));
    keywords
}

fn bars(
    edges: &[f64],
    counts: &[f64],
    bottoms: &[f64],
    (share, index): (f64, f64),
    lying: bool,
    beside: bool,
) -> Vec<Vec<Point>> {
    let bar = |bin: usize| {
        let width = edges[bin + 1] - edges[bin];
        let start = if beside { 0.1 * width + index * share * width } else { (1.0 - share) / 2.0 * width };
        // As matplotlib finds them: from the middle of a bar, so that the last digits of limits are the same.
        let middle = edges[bin] + (start + 0.5 * share * width);
        let from = middle - 0.5 * share * width;
        rectangle(from, bottoms[bin], from + share * width, counts[bin], lying)
    };
    (0..counts.len()).map(bar).collect()
}

fn stairs(edges: &[f64], counts: &[f64], lying: bool) -> Vec<Point> {
    let steps = counts.iter().zip(edges.windows(2)).flat_map(|(count, pair)| [(pair[0], *count), (pair[1], *count)]);
    let ends = (edges[0], edges[edges.len() - 1]);
    let outline = std::iter::once((ends.0, 0.0)).chain(steps).chain([(ends.1, 0.0)]);
    outline.map(|(along, up)| if lying { Point::new(up, along) } else { Point::new(along, up) }).collect()
}

fn hist2d(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let own = handle(&args[0])?;
    let mut keywords = Keywords::of(args, 4);
    let mut named = vec![("bins", args[3].clone())];
    for name in ["range", "density", "weights"] {
        named.extend(keywords.take(&[name]).map(|value| (name, value)));
    }
    let made = numpy(vm, "histogram2d", &[args[1].clone(), args[2].clone()], &named)?;
    let made = vm.collect(&made)?;
    let (counts, xs, ys) = (numbers(vm, &made[0])?, flat(vm, &made[1])?, flat(vm, &made[2])?);
    let (rows, columns) = (ys.len() - 1, xs.len() - 1);
    let cells = (0..rows).rev().flat_map(|row| (0..columns).map(move |column| column * rows + row));
    let mapped = style::mapped(vm, &mut keywords, cells.map(|index| counts.values[index]).collect())?;
    let extent = [xs[0], xs[columns], ys[0], ys[rows]];
    let image = Image { rows, columns, pixels: Pixels::Mapped(mapped), extent, smooth: false };
    let mut artist = Artist::new(Shape::Image(image));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("QuadMesh")?;
    let value = own.add(&MESH, artist);
    own.remember_mappable(vm, &value);
    Ok(Value::tuple([made[0].clone(), made[1].clone(), made[2].clone(), value]))
}
