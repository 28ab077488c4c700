//! How the shell is linked.

use std::env;

/// On Linux the shell is linked to a fixed address. As a position-independent program it would have fifty thousand pointers to
/// adjust at each start, in pages that are copied for it: a fifth of the time of a first gradient.
fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
}
