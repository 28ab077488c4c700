//! How a function is called, as `inspect.signature` shows it.

use std::rc::Rc;

use tape_lang::native::ParamKind;
use tape_lang::value::{Dict, Function};
use tape_lang::{Name, Result, Value, Vm};
use tape_tf::call::FunctionObject;
use tape_tf::dispatch::native_of;

use super::catalog;

/// `(a, b=2, *rest, key, **others)`; nothing for what has no signature.
///
/// # Errors
/// What the repr of a default value raises.
pub fn signature(vm: &mut Vm, value: &Value) -> Result<Option<String>> {
    if let Some(function) = function_of(value) {
        return Ok(Some(catalog::signature(function.params)));
    }
    Ok(match callable(vm, value)? {
        Some((Value::Function(function), bound)) => Some(of_function(vm, &function, bound)?),
        Some((Value::Native(native), bound)) => Some(of_native(native.signature().text(), bound)),
        _ => None,
    })
}

/// The names of the parameters that can be given by name.
pub fn parameter_names(vm: &mut Vm, value: &Value) -> Vec<String> {
    if let Some(function) = function_of(value) {
        let by_name = function.params.iter().filter(|param| param.kind != tape_grad::ParamKind::Rest);
        return by_name.map(|param| param.name.to_owned()).collect();
    }
    match callable(vm, value) {
        Ok(Some((Value::Function(function), bound))) => {
            let list = &function.code.parameters;
            let by_name = list.positional_only.max(usize::from(bound))..list.positional + list.keyword_only;
            list.names[by_name].iter().map(|name| name.as_str().to_owned()).collect()
        }
        Ok(Some((Value::Native(native), bound))) => native
            .signature()
            .params()
            .iter()
            .skip(usize::from(bound))
            .filter(|param| matches!(param.kind, ParamKind::Positional | ParamKind::KeywordOnly))
            .map(|param| param.name.to_owned())
            .collect(),
        _ => Vec::new(),
    }
}

/// The declaration behind a function of the op table.
fn function_of(value: &Value) -> Option<&'static tape_grad::Function> {
    value.downcast::<FunctionObject>().map(FunctionObject::function)
}

/// Whether a value is a function: the program's, a builtin, or an op.
#[must_use]
pub fn is_function(value: &Value) -> bool {
    value.is_function() || function_of(value).is_some() || native_of(value).is_some()
}

/// The function that a call of a value runs, and whether its first argument is given already.
fn callable(vm: &mut Vm, value: &Value) -> Result<Option<(Value, bool)>> {
    Ok(match value {
        Value::Function(_) => Some((value.clone(), false)),
        Value::Native(native) => Some((Value::Native(native), false)),
        Value::Method(method) => Some((method.function.clone(), true)),
        Value::Class(_) => vm.find_attribute(value, Name::INIT)?.map(|init| (init, true)),
        other => native_of(other).map(|native| (Value::Native(native), false)),
    })
}

fn of_native(text: &str, bound: bool) -> String {
    if !bound {
        return text.to_owned();
    }
    let inner = text.trim_start_matches('(').trim_end_matches(')');
    let rest = inner.split_once(", ").map_or("", |(_, rest)| rest);
    format!("({})", rest.strip_prefix("/, ").unwrap_or(if rest == "/" { "" } else { rest }))
}

fn of_function(vm: &mut Vm, function: &Rc<Function>, bound: bool) -> Result<String> {
    let list = &function.code.parameters;
    let annotations = function.annotations.borrow().clone().unwrap_or_default();
    let defaults = Rc::clone(&function.defaults.borrow());
    let keyword_defaults = function.keyword_defaults.borrow().clone();
    let first_default = list.positional.saturating_sub(defaults.len());
    let mut parts: Vec<String> = Vec::new();
    for (index, name) in list.names.iter().enumerate().take(list.positional) {
        let default = index.checked_sub(first_default).and_then(|at| defaults.get(at)).cloned();
        parts.push(parameter(vm, *name, &annotations, default)?);
        if index + 1 == list.positional_only {
            parts.push("/".to_owned());
        }
    }
    let mut others = list.names[list.positional + list.keyword_only..].iter();
    match others.next().filter(|_| list.rest) {
        Some(rest) => parts.push(format!("*{}", parameter(vm, *rest, &annotations, None)?)),
        None if list.keyword_only > 0 => parts.push("*".to_owned()),
        None => {}
    }
    for name in &list.names[list.positional..list.positional + list.keyword_only] {
        let default = keyword_defaults.as_ref().and_then(|dict| dict.get_name(*name));
        parts.push(parameter(vm, *name, &annotations, default)?);
    }
    if list.keyword_rest
        && let Some(name) = list.names.last()
    {
        parts.push(format!("**{}", parameter(vm, *name, &annotations, None)?));
    }
    if bound && !parts.is_empty() {
        parts.remove(0);
    }
    let returns = match annotations.get_name(Name::RETURN) {
        Some(value) => format!(" -> {}", annotation(vm, &value)?),
        None => String::new(),
    };
    Ok(format!("({}){returns}", parts.join(", ")))
}

fn parameter(vm: &mut Vm, name: Name, annotations: &Dict, default: Option<Value>) -> Result<String> {
    let annotated = match annotations.get_name(name) {
        Some(value) => Some(annotation(vm, &value)?),
        None => None,
    };
    let default = match default {
        Some(value) => Some(vm.repr(&value)?),
        None => None,
    };
    Ok(match (annotated, default) {
        (None, None) => name.to_string(),
        (None, Some(default)) => format!("{name}={default}"),
        (Some(annotation), None) => format!("{name}: {annotation}"),
        (Some(annotation), Some(default)) => format!("{name}: {annotation} = {default}"),
    })
}

fn annotation(vm: &mut Vm, value: &Value) -> Result<String> {
    match value {
        Value::Class(class) => Ok(class.qualified_name()),
        other => vm.repr(other),
    }
}
