//! Pasted text made a program: prompts come off, and so does an indentation that all lines share.

pub use tape_article::repair::prompts::clean;
