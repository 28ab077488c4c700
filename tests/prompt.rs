//! The prompt on a real terminal (a pseudo-terminal, to be exact).

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use rexpect::session::{Options, PtySession, spawn_with_options};

/// A shell at its prompt.
struct Shell {
    terminal: PtySession,
    home: PathBuf,
}

impl Shell {
    fn start(arguments: &[&str]) -> Shell {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let home = std::env::temp_dir().join(format!("tape-prompt-{}-{number}", std::process::id()));
        Shell::start_at(home, arguments)
    }

    /// A shell of a user who has been here before.
    fn start_at(home: PathBuf, arguments: &[&str]) -> Shell {
        fs::create_dir_all(&home).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
        // The only programs there are belong to the user: no clipboard of this machine is read.
        command.args(arguments).current_dir(&home).env("HOME", &home).env("TERM", "xterm").env("PATH", &home);
        for name in ["XDG_STATE_HOME", "XDG_CONFIG_HOME", "NO_COLOR"] {
            command.env_remove(name);
        }
        let options = Options::new().timeout_ms(Some(20_000)).strip_ansi_escape_codes(true);
        Shell { terminal: spawn_with_options(command, options).unwrap(), home }
    }

    fn numbered() -> Shell {
        let mut shell = Shell::start(&["--color", "never"]);
        shell.see("In [1]: ");
        shell
    }

    fn type_keys(&mut self, keys: &str) {
        self.terminal.send(keys).unwrap();
        self.terminal.flush().unwrap();
    }

    fn enter(&mut self, line: &str) {
        self.type_keys(&format!("{line}\r"));
    }

    /// Waits for a text and returns what stood before it.
    fn see(&mut self, text: &str) -> String {
        self.terminal.exp_string(text).unwrap_or_else(|error| panic!("{text:?} does not come: {error}"))
    }

    fn paste(&mut self, text: &str) {
        self.type_keys(&format!("\u{1b}[200~{}\u{1b}[201~", text.replace('\n', "\r")));
    }

    fn leave(mut self) -> PathBuf {
        self.type_keys("\u{4}");
        self.terminal.exp_eof().unwrap();
        self.home
    }
}

#[test]
fn values_are_numbered_and_remembered() {
    let mut shell = Shell::numbered();
    shell.enter("6 * 7");
    shell.see("Out[1]: 42");
    shell.see("In [2]: ");
    shell.enter("_ + 1");
    shell.see("Out[2]: 43");
    shell.see("In [3]: ");
    shell.enter("Out[1] + _2");
    shell.see("Out[3]: 85");
    shell.leave();
}

#[test]
fn a_semicolon_hides_a_value() {
    let mut shell = Shell::numbered();
    shell.enter("12345;");
    let before = shell.see("In [2]: ");
    assert!(!before.contains("Out["), "{before}");
    shell.leave();
}

#[test]
fn a_block_is_indented_until_an_empty_line_ends_it() {
    let mut shell = Shell::numbered();
    shell.enter("for i in range(2):");
    shell.see("   ...:     ");
    shell.enter("if i:");
    shell.see("   ...:         ");
    shell.enter("print('i is', i)");
    shell.see("   ...:         ");
    shell.enter("");
    shell.see("i is 1");
    shell.see("In [2]: ");
    shell.leave();
}

#[test]
fn backspace_leaves_a_level_of_indentation() {
    let mut shell = Shell::numbered();
    shell.enter("if False:");
    shell.enter("pass");
    shell.type_keys("\u{7f}");
    shell.enter("else:");
    shell.enter("print('other' + 'wise')");
    shell.enter("");
    shell.see("otherwise");
    shell.leave();
}

#[test]
fn a_pasted_block_with_blank_lines_is_one_cell() {
    let mut shell = Shell::numbered();
    shell.paste("def f(x):\n    y = x\n\n    return y + 1\n\nprint('f:', f(1))\nf(2)\n");
    shell.type_keys("\r");
    shell.see("f: 2");
    shell.see("Out[1]: 3");
    shell.see("In [2]: ");
    shell.leave();
}

#[test]
fn pasted_prompts_come_off() {
    let mut shell = Shell::numbered();
    shell.paste(">>> x = 20\n>>> for i in range(1):\n...     x += 1\n... \n>>> x\n21\n");
    shell.type_keys("\r");
    shell.see("Out[1]: 21");
    shell.see("In [2]: ");
    shell.leave();
}

#[test]
fn ctrl_c_stops_what_runs_and_keeps_the_session() {
    let mut shell = Shell::numbered();
    shell.enter("kept = 'still here'");
    shell.see("In [2]: ");
    shell.enter("while True: pass");
    shell.enter("");
    std::thread::sleep(std::time::Duration::from_millis(300));
    shell.type_keys("\u{3}");
    shell.see("KeyboardInterrupt");
    shell.see("In [3]: ");
    shell.enter("kept");
    shell.see("Out[3]: 'still here'");
    shell.leave();
}

