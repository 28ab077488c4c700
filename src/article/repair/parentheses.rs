//! Calls that lost their `()`.

use tape_lang::parse::fragment::{Token, TokenKind, tokens};

/// Methods that are always called, and without arguments where nothing stands in their parentheses.
const CALLED: &str = "numpy as_list keys values items copy reset stop_recording tolist item watched_variables num_elements read_value \
                      lower upper strip is_fully_defined is_initialized assert_is_fully_defined pop popitem clear split bit_length bit_count \
                      is_integer as_integer_ratio conjugate hex executing_eagerly capitalize title swapcase splitlines";

/// Methods of mappings, which are attributes of other things: `tf.math.top_k(x).values`.
const MAPPINGS: [&str; 3] = ["keys", "values", "items"];

/// Methods and functions that may as well be attributes: they are called where other calls are known to have lost their `()`.
const MOSTLY_CALLED: &str = "value random rand randn decode encode argmax argmin std sum prod cumsum ref deref mean any all ravel flatten \
                             squeeze max min";

/// Those of them that nobody shows.
const NEVER_SHOWN: [&str; 13] =
    ["random", "rand", "randn", "decode", "encode", "argmax", "argmin", "std", "sum", "prod", "cumsum", "ref", "deref"];

/// Those of them that numbers of a kind have as attributes: `tf.float32.max`, `np.finfo(float).min`.
const OF_KINDS: [&str; 2] = ["max", "min"];

/// Functions that take no class of the program's own.
const OF_INSTANCES: [&str; 10] = ["list", "tuple", "sum", "len", "iter", "next", "bool", "sorted", "max", "min"];

/// Whether the calls of a program have lost their `()`: none is left, and something must have had one.
pub fn are_lost(texts: &[String]) -> bool {
    let lines: Vec<Words<'_>> = texts.iter().map(|text| Words::new(text)).collect();
    let plain = Callable::default();
    if lines.iter().any(|line| (line.begins_with("with") && !line.uncalled(&plain).is_empty()) || line.bare_super()) {
        return true;
    }
    if lines.iter().any(Words::has_empty_call) {
        return false;
    }
    let own = Callable { classes: classes(&lines), plain: plain_classes(&lines), ..Callable::default() };
    let instantiated = |line: &Words<'_>| line.uncalled(&own).len() > line.uncalled(&plain).len();
    let methods = NEVER_SHOWN.iter().filter(|name| !is_attribute(name, texts)).map(|name| (*name).to_owned());
    let bare = Callable { methods: methods.collect(), ..Callable::default() };
    let shows = |line: &Words<'_>| line.is_bare_call(&bare) || line.computes_with_method();
    let own = functions(&lines);
    lines.iter().any(|line| shows(line) || instantiated(line) || keeps_method(line, &lines) || line.shows_one(&own))
        || calls_on_classes(&lines)
}

/// Whether a program names a function or a class of its own as a statement, and no empty call is left in it: a cell may show one so, but
/// it may have been called too.
pub fn may_be_lost(texts: &[String]) -> bool {
    let lines: Vec<Words<'_>> = texts.iter().map(|text| Words::new(text)).collect();
    let defined = |name: &str| {
        let defines =
            |line: &Words<'_>| matches!(line.kind(0), Some(TokenKind::Def | TokenKind::Class)) && line.word(1) == name;
        lines.iter().any(defines)
    };
    let names_one = |line: &Words<'_>| line.tokens.len() == 1 && defined(line.word(0));
    lines.iter().any(names_one) && !lines.iter().any(Words::has_empty_call)
}

/// The lines with the `()` that they have lost.
pub fn put_back(texts: &[String]) -> Option<Vec<String>> {
    let lines: Vec<Words<'_>> = texts.iter().map(|text| Words::new(text)).collect();
    let mostly = MOSTLY_CALLED.split_whitespace().filter(|name| !is_attribute(name, texts));
    let mut methods: Vec<String> = mostly.map(str::to_owned).collect();
    methods.extend(own_methods(&lines));
    let (classes, plain) = (classes(&lines), plain_classes(&lines));
    let callable = Callable { functions: functions(&lines), classes, plain, methods };
    let (on_classes, own) = (calls_on_classes(&lines), instance_methods(&lines));
    let mend = |line: &Words<'_>| {
        let mut mended = line.text.to_owned();
        let mut lost = line.uncalled(&callable);
        lost.extend(callable.plain.iter().filter(|_| on_classes).filter_map(|class| line.method_of(class, &own)));
        lost.sort_unstable();
        lost.dedup();
        for at in lost.into_iter().rev() {
            mended.insert_str(at, "()");
        }
        mended
    };
    let mended: Vec<String> = lines.iter().map(mend).collect();
    (mended != texts).then_some(mended)
}

