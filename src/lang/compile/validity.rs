//! Faults that no grammar rule can tell and that concern no name's scope: CPython, too, finds them when it compiles.

use std::collections::HashSet;

use super::symbols::{Faulty, fault};
use crate::ast::{Constant, ExceptHandler, ExprKind, Keyword, MatchCase, Pattern, PatternKind};

/// Refuses `f(a=1, a=2)`.
pub(super) fn keywords(keywords: &[Keyword]) -> Faulty<()> {
    let mut seen = HashSet::new();
    for keyword in keywords {
        if let Some(name) = &keyword.name
            && !seen.insert(name)
        {
            return fault(keyword.span, format!("keyword argument repeated: {name}"));
        }
    }
    Ok(())
}

/// Refuses clauses after an `except` that catches everything.
pub(super) fn handlers(handlers: &[ExceptHandler]) -> Faulty<()> {
    match handlers.split_last() {
        Some((_, before)) => match before.iter().find(|handler| handler.class.is_none()) {
            Some(bare) => fault(bare.span, "default 'except:' must be last"),
            None => Ok(()),
        },
        None => Ok(()),
    }
}

/// Whether a pattern that matches everything may stand somewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Everything {
    Allowed,
    /// Other patterns follow, which it would make unreachable.
    Refused,
}

/// Refuses patterns that can never be reached, and patterns that say a thing twice.
pub(super) fn cases(cases: &[MatchCase]) -> Faulty<()> {
    for (index, case) in cases.iter().enumerate() {
        let last = index + 1 == cases.len() || case.guard.is_some();
        pattern(&case.pattern, if last { Everything::Allowed } else { Everything::Refused })?;
    }
    Ok(())
}

fn pattern(checked: &Pattern, everything: Everything) -> Faulty<()> {
    let inner = |patterns: &[Pattern]| patterns.iter().try_for_each(|each| pattern(each, Everything::Allowed));
    match &checked.kind {
        PatternKind::As { pattern: None, name } if everything == Everything::Refused => {
            let what = name.as_ref().map_or("wildcard".to_owned(), |name| format!("name capture '{name}'"));
            fault(checked.span, format!("{what} makes remaining patterns unreachable"))
        }
        PatternKind::As { pattern: Some(inner), .. } => pattern(inner, everything),
        PatternKind::Or(alternatives) => {
            for (index, alternative) in alternatives.iter().enumerate() {
                let last = index + 1 == alternatives.len();
                pattern(alternative, if last { everything } else { Everything::Refused })?;
            }
            Ok(())
        }
        PatternKind::Sequence(patterns) => {
            if patterns.iter().filter(|each| matches!(each.kind, PatternKind::Star(_))).count() > 1 {
                return fault(checked.span, "multiple starred names in sequence pattern");
            }
            inner(patterns)
        }
        PatternKind::Mapping { keys, patterns, .. } => {
            let mut seen = HashSet::new();
            for key in keys {
                if let ExprKind::Constant(Constant::Int(value)) = key.kind
                    && !seen.insert(value)
                {
                    return fault(checked.span, format!("mapping pattern checks duplicate key ({value})"));
                }
            }
            inner(patterns)
        }
        PatternKind::Class { patterns, keywords, .. } => {
            let mut seen = HashSet::new();
            for (name, value) in keywords {
                if !seen.insert(name) {
                    return fault(value.span, format!("attribute name repeated in class pattern: {name}"));
                }
            }
            inner(patterns)?;
            keywords.iter().try_for_each(|(_, value)| pattern(value, Everything::Allowed))
        }
        PatternKind::As { .. } | PatternKind::Value(_) | PatternKind::Singleton(_) | PatternKind::Star(_) => Ok(()),
    }
}
