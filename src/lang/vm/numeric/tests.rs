//! Numeric code against the general machine: random programs give the same with and without it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tape_text::Source;

use crate::code::Code;
use crate::compile::{Mode, compile};
use crate::parse::parse;
use crate::value::{Dict, Value};
use crate::vm::{Silent, Vm};

/// A machine that has run a program, and the program's globals.
fn run(text: &str, with_numeric: bool) -> (Vm, Rc<Dict>, Rc<Code>) {
    let source = Source::new("<test>", text);
    let module = parse(&source).unwrap_or_else(|_| panic!("unsound:\n{text}"));
    let code = compile(&module, &source, Mode::default()).unwrap_or_else(|_| panic!("unsound:\n{text}"));
    if !with_numeric {
        retire(&code);
    }
    let mut vm = Vm::new(Box::new(Silent));
    let globals = Rc::new(Dict::new());
    globals.set_str("__name__", Value::str("__main__"));
    vm.run_code(&code, &globals, None).unwrap_or_else(|raise| panic!("{raise:?}:\n{text}"));
    (vm, globals, code)
}

/// Leaves all functions of a piece of code to the general machine.
fn retire(code: &Code) {
    code.numeric.iter().for_each(|numeric| numeric.retire());
    code.codes.iter().for_each(|inner| retire(inner));
}

/// How many functions below a piece of code have numeric programs.
fn translated(code: &Code) -> usize {
    let here = code.numeric.iter().filter(|numeric| !numeric.programs.borrow().is_empty()).count();
    here + code.codes.iter().map(|inner| translated(inner)).sum::<usize>()
}

/// What calling `f` gives, with its type, or what it raises.
fn outcome(vm: &mut Vm, globals: &Dict, arguments: &[Value]) -> String {
    let function = globals.get_str("f").unwrap();
    match vm.call_values(&function, arguments) {
        Ok(value) => format!("{} {}", value.type_name(), vm.repr(&value).unwrap()),
        Err(raise) => format!("{raise:?}"),
    }
}

/// Random programs.
struct Writer {
    state: u64,
    text: String,
    /// How many names there are for the counters of loops.
    loops: usize,
    /// The literals that it writes.
    literals: &'static [&'static str],
    /// The conversions.
    conversions: &'static [&'static str],
}

/// Literals and conversions: integers, floats, and all mixed, which often gives variables of several kinds.
const WORDS: [(&[&str], &[&str]); 3] = [
    (&["0", "1", "2", "3", "7", "-1", "-5", "64", "40000", "SCALE", "n"], &["abs", "int", "-"]),
    (&["0.5", "-0.0", "2.0", "1e300", "3.75", "-7.5", "float(n)"], &["abs", "float", "-"]),
    (&["0", "1", "2", "7", "-5", "0.5", "-0.0", "2.0", "True", "SCALE", "n"], &["abs", "int", "float", "bool"]),
];