/// Whether a program gives its own meaning to a name behind a dot.
fn is_attribute(name: &str, texts: &[String]) -> bool {
    texts.iter().any(|text| text.contains(&format!(".{name} =")) || text.contains(&format!("def {name}(")))
}

/// What is called besides the methods that always are.
#[derive(Default)]
struct Callable {
    /// Functions that have no parameters.
    functions: Vec<String>,
    /// Classes, which are called where all of a value or a statement is their name.
    classes: Vec<String>,
    /// Classes that have no base, which might make them a list themselves as `Enum` does.
    plain: Vec<String>,
    /// Methods that may as well be attributes.
    methods: Vec<String>,
}

/// A line and its tokens.
struct Words<'t> {
    text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Words<'t> {
        let text = text.trim();
        Words { text, tokens: tokens(text) }
    }

    fn word(&self, index: usize) -> &'t str {
        self.tokens.get(index).map_or("", |token| &self.text[token.start as usize..token.end as usize])
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn begins_with(&self, word: &str) -> bool {
        self.word(0) == word
    }

    fn has_empty_call(&self) -> bool {
        use TokenKind::{LeftParen, RightParen};
        self.tokens.windows(3).any(|row| row[0].kind.is_name() && (row[1].kind, row[2].kind) == (LeftParen, RightParen))
    }

    /// Whether `super.` stands anywhere: nothing of it is of use.
    fn bare_super(&self) -> bool {
        (0..self.tokens.len()).any(|index| {
            let attribute = index > 0 && self.kind(index - 1) == Some(TokenKind::Dot);
            self.word(index) == "super" && self.kind(index + 1) == Some(TokenKind::Dot) && !attribute
        })
    }

    /// `print(f)` where `f` takes nothing: functions are not what programs show.
    fn shows_one(&self, functions: &[String]) -> bool {
        let shown = self.word(0) == "print" && self.kind(3) == Some(TokenKind::RightParen) && self.tokens.len() == 4;
        shown && functions.iter().any(|name| name == self.word(2))
    }

    /// `print` or `x.numpy` as a statement, `print(x.numpy)`, `for k in x.items:`.
    fn is_bare_call(&self, bare: &Callable) -> bool {
        let method = self.tokens.len() > 2 && !self.text.contains('=') && self.ends_in_method(bare);
        let shown = self.text.starts_with("print(") || self.begins_with("for");
        self.text == "print" || method || (shown && !self.uncalled(bare).is_empty())
    }

    /// Whether a method is an operand: `x.pop > 1`, `v := x.pop`. Only what else may be an attribute may be one.
    fn computes_with_method(&self) -> bool {
        use TokenKind::{ColonEqual, Comparison, Division, DoubleStar, Minus, Plus, Slash, Star};
        self.uncalled(&Callable::default()).into_iter().any(|end| {
            let Some(at) = self.tokens.iter().position(|token| token.end as usize == end) else { return false };
            let method = at > 0 && self.kind(at - 1) == Some(TokenKind::Dot);
            let operator = self.kind(at + 1).is_some_and(|kind| {
                matches!(kind, Comparison | Plus | Minus | Star | Slash | Division | DoubleStar)
                    && !matches!(self.word(at + 1), "==" | "!=")
            });
            let kept = at > 2 && self.kind(at - 3) == Some(ColonEqual);
            method && (operator || kept) && !MAPPINGS.contains(&self.word(at))
        })
    }

    /// The byte behind a class through which a method of instances is called.
    fn method_of(&self, class: &str, methods: &[String]) -> Option<usize> {
        let called = |at: &usize| {
            let row = [1, 3].map(|step| self.kind(at + step)) == [Some(TokenKind::Dot), Some(TokenKind::LeftParen)];
            let attribute = *at > 0 && self.kind(at - 1) == Some(TokenKind::Dot);
            self.word(*at) == class && row && !attribute && methods.iter().any(|method| method == self.word(at + 2))
        };
        (0..self.tokens.len()).find(called).map(|at| self.tokens[at].end as usize)
    }

    /// Whether all ends in `.numpy` or the like.
    fn ends_in_method(&self, bare: &Callable) -> bool {
        let last = self.tokens.len().saturating_sub(1);
        let name = self.word(last);
        let method = is_called(name) || bare.methods.iter().any(|method| method == name);
        last > 1 && self.kind(last - 1) == Some(TokenKind::Dot) && method
    }

    /// Where `()` was eaten: after a name that is always called, or one of these.
    fn uncalled(&self, callable: &Callable) -> Vec<usize> {
        if matches!(self.kind(0), Some(TokenKind::From | TokenKind::Import)) {
            return vec![];
        }
        let all = 0..self.tokens.len();
        all.filter(|&index| self.is_uncalled(index, callable)).map(|index| self.tokens[index].end as usize).collect()
    }

    /// Whether a token is a name of its own, and not that of a kind of numbers.
    fn is_variable(&self, index: usize) -> bool {
        let attribute = index > 0 && self.kind(index - 1) == Some(TokenKind::Dot);
        let kind = ["info", "dtype"].iter().any(|part| self.word(index).contains(part));
        self.kind(index).is_some_and(TokenKind::is_name) && !attribute && !kind
    }

    fn is_uncalled(&self, index: usize, callable: &Callable) -> bool {
        use TokenKind::{As, Class, Colon, Def, Dot, Equal, For, From, Import, LeftParen, RightParen, Semicolon};
        let (before, after) = (index.checked_sub(1).and_then(|index| self.kind(index)), self.kind(index + 1));
        let attribute = before == Some(Dot);
        if !self.tokens[index].kind.is_name()
            || after == Some(LeftParen)
            || matches!(before, Some(Def | Class | For | As | Import | From))
            || (after == Some(Equal) && !attribute)
        {
            return false;
        }
        let name = self.word(index);
        let is_one_of = |names: &[String]| names.iter().any(|known| known == name);
        // A tape's class may be spoken of too: `GradientTape.__name__`, `isinstance(t, GradientTape)`.
        if name == "GradientTape" {
            return matches!(after, None | Some(As | Colon | Semicolon));
        }
        if attribute {
            let module = matches!(self.word(index.saturating_sub(2)), "np" | "numpy" | "tf" | "self");
            let of_kind = OF_KINDS.contains(&name) && !self.is_variable(index.saturating_sub(2));
            let mostly = is_one_of(&callable.methods) && !module && !of_kind && !matches!(after, Some(Dot | Equal));
            return is_called(name) || mostly;
        }
        let given =
            index > 1 && OF_INSTANCES.contains(&self.word(index - 2)) && self.kind(index - 1) == Some(LeftParen);
        let given = given && after == Some(RightParen);
        let whole = matches!(before, None | Some(Equal | Semicolon | Colon)) && matches!(after, None | Some(Semicolon));
        (name == "print" && self.tokens.len() == 1)
            || (name == "super" && after == Some(Dot))
            || (is_one_of(&callable.functions) && after != Some(Dot))
            || (is_one_of(&callable.classes) && whole)
            || (is_one_of(&callable.plain) && given)
    }
}

