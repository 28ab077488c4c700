//! No input panics: a session survives any cell, and goes on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use proptest::prelude::*;
use tape::shell::{Kind, Manner, Outcome, Session};

/// How long a cell may run before it is interrupted as Ctrl-C would.
const PATIENCE: Duration = Duration::from_millis(300);

/// Pieces of programs; a cell is a row of them.
const PIECES: &[&str] = &[
    " ",
    " ",
    "\n",
    "\n    ",
    ";",
    ",",
    ", ",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ".",
    "=",
    " = ",
    "'",
    "\"",
    "f'{x}'",
    "0",
    "1",
    "-1",
    "2.5",
    "1e400",
    "10**20",
    "'s'",
    "b'b'",
    "None",
    "True",
    "nan",
    "x",
    "y",
    "t",
    "f",
    "_",
    "Out[1]",
    " + ",
    " - ",
    "*",
    "**",
    "/",
    "//",
    "%",
    "@",
    " < ",
    " == ",
    " in ",
    " is ",
    " and ",
    " if ",
    " else ",
    ":=",
    "->",
    "lambda x: ",
    "def f(x): ",
    "class C: ",
    "return ",
    "yield ",
    "for x in ",
    "while ",
    "with ",
    "try: ",
    "except ",
    "finally: ",
    "raise ",
    "del ",
    "global ",
    "import ",
    "from ",
    "assert ",
    "match ",
    "case ",
    "print(",
    "repr(",
    "len(",
    "range(3)",
    "list(",
    "dict(",
    "zip(",
    "map(",
    "sorted(",
    "sum(",
    "max(",
    "int(",
    "str(",
    "type(",
    "getattr(",
    "%time ",
    "%timeit -n1 -r1 ",
    "%who",
    "?",
    "!",
    "x?",
    "tf.",
    "np.",
    "tf.constant(",
    "tf.Variable(",
    "tf.ones(",
    "tf.zeros(",
    "tf.reshape(x, ",
    "tf.reduce_sum(",
    "tf.reduce_max(",
    "tf.matmul(",
    "tf.concat(",
    "tf.split(",
    "tf.gather(",
    "tf.transpose(",
    "tf.cast(",
    "tf.range(",
    "tf.one_hot(",
    "tf.pad(",
    "tf.tile(",
    "tf.GradientTape() as t:",
    "persistent=True",
    "t.watch(x)",
    "t.gradient(y, x)",
    "t.jacobian(y, x)",
    "axis=",
    "dtype=tf.int32",
    "dtype=tf.float64",
    "keepdims=True",
    ".numpy()",
    ".shape",
    ".dtype",
    "[0]",
    "[:, 1]",
    "[-1]",
    "[..., None]",
    "[[1., 2.], [3., 4.]]",
    "np.array(",
    "np.arange(6)",
    ".reshape(2, 3)",
    ".T",
    "np.sum(",
    "np.zeros(",
    "np.linspace(0, 1, 5)",
    "np.random.rand(",
    "tf.random.normal(",
    "1000000000",
    "-5",
    "[]",
    "()",
    "''",
];

/// A thread that interrupts the session's program when it is told of a cell and not of its end.
fn watchdog(flag: Arc<AtomicBool>) -> Sender<bool> {
    let (sender, receiver) = channel::<bool>();
    std::thread::spawn(move || {
        while receiver.recv() == Ok(true) {
            while receiver.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                flag.store(true, Ordering::Relaxed);
            }
        }
    });
    sender
}

fn session() -> Session {
    let mut session = Session::new(Box::new(tape_lang::vm::Silent), Manner::Notebook);
    session.begin_prompt();
    session.submit("x = tf.constant([1.0, 2.0, 3.0])\ny = np.arange(6)\nnan = float('nan')", Kind::Cell);
    session
}

