//! Signatures as they are written in tables, read at compile time.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::value::Value;

/// How a parameter may be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParamKind {
    /// Before `/`.
    PositionalOnly,
    /// By position or by name.
    Positional,
    /// `*args`.
    Rest,
    /// After `*`.
    KeywordOnly,
    /// `**kwargs`.
    KeywordRest,
}

/// A parameter of a signature.
#[derive(Clone, Copy, Debug)]
pub struct Param {
    /// Its name.
    pub name: &'static str,
    /// How it may be given.
    pub kind: ParamKind,
    /// The text of its default.
    pub default: Option<&'static str>,
}

impl Param {
    fn default_value(&self) -> Value {
        match self.default.unwrap_or("") {
            "None" => Value::None,
            "True" => Value::Bool(true),
            "False" => Value::Bool(false),
            "()" => Value::tuple([]),
            text => match text.as_bytes().first() {
                // Line ends are the only escape that a default has.
                Some(b'\'') => Value::str(text.trim_matches('\'').replace("\\n", "\n")),
                Some(b'0'..=b'9' | b'-') => match text.parse() {
                    Ok(int) => Value::Int(int),
                    Err(_) => text.parse().map_or(Value::Unset, Value::Float),
                },
                _ => Value::Unset,
            },
        }
    }
}

/// One piece of a signature between commas.
enum Item {
    Nothing,
    /// `/`.
    Slash,
    /// `*`.
    Star,
    Param(Param),
}

const fn read_item(item: &'static str) -> Item {
    let kind = match item.as_bytes() {
        b"" => return Item::Nothing,
        b"/" => return Item::Slash,
        b"*" => return Item::Star,
        [b'*', b'*', ..] => ParamKind::KeywordRest,
        [b'*', ..] => ParamKind::Rest,
        _ => ParamKind::Positional,
    };
    let bytes = item.as_bytes();
    let mut start = 0;
    while bytes[start] == b'*' {
        start += 1;
    }
    let mut split = start;
    while split < bytes.len() && bytes[split] != b'=' {
        split += 1;
    }
    let default = if split < bytes.len() { Some(slice(item, split + 1, item.len())) } else { None };
    Item::Param(Param { name: trim(slice(item, start, split)), kind, default })
}

/// A signature. What every call needs is counted at compile time; the parameters are read when a call needs their names.
#[derive(Clone, Copy)]
pub struct Signature {
    pub(super) text: &'static str,
    pub(super) count: usize,
    /// How many may be given by position.
    pub(super) positional: usize,
    /// How many of those must be given.
    pub(super) required: usize,
    pub(super) rest: Option<usize>,
    pub(super) keyword_rest: Option<usize>,
    /// Whether any parameter may be given by name.
    pub(super) keywords: bool,
    /// Whether the first parameter is `self` or `cls`, which errors do not count.
    pub(super) receiver: bool,
}

/// The parameters of a signature, read once a thread and kept.
struct Parameters {
    list: Vec<Param>,
    /// The values of their defaults; [`Value::Unset`] where there is none, or none that is a literal.
    defaults: Vec<Value>,
}

thread_local! {
    static PARAMETERS: RefCell<FxHashMap<usize, &'static Parameters>> = RefCell::default();
}

impl Signature {
    /// Reads a signature.
    ///
    /// # Panics
    /// At compile time, when the text is no signature.
    #[must_use]
    #[allow(clippy::panic, reason = "runs at compile time only: a static table with a wrong signature does not build")]
    pub const fn parse(text: &'static str) -> Signature {
        let bytes = text.as_bytes();
        let end = bytes.len() - 1;
        if bytes[0] != b'(' || bytes[end] != b')' {
            panic!("a signature stands in parentheses");
        }
        let mut signature = Signature {
            text,
            count: 0,
            positional: 0,
            required: 0,
            rest: None,
            keyword_rest: None,
            keywords: false,
            receiver: false,
        };
        let mut keyword_only = false;
        let mut at = 1;
        while at < end {
            let stop = item_end(bytes, at, end);
            match read_item(trim(slice(text, at, stop))) {
                Item::Nothing => {}
                Item::Slash => signature.keywords = false,
                Item::Star => keyword_only = true,
                Item::Param(param) => {
                    signature.count_param(param, keyword_only);
                    if matches!(param.kind, ParamKind::Rest) {
                        keyword_only = true;
                    }
                }
            }
            at = stop + 1;
        }
        signature
    }

    const fn count_param(&mut self, param: Param, keyword_only: bool) {
        match param.kind {
            ParamKind::Rest => self.rest = Some(self.count),
            ParamKind::KeywordRest => self.keyword_rest = Some(self.count),
            _ => {
                self.receiver |= self.count == 0 && matches!(param.name.as_bytes(), b"self" | b"cls");
                self.keywords = true;
                if !keyword_only {
                    self.positional += 1;
                    self.required += param.default.is_none() as usize;
                }
            }
        }
        self.count += 1;
    }

    /// As it is written.
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Its parameters in order.
    #[must_use]
    pub fn params(&self) -> &'static [Param] {
        &self.parameters().list
    }

    /// The values of their defaults: [`Value::Unset`] where there is none, or none that is a literal.
    pub(super) fn defaults(&self) -> &'static [Value] {
        &self.parameters().defaults
    }

    fn parameters(&self) -> &'static Parameters {
        PARAMETERS.with_borrow_mut(|known| {
            *known.entry(self.text.as_ptr() as usize).or_insert_with(|| {
                let list = self.read_params();
                let defaults = list.iter().map(Param::default_value).collect();
                Box::leak(Box::new(Parameters { list, defaults }))
            })
        })
    }

    fn read_params(&self) -> Vec<Param> {
        let mut params: Vec<Param> = Vec::with_capacity(self.count);
        let (bytes, end) = (self.text.as_bytes(), self.text.len() - 1);
        let mut keyword_only = false;
        let mut at = 1;
        while at < end {
            let stop = item_end(bytes, at, end);
            match read_item(trim(slice(self.text, at, stop))) {
                Item::Nothing => {}
                Item::Slash => params.iter_mut().for_each(|param| param.kind = ParamKind::PositionalOnly),
                Item::Star => keyword_only = true,
                Item::Param(mut param) => {
                    match param.kind {
                        ParamKind::Rest => keyword_only = true,
                        ParamKind::Positional if keyword_only => param.kind = ParamKind::KeywordOnly,
                        _ => {}
                    }
                    params.push(param);
                }
            }
            at = stop + 1;
        }
        params
    }
}

/// Where the parameter that begins at `at` ends: the next comma outside brackets and quotes.
const fn item_end(bytes: &[u8], at: usize, end: usize) -> usize {
    let mut i = at;
    let mut depth = 0;
    let mut quoted = false;
    while i < end {
        match bytes[i] {
            b'\'' => quoted = !quoted,
            b'(' | b'[' | b'{' if !quoted => depth += 1,
            b')' | b']' | b'}' if !quoted => depth -= 1,
            b',' if depth == 0 && !quoted => return i,
            _ => {}
        }
        i += 1;
    }
    end
}

pub(super) const fn slice(text: &'static str, start: usize, end: usize) -> &'static str {
    text.split_at(end).0.split_at(start).1
}

const fn trim(text: &'static str) -> &'static str {
    text.trim_ascii()
}