fn is_called(name: &str) -> bool {
    CALLED.split_whitespace().any(|called| called == name)
}

/// Whether a line keeps `x.numpy` or a tape's class, and nothing calls it later.
fn keeps_method(line: &Words<'_>, lines: &[Words<'_>]) -> bool {
    let always = line.text.ends_with(".numpy") || line.text.ends_with("GradientTape");
    let kept = line.kind(1) == Some(TokenKind::Equal) && always;
    let name = line.word(0);
    let used = |after: TokenKind| {
        lines.iter().any(|line| {
            (0..line.tokens.len()).any(|index| line.word(index) == name && line.kind(index + 1) == Some(after))
        })
    };
    kept && !used(TokenKind::LeftParen)
}

/// Whether a program calls a method through its class, and makes no instance of that anywhere: `A.m(1)`.
fn calls_on_classes(lines: &[Words<'_>]) -> bool {
    let methods = instance_methods(lines);
    plain_classes(lines).iter().any(|class| {
        let made = |line: &Words<'_>| {
            (1..line.tokens.len()).any(|at| {
                let defined = line.kind(0) == Some(TokenKind::Class) && at == 1;
                line.word(at) == class && !defined && line.kind(at + 1) != Some(TokenKind::Dot)
            }) || (line.word(0) == class && line.kind(1) != Some(TokenKind::Dot))
        };
        let calls = |line: &Words<'_>| line.method_of(class, &methods).is_some();
        lines.iter().any(calls) && !lines.iter().any(made)
    })
}

