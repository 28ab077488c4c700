//! What strings and bytes can do, over plain Rust text: the methods of `str` and `bytes` stand on this.

mod case;
mod codec;
mod pad;
mod quote;
mod search;
mod split;
mod unicode;
#[rustfmt::skip]
mod unicode_tables;

pub use case::{all_are, capitalize, fold_case, is_lower, is_titled, is_upper, swap_case, title};
pub use codec::{Codec, CodecError, OnError};
pub use pad::{centre, expand_tabs, left_justify, right_justify, zero_fill};
pub use quote::{escape_non_ascii, push_escape, quote, quote_ascii, quote_bytes, quote_changeable_bytes};
pub use search::{Window, byte_of_char, clamp_bounds, replace};
pub use split::{LineEnds, partition, rpartition, rsplit_at, rsplit_blanks, split_at, split_blanks, split_lines};
pub use unicode::{
    decimal_value, is_alphanumeric, is_cased, is_digit, is_identifier, is_letter, is_line_break, is_numeric, is_space,
    is_title, push_folded, push_title,
};
