//! Colours, dashes, markers and format strings as programs write them.

use tape_lang::exception::value_error;
use tape_lang::{Raise, Result, Value, Vm};
use tape_plot::artist::{Artist, Dash, Line, Mark, Stroke};
use tape_plot::color::Color;
use tape_plot::colormap::{Colormap, Mapped, Norm};

use crate::cm::ColormapHandle;
use crate::keywords::Keywords;
use crate::numbers::numbers;

/// A colour: text, or three or four numbers from 0 to 1.
///
/// # Errors
/// `ValueError`, in matplotlib's words.
pub fn color(vm: &mut Vm, value: &Value) -> Result<Color> {
    match find_color(vm, value)? {
        Some(color) => Ok(color),
        None => {
            let shown = vm.repr(value)?;
            Err(value_error(format!(
                "{shown} is not a valid value for color: supported inputs are (r, g, b) and (r, g, b, a) 0-1 float tuples; \
                 '#rrggbb', '#rrggbbaa', '#rgb', '#rgba' strings; named color strings; string reprs of 0-1 floats for \
                 grayscale values; 'C0', 'C1', ... strings for colors of the color cycle; and pairs combining one of the \
                 above with an alpha value"
            )))
        }
    }
}

/// A colour, if the value is one.
///
/// # Errors
/// What reading the numbers raises.
pub fn find_color(vm: &mut Vm, value: &Value) -> Result<Option<Color>> {
    if let Some(text) = value.as_str() {
        return Ok(Color::parse(text));
    }
    if let Value::Tuple(pair) = value
        && let [base, alpha] = &pair[..]
        && base.as_str().is_some()
    {
        let alpha = vm.float(alpha)?;
        return Ok(find_color(vm, base)?.map(|color| color.with_alpha(alpha)));
    }
    let Ok(parts) = numbers(vm, value) else { return Ok(None) };
    let within = parts.values.iter().all(|part| (0.0..=1.0).contains(part));
    let is_row = parts.shape.len() == 1 || matches!(parts.shape[..], [1, _]);
    if !is_row {
        return Ok(None);
    }
    let parts = parts.values;
    Ok(match parts[..] {
        [red, green, blue] if within => Some(Color::from_parts([red, green, blue, 1.0])),
        [red, green, blue, alpha] if within => Some(Color::from_parts([red, green, blue, alpha])),
        _ => None,
    })
}

/// One colour, or a list of them.
///
/// # Errors
/// As [`color`].
pub fn colors(vm: &mut Vm, value: &Value) -> Result<Vec<Color>> {
    if let Some(one) = find_color(vm, value)? {
        return Ok(vec![one]);
    }
    if value.as_str().is_some() || vm.length_of(value).is_none() {
        return color(vm, value).map(|one| vec![one]);
    }
    let items = vm.collect(value)?;
    items.iter().map(|item| color(vm, item)).collect()
}

/// How a line is broken up: `'--'`, `'dashed'`, or a tuple of lengths.
///
/// # Errors
/// `ValueError` for an unknown word.
pub fn dash(vm: &mut Vm, value: &Value) -> Result<Dash> {
    let Some(text) = value.as_str() else { return Ok(Dash::Dashed) };
    Ok(match text {
        "-" | "solid" => Dash::Solid,
        "--" | "dashed" => Dash::Dashed,
        ":" | "dotted" => Dash::Dotted,
        "-." | "dashdot" => Dash::DashDot,
        "None" | "none" | " " | "" => Dash::Nothing,
        _ => {
            let shown = vm.repr(value)?;
            return Err(value_error(format!("{shown} is not a valid value for ls.")));
        }
    })
}

/// A marker; nothing for `'None'` and its kin.
///
/// # Errors
/// `ValueError` for an unknown one.
pub fn mark(vm: &mut Vm, value: &Value) -> Result<Option<Mark>> {
    let text = vm.str(value)?;
    if matches!(text.as_str(), "None" | "none" | " " | "") {
        return Ok(None);
    }
    match Mark::parse(&text) {
        Some(mark) => Ok(Some(mark)),
        None => {
            let shown = vm.repr(value)?;
            Err(value_error(format!("Unrecognized marker style {shown}")))
        }
    }
}

/// What a format string such as `'r--o'` says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Format {
    /// The colour.
    pub color: Option<Color>,
    /// The marker.
    pub mark: Option<Mark>,
    /// The line.
    pub dash: Option<Dash>,
}