/// The methods that a program defines for instances.
fn instance_methods(lines: &[Words<'_>]) -> Vec<String> {
    let defined = |pair: &[Words<'_>]| {
        let [before, line] = pair else { return None };
        let own =
            line.kind(0) == Some(TokenKind::Def) && line.word(3) == "self" && before.kind(0) != Some(TokenKind::At);
        own.then(|| line.word(1).to_owned())
    };
    lines.windows(2).filter_map(defined).collect()
}

/// The classes that a program defines.
fn classes(lines: &[Words<'_>]) -> Vec<String> {
    let classes = lines.iter().filter(|line| line.kind(0) == Some(TokenKind::Class));
    classes.map(|line| line.word(1).to_owned()).collect()
}

/// Those that have no base.
fn plain_classes(lines: &[Words<'_>]) -> Vec<String> {
    let plain = |line: &&Words<'_>| line.kind(0) == Some(TokenKind::Class) && line.kind(2) == Some(TokenKind::Colon);
    lines.iter().filter(plain).map(|line| line.word(1).to_owned()).collect()
}

/// The functions without parameters that a program defines: one that lost its own `()` lost them at its calls too.
fn functions(lines: &[Words<'_>]) -> Vec<String> {
    use TokenKind::{Colon, Def, Equal, LeftParen, RightParen};
    let defined = |line: &Words<'_>| {
        let bare = [2, 3].map(|index| line.kind(index)) == [Some(LeftParen), Some(RightParen)];
        let lambda = line.kind(1) == Some(Equal) && line.word(2) == "lambda" && line.kind(3) == Some(Colon);
        // `for f in (lambda: …, lambda: …):`
        let each = line.begins_with("for") && line.kind(3) == Some(LeftParen) && line.word(4) == "lambda";
        match () {
            () if line.kind(0) == Some(Def) && bare => Some(line.word(1).to_owned()),
            () if lambda => Some(line.word(0).to_owned()),
            () if each && line.kind(5) == Some(Colon) => Some(line.word(1).to_owned()),
            () => None,
        }
    };
    lines.iter().filter_map(defined).collect()
}

/// The methods that a program defines with no parameter but `self`.
fn own_methods(lines: &[Words<'_>]) -> Vec<String> {
    use TokenKind::{At, Def, LeftParen, RightParen};
    let defined = |pair: &[Words<'_>]| {
        let [before, line] = pair else { return None };
        let shape = [0, 2, 4].map(|index| line.kind(index)) == [Some(Def), Some(LeftParen), Some(RightParen)];
        let plain = before.kind(0) != Some(At) && !line.word(1).starts_with("__");
        (shape && line.word(3) == "self" && plain).then(|| line.word(1).to_owned())
    };
    lines.windows(2).filter_map(defined).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(program: &str) -> Vec<String> {
        program.lines().map(str::to_owned).collect()
    }

    #[test]
    fn calls_that_show_it() {
        for program in [
            "with tf.GradientTape as t:",
            "n = x.numpy\nn[0] = 1",
            "print(rng.random)",
            "class A(B):\n    def f(self): return super.f",
            "t = tf.GradientTape\nwith t:",
            "class A:\n    n = 1\nprint(list(A))",
            "b'a'.decode",
            "print(a.argmax, round(a.mean, 2))",
            "while (v := data.pop) > 1: f(v)",
            "y = 2 * x.numpy + 1",
            "for f in (lambda: 1, lambda: 'x'.foo, lambda: ()):\n    print(f)",
            "class A:\n    def m(self): pass\nA.m(1)",
        ] {
            assert!(are_lost(&texts(program)), "{program}");
        }
    }

    #[test]
    fn what_is_not_called() {
        for program in [
            "get = x.numpy\nprint(get(1))",
            "print(np.random)",
            "v = tf.math.top_k(x).values",
            "Tape = tf.GradientTape\nwith Tape(persistent=True) as t:",
            "print(x.numpy)\nf()",
            "def f(x):\n    return x\nf",
            "print(tf.float32.max, np.sum)",
            "y = tf.math.top_k(x).values + 1",
            "self.sum = 1\nprint(a.sum)",
            "class A(Enum):\n    n = 1\nprint(list(A))",
            "class A:\n    def m(self): pass\nprint(A.m)",
            "class A:\n    def m(self): pass\nclass B(A):\n    pass\nA.m(1)",
        ] {
            assert!(!are_lost(&texts(program)), "{program}");
        }
    }

    #[test]
    fn names_that_may_have_been_calls() {
        assert!(may_be_lost(&texts("def f(*, k):\n    pass\nf")));
        assert!(!may_be_lost(&texts("def f(*, k):\n    pass\nf\ng()")));
        assert!(!may_be_lost(&texts("def f(*, k):\n    pass\nx")));
    }

    #[test]
    fn functions_and_methods_of_the_program_itself() {
        let program = "class A:\n    def m(self): return 1\nfor f in (lambda: 1, lambda: 2):\n    f\nprint(A.m, a.m)";
        let mended = put_back(&texts(program)).unwrap_or_default().join("\n");
        assert_eq!(
            mended,
            "class A:\ndef m(self): return 1\nfor f in (lambda: 1, lambda: 2):\nf()\nprint(A.m(), a.m())"
        );
        let program = "class A:\n    def m(self, k): return k\nA.m(1)";
        let mended = put_back(&texts(program)).unwrap_or_default().join("\n");
        assert_eq!(mended, "class A:\ndef m(self, k): return k\nA().m(1)");
    }
}
