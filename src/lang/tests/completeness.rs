//! What the prompt does when Enter is pressed, by IPython's rules.

use tape_lang::parse::Completeness::{self, Complete, Incomplete, Invalid};
use tape_lang::parse::completeness;

#[test]
fn prompts_ask_for_more_until_a_program_is_whole() {
    let cases: &[(&str, Completeness)] = &[
        ("", Complete),
        ("x = 1", Complete),
        ("x = 1\n", Complete),
        ("x = (1,", Incomplete { indent: 0 }),
        ("f(a,\n  b", Incomplete { indent: 2 }),
        ("x = '''a", Incomplete { indent: 0 }),
        ("x = 'a", Invalid),
        ("x = 1 + \\", Incomplete { indent: 0 }),
        ("x = )", Invalid),
        ("x = 1 2", Invalid),
        ("if x:", Incomplete { indent: 4 }),
        ("if x: # why", Incomplete { indent: 4 }),
        ("if x:\n    y", Incomplete { indent: 4 }),
        ("if x:\n    y\n", Complete),
        ("if x:\n    y\n\n", Complete),
        ("if x:\n    y\nelse:", Incomplete { indent: 4 }),
        ("if x: y", Complete),
        ("for i in x:\n    if i:", Incomplete { indent: 8 }),
        ("for i in x:\n    if i:\n        f()", Incomplete { indent: 8 }),
        ("def f():", Incomplete { indent: 4 }),
        ("def f():\n    return 1", Incomplete { indent: 4 }),
        ("def f(): return 1", Complete),
        ("@d", Incomplete { indent: 0 }),
        ("@d\n", Incomplete { indent: 0 }),
        ("@d\ndef f():\n    pass\n", Complete),
        ("try:\n    x\n", Incomplete { indent: 4 }),
        ("try:\n    x\nexcept:\n    y\n", Complete),
        ("class A:\n    x = 1\n\n    def f(self):", Incomplete { indent: 8 }),
        ("if x:\ny", Invalid),
        ("with tf.GradientTape() as tape:", Incomplete { indent: 4 }),
        ("x = [1,\n     2]", Complete),
        ("# comment", Complete),
    ];
    for (text, expected) in cases {
        assert_eq!(completeness(text), *expected, "{text:?}");
    }
}
