//! What is said of a call whose arguments do not fit, in CPython's words.

use super::{Args, NativeFunction, ParamKind, Style};
use crate::exception::type_error;
use crate::name::Name;
use crate::value::Value;

impl NativeFunction {
    /// How many leading parameters errors do not count.
    fn hidden(&self) -> usize {
        usize::from(self.signature.receiver)
    }

    pub(super) fn wrong_count(&self, args: Args<'_>) -> crate::Raise {
        let signature = &self.signature;
        let hidden = self.hidden();
        let given = args.by_position().len();
        if self.style == Style::Python {
            return self.python_wrong_count(given);
        }
        let (given, most) = (given - hidden.min(given), signature.positional - hidden);
        let least = signature.required - hidden.min(signature.required);
        if !args.names.is_empty() && !signature.keywords && signature.keyword_rest.is_none() {
            return type_error(format!("{}() takes no keyword arguments", self.qualname));
        }
        let qualname = self.qualname;
        if self.style == Style::Unpack {
            return type_error(unpack_error(self.name, given, least, most));
        }
        if most == 0 && !signature.keywords {
            return type_error(format!("{qualname}() takes no arguments ({given} given)"));
        }
        if most == 1 && least == 1 && !signature.keywords {
            return type_error(format!("{qualname}() takes exactly one argument ({given} given)"));
        }
        if signature.keywords && most == 0 {
            return type_error(format!("{}() takes no positional arguments", self.name));
        }
        if signature.keywords {
            let keyword_only = signature.params().iter().filter(|p| p.kind == ParamKind::KeywordOnly).count();
            let bound = if least == most && keyword_only == 0 { "exactly" } else { "at most" };
            let kind = if keyword_only > 0 { "positional " } else { "" };
            let name = self.name;
            if name == "sorted" {
                return type_error(unpack_error(name, given, least, most));
            }
            return type_error(format!("{name}() takes {bound} {most} {kind}argument{} ({given} given)", plural(most)));
        }
        type_error(unpack_error(self.name, given, least, most))
    }

    pub(super) fn missing(&self, index: usize, bound: &[Value], args: Args<'_>) -> crate::Raise {
        let signature = &self.signature;
        if self.style == Style::Python {
            return self.python_missing(bound);
        }
        let hidden = self.hidden();
        let param = &signature.params()[index];
        let given = args.by_position().len();
        let given = given - hidden.min(given);
        if given == 0 && index < hidden {
            return type_error(format!("unbound method {}() needs an argument", self.qualname));
        }
        if param.kind == ParamKind::PositionalOnly {
            let least = signature
                .params()
                .iter()
                .filter(|p| p.kind == ParamKind::PositionalOnly && p.default.is_none())
                .count()
                - hidden;
            if !signature.keywords {
                return self.wrong_count(args);
            }
            // `sorted` words it by itself.
            if self.name == "sorted" {
                return type_error(format!("sorted expected 1 argument, got {given}"));
            }
            return type_error(format!(
                "{}() takes at least {least} positional argument{} ({given} given)",
                self.name,
                plural(least)
            ));
        }
        // `enumerate` words it by itself.
        let position = match self.name {
            "enumerate" => String::new(),
            _ => format!(" (pos {})", index + 1 - hidden),
        };
        type_error(format!("{}() missing required argument '{}'{position}", self.name, param.name))
    }

    pub(super) fn unknown_keyword(&self, name: Name) -> crate::Raise {
        if self.style == Style::Python {
            return type_error(format!("{}() got an unexpected keyword argument '{name}'", self.qualname));
        }
        if !self.signature.keywords {
            return type_error(format!("{}() takes no keyword arguments", self.qualname));
        }
        if self.style == Style::Unpack {
            return type_error(format!("{}() got an unexpected keyword argument", self.name));
        }
        // `sorted` hands its keywords on.
        let function = if self.name == "sorted" { "sort" } else { self.name };
        type_error(format!("'{name}' is an invalid keyword argument for {function}()"))
    }

    pub(super) fn given_twice(&self, index: usize) -> crate::Raise {
        let param = self.signature.params()[index].name;
        if self.style == Style::Python {
            return type_error(format!("{}() got multiple values for argument '{param}'", self.qualname));
        }
        let position = index + 1 - self.hidden();
        type_error(format!("argument for {}() given by name ('{param}') and position ({position})", self.name))
    }

    fn python_wrong_count(&self, given: usize) -> crate::Raise {
        let signature = &self.signature;
        let most = signature.positional;
        let least = signature.required;
        let name = self.qualname;
        let takes = if least == most {
            format!("{most} positional argument{}", plural(most))
        } else {
            format!("from {least} to {most} positional arguments")
        };
        let were = if given == 1 { "was" } else { "were" };
        type_error(format!("{name}() takes {takes} but {given} {were} given"))
    }

    fn python_missing(&self, bound: &[Value]) -> crate::Raise {
        let params = self.signature.params();
        let lacks = |kind: fn(ParamKind) -> bool| -> Vec<&str> {
            let lacking = params.iter().zip(bound).filter(|(p, v)| v.is_unset() && p.default.is_none() && kind(p.kind));
            lacking.map(|(p, _)| p.name).collect()
        };
        let positional = lacks(|kind| matches!(kind, ParamKind::PositionalOnly | ParamKind::Positional));
        if positional.is_empty() {
            return missing_arguments(self.qualname, "keyword-only", &lacks(|kind| kind == ParamKind::KeywordOnly));
        }
        missing_arguments(self.qualname, "positional", &positional)
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// CPython's sentence for a function that checks the count of its arguments itself (`PyArg_UnpackTuple`).
fn unpack_error(name: &str, given: usize, least: usize, most: usize) -> String {
    let (bound, limit) = match () {
        () if least == most => ("", least),
        () if given < least => ("at least ", least),
        () => ("at most ", most),
    };
    format!("{name} expected {bound}{limit} argument{}, got {given}", plural(limit))
}

/// CPython's sentence for required arguments of a `def` that were not given.
pub(crate) fn missing_arguments(function: &str, kind: &str, names: &[&str]) -> crate::Raise {
    let quoted: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
    let list = match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [init @ .., last] => format!("{}, and {last}", init.join(", ")),
    };
    let count = names.len();
    type_error(format!("{function}() missing {count} required {kind} argument{}: {list}", plural(count)))
}
