//! Keyword arguments, taken one after another; what is left over is an error.

use tape_lang::exception::attribute_error;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};

/// What a call was given by name.
#[derive(Default)]
pub struct Keywords {
    entries: Vec<(String, Value)>,
}

/// Keywords that change nothing that is drawn here.
const IGNORED: &[&str] = &[
    "antialiased",
    "aa",
    "animated",
    "rasterized",
    "picker",
    "gid",
    "url",
    "snap",
    "sketch_params",
    "path_effects",
    "data",
    "clip_on",
    "solid_capstyle",
    "solid_joinstyle",
    "dash_capstyle",
    "dash_joinstyle",
    "capstyle",
    "joinstyle",
    "hatch",
    "family",
    "fontfamily",
    "fontname",
    "name",
    "style",
    "fontstyle",
    "fontstretch",
    "variant",
    "wrap",
    "linespacing",
    "plotnonfinite",
    "interpolation_stage",
    "filternorm",
    "filterrad",
    "resample",
    "nchunk",
    "corner_mask",
    "zdir",
    "transform_rotates_text",
];

impl Keywords {
    /// The keywords in a `**kwargs` parameter.
    #[must_use]
    pub fn of(args: Args<'_>, index: usize) -> Keywords {
        let items = args.keywords(index).map(|dict| dict.items()).unwrap_or_default();
        let text = |(name, value): (Value, Value)| (name.as_str().unwrap_or_default().to_owned(), value);
        Keywords { entries: items.into_iter().map(text).collect() }
    }

    /// Takes out a keyword, under any of its names, unless it is `None`.
    pub fn take(&mut self, names: &[&str]) -> Option<Value> {
        let at = self.entries.iter().position(|(name, _)| names.contains(&name.as_str()))?;
        let (_, value) = self.entries.remove(at);
        Some(value).filter(|value| !value.is_none())
    }

    /// Puts a keyword back for another who takes it, unless it is there.
    pub fn offer(&mut self, name: &str, value: Value) {
        if !self.entries.iter().any(|(own, _)| own == name) {
            self.entries.push((name.to_owned(), value));
        }
    }

    /// Whether something was given under any of these names.
    #[must_use]
    pub fn has(&self, names: &[&str]) -> bool {
        self.entries.iter().any(|(name, value)| names.contains(&name.as_str()) && !value.is_none())
    }

    /// Takes out a number.
    ///
    /// # Errors
    /// `TypeError` for what is none.
    pub fn float(&mut self, vm: &mut Vm, names: &[&str]) -> Result<Option<f64>> {
        self.take(names).map(|value| vm.float(&value)).transpose()
    }

    /// Takes out a truth value.
    ///
    /// # Errors
    /// What `bool()` raises.
    pub fn truth(&mut self, vm: &mut Vm, names: &[&str]) -> Result<Option<bool>> {
        self.take(names).map(|value| vm.truth(&value)).transpose()
    }

    /// Takes out a text; other values become what `str()` makes of them.
    ///
    /// # Errors
    /// What `str()` raises.
    pub fn text(&mut self, vm: &mut Vm, names: &[&str]) -> Result<Option<String>> {
        self.take(names).map(|value| vm.str(&value)).transpose()
    }

    /// Takes out a font size: a number or one of matplotlib's words.
    ///
    /// # Errors
    /// `TypeError` for anything else.
    pub fn font_size(&mut self, vm: &mut Vm, names: &[&str]) -> Result<Option<f64>> {
        let Some(value) = self.take(names) else { return Ok(None) };
        font_size(vm, &value).map(Some)
    }

    /// The names that are left.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.entries.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Refuses what nobody took.
    ///
    /// # Errors
    /// `AttributeError`, as matplotlib's setters raise it.
    pub fn finish(self, class: &str) -> Result<()> {
        self.finish_as(|name| format!("{class}.set() got an unexpected keyword argument '{name}'"))
    }

    /// Refuses what nobody took, in words of one's own.
    ///
    /// # Errors
    /// `AttributeError` with what `words` makes of the name.
    pub fn finish_as(self, words: impl Fn(&str) -> String) -> Result<()> {
        match self.entries.into_iter().find(|(name, _)| !IGNORED.contains(&name.as_str())) {
            Some((name, _)) => Err(attribute_error(words(&name))),
            None => Ok(()),
        }
    }

    /// Takes out keywords that change nothing that is drawn here.
    pub fn accept(&mut self, names: &[&str]) {
        self.entries.retain(|(name, _)| !names.contains(&name.as_str()));
    }

    /// Takes out everything that is left, for another call.
    pub fn rest(&mut self) -> Vec<(String, Value)> {
        std::mem::take(&mut self.entries).into_iter().filter(|(_, value)| !value.is_none()).collect()
    }
}

/// A function or method that is taken as given and changes nothing that is drawn here.
pub const fn accepted(name: &'static str, signature: &'static str) -> NativeFunction {
    NativeFunction::new(name, signature, "Accepted: nothing that is drawn depends on it.", |_vm, _args| Ok(Value::None))
}

/// A font size in points: a number, or a word for a part of 10.
///
/// # Errors
/// `ValueError` for an unknown word, `TypeError` for what is no number.
pub fn font_size(vm: &mut Vm, value: &Value) -> Result<f64> {
    let Some(word) = value.as_str() else { return vm.float(value) };
    Ok(match word {
        "xx-small" => 5.79,
        "x-small" => 6.94,
        "small" | "smaller" => 8.33,
        "medium" => 10.0,
        "large" | "larger" => 12.0,
        "x-large" => 14.4,
        "xx-large" => 17.28,
        other => other
            .parse()
            .map_err(|_| tape_lang::exception::value_error(format!("could not convert string to float: '{other}'")))?,
    })
}