/// Reads a format string.
///
/// # Errors
/// `ValueError`, in matplotlib's words.
pub fn format(text: &str) -> Result<Format> {
    let refused = |why: &str| -> Raise { value_error(format!("'{text}' is not a valid format string ({why})")) };
    // A whole word is a colour: 'red', '#ff0000'; a digit alone is a marker.
    if text.len() > 1
        && text.parse::<f64>().is_err()
        && let Some(color) = Color::parse(text)
    {
        return Ok(Format { color: Some(color), ..Format::default() });
    }
    let mut format = Format::default();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let two = rest.get(..2).unwrap_or("");
        let (dash, length) = match (two, c) {
            ("--", _) => (Some(Dash::Dashed), 2),
            ("-.", _) => (Some(Dash::DashDot), 2),
            (_, '-') => (Some(Dash::Solid), 1),
            (_, ':') => (Some(Dash::Dotted), 1),
            (_, ' ') => (Some(Dash::Nothing), 1),
            _ => (None, c.len_utf8()),
        };
        let (own, after) = rest.split_at(length);
        rest = after;
        if let Some(dash) = dash {
            if format.dash.replace(dash).is_some() {
                return Err(refused("two linestyle symbols"));
            }
        } else if let Some(mark) = Mark::parse(own) {
            if format.mark.replace(mark).is_some() {
                return Err(refused("two marker symbols"));
            }
        } else if own == "C" && rest.starts_with(|digit: char| digit.is_ascii_digit()) {
            let digits = rest.len() - rest.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
            format.color = Color::parse(&format!("C{}", &rest[..digits]));
            rest = &rest[digits..];
        } else if let Some(color) = Color::parse(own).filter(|_| c.is_ascii_alphabetic()) {
            if format.color.replace(color).is_some() {
                return Err(refused("two color symbols"));
            }
        } else {
            return Err(refused(&format!("unrecognized character '{c}'")));
        }
    }
    Ok(format)
}

/// Gives a line what keywords say of it; what is not of lines stays.
///
/// # Errors
/// `ValueError`, `TypeError` for values that do not fit.
pub fn style_line(vm: &mut Vm, keywords: &mut Keywords, line: &mut Line) -> Result<()> {
    if let Some(value) = keywords.take(&["color", "c"]) {
        recolor(line, color(vm, &value)?);
    }
    style_stroke(vm, keywords, &mut line.stroke)?;
    if let Some(value) = keywords.take(&["marker"]) {
        line.marker.mark = mark(vm, &value)?;
    }
    if let Some(size) = keywords.float(vm, &["markersize", "ms"])? {
        line.marker.size = size;
    }
    if let Some(value) = keywords.take(&["markerfacecolor", "mfc"]) {
        line.marker.face = color(vm, &value)?;
    }
    if let Some(value) = keywords.take(&["markeredgecolor", "mec"]) {
        line.marker.edge.color = color(vm, &value)?;
    }
    if let Some(width) = keywords.float(vm, &["markeredgewidth", "mew"])? {
        line.marker.edge.width = width;
    }
    if let Some(style) = keywords.text(vm, &["fillstyle"])?
        && style == "none"
    {
        line.marker.face = Color::NONE;
    }
    keywords.take(&["markevery"]);
    Ok(())
}

/// Gives a line and its markers a colour.
pub fn recolor(line: &mut Line, color: Color) {
    line.stroke.color = color;
    line.marker.face = color;
    line.marker.edge.color = color;
}

/// Gives a stroke the width and dashes that keywords say.
///
/// # Errors
/// `ValueError`, `TypeError` for values that do not fit.
pub fn style_stroke(vm: &mut Vm, keywords: &mut Keywords, stroke: &mut Stroke) -> Result<()> {
    if let Some(width) = keywords.float(vm, &["linewidth", "lw", "linewidths"])? {
        stroke.width = width;
    }
    if let Some(value) = keywords.take(&["linestyle", "ls", "linestyles", "dashes"]) {
        stroke.dash = dash(vm, &value)?;
    }
    Ok(())
}

/// Gives an artist what keywords say of any artist: `label`, `alpha`, `visible`, `zorder`.
///
/// # Errors
/// `TypeError` for values that do not fit.
pub fn style_artist(vm: &mut Vm, keywords: &mut Keywords, artist: &mut Artist) -> Result<()> {
    if let Some(label) = keywords.text(vm, &["label"])? {
        artist.label = label;
    }
    if let Some(alpha) = keywords.float(vm, &["alpha"])? {
        artist.alpha = alpha;
    }
    if let Some(visible) = keywords.truth(vm, &["visible"])? {
        artist.visible = visible;
    }
    if let Some(order) = keywords.float(vm, &["zorder"])? {
        artist.order = order;
    }
    Ok(())
}

/// A colormap: one of `plt.cm`, or a name.
///
/// # Errors
/// `ValueError` for an unknown name.
pub fn colormap(vm: &mut Vm, value: &Value, parameter: &str) -> Result<Colormap> {
    if let Some(ColormapHandle(map)) = value.downcast() {
        return Ok(map.clone());
    }
    let name = vm.str(value)?;
    Colormap::named(&name).ok_or_else(|| {
        let shown = vm.repr(value).unwrap_or_default();
        value_error(format!("{shown} is not a valid value for {parameter}."))
    })
}

/// Numbers with the colours that `cmap`, `vmin`, `vmax` and `norm` say.
///
/// # Errors
/// As [`colormap`].
pub fn mapped(vm: &mut Vm, keywords: &mut Keywords, values: Vec<f64>) -> Result<Mapped> {
    let map = match keywords.take(&["cmap"]) {
        Some(value) => colormap(vm, &value, "cmap")?,
        None => crate::state::default_colormap(vm)?,
    };
    let mut norm = Norm { low: keywords.float(vm, &["vmin"])?, high: keywords.float(vm, &["vmax"])?, log: false };
    match keywords.take(&["norm"]) {
        Some(value) if value.as_str().is_some() => norm.log = value.as_str() == Some("log"),
        Some(value) => {
            if let Some(given) = value.downcast::<crate::cm::NormHandle>() {
                norm = given.0.clone();
            }
        }
        None => {}
    }
    Ok(Mapped { values, map, norm })
}
