//! Functions of the C library that Rust's standard library links but does not show: the very ones that CPython calls, so that
//! the last digit agrees. They are pure functions of their arguments.

#![allow(unsafe_code)]

// SAFETY: the signatures are those of ISO C; each function is defined for every argument and touches no memory of ours.
unsafe extern "C" {
    pub safe fn acosh(x: f64) -> f64;
    pub safe fn asinh(x: f64) -> f64;
    pub safe fn atanh(x: f64) -> f64;
    pub safe fn erf(x: f64) -> f64;
    pub safe fn erfc(x: f64) -> f64;
    pub safe fn nextafter(x: f64, y: f64) -> f64;
    pub safe fn remainder(x: f64, y: f64) -> f64;
}
