//! A logical line of a program that has lost its layout: what it is, which names it binds and which it uses.

use tape_lang::parse::fragment::{Token, TokenKind, tokens};
use tape_lang::parse::parse;
use tape_text::Source;

use super::binding::names_of;

/// The part that a line plays among blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A statement of its own.
    Simple,
    /// A line that opens a block, by its keyword.
    Header(TokenKind),
    /// `else:`, `except …:` and the like: it opens a block that goes on where another ended.
    Clause(TokenKind),
    /// `@…`.
    Decorator,
}

/// A logical line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its text, without indentation.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// Whether the block that it opens stands on the same line.
    pub inline: bool,
    /// How far it was indented, where anything in its text is.
    pub indent: Option<usize>,
    /// Whether it was lost and put back: what it opens is not as deep on the page as it is here.
    pub put_back: bool,
    /// The lines of comments before it.
    pub comments: Vec<String>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// The names that it binds around it.
    pub bound: Vec<String>,
    /// The names that it needs.
    pub used: Vec<String>,
    /// The parameters of a `def`.
    pub parameters: Vec<String>,
    /// The first word, if it is a keyword.
    pub keyword: Option<TokenKind>,
}

impl Line {
    /// Reads a line.
    pub fn new(text: &str) -> Line {
        let text = text.trim();
        let tokens = tokens(text);
        let keyword = tokens.first().map(|token| token.kind);
        let colon = header_colon(text, &tokens);
        let role = match (keyword, colon) {
            (Some(TokenKind::At), _) => Role::Decorator,
            (Some(kind), Some(_)) if is_clause(kind) => Role::Clause(kind),
            (Some(kind), Some(_)) if opens_block(kind) => Role::Header(kind),
            _ => Role::Simple,
        };
        let inline = role != Role::Simple && colon.is_some_and(|colon| colon + 1 < tokens.len());
        let header = colon.filter(|_| role != Role::Simple).map_or(0, |colon| colon + 1);
        let names = names_of(text, &tokens, header);
        Line {
            text: text.to_owned(),
            role,
            inline,
            indent: None,
            put_back: false,
            comments: vec![],
            after_blank: false,
            bound: names.bound,
            used: names.used,
            parameters: names.parameters,
            keyword,
        }
    }

    /// Whether nothing can follow it in its block.
    pub fn jumps(&self) -> bool {
        self.role == Role::Simple
            && match self.keyword {
                Some(TokenKind::Return | TokenKind::Raise) => true,
                Some(TokenKind::Flow) => !self.text.starts_with("pass"),
                _ => false,
            }
    }

    /// Whether it says `name.method(`.
    pub fn calls(&self, name: &str, method: &str) -> bool {
        self.count_calls(name, method) > 0
    }

    /// The names of the tapes that it asks for gradients: `t` of `t.gradient(`.
    pub fn asked(&self) -> impl Iterator<Item = &str> {
        let asks = [".gradient(", ".jacobian(", ".batch_jacobian(", ".jvp("];
        asks.into_iter().flat_map(|ask| self.text.match_indices(ask)).filter_map(|(at, _)| {
            let before = &self.text[..at];
            let start = before.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_').len();
            (start < at && !before[..start].ends_with('.')).then_some(&before[start..])
        })
    }

    /// How often it says `name.method(`.
    pub fn count_calls(&self, name: &str, method: &str) -> usize {
        let own = |(at, _): &(usize, &str)| {
            !self.text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
        };
        self.text.match_indices(&format!("{name}.{method}(")).filter(own).count()
    }
}

/// Whether a keyword opens a block.
pub fn opens_block(kind: TokenKind) -> bool {
    use TokenKind::{Class, Def, For, If, Match, Try, While, With};
    is_clause(kind) || matches!(kind, Class | Def | For | If | Match | Try | While | With)
}

fn is_clause(kind: TokenKind) -> bool {
    use TokenKind::{Case, Elif, Else, Except, Finally};
    matches!(kind, Case | Elif | Else | Except | Finally)
}

/// The token of the colon that ends a header, outside brackets and lambdas.
pub fn header_colon(text: &str, tokens: &[Token]) -> Option<usize> {
    let first = tokens.first()?.kind;
    if !opens_block(first) {
        return None;
    }
    let mut depth = 0usize;
    let mut lambdas = 0usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            kind if kind.opens() => depth += 1,
            kind if kind.closes() => depth = depth.saturating_sub(1),
            TokenKind::Lambda if depth == 0 => lambdas += 1,
            TokenKind::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
            TokenKind::Colon if depth == 0 => {
                let soft = matches!(first, TokenKind::Match | TokenKind::Case);
                let header = &text[..token.end as usize];
                return (!soft || is_header(header)).then_some(index);
            }
            _ => {}
        }
    }
    None
}

/// Whether a text is the first line of a block, up to its colon.
pub fn is_header(text: &str) -> bool {
    let Some(first) = tokens(text).first().map(|token| token.kind) else { return false };
    let program = match first {
        TokenKind::Elif => format!("{} pass\n", &text.trim_start()[2..]),
        TokenKind::Else => format!("if x: pass\n{} pass\n", text.trim_start()),
        TokenKind::Except | TokenKind::Finally => format!("try: pass\n{} pass\n", text.trim_start()),
        TokenKind::Case => format!("match x:\n {} pass\n", text.trim_start()),
        TokenKind::Match => format!("{}\n case _: pass\n", text.trim_start()),
        TokenKind::Try => return text.trim_start().trim_start_matches("try").trim() == ":",
        kind if opens_block(kind) => format!("{} pass\n", text.trim_start()),
        _ => return false,
    };
    parses(&program)
}

/// The simple statements of a row that semicolons join.
pub fn between_semicolons(text: &str) -> Vec<&str> {
    let ends = tokens(text).into_iter().filter(|token| token.kind == TokenKind::Semicolon);
    let mut from = 0;
    let mut parts = vec![];
    for token in ends {
        parts.push(&text[from..token.start as usize]);
        from = token.end as usize;
    }
    parts.push(&text[from..]);
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// Whether a text is a program.
pub fn parses(text: &str) -> bool {
    parse(&Source::new("<article>", text)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles() {
        assert_eq!(Line::new("else:").role, Role::Clause(TokenKind::Else));
        assert_eq!(Line::new("x = lambda a: a").role, Role::Simple);
        assert!(Line::new("if x: y = 1").inline);
        assert!(!Line::new("if x:").inline);
        assert_eq!(Line::new("match = 3").role, Role::Simple);
        assert_eq!(Line::new("def f(a, *b, c=d):").parameters, ["a", "b", "c"]);
    }
}
