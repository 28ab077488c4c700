//! `str.encode` and `bytes.decode`.

use super::quote::push_escape;

/// An encoding that programs can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// `utf-8`.
    Utf8,
    /// `ascii`.
    Ascii,
    /// `latin-1`.
    Latin1,
    /// `utf-16`, with the byte order at the start.
    Utf16,
    /// `utf-16-le`.
    Utf16Little,
    /// `utf-16-be`.
    Utf16Big,
    /// `utf-32`, with the byte order at the start.
    Utf32,
}

/// What happens to what cannot be encoded or decoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnError {
    /// It is an error.
    Strict,
    /// It is left out.
    Ignore,
    /// `?` or U+FFFD stands in its place.
    Replace,
    /// It is escaped: `\xe9`.
    BackslashReplace,
    /// It becomes a character reference: `&#233;`.
    XmlReplace,
    /// It is escaped by its name: `\N{LATIN SMALL LETTER E WITH ACUTE}`.
    NameReplace,
}

impl OnError {
    /// Reads the name of a way to treat errors.
    #[must_use]
    pub fn parse(name: &str) -> Option<OnError> {
        Some(match name {
            "strict" => OnError::Strict,
            "ignore" => OnError::Ignore,
            "replace" => OnError::Replace,
            "backslashreplace" => OnError::BackslashReplace,
            "xmlcharrefreplace" => OnError::XmlReplace,
            "namereplace" => OnError::NameReplace,
            _ => return None,
        })
    }
}

/// Where and why encoding or decoding failed: the fields of `UnicodeEncodeError` and `UnicodeDecodeError`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodecError {
    /// The encoding's name.
    pub codec: &'static str,
    /// The first character or byte concerned.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The reason.
    pub reason: &'static str,
}

impl Codec {
    /// Reads the name of an encoding; case, underscores and blanks do not matter.
    #[must_use]
    pub fn parse(name: &str) -> Option<Codec> {
        let plain: String =
            name.to_ascii_lowercase().chars().map(|c| if matches!(c, '_' | ' ') { '-' } else { c }).collect();
        Some(match plain.as_str() {
            "utf-8" | "utf8" | "u8" | "utf" | "cp65001" => Codec::Utf8,
            "ascii" | "us-ascii" | "646" => Codec::Ascii,
            "latin-1" | "latin1" | "iso-8859-1" | "iso8859-1" | "8859" | "cp819" | "l1" => Codec::Latin1,
            "utf-16" | "utf16" | "u16" => Codec::Utf16,
            "utf-16-le" | "utf-16le" => Codec::Utf16Little,
            "utf-16-be" | "utf-16be" => Codec::Utf16Big,
            "utf-32" | "utf32" | "u32" => Codec::Utf32,
            _ => return None,
        })
    }

