//! Where a string literal ends, and what its prefix says.

/// The prefix and quotes of a string literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StringLiteral {
    /// `r`: backslashes mean themselves.
    pub raw: bool,
    /// `b`.
    pub bytes: bool,
    /// `f`.
    pub formatted: bool,
    /// How many bytes stand before the content.
    pub opening: usize,
    /// How many quotes end it: 1 or 3.
    pub quotes: usize,
}

impl StringLiteral {
    /// Whether these letters may stand before a quote.
    pub(crate) fn is_prefix(letters: &[u8]) -> bool {
        let mut lower = [0; 2];
        if letters.len() > 2 {
            return false;
        }
        lower[..letters.len()].copy_from_slice(letters);
        lower.make_ascii_lowercase();
        matches!(&lower[..letters.len()], b"" | b"r" | b"u" | b"b" | b"f" | b"rb" | b"br" | b"rf" | b"fr")
    }

    /// Reads the prefix and quotes of a whole literal.
    pub(crate) fn of(literal: &str) -> StringLiteral {
        let prefix = literal.find(['"', '\'']).unwrap_or(0);
        let has = |letter: char| literal[..prefix].contains([letter, letter.to_ascii_uppercase()]);
        let quotes = quotes_at(literal.as_bytes(), prefix);
        StringLiteral { raw: has('r'), bytes: has('b'), formatted: has('f'), opening: prefix + quotes, quotes }
    }
}

/// A string literal without its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unterminated {
    /// Whether it was opened by three quotes.
    pub triple: bool,
    /// The byte at which the end was missed.
    pub detected: usize,
}

/// How many quotes open a literal: 3 or 1.
fn quotes_at(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..at + 3) {
        Some([a, b, c]) if a == b && b == c => 3,
        _ => 1,
    }
}

/// The end of the string whose first quote stands at `quote`.
pub(crate) fn find_string_end(bytes: &[u8], quote: usize) -> Result<usize, Unterminated> {
    let quotes = quotes_at(bytes, quote);
    let mark = bytes.get(quote).copied().unwrap_or(b'"');
    let mut at = quote + quotes;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += if bytes.get(at + 1) == Some(&b'\r') && bytes.get(at + 2) == Some(&b'\n') { 3 } else { 2 },
            b'\n' | b'\r' if quotes == 1 => return Err(Unterminated { triple: false, detected: at }),
            _ if byte == mark && (quotes == 1 || quotes_at(bytes, at) == 3) => return Ok(at + quotes),
            _ => at += 1,
        }
    }
    Err(Unterminated { triple: quotes == 3, detected: bytes.len() })
}
