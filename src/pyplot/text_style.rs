//! What keywords say of any text: read in one place for titles, labels, ticks, annotations and legends.

use tape_lang::{Result, Value, Vm};
use tape_plot::artist::{Anchor, Stroke};
use tape_plot::color::Color;

use crate::keywords::Keywords;
use crate::style;

/// The look of a text, as far as a program says it.
#[derive(Clone, Debug, Default)]
pub struct TextStyle {
    /// The font's size in points.
    pub size: Option<f64>,
    /// Its colour.
    pub color: Option<Color>,
    /// How much of it is seen.
    pub alpha: Option<f64>,
    /// Whether it is bold.
    pub bold: Option<bool>,
    /// Its angle in degrees.
    pub rotation: Option<f64>,
    /// How it stands to its place to the right.
    pub across: Option<Anchor>,
    /// The same downwards.
    pub down: Option<Anchor>,
    /// A box behind it: what fills it, and its border.
    pub ground: Option<(Color, Stroke)>,
}

/// Keywords of texts that change nothing that is drawn here.
const ACCEPTED: &[&str] = &[
    "loc",
    "pad",
    "y",
    "x",
    "labelpad",
    "rotation_mode",
    "multialignment",
    "ma",
    "backgroundcolor",
    "visible",
    "zorder",
    "label",
    "position",
    "transform",
    "usetex",
    "parse_math",
    "minor",
];

impl TextStyle {
    /// Takes what is said of a text out of keywords; the dicts that some calls take count as if their entries were given by name.
    ///
    /// # Errors
    /// `ValueError`, `TypeError` for values that do not fit.
    pub fn take(vm: &mut Vm, keywords: &mut Keywords) -> Result<TextStyle> {
        if let Some(Value::Dict(dict)) = keywords.take(&["fontdict", "prop", "fontproperties", "font"]) {
            for (name, value) in dict.items() {
                keywords.offer(name.as_str().unwrap_or_default(), value);
            }
        }
        let color = keywords.take(&["color", "c"]).map(|value| style::color(vm, &value)).transpose()?;
        let weight = keywords.text(vm, &["fontweight", "weight"])?;
        let bold = weight
            .map(|weight| matches!(weight.as_str(), "bold" | "heavy" | "black" | "semibold" | "700" | "800" | "900"));
        let rotation = match keywords.take(&["rotation"]) {
            Some(word) if word.as_str() == Some("vertical") => Some(90.0),
            Some(word) if word.as_str() == Some("horizontal") => Some(0.0),
            Some(value) => Some(vm.float(&value)?),
            None => None,
        };
        let style = TextStyle {
            size: keywords.font_size(vm, &["fontsize", "size"])?,
            color,
            alpha: keywords.float(vm, &["alpha"])?,
            bold,
            rotation,
            across: keywords.text(vm, &["ha", "horizontalalignment"])?.map(|word| anchor(&word)),
            down: keywords.text(vm, &["va", "verticalalignment"])?.map(|word| anchor(&word)),
            ground: ground(vm, keywords.take(&["bbox"]))?,
        };
        for accepted in ACCEPTED {
            keywords.take(&[accepted]);
        }
        Ok(style)
    }
}

fn anchor(word: &str) -> Anchor {
    match word {
        "center" | "center_baseline" => Anchor::Middle,
        "right" | "bottom" | "baseline" => Anchor::End,
        _ => Anchor::Start,
    }
}

/// The box that `bbox={…}` asks for.
fn ground(vm: &mut Vm, value: Option<Value>) -> Result<Option<(Color, Stroke)>> {
    let Some(Value::Dict(dict)) = value else { return Ok(None) };
    let mut color = |names: [&str; 2], default: Color| match names.iter().find_map(|name| dict.get_str(name)) {
        Some(value) => style::color(vm, &value),
        None => Ok(default),
    };
    let fill = color(["facecolor", "fc"], Color::parse("C0").unwrap_or(Color::WHITE))?;
    let edge = color(["edgecolor", "ec"], Color::BLACK)?;
    let alpha = dict.get_str("alpha").map(|alpha| vm.float(&alpha)).transpose()?.unwrap_or(1.0);
    let faded = |color: Color| color.with_alpha(color.alpha * alpha);
    Ok(Some((faded(fill), Stroke::solid(faded(edge), 1.0))))
}