    /// The name in error messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Utf16 => "utf-16",
            Codec::Utf16Little => "utf-16-le",
            Codec::Utf16Big => "utf-16-be",
            Codec::Utf32 => "utf-32",
        }
    }

    /// `text.encode(…)`.
    ///
    /// # Errors
    /// For characters that the encoding lacks, if errors are strict.
    pub fn encode(self, text: &str, on_error: OnError) -> Result<Vec<u8>, CodecError> {
        let little = |bytes: Vec<u8>, unit: u16| [bytes, unit.to_le_bytes().to_vec()].concat();
        Ok(match self {
            Codec::Utf8 => text.as_bytes().to_vec(),
            Codec::Ascii => return encode_narrow(text, 0x7f, "ascii", "ordinal not in range(128)", on_error),
            Codec::Latin1 => return encode_narrow(text, 0xff, "latin-1", "ordinal not in range(256)", on_error),
            Codec::Utf16 => text.encode_utf16().fold(vec![0xff, 0xfe], little),
            Codec::Utf16Little => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            Codec::Utf16Big => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            Codec::Utf32 => {
                let units = text.chars().flat_map(|c| u32::from(c).to_le_bytes());
                [0xff, 0xfe, 0, 0].into_iter().chain(units).collect()
            }
        })
    }

    /// `bytes.decode(…)`.
    ///
    /// # Errors
    /// For bytes that are no text, if errors are strict.
    pub fn decode(self, bytes: &[u8], on_error: OnError) -> Result<String, CodecError> {
        match self {
            Codec::Utf8 => decode_utf8(bytes, on_error),
            Codec::Ascii => decode_ascii(bytes, on_error),
            Codec::Latin1 => Ok(bytes.iter().map(|&byte| char::from(byte)).collect()),
            Codec::Utf16 => match bytes {
                [0xfe, 0xff, rest @ ..] => self.decode_utf16(rest, u16::from_be_bytes, on_error),
                [0xff, 0xfe, rest @ ..] => self.decode_utf16(rest, u16::from_le_bytes, on_error),
                _ => self.decode_utf16(bytes, u16::from_le_bytes, on_error),
            },
            Codec::Utf16Little => self.decode_utf16(bytes, u16::from_le_bytes, on_error),
            Codec::Utf16Big => self.decode_utf16(bytes, u16::from_be_bytes, on_error),
            Codec::Utf32 => self.decode_utf32(bytes, on_error),
        }
    }

    fn decode_utf16(self, bytes: &[u8], unit: fn([u8; 2]) -> u16, on_error: OnError) -> Result<String, CodecError> {
        let (pairs, tail) = bytes.as_chunks::<2>();
        let mut text = String::with_capacity(bytes.len());
        let mut at = 0;
        for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
            match decoded {
                Ok(c) => {
                    text.push(c);
                    at += 2 * c.len_utf16();
                }
                Err(_) => {
                    self.refuse(&mut text, bytes, at..at + 2, "illegal UTF-16 surrogate", on_error)?;
                    at += 2;
                }
            }
        }
        if !tail.is_empty() {
            self.refuse(&mut text, bytes, at..bytes.len(), "truncated data", on_error)?;
        }
        Ok(text)
    }

    fn decode_utf32(self, bytes: &[u8], on_error: OnError) -> Result<String, CodecError> {
        let body = bytes.strip_prefix(&[0xff, 0xfe, 0, 0]).unwrap_or(bytes);
        let (units, tail) = body.as_chunks::<4>();
        let mut text = String::with_capacity(units.len());
        for (index, &unit) in units.iter().enumerate() {
            match char::from_u32(u32::from_le_bytes(unit)) {
                Some(c) => text.push(c),
                None => {
                    let at = bytes.len() - body.len() + 4 * index;
                    self.refuse(&mut text, bytes, at..at + 4, "code point not in range(0x110000)", on_error)?;
                }
            }
        }
        if !tail.is_empty() {
            self.refuse(&mut text, bytes, bytes.len() - tail.len()..bytes.len(), "truncated data", on_error)?;
        }
        Ok(text)
    }

    /// Treats bytes that cannot be decoded.
    fn refuse(
        self,
        text: &mut String,
        bytes: &[u8],
        range: std::ops::Range<usize>,
        reason: &'static str,
        on_error: OnError,
    ) -> Result<(), CodecError> {
        match on_error {
            OnError::Strict | OnError::XmlReplace | OnError::NameReplace => {
                return Err(CodecError { codec: self.name(), start: range.start, end: range.end, reason });
            }
            OnError::Ignore => {}
            OnError::Replace => text.push('\u{fffd}'),
            OnError::BackslashReplace => {
                for byte in &bytes[range] {
                    text.push_str(&format!("\\x{byte:02x}"));
                }
            }
        }
        Ok(())
    }
}

fn encode_narrow(
    text: &str,
    highest: u32,
    codec: &'static str,
    reason: &'static str,
    on_error: OnError,
) -> Result<Vec<u8>, CodecError> {
    let mut bytes = Vec::with_capacity(text.len());
    let fits = |c: &char| u32::from(*c) <= highest;
    for (index, c) in text.chars().enumerate() {
        if fits(&c) {
            bytes.push(u32::from(c) as u8);
            continue;
        }
        match on_error {
            OnError::Strict => {
                let run = text.chars().skip(index).take_while(|c| !fits(c)).count();
                return Err(CodecError { codec, start: index, end: index + run, reason });
            }
            OnError::Ignore => {}
            OnError::Replace => bytes.push(b'?'),
            OnError::NameReplace if let Some(name) = unicode_names2::name(c) => {
                bytes.extend(format!("\\N{{{name}}}").into_bytes());
            }
            OnError::BackslashReplace | OnError::NameReplace => {
                let mut escape = String::new();
                push_escape(&mut escape, c);
                bytes.extend(escape.into_bytes());
            }
            OnError::XmlReplace => bytes.extend(format!("&#{};", u32::from(c)).into_bytes()),
        }
    }
    Ok(bytes)
}

fn decode_ascii(bytes: &[u8], on_error: OnError) -> Result<String, CodecError> {
    let mut text = String::with_capacity(bytes.len());
    for (at, &byte) in bytes.iter().enumerate() {
        if byte.is_ascii() {
            text.push(char::from(byte));
        } else {
            Codec::Ascii.refuse(&mut text, bytes, at..at + 1, "ordinal not in range(128)", on_error)?;
        }
    }
    Ok(text)
}

fn decode_utf8(bytes: &[u8], on_error: OnError) -> Result<String, CodecError> {
    let mut text = String::with_capacity(bytes.len());
    let mut at = 0;
    loop {
        let error = match std::str::from_utf8(&bytes[at..]) {
            Ok(rest) => {
                text.push_str(rest);
                return Ok(text);
            }
            Err(error) => error,
        };
        let start = at + error.valid_up_to();
        text.push_str(&String::from_utf8_lossy(&bytes[at..start]));
        let (length, reason) = match error.error_len() {
            None => (bytes.len() - start, "unexpected end of data"),
            Some(length) if matches!(bytes[start], 0xc2..=0xf4) => (length, "invalid continuation byte"),
            Some(length) => (length, "invalid start byte"),
        };
        Codec::Utf8.refuse(&mut text, bytes, start..start + length, reason, on_error)?;
        at = start + length;
    }
}
