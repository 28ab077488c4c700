//! Titles, labels and legends.

use tape_lang::exception::value_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::Shared;
use tape_plot::artist::Artist;
use tape_plot::axes::{Legend, Location};

use super::{AxesHandle, handle};
use crate::artists::{ArtistHandle, LEGEND};
use crate::containers::Container;
use crate::keywords::Keywords;
use crate::numbers::texts;
use crate::state;
use crate::texts::{Role, TextHandle};

/// The title as an object.
#[must_use]
pub fn title_value(axes: &AxesHandle) -> Value {
    TextHandle::value(Value::Float(0.5), Value::Float(1.0), Role::Title(axes.axes.clone()))
}

fn set_text(vm: &mut Vm, role: &Role, text: &Value, mut keywords: Keywords) -> Result<()> {
    let text = vm.str(text)?;
    keywords.offer("text", Value::str(text));
    role.style(vm, keywords)
}

pub(super) static METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "Axes.set_title",
        "(self, label, fontdict=None, **kwargs)",
        "A heading above the axes.",
        |vm, args| {
            let own = handle(&args[0])?;
            let mut keywords = Keywords::of(args, 3);
            keywords.offer("fontdict", args[2].clone());
            set_text(vm, &Role::Title(own.axes.clone()), &args[1], keywords)?;
            Ok(title_value(own))
        },
    )
    .python(),
    NativeFunction::new(
        "Axes.set_xlabel",
        "(self, xlabel, fontdict=None, **kwargs)",
        "A label below the axes.",
        |vm, args| label(vm, args, true),
    )
    .python(),
    NativeFunction::new(
        "Axes.set_ylabel",
        "(self, ylabel, fontdict=None, **kwargs)",
        "A label beside the axes.",
        |vm, args| label(vm, args, false),
    )
    .python(),
    NativeFunction::new("Axes.get_title", "(self, loc='center')", "The heading.", |_vm, args| {
        Ok(Value::str(handle(&args[0])?.axes.borrow().title.text.as_str()))
    }),
    NativeFunction::new("Axes.get_label", "(self)", "What the axes themselves are called: nothing.", |_vm, args| {
        handle(&args[0])?;
        Ok(Value::str(""))
    }),
    NativeFunction::new("Axes.get_xlabel", "(self)", "The label below.", |_vm, args| {
        Ok(Value::str(handle(&args[0])?.axes.borrow().x.label.as_str()))
    }),
    NativeFunction::new("Axes.get_ylabel", "(self)", "The label beside.", |_vm, args| {
        Ok(Value::str(handle(&args[0])?.axes.borrow().y.label.as_str()))
    }),
    NativeFunction::new("Axes.legend", "(self, *args, **kwargs)", "Says what lines and colours mean.", |vm, args| {
        legend(vm, &args[0], args.rest(1), Keywords::of(args, 2))
    }),
    NativeFunction::new("Axes.get_legend_handles_labels", "(self)", "What a legend would name.", |_vm, args| {
        let own = handle(&args[0])?;
        let named = own.axes.borrow().named();
        let handles = named.iter().map(|(artist, _)| ArtistHandle::value(&crate::artists::LINE, artist, &own.axes));
        let labels = named.iter().map(|(_, label)| Value::str(label.as_str()));
        Ok(Value::tuple([Value::list(handles.collect()), Value::list(labels.collect())]))
    }),
    NativeFunction::new("Axes.get_legend", "(self)", "The legend, if there is one.", |_vm, args| {
        let own = handle(&args[0])?;
        Ok(if own.axes.borrow().legend.is_some() { legend_value(own) } else { Value::None })
    }),
];

fn label(vm: &mut Vm, args: Args<'_>, horizontal: bool) -> Result<Value> {
    let axes = handle(&args[0])?.axes.clone();
    let role = if horizontal { Role::XLabel(axes) } else { Role::YLabel(axes) };
    let mut keywords = Keywords::of(args, 3);
    keywords.offer("fontdict", args[2].clone());
    set_text(vm, &role, &args[1], keywords)?;
    let (x, y) = (Value::Float(0.5), Value::Int(0));
    Ok(if horizontal { TextHandle::value(x, y, role) } else { TextHandle::value(y, x, role) })
}

fn legend_value(axes: &AxesHandle) -> Value {
    let nothing = Artist::new(tape_plot::artist::Shape::Patches(Vec::new(), Default::default()));
    ArtistHandle::value(&LEGEND, &tape_plot::shared(nothing), &axes.axes)
}