impl Writer {
    fn pick(&mut self, count: usize) -> usize {
        self.state = self.state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.state >> 33) as usize % count
    }

    fn one_of<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.pick(choices.len())]
    }

    fn literal(&mut self) -> &'static str {
        self.one_of(self.literals)
    }

    fn atom(&mut self) -> String {
        match self.pick(3) {
            0 => self.literal().to_owned(),
            _ => self.one_of(&["a", "b", "x", "y"]).to_owned(),
        }
    }

    fn expression(&mut self, depth: usize) -> String {
        if depth == 0 {
            return self.atom();
        }
        let left = self.expression(depth - 1);
        let right = self.expression(depth - 1);
        match self.pick(12) {
            0 => self.atom(),
            1 => format!("-{left}"),
            2 => format!("({left} if {} else {right})", self.condition(0)),
            3 => format!("{}({left}, {right})", self.one_of(&["min", "max", "helper"])),
            4 => format!("{}({left})", self.one_of(self.conversions)),
            5 => format!("({left} {} {right})", self.one_of(&["and", "or"])),
            6 => format!("(({left}) % 9) ** {}", self.one_of(&["2", "3", "0.5", "-1"])),
            7 => format!("({left} {} {})", self.one_of(&["/", "//", "%", "//"]), self.literal()),
            8 if self.literals[0] == "0" => format!("(int({left}) {} {right})", self.one_of(&["&", "|", "^", ">>"])),
            // A variable is multiplied by what is small: squared in a loop, it would fill the memory.
            9 => format!("({left} * {})", self.literal()),
            _ => format!("({left} {} {right})", self.one_of(&["+", "-"])),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let left = self.expression(depth);
        let right = self.expression(depth);
        let comparison = format!("{left} {} {right}", self.one_of(&["<", "<=", ">", ">=", "==", "!="]));
        match self.pick(6) {
            0 => format!("not {comparison}"),
            1 => format!("{comparison} and {left}"),
            2 => left,
            _ => comparison,
        }
    }

    fn line(&mut self, indent: usize, text: &str) {
        self.text.push_str(&"    ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn block(&mut self, indent: usize, depth: usize, in_loop: bool) {
        for _ in 0..=self.pick(3) {
            self.statement(indent, depth, in_loop);
        }
    }

    fn statement(&mut self, indent: usize, depth: usize, in_loop: bool) {
        let target = self.one_of(&["a", "b", "x", "y"]);
        match self.pick(if depth == 0 { 3 } else { 8 }) {
            0 | 1 => {
                let value = self.expression(2);
                self.line(indent, &format!("{target} = {value}"));
            }
            2 => {
                let (op, value) = (self.one_of(&["+", "-", "//", "%"]), self.expression(1));
                self.line(indent, &format!("{target} {op}= {value}"));
                let factor = self.literal();
                self.line(indent, &format!("{target} *= {factor}"));
            }
            3 if in_loop => {
                let (condition, leave) = (self.condition(1), self.one_of(&["break", "continue", "return x"]));
                self.line(indent, &format!("if {condition}: {leave}"));
            }
            3 | 4 => {
                let condition = self.condition(1);
                self.line(indent, &format!("if {condition}:"));
                self.block(indent + 1, depth.saturating_sub(1), in_loop);
                self.line(indent, "else:");
                self.block(indent + 1, depth.saturating_sub(1), in_loop);
            }
            5 | 6 => {
                let bounds = self.one_of(&["3", "n", "1, n", "n, 0, -1", "0, 9, 4", "n, n + 3", "0, n, n"]);
                let counter = self.one_of(&["i", "j", "x"]);
                self.line(indent, &format!("for {counter} in range({bounds}):"));
                self.block(indent + 1, depth - 1, true);
            }
            _ => {
                self.loops += 1;
                let (counter, condition) = (format!("turns{}", self.loops), self.condition(1));
                self.line(indent, &format!("{counter} = 3"));
                self.line(indent, &format!("while {counter} > 0 and ({condition}):"));
                self.line(indent + 1, &format!("{counter} -= 1"));
                self.block(indent + 1, depth - 1, true);
            }
        }
    }

    fn program(seed: u64) -> String {
        let (literals, conversions) = WORDS[seed as usize % 3];
        let mut writer = Writer { state: seed, text: String::new(), loops: 0, literals, conversions };
        writer.line(0, "SCALE = 3");
        writer.line(0, "def helper(x, y):");
        let (condition, first, second) = (
            ["x < y", "x == y", "y"][writer.pick(3)],
            writer.one_of(&["x", "y", "x + y"]),
            writer.one_of(&["x", "y - x"]),
        );
        writer.line(1, &format!("return {first} if {condition} else {second}"));
        writer.line(0, "def f(a, b, n):");
        writer.line(1, "x = a; y = b");
        writer.line(1, "for i in range(2):");
        writer.block(2, 2, true);
        writer.block(1, 2, false);
        let result = writer.expression(1);
        writer.line(1, &format!("return {result}"));
        writer.text
    }
}

#[test]
fn random_programs_give_the_same_without_numeric_code() {
    let floats = [0.0, -0.0, 1.5, -2.25, 1e16, f64::INFINITY, f64::NAN].map(Value::Float).to_vec();
    let ints = [0, 1, -1, 7, -13, 1 << 40, i64::MAX, i64::MIN, (1 << 53) + 1].map(Value::Int).to_vec();
    let all = [floats.clone(), ints.clone(), vec![Value::Bool(true)]].concat();
    let mut numeric = 0;
    for seed in 0..700 {
        let text = Writer::program(seed);
        let (mut vm, globals, code) = run(&text, true);
        let (mut plain_vm, plain_globals, _) = run(&text, false);
        for turn in 0..4 {
            let values = if seed % 3 == 1 {
                &floats
            } else if turn < 2 {
                &ints
            } else {
                &all
            };
            let pick = |by: u64| values[(seed * by + turn * 5) as usize % values.len()].clone();
            let arguments = [pick(1), pick(3), Value::Int((seed + turn) as i64 % 5)];
            let found = outcome(&mut vm, &globals, &arguments);
            let expected = outcome(&mut plain_vm, &plain_globals, &arguments);
            assert_eq!(found, expected, "{arguments:?}\n{text}");
            if translated(&code) > 0 {
                numeric += 1;
            }
        }
    }
    assert!(numeric > 400, "only {numeric} runs were numeric");
}

#[test]
fn calls_give_the_same_without_numeric_code() {
    let bodies = [
        "return n if n < 2 else f(n - 1) + f(n - 2)",
        "return 0 if n % 5 == 0 else f(n + 1) + n",
        "return g(n + 1)",
        "m = n + 1\n    return g(m) + m",
        "m = n + 1\n    if n > 3:\n        m = n + 2\n    return g(m)",
        "m = n\n    while m < n + 3:\n        m = g(m) + g(m + 1) - m\n    return m",
        "m = g(n + 1) if n else g(n + 2)\n    return m + n",
    ];
    for body in bodies {
        let text = format!("def g(x):\n    return x\n\ndef f(n):\n    {body}\n");
        let (mut plain_vm, plain_globals, _) = run(&text, false);
        for argument in (-4..20).chain([i64::MAX - 2, i64::MAX]).filter(|&n| n < 20 || !body.contains("f(")) {
            let (mut vm, globals, code) = run(&text, true);
            let arguments = [Value::Int(argument)];
            let found = outcome(&mut vm, &globals, &arguments);
            assert_eq!(found, outcome(&mut plain_vm, &plain_globals, &arguments), "{argument}\n{text}");
            assert!(translated(&code) == 1 || argument > 20, "{argument}\n{text}");
        }
    }
}

/// Calls `f(…)` of a program, which is interrupted after a while.
fn interrupted(text: &str, arguments: &[Value]) -> String {
    let (mut vm, globals, _) = run(text, true);
    let flag = vm.interrupt_flag();
    let stopper = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(30));
        flag.store(true, Ordering::Relaxed);
    });
    let ended = outcome(&mut vm, &globals, arguments);
    stopper.join().unwrap();
    ended
}

