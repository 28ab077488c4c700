//! What calls answer, against matplotlib's own answers (recorded by `record.py`).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::rc::Rc;

use tape_lang::value::Dict;
use tape_lang::vm::Silent;
use tape_lang::{Value, Vm};
use tape_text::Source;

/// The text without the addresses of objects.
fn without_addresses(text: &str) -> String {
    let mut parts = text.split("0x");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + "0x" + part.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
}

fn answer(vm: &mut Vm, case: &str) -> String {
    let names = Rc::new(Dict::new());
    for (name, module) in [("plt", "matplotlib.pyplot"), ("np", "numpy")] {
        names.set_str(name, vm.import(module).unwrap());
    }
    let close = "plt.close('all')";
    vm.evaluate(&Source::new("case", close), &names, None).unwrap();
    let mut last = Ok(Value::None);
    for part in case.split(';') {
        last = vm.evaluate(&Source::new("case", part.trim()), &names, None);
    }
    match last.and_then(|value| vm.repr(&value)) {
        Ok(text) => text,
        Err(raise) => {
            let exception = Value::Exception(Rc::clone(raise.exception()));
            format!("{}: {}", exception.type_name(), vm.str(&exception).unwrap())
        }
    }
}

#[test]
fn calls_answer_what_matplotlib_answers() {
    let mut vm = Vm::new(Box::new(Silent));
    tape_lang::builtins::install(&vm);
    tape_numpy::install(&mut vm);
    tape_pyplot::install(&mut vm);
    let mut wrong = Vec::new();
    for line in include_str!("answers.txt").lines() {
        let (case, recorded) = line.split_once('\t').unwrap();
        let expected = vm.evaluate(&Source::new("answer", recorded), &Rc::new(Dict::new()), None).unwrap();
        let (expected, own) =
            (without_addresses(expected.as_str().unwrap()), without_addresses(&answer(&mut vm, case)));
        if expected != own {
            wrong.push(format!("{case}\n  matplotlib {expected}\n  here       {own}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
