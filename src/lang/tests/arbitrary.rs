//! No text makes the parser panic, whatever it says.

use proptest::prelude::*;
use tape_lang::parse::{completeness, parse, parse_expression};
use tape_text::Source;

/// Pieces that programs are made of, in no order.
const PIECES: &[&str] = &[
    "if ", "else", "elif ", "for ", "in ", "while ", "def f", "class A", "lambda ", "return ", "yield ", "try",
    "except ", "finally", "with ", "as ", "match ", "case ", "import ", "from ", "not ", "and ", "is ", "None", "True",
    "print ", "x", "y", "1", "2.5e3", "0x", "1_", "'a'", "\"", "'''", "f'{x}'", "f'{", "b'\\x", "r'", "\\", "(", ")",
    "[", "]", "{", "}", ",", ":", ";", ".", "...", "=", "==", ":=", "->", "+", "-", "*", "**", "/", "@", "~", "|", "!",
    "$", "?", "#", "\n", "\n    ", "\n\t", "\r\n", " ", "é", "“", "\u{200b}", "\0", "async ",
];

fn parse_all(text: &str) {
    let source = Source::new("<test>", text);
    let _ = parse(&source);
    let _ = parse_expression(&source);
    let _ = completeness(text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text(text in "\\PC*") {
        parse_all(&text);
    }

    #[test]
    fn any_bytes(text in ".{0,80}") {
        parse_all(&text);
    }

    #[test]
    fn pieces_of_programs(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        parse_all(&pieces.concat());
    }

    #[test]
    fn programs_with_a_piece_replaced(
        program in prop::sample::select(include_str!("programs.py.txt").split("\n%%\n").collect::<Vec<_>>()),
        piece in prop::sample::select(PIECES),
        from in any::<prop::sample::Index>(),
        length in 0_usize..6,
    ) {
        let bounds: Vec<usize> = program.char_indices().map(|(at, _)| at).chain([program.len()]).collect();
        let start = from.index(bounds.len());
        let end = (start + length).min(bounds.len() - 1);
        parse_all(&format!("{}{piece}{}", &program[..bounds[start]], &program[bounds[end]..]));
    }
}
