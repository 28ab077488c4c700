//! Typographic quotes, dashes and blanks, and HTML's entities, made ASCII again.

use tape_lang::parse::fragment::{TokenKind, tokens};

use crate::Known;

/// What a character stands for in code, where a page has made it prettier.
fn plain(c: char) -> Option<&'static str> {
    Some(match c {
        '“' | '”' | '„' | '‟' | '″' | '＂' => "\"",
        '‘' | '’' | '‚' | '‛' | '′' | '´' | '＇' => "'",
        '–' | '—' | '−' | '‐' | '‑' | '‒' | '―' | '－' => "-",
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' => "",
        '\u{2028}' | '\u{2029}' => "\n",
        '…' => "...",
        '×' | '∗' => "*",
        '≤' => "<=",
        '≥' => ">=",
        '≠' => "!=",
        '→' => "->",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        '（' => "(",
        '）' => ")",
        '，' => ",",
        '：' => ":",
        _ => return None,
    })
}

/// The text with plain characters, if it has others where code cannot have them.
pub fn plain_characters(text: &str) -> Option<String> {
    let damaged = has_dash_arrow(text) || outside_strings(text).any(|c| plain(c).is_some());
    if !damaged {
        return None;
    }
    let mut found = String::with_capacity(text.len());
    for c in text.chars() {
        match plain(c) {
            Some(ascii) => found.push_str(ascii),
            None => found.push(c),
        }
    }
    Some(found)
}

/// Whether a text has an arrow of a dash that is no minus, which no string has on purpose.
pub fn has_dash_arrow(text: &str) -> bool {
    ["–>", "—>", "−>"].iter().any(|arrow| text.contains(arrow))
}

/// The text with `-` for the dashes in its strings, where a page has made dashes of all: no `-` is left.
///
/// An em dash is a mark of prose, and whoever writes one means it.
pub fn with_hyphens(text: &str) -> Option<String> {
    let dashes = ['–', '−', '‐', '‑', '‒'];
    (!text.contains('-') && text.contains(dashes)).then(|| text.replace(dashes, "-"))
}

/// The characters of a text that stand in no string.
fn outside_strings(text: &str) -> impl Iterator<Item = char> {
    let mut quote = None;
    let mut escaped = false;
    text.chars().filter(move |&c| {
        if c == '\n' || (quote == Some(c) && !escaped) {
            quote = None;
            return true;
        }
        escaped = c == '\\' && !escaped;
        match quote {
            Some(_) => false,
            None => {
                quote = matches!(c, '\'' | '"').then_some(c);
                true
            }
        }
    })
}

/// The bytes of the longest entity, with its marks: `&#x10ffff;`.
const LONGEST_ENTITY: usize = 10;

/// The entities that stand in code.
const ENTITIES: &[(&str, &str)] = &[
    ("lt", "<"),
    ("gt", ">"),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("lsquo", "'"),
    ("rsquo", "'"),
    ("ldquo", "\""),
    ("rdquo", "\""),
    ("ndash", "–"),
    ("mdash", "—"),
    ("minus", "−"),
    ("hellip", "…"),
    ("times", "×"),
    ("shy", ""),
];

/// The text with HTML's entities decoded, twice where they were encoded twice; nothing when it has none.
///
/// # Examples
/// ```
/// use tape_article::repair::characters::decode_entities;
/// assert_eq!(decode_entities("a &lt; b &amp;&#38; &#x27;c&#39;").as_deref(), Some("a < b && 'c'"));
/// assert_eq!(decode_entities("a & b; c"), None);
/// ```
#[must_use]
pub fn decode_entities(text: &str) -> Option<String> {
    let once = decode_once(text)?;
    Some(if text.contains("&amp;") { decode_once(&once).unwrap_or(once) } else { once })
}

/// Whether a program says `&lt;` outside its strings, where nothing is called `lt`: `a &lt; b` is a program, but not this one.
pub fn is_entity_in_code(program: &str, known: Known<'_>) -> bool {
    let words = tokens(program);
    words.windows(3).any(|row| {
        let name = &program[row[1].start as usize..row[1].end as usize];
        row[2].kind == TokenKind::Semicolon
            && program[..row[1].start as usize].ends_with('&')
            && ENTITIES.iter().any(|(entity, _)| *entity == name)
            && !known(name)
    })
}

fn decode_once(text: &str) -> Option<String> {
    let mut found = String::with_capacity(text.len());
    let mut rest = text;
    let mut decoded = false;
    while let Some(at) = rest.find('&') {
        found.push_str(&rest[..at]);
        rest = &rest[at..];
        match entity(rest) {
            Some((length, meaning)) => {
                found.push_str(&meaning);
                rest = &rest[length..];
                decoded = true;
            }
            None => {
                found.push('&');
                rest = &rest[1..];
            }
        }
    }
    found.push_str(rest);
    decoded.then_some(found)
}

/// The entity with which a text begins: its length and what it means.
fn entity(text: &str) -> Option<(usize, String)> {
    let end = text.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';')?;
    let name = text[..end].strip_prefix('&')?;
    let length = end + 1;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((length, char::from_u32(code)?.to_string()));
    }
    let (_, meaning) = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((length, (*meaning).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_what_they_may_have() {
        assert_eq!(plain_characters("print('a — b')"), None);
        assert_eq!(plain_characters("print(“a”)").as_deref(), Some("print(\"a\")"));
        assert_eq!(plain_characters("x = a – 1").as_deref(), Some("x = a - 1"));
        assert_eq!(with_hyphens("print('2020–01–01')").as_deref(), Some("print('2020-01-01')"));
        assert_eq!(with_hyphens("print('a – b', -1)"), None);
        assert_eq!(with_hyphens("print('a — b')"), None);
        assert_eq!(plain_characters("einsum('ij–>ji', x)").as_deref(), Some("einsum('ij->ji', x)"));
    }
}
