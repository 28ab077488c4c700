//! The terminals of the grammar, one character each.

/// A token: what it is and the bytes it covers.
///
/// NEWLINE, INDENT, DEDENT and the end cover what stands at their place, possibly nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which terminal it is.
    pub kind: TokenKind,
    /// First byte in the original text.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
}

/// Declares [`TokenKind`] with each kind's mark.
macro_rules! token_kinds {
    ($($(#[$doc:meta])* $name:ident = $mark:literal,)*) => {
        /// A terminal of the grammar; its value is the mark that stands for it in the text that pest reads.
        ///
        /// Operators that the grammar treats alike share a kind: which one it was is read from the text.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum TokenKind { $($(#[$doc])* $name = $mark,)* }

        impl TokenKind {
            /// Every kind.
            #[cfg(test)]
            pub const ALL: &'static [TokenKind] = &[$(TokenKind::$name),*];
        }
    };
}

token_kinds! {
    /// A name that is no keyword.
    Name = b'a',
    /// `match` as the first word of a statement: a keyword or a name.
    Match = b'm',
    /// `case` as the first word of a statement: a keyword or a name.
    Case = b'c',
    /// `_`: a name, in patterns a wildcard.
    Underscore = b'_',
    /// A number.
    Number = b'0',
    /// A string, of any kind.
    Str = b'"',
    /// The end of a logical line.
    Newline = b'n',
    /// A block begins.
    Indent = b'>',
    /// A block ends.
    Dedent = b'<',
    /// The end of the text.
    End = b'$',
    /// Nothing the grammar knows: a stray character, or the place from which on the text cannot be read.
    Unknown = b'!',

    /// `(`
    LeftParen = b'(',
    /// `)`
    RightParen = b')',
    /// `[`
    LeftBracket = b'[',
    /// `]`
    RightBracket = b']',
    /// `{`
    LeftBrace = b'{',
    /// `}`
    RightBrace = b'}',
    /// `,`
    Comma = b',',
    /// `:`
    Colon = b':',
    /// `;`
    Semicolon = b';',
    /// `.`
    Dot = b'.',
    /// `...`
    Ellipsis = b'e',
    /// `=`
    Equal = b'=',
    /// `:=`
    ColonEqual = b'w',
    /// `->`
    Arrow = b't',
    /// `+=` and the like.
    AugAssign = b'u',
    /// `==`, `!=`, `<`, `<=`, `>`, `>=`.
    Comparison = b'q',
    /// `|`
    VerticalBar = b'|',
    /// `^`
    Circumflex = b'^',
    /// `&`
    Ampersand = b'&',
    /// `<<`, `>>`.
    Shift = b'h',
    /// `+`
    Plus = b'+',
    /// `-`
    Minus = b'-',
    /// `*`
    Star = b'*',
    /// `/`
    Slash = b'/',
    /// `//`, `%`.
    Division = b'%',
    /// `@`
    At = b'@',
    /// `~`
    Tilde = b'~',
    /// `**`
    DoubleStar = b'p',

    /// `None`, `True`, `False`.
    Singleton = b'S',
    /// `pass`, `break`, `continue`.
    Flow = b'P',
    /// `global`, `nonlocal`.
    Scope = b'G',
    /// `and`
    And = b'A',
    /// `as`
    As = b's',
    /// `assert`
    Assert = b'T',
    /// `class`
    Class = b'C',
    /// `def`
    Def = b'D',
    /// `del`
    Del = b'X',
    /// `elif`
    Elif = b'Q',
    /// `else`
    Else = b'E',
    /// `except`
    Except = b'H',
    /// `finally`
    Finally = b'Z',
    /// `for`
    For = b'F',
    /// `from`
    From = b'f',
    /// `if`
    If = b'I',
    /// `import`
    Import = b'M',
    /// `in`
    In = b'i',
    /// `is`
    Is = b'J',
    /// `lambda`
    Lambda = b'L',
    /// `not`
    Not = b'N',
    /// `or`
    Or = b'O',
    /// `raise`
    Raise = b'R',
    /// `return`
    Return = b'r',
    /// `try`
    Try = b'Y',
    /// `while`
    While = b'W',
    /// `with`
    With = b'V',
    /// `yield`
    Yield = b'y',
}

impl TokenKind {
    /// The mark that stands for this kind in the text that pest reads.
    #[must_use]
    pub fn mark(self) -> u8 {
        self as u8
    }

    /// Whether it is a name, also one that is a keyword at other places.
    #[must_use]
    pub fn is_name(self) -> bool {
        matches!(self, TokenKind::Name | TokenKind::Match | TokenKind::Case | TokenKind::Underscore)
    }

    /// Whether it opens a bracket.
    #[must_use]
    pub fn opens(self) -> bool {
        matches!(self, TokenKind::LeftParen | TokenKind::LeftBracket | TokenKind::LeftBrace)
    }

    /// Whether it closes a bracket.
    #[must_use]
    pub fn closes(self) -> bool {
        matches!(self, TokenKind::RightParen | TokenKind::RightBracket | TokenKind::RightBrace)
    }

    /// The kind of a word, if it is a keyword.
    #[must_use]
    pub fn keyword(word: &str) -> Option<TokenKind> {
        Some(match word {
            "None" | "True" | "False" => TokenKind::Singleton,
            "pass" | "break" | "continue" => TokenKind::Flow,
            "global" | "nonlocal" => TokenKind::Scope,
            "and" => TokenKind::And,
            "as" => TokenKind::As,
            "assert" => TokenKind::Assert,
            "class" => TokenKind::Class,
            "def" => TokenKind::Def,
            "del" => TokenKind::Del,
            "elif" => TokenKind::Elif,
            "else" => TokenKind::Else,
            "except" => TokenKind::Except,
            "finally" => TokenKind::Finally,
            "for" => TokenKind::For,
            "from" => TokenKind::From,
            "if" => TokenKind::If,
            "import" => TokenKind::Import,
            "in" => TokenKind::In,
            "is" => TokenKind::Is,
            "lambda" => TokenKind::Lambda,
            "not" => TokenKind::Not,
            "or" => TokenKind::Or,
            "raise" => TokenKind::Raise,
            "return" => TokenKind::Return,
            "try" => TokenKind::Try,
            "while" => TokenKind::While,
            "with" => TokenKind::With,
            "yield" => TokenKind::Yield,
            _ => return None,
        })
    }
}