#[test]
fn what_is_typed_while_a_cell_runs_waits_for_the_next_prompt() {
    let mut shell = Shell::numbered();
    shell.type_keys("a = 20\rb = 22\ra + b\r");
    shell.see("Out[3]: 42");
    shell.leave();
}

#[test]
fn ctrl_c_clears_what_is_typed() {
    let mut shell = Shell::numbered();
    shell.type_keys("1 / 0");
    shell.type_keys("\u{3}");
    shell.see("KeyboardInterrupt");
    shell.see("In [1]: ");
    shell.enter("2 + 2");
    shell.see("Out[1]: 4");
    shell.leave();
}

#[test]
fn ctrl_d_and_exit_leave() {
    Shell::numbered().leave();
    for word in ["exit", "quit()", "exit()"] {
        let mut shell = Shell::numbered();
        shell.enter(word);
        shell.terminal.exp_eof().unwrap();
    }
}

#[test]
fn errors_are_shown_as_a_notebook_shows_them() {
    let mut shell = Shell::numbered();
    shell.enter("pritn(1)");
    shell.see("NameError                                 Traceback (most recent call last)");
    shell.see("Cell In[1], line 1");
    shell.see("----> 1 pritn(1)");
    shell.see("NameError: name 'pritn' is not defined");
    shell.see("did you mean");
    shell.see("In [2]: ");
    shell.leave();
}

#[test]
fn the_history_outlives_the_session() {
    let mut shell = Shell::numbered();
    shell.enter("for i in range(1):");
    shell.enter("print('from', 'history')");
    shell.enter("");
    shell.see("from history");
    shell.see("In [2]: ");
    let home = shell.leave();
    let mut shell = Shell::start_at(home, &["--color", "never"]);
    shell.see("In [1]: ");
    shell.type_keys("\u{1b}[A\u{1b}[F");
    shell.see("print('from', 'history')");
    shell.type_keys("\r");
    shell.enter("");
    shell.see("from history");
    shell.leave();
}

#[test]
fn an_arrow_searches_for_what_is_typed() {
    let mut shell = Shell::numbered();
    shell.enter("alpha = 'first'");
    shell.see("In [2]: ");
    shell.enter("beta = 2");
    shell.see("In [3]: ");
    shell.type_keys("al\u{1b}[A");
    shell.see("alpha = 'first'");
    shell.type_keys("\r");
    shell.see("In [4]: ");
    shell.enter("%history 3");
    shell.see("alpha = 'first'");
    shell.leave();
}

#[test]
fn tab_completes_names_and_attributes() {
    let mut shell = Shell::numbered();
    shell.enter("wonderful = 41");
    shell.see("In [2]: ");
    shell.enter("wonde\t + 1");
    shell.see("Out[2]: 42");
    shell.see("In [3]: ");
    shell.enter("'a'.uppe\t()");
    shell.see("Out[3]: 'A'");
    shell.leave();
}

#[test]
fn a_plain_prompt_is_pythons() {
    let mut shell = Shell::start(&["--plain", "--color", "never"]);
    shell.see(">>> ");
    shell.enter("1 + 1");
    shell.see("2");
    shell.see(">>> ");
    shell.enter("1 / 0");
    shell.see("Traceback (most recent call last):");
    shell.see("  File \"<stdin>\", line 1, in <module>");
    shell.see("ZeroDivisionError: division by zero");
    shell.see(">>> ");
    shell.enter("for i in range(2):");
    shell.see("...     ");
    shell.enter("i");
    shell.enter("");
    shell.see("0");
    shell.see("1");
    shell.leave();
}

#[test]
fn colours_come_when_they_are_asked_for() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
    command.args(["--color", "always", "--no-config"]).env("TERM", "xterm");
    let options = Options::new().timeout_ms(Some(20_000));
    let mut terminal = spawn_with_options(command, options).unwrap();
    terminal.exp_string("\u{1b}[32mIn [1]: \u{1b}[0m").unwrap();
    terminal.send("1\r").unwrap();
    terminal.flush().unwrap();
    terminal.exp_string("\u{1b}[31mOut[1]: \u{1b}[0m1").unwrap();
}

#[test]
fn a_script_can_be_followed_by_the_prompt() {
    let home = std::env::temp_dir().join(format!("tape-prompt-script-{}", std::process::id()));
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("a.tape"), "value = 'from the script'\n").unwrap();
    let mut shell = Shell::start_at(home, &["--color", "never", "-i", "a.tape"]);
    shell.see("In [1]: ");
    shell.enter("value");
    shell.see("Out[1]: 'from the script'");
    shell.leave();
}

