//! From text to a syntax tree: time, and bytes a second.

use std::rc::Rc;

use divan::Bencher;
use divan::counter::BytesCount;
use tape_lang::parse::parse;
use tape_text::Source;

/// One line as a prompt gets it, a script, and a program of some hundred lines.
const TEXTS: [(&str, &str); 3] = [
    ("line", "y = 2*(x**3) + 5*(x**2) + 3*x\n"),
    ("script", include_str!("../../examples/descent.tape")),
    ("program", include_str!("../workloads.py")),
];

#[divan::bench(args = ["line", "script", "program"])]
fn tree(bencher: Bencher<'_, '_>, name: &str) {
    let source = text(name);
    bencher.counter(BytesCount::of_str(source.text())).bench_local(|| parse(&source).unwrap());
}

fn text(name: &str) -> Rc<Source> {
    let (_, text) = TEXTS.iter().find(|(known, _)| *known == name).unwrap();
    Source::new(name, *text)
}