/// Gives axes a legend: of all artists with labels, of these labels, or of these artists and labels.
///
/// # Errors
/// `ValueError` for an unknown place, `AttributeError` for unknown keywords.
pub fn legend(vm: &mut Vm, this: &Value, given: &[Value], mut keywords: Keywords) -> Result<Value> {
    let own = handle(this)?;
    let (handles, labels) = match given {
        [] => (keywords.take(&["handles"]), keywords.take(&["labels"])),
        [labels] => (None, Some(labels.clone())),
        [handles, labels, ..] => (Some(handles.clone()), Some(labels.clone())),
    };
    let artists = match &handles {
        Some(handles) => vm.collect(handles)?.iter().filter_map(artist_of).collect(),
        None if labels.is_some() => {
            own.axes.borrow().artists.iter().filter(|artist| is_nameable(artist)).cloned().collect()
        }
        None => Vec::new(),
    };
    let entries = match (&labels, &handles) {
        (None, None) => None,
        (Some(labels), _) => Some(artists.into_iter().zip(texts(vm, labels)?).collect()),
        (None, Some(_)) => {
            Some(artists.into_iter().map(|artist| (artist.clone(), artist.borrow().label.clone())).collect())
        }
    };
    let beside = keywords.take(&["bbox_to_anchor"]);
    let location = match keywords.take(&["loc"]) {
        Some(place) => location(vm, &place)?,
        None => Location::Best,
    };
    let outside = match &beside {
        Some(place) => crate::numbers::flat(vm, place)?.first().is_some_and(|x| *x >= 1.0),
        None => false,
    };
    let mut size = state::parameter(vm, "legend.fontsize", 10.0)?;
    if let Some(Value::Dict(properties)) = keywords.take(&["prop"])
        && let Some(given) = properties.get_str("size")
    {
        size = crate::keywords::font_size(vm, &given)?;
    }
    let legend = Legend {
        entries,
        location: if outside { Location::Outside } else { location },
        size: keywords.font_size(vm, &["fontsize"])?.unwrap_or(size),
        title: keywords.text(vm, &["title"])?.unwrap_or_default(),
        columns: keywords.float(vm, &["ncol", "ncols"])?.map_or(1, |count| count.max(1.0) as usize),
        frame: keywords.truth(vm, &["frameon"])?.unwrap_or(true),
    };
    for accepted in [
        "shadow",
        "fancybox",
        "framealpha",
        "borderaxespad",
        "numpoints",
        "scatterpoints",
        "markerscale",
        "title_fontsize",
        "labelspacing",
        "handlelength",
        "handletextpad",
        "columnspacing",
        "borderpad",
        "facecolor",
        "edgecolor",
        "mode",
        "bbox_transform",
        "labelcolor",
        "alignment",
        "draggable",
        "markerfirst",
        "reverse",
        "scatteryoffsets",
        "handleheight",
    ] {
        keywords.take(&[accepted]);
    }
    if let Some(name) = keywords.names().first() {
        return Err(tape_lang::exception::type_error(format!(
            "Legend.__init__() got an unexpected keyword argument '{name}'"
        )));
    }
    own.axes.borrow_mut().legend = Some(legend);
    Ok(legend_value(own))
}

/// The artist that a handle or a container of handles stands for.
fn artist_of(value: &Value) -> Option<Shared<Artist>> {
    if let Some(container) = value.downcast::<Container>() {
        return container.items.iter().find_map(artist_of);
    }
    if let Value::Tuple(items) = value {
        return items.iter().find_map(artist_of);
    }
    value.downcast::<ArtistHandle>().map(|handle| handle.artist.clone())
}

/// Whether labels that are given by themselves count an artist.
fn is_nameable(artist: &Shared<Artist>) -> bool {
    use tape_plot::artist::Shape;
    matches!(
        artist.borrow().shape,
        Shape::Line(_) | Shape::Points(_) | Shape::Patches(..) | Shape::Rule(..) | Shape::Segments(..)
    )
}

/// The names of places, as parts of the way across and down; their numbers count from 1.
const LOCATIONS: [(&str, f64, f64); 10] = [
    ("upper right", 1.0, 0.0),
    ("upper left", 0.0, 0.0),
    ("lower left", 0.0, 1.0),
    ("lower right", 1.0, 1.0),
    ("right", 1.0, 0.5),
    ("center left", 0.0, 0.5),
    ("center right", 1.0, 0.5),
    ("lower center", 0.5, 1.0),
    ("upper center", 0.5, 0.0),
    ("center", 0.5, 0.5),
];

fn location(vm: &mut Vm, value: &Value) -> Result<Location> {
    let refused = |shown: String| value_error(format!("{shown} is not a valid value for loc."));
    if let Some(name) = value.as_str() {
        if name == "best" {
            return Ok(Location::Best);
        }
        let known = LOCATIONS.iter().find(|(own, ..)| *own == name);
        return known.map(|(_, x, y)| Location::At(*x, *y)).ok_or_else(|| refused(format!("'{name}'")));
    }
    if let Value::Tuple(_) | Value::List(_) = value {
        let parts = crate::numbers::flat(vm, value)?;
        if let [x, y] = parts[..] {
            return Ok(if x >= 1.0 { Location::Outside } else { Location::At(x, 1.0 - y) });
        }
    }
    let number = vm.index(value)?;
    match usize::try_from(number) {
        Ok(0) => Ok(Location::Best),
        Ok(number @ 1..=10) => Ok(Location::At(LOCATIONS[number - 1].1, LOCATIONS[number - 1].2)),
        _ => Err(refused(vm.repr(value)?)),
    }
}