#[test]
fn deep_recursion_is_an_error_not_a_crash() {
    let mut shell = Shell::numbered();
    shell.enter("def f(n): return f(n + 1)");
    shell.enter("");
    shell.see("In [2]: ");
    shell.enter("f(0)");
    shell.see("RecursionError: maximum recursion depth exceeded");
    shell.see("In [3]: ");
    shell.leave();
}

/// A tape's block that has lost its indentation, `()` and a line end.
const DAMAGED: &str =
    "x = tf.constant(3.0)\nwith tf.GradientTape as t:\nt.watch(x)\ny = x * x\ndy = t.gradient(y, x) print(dy.numpy)\n";

#[test]
fn a_damaged_paste_is_repaired_with_a_word() {
    let mut shell = Shell::numbered();
    shell.paste(DAMAGED);
    shell.type_keys("\r");
    let before = shell.see("repaired: several statements on a line, lost `()`, lost indentation");
    assert!(!before.contains("repaired"), "{before}");
    let printed = shell.see("In [2]: ");
    assert_eq!(printed.trim(), "6.0");
    shell.enter("%history 1");
    shell.see("    t.watch(x)");
    shell.leave();
}

#[test]
fn the_word_is_dim() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tape"));
    command.args(["--color", "always", "--no-config"]).env("TERM", "xterm");
    let mut terminal = spawn_with_options(command, Options::new().timeout_ms(Some(20_000))).unwrap();
    terminal.exp_string("In [1]: ").unwrap();
    terminal.send("\u{1b}[200~for i in range(1):\rprint('ran')\u{1b}[201~\r").unwrap();
    terminal.flush().unwrap();
    terminal.exp_string("\u{1b}[2mrepaired: lost indentation\u{1b}[0m").unwrap();
    terminal.exp_string("ran").unwrap();
}

#[test]
fn a_sound_paste_gets_no_word() {
    let mut shell = Shell::numbered();
    shell.paste("# print('a comment')\nfor i in range(1):\n    print('sou' + 'nd')  # the same as print(2)\n");
    shell.type_keys("\r");
    let before = shell.see("sound\r\n");
    let after = shell.see("In [2]: ");
    assert!(!before.contains("repaired") && after.trim().is_empty(), "{before} {after}");
    shell.leave();
}

#[test]
fn what_is_typed_is_never_touched() {
    let mut shell = Shell::numbered();
    shell.enter("print('one') # the next step print('two')");
    let before = shell.see("In [2]: ");
    assert!(before.contains("one\r\n") && !before.contains("two\r\n") && !before.contains("repaired"), "{before}");
    shell.enter("for i in range(1): print(i) # the next step print('two')");
    shell.enter("");
    let before = shell.see("In [3]: ");
    assert!(!before.contains("repaired"), "{before}");
    shell.enter("y = 2x");
    shell.see("SyntaxError");
    shell.leave();
}

#[test]
fn the_clipboard_is_shown_repaired_and_run() {
    let mut shell = Shell::numbered();
    shell.enter("%paste");
    shell.see("UsageError: no clipboard can be read here");
    shell.see("In [1]: ");
    let lines: String = DAMAGED.lines().map(|line| format!("echo '{line}'\n")).collect();
    executable(&shell.home.join("xclip"), &format!("#!/bin/sh\n{lines}"));
    shell.enter("%paste");
    shell.see("dy = t.gradient(y, x) print(dy.numpy)\r\n## -- End pasted text --\r\nrepaired: several statements");
    shell.see("6.0");
    shell.see("In [2]: ");
    shell.enter("%paste -q kept");
    shell.see("Block assigned to 'kept'");
    shell.enter("len(kept)");
    shell.see("5");
    shell.enter("%paste -r");
    shell.see("Re-executing 'x = tf.constant(3.0)...' (");
    shell.see("6.0");
    executable(&shell.home.join("xclip"), "#!/bin/sh\n");
    shell.enter("%paste");
    shell.see("UsageError: The clipboard appears to be empty");
    shell.leave();
}

#[test]
fn lines_can_be_pasted_by_hand() {
    let mut shell = Shell::numbered();
    shell.enter("%cpaste");
    shell.see("Pasting code; enter '--' alone on the line to stop or use Ctrl-D.");
    for line in ["for i in range(2):", "print('number', i)", "--"] {
        shell.see(":");
        shell.enter(line);
    }
    shell.see("repaired: lost indentation");
    shell.see("number 1");
    shell.see("In [2]: ");
    shell.leave();
}

/// Writes a program that can be run.
fn executable(path: &Path, text: &str) {
    fs::write(path, text).unwrap();
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}
