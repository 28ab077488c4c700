//! Random streams against what the real libraries gave, bit for bit (record_random.py records it).

mod book;
mod keras;
mod numpy;
mod python;
mod tensorflow;