#[test]
fn an_endless_loop_can_be_interrupted() {
    let text = "def f(x):\n    while True:\n        x = x * 0.5\n";
    assert!(interrupted(text, &[Value::Float(1.0)]).contains("KeyboardInterrupt"));
    let text = "def f(x):\n    while x < 2.0:\n        x = x * 0.5\n    return x\n";
    assert!(interrupted(text, &[Value::Float(1.0)]).contains("KeyboardInterrupt"));
    let text = "def f(n):\n    for i in range(10 ** 15):\n        n += 1\n    return n\n";
    assert!(interrupted(text, &[Value::Int(1)]).contains("KeyboardInterrupt"));
}

#[test]
fn recursion_can_be_interrupted() {
    let text = "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\n";
    assert!(interrupted(text, &[Value::Int(80)]).contains("KeyboardInterrupt"));
}

#[test]
fn what_gave_up_is_left_alone() {
    let text = "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n";
    let (mut vm, globals, code) = run(text, true);
    assert_eq!(outcome(&mut vm, &globals, &[Value::Int(20)]), "int 2432902008176640000");
    assert_eq!(translated(&code), 1);
    assert_eq!(outcome(&mut vm, &globals, &[Value::Int(21)]), "int 51090942171709440000");
    assert_eq!(translated(&code), 0);
    assert_eq!(outcome(&mut vm, &globals, &[Value::Int(5)]), "int 120");
    assert_eq!(translated(&code), 0);
}
