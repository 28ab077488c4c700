//! Functions of the C library that Rust's standard library links but does not show.
//!
//! They are pure functions of their arguments (`lgamma` also sets a sign that nobody here reads), and the very ones
//! that TensorFlow calls for these values, so that the last digit agrees.

#![allow(unsafe_code)]

// SAFETY: the signatures are those of ISO C; each function is defined for every argument and touches no memory of ours.
unsafe extern "C" {
    pub safe fn asinhf(x: f32) -> f32;
    pub safe fn asinh(x: f64) -> f64;
    pub safe fn acoshf(x: f32) -> f32;
    pub safe fn acosh(x: f64) -> f64;
    pub safe fn atanhf(x: f32) -> f32;
    pub safe fn atanh(x: f64) -> f64;
    pub safe fn lgammaf(x: f32) -> f32;
    pub safe fn lgamma(x: f64) -> f64;
    pub safe fn nextafterf(x: f32, y: f32) -> f32;
    pub safe fn nextafter(x: f64, y: f64) -> f64;
}
