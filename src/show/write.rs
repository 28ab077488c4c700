//! Padding of text under construction.

const BLANKS: &str = "                                                                ";
const ZEROS: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Appends `count` blanks.
pub(crate) fn blanks(out: &mut String, count: usize) {
    repeat(out, BLANKS, count);
}

/// Puts `count` blanks before the byte at `position`.
pub(crate) fn insert_blanks(out: &mut String, position: usize, count: usize) {
    let mut left = count;
    while left > 0 {
        let some = left.min(BLANKS.len());
        out.insert_str(position, &BLANKS[..some]);
        left -= some;
    }
}

/// Appends `count` zeros.
pub(crate) fn zeros(out: &mut String, count: usize) {
    repeat(out, ZEROS, count);
}

/// Appends the first `count` characters of an endless repetition of `stock`, which is ASCII.
fn repeat(out: &mut String, stock: &str, count: usize) {
    let mut left = count;
    while left > 0 {
        let some = left.min(stock.len());
        out.push_str(&stock[..some]);
        left -= some;
    }
}
