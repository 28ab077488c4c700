//! Signals: windows and frames.

pub mod frame;
