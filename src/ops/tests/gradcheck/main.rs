//! Every gradient rule against central differences, to second order, in every mode.
//!
//! For each case of the table, with `s` a random combination of the outputs' elements:
//!
//! * the gradient of `s` along a random direction agrees with the central difference of `s`,
//! * so does the gradient of that directional derivative (the second order),
//! * forward mode gives the same directional derivative,
//! * the jacobian by one vectorised sweep equals the one row by row.
//!
//! An op with a rule that no case reaches, and that is not excused below, fails the test.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail loudly")]

mod cases;
mod check;

use std::collections::BTreeSet;

use tape_grad::{Gradient, Partial};

/// Ops with rules that no case differentiates, and why.
const EXCUSED: &[(&str, &str)] = &[
    ("Softsign", "forward mode and second order need a gradient of SoftsignGrad, which TensorFlow has not"),
    ("RandomGamma", "the rule differentiates the distribution, not the way in which a number was drawn from it"),
    ("StatelessRandomGammaV3", "as RandomGamma"),
];

#[test]
fn every_rule_agrees_with_central_differences() {
    check_all();
}

#[test]
fn every_rule_agrees_where_elementwise_work_waits() {
    // Elsewhere only large arrays wait; here all do.
    tape_tensor::wait_from(2);
    check_all();
}

fn check_all() {
    let mut failures = Vec::new();
    let mut reached = BTreeSet::new();
    for case in cases::all() {
        match check::check(&case) {
            Ok(ops) => reached.extend(ops),
            Err(failure) => failures.push(format!("{}: {failure}", case.name)),
        }
    }
    assert!(failures.is_empty(), "{} cases fail:\n{}", failures.len(), failures.join("\n"));
    let missing: Vec<&str> = tape_ops::ops()
        .filter(|op| match op.gradient {
            Gradient::Each(partials) => partials.iter().any(|partial| !matches!(partial, Partial::Nothing(_))),
            Gradient::Joint(..) => true,
            Gradient::Nothing(_) | Gradient::Missing => false,
        })
        .map(|op| op.name)
        .filter(|name| !reached.contains(name) && EXCUSED.iter().all(|(excused, _)| excused != name))
        .collect();
    assert!(missing.is_empty(), "no case reaches {}", missing.join(", "));
}