fn survives(cell: &str) {
    let mut session = session();
    let sender = watchdog(session.interrupt_flag());
    sender.send(true).unwrap();
    let outcome = session.submit(cell, Kind::Cell);
    sender.send(false).unwrap();
    if let Outcome::Error(failure) = outcome {
        assert!(!failure.message.starts_with("a mistake in tape"), "after {cell:?}: {}", failure.message);
    }
    session.interrupt_flag().store(false, Ordering::Relaxed);
    match session.submit("20 + 1", Kind::Cell) {
        Outcome::Value(shown) => assert_eq!(shown.text, "21", "after {cell:?}"),
        other => panic!("after {cell:?}: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_row_of_pieces(pieces in prop::collection::vec(prop::sample::select(PIECES), 1..24)) {
        survives(&pieces.concat());
    }

    #[test]
    fn any_text(text in "\\PC{0,80}") {
        survives(&text);
    }

    #[test]
    fn any_article(pieces in prop::collection::vec(prop::sample::select([PIECES, WORDS].concat()), 1..60)) {
        let text = pieces.concat();
        let known = |name: &str| ["tf", "x", "print"].contains(&name);
        for fenced in tape_article::read(&text, &known).blocks {
            assert!(!tape_article::repair::readings(&fenced.block.code, &known, 3).is_empty());
        }
    }

    #[test]
    fn any_arguments(name in prop::sample::select(names()), arguments in prop::collection::vec(prop::sample::select(ARGUMENTS), 0..4)) {
        survives(&format!("with tf.GradientTape() as t:\n    t.watch(x)\n    z = {name}({})\nt.gradient(z, x)", arguments.join(", ")));
    }
}

/// What stands around code on pages.
const WORDS: &[&str] = &[
    "\n\n",
    "\n```\n",
    "\n```python\n",
    "```",
    "`",
    "\n>>> ",
    "\n... ",
    "\nIn [1]: ",
    "\nOut[1]: ",
    "\n1. ",
    "\n\nOutput:\n\n",
    "# ",
    " # the é ",
    "’",
    "“",
    "–",
    "\u{a0}",
    "&lt;",
    "&#39;",
    "<pre>",
    "</pre>",
    "<p>",
    "<br>",
    "<div class=\"output\">",
    "<!--",
    "Error: ",
    "ValueError: ",
    "Traceback (most recent call last):\n",
    "----> 1 ",
    "tf.Tensor(",
    "dtype=float32)>",
    "Let us see.",
    "\u{300}\u{200b}",
    "\r\n",
    "\t",
    "importtensorflow astf",
    "withtf.GradientTape() ast:",
    "x2",
];

/// Arguments of all kinds, most of them wrong for most functions.
const ARGUMENTS: &[&str] = &[
    "x",
    "y",
    "None",
    "True",
    "0",
    "1",
    "-1",
    "2.5",
    "'s'",
    "[]",
    "[1]",
    "[1, 2]",
    "[[1., 2.], [3., 4.]]",
    "(2, 3)",
    "tf.ones((2, 3))",
    "tf.ones((0, 2))",
    "tf.constant(1)",
    "tf.constant([0, 2])",
    "tf.constant('s')",
    "tf.Variable(x)",
    "tf.constant(1+2j)",
    "tf.float64",
    "np.ones((2, 2))",
    "np.float32(1)",
    "1 << 40",
    "-(1 << 40)",
    "1e300",
    "nan",
    "axis=0",
    "axis=-5",
    "axis=[0, 1]",
    "keepdims=True",
    "name='n'",
    "dtype=tf.int32",
    "lambda x: x",
    "tf.RaggedTensor",
    "tf.ones((1, 4, 4, 1))",
    "tf.ones((2, 2, 1, 1))",
    "'SAME'",
    "'VALID'",
    "(1, 1)",
];

/// The public functions of `tf`, `tf.math`, `tf.nn`, `tf.linalg` and `np`, by their names in the language.
fn names() -> Vec<String> {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    NAMES
        .get_or_init(|| {
            let mut session = session();
            let listing = "','.join(m + '.' + n for m in ['tf', 'tf.math', 'tf.nn', 'tf.linalg', 'tf.random', 'tf.image', \
                           'np', 'np.linalg', 'np.random'] for n in dir(eval(m)) if n[0] != '_' and callable(getattr(eval(m), n, None)))";
            let Outcome::Value(shown) = session.submit(listing, Kind::Cell) else { panic!("no names") };
            let names: Vec<String> = shown.text.trim_matches('\'').split(',').map(str::to_owned).collect();
            assert!(names.len() > 300, "{} names", names.len());
            names
        })
        .clone()
}
