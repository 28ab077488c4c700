//! Programs and the trees that CPython 3.11 makes of them: names, fields and places must agree.

#![allow(clippy::panic, reason = "a test may fail loudly")]

mod dump;

use tape_lang::parse::parse;
use tape_text::Source;

#[test]
fn trees_are_those_of_cpython() {
    let programs = include_str!("programs.py.txt").split("\n%%\n");
    let trees = include_str!("programs.trees").lines();
    let mut count = 0;
    for (program, expected) in programs.zip(trees) {
        let module = parse(&Source::new("<test>", program)).unwrap_or_else(|error| panic!("{program}\n{error}"));
        assert_eq!(dump::dump(&module), expected, "{program}");
        count += 1;
    }
    assert!(count > 200, "{count}");
}
