//! Depth and length: what CPython takes is taken, what it refuses is refused, and nothing overflows or takes long.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::time::{Duration, Instant};

use tape_lang::parse::parse;
use tape_text::Source;

/// Parses and drops on a stack of four megabytes, twice what the highest tree takes, and says what is wrong.
fn outcome(text: &str) -> String {
    let text = text.to_owned();
    let parse = move || match parse(&Source::new("<test>", text)) {
        Ok(_) => "fine".to_owned(),
        Err(error) => error.to_string(),
    };
    std::thread::Builder::new().stack_size(4 << 20).spawn(parse).unwrap().join().unwrap()
}

const TOO_HIGH: &str = "RecursionError: maximum recursion depth exceeded during compilation";

#[test]
fn brackets_nest_two_hundred_deep() {
    for (open, close) in [("(", ")"), ("[", "]"), ("{", "}"), ("f(", ")"), ("x[", "]"), ("{1: ", "}")] {
        assert_eq!(outcome(&format!("{}x{}", open.repeat(200), close.repeat(200))), "fine", "{open}");
        for depth in [201, 10_000] {
            let text = format!("{}x{}", open.repeat(depth), close.repeat(depth));
            assert_eq!(outcome(&text), "SyntaxError: too many nested parentheses", "{open}");
        }
    }
}

#[test]
fn brackets_are_read_once() {
    let text = format!("{}x{}", "(".repeat(100), ")".repeat(100));
    let start = Instant::now();
    assert_eq!(outcome(&text), "fine");
    assert!(start.elapsed() < Duration::from_millis(10), "{:?}", start.elapsed());
}

#[test]
fn blocks_nest_ninety_nine_deep() {
    let blocks = |depth: usize| {
        let headers: String = (0..depth).map(|level| format!("{}if x:\n", " ".repeat(level))).collect();
        format!("{headers}{}pass\n", " ".repeat(depth))
    };
    assert_eq!(outcome(&blocks(99)), "fine");
    assert_eq!(outcome(&blocks(100)), "IndentationError: too many levels of indentation");
}

#[test]
fn chains_are_bounded_as_trees_are() {
    let chains: [fn(usize) -> String; 10] = [
        |n| vec!["x"; n].join("+"),
        |n| vec!["x"; n].join("**"),
        |n| "-".repeat(n) + "x",
        |n| "not ".repeat(n) + "x",
        |n| "x".to_owned() + &".a".repeat(n),
        |n| "x".to_owned() + &"()".repeat(n),
        |n| "x".to_owned() + &"[0]".repeat(n),
        |n| "if x: pass\n".to_owned() + &"elif x: pass\n".repeat(n),
        |n| "x if y else ".repeat(n) + "z",
        |n| "lambda: ".repeat(n) + "z",
    ];
    for chain in chains {
        assert_eq!(outcome(&chain(2500)), "fine", "{}", &chain(3));
        assert_eq!(outcome(&chain(10_000)), TOO_HIGH, "{}", &chain(3));
        assert_eq!(outcome(&chain(100_000)), TOO_HIGH, "{}", &chain(3));
    }
    assert_eq!(outcome(&("lambda a=".repeat(1000) + "1" + &": 0".repeat(1000))), TOO_HIGH);
}

#[test]
fn length_costs_what_it_weighs() {
    let lines: [fn(usize) -> String; 10] = [
        |n| format!("[{}]", "1,".repeat(n)),
        |n| "x<".repeat(n) + "x",
        |n| "x and ".repeat(n) + "x",
        |n| "x=".repeat(n) + "1",
        |n| "'a' ".repeat(n),
        |n| format!("f'{}'", "{x}".repeat(n)),
        |n| "a;".repeat(n),
        |n| format!("f({})", "a,".repeat(n)),
        |n| format!("[x {}]", "for x in y ".repeat(n)),
        |n| "x\n".repeat(n),
    ];
    for line in lines {
        let time = |n| {
            let text = line(n);
            let start = Instant::now();
            assert_eq!(outcome(&text), "fine", "{}", &line(2));
            start.elapsed()
        };
        let (short, long) = (time(5_000), time(50_000));
        assert!(long < short * 60 + Duration::from_millis(50), "{}: {short:?}, {long:?}", &line(2));
    }
}

#[test]
fn what_is_wrong_in_a_long_line_is_found_soon() {
    for text in [
        format!("[{} = ]", "1,".repeat(20_000)),
        format!("f({} b c)", "a,".repeat(20_000)),
        format!("{{{} 3 4}}", "1:2,".repeat(20_000)),
        "a b ".repeat(20_000),
        format!("def f():\n{}  y = =\n", "  x=1\n".repeat(20_000)),
        "(".repeat(150) + &"a,".repeat(20_000),
    ] {
        let start = Instant::now();
        assert!(outcome(&text).starts_with("SyntaxError"));
        assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
    }
}
