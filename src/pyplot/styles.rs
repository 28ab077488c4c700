//! `plt.style`.

use tape_lang::exception::os_error;
use tape_lang::{NativeFunction, Value};

use crate::state;

/// The styles that `plt.style.use` knows by name. They change nothing here: figures follow the reader's theme.
const STYLES: [&str; 28] = [
    "Solarize_Light2",
    "bmh",
    "classic",
    "dark_background",
    "fast",
    "fivethirtyeight",
    "ggplot",
    "grayscale",
    "petroff10",
    "petroff6",
    "petroff8",
    "seaborn-v0_8",
    "seaborn-v0_8-bright",
    "seaborn-v0_8-colorblind",
    "seaborn-v0_8-dark",
    "seaborn-v0_8-dark-palette",
    "seaborn-v0_8-darkgrid",
    "seaborn-v0_8-deep",
    "seaborn-v0_8-muted",
    "seaborn-v0_8-notebook",
    "seaborn-v0_8-paper",
    "seaborn-v0_8-pastel",
    "seaborn-v0_8-poster",
    "seaborn-v0_8-talk",
    "seaborn-v0_8-ticks",
    "seaborn-v0_8-white",
    "seaborn-v0_8-whitegrid",
    "tableau-colorblind10",
];

/// The names of styles, sorted.
#[must_use]
pub fn style_names() -> Value {
    Value::list(STYLES.map(Value::str).to_vec())
}

/// `plt.style.use`.
pub static USE_STYLE: NativeFunction = NativeFunction::new(
    "use",
    "(style)",
    "Accepts a style by its name.",
    |vm, args| {
        let names = if args[0].as_str().is_some() { vec![vm.str(&args[0])?] } else { Vec::new() };
        for name in names {
            // Styles of seaborn were once known without a version.
            let known = STYLES.contains(&name.as_str()) || name == "default" || name.starts_with("seaborn");
            if !known {
                return Err(os_error(format!(
                    "'{name}' is not a valid package style, path of style file, URL of style file, or library style name (library \
                 styles are listed in `style.available`)"
                )));
            }
            let grid = name.contains("grid") || matches!(name.as_str(), "ggplot" | "bmh" | "fivethirtyeight");
            if grid {
                state::parameters(vm)?.set_str("axes.grid", Value::Bool(true));
            }
        }
        Ok(Value::None)
    },
);
