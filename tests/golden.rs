//! One test per recorded case: `tests/golden/GROUP/NAME.tape` must print what TensorFlow printed.
//!
//! `cargo test --test golden GROUP/` runs a group. Cases listed in `tests/golden/not-yet.txt` are known to fail; when
//! one of them passes, its test fails until the line is taken out, so that no progress goes unnoticed.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "support/judge.rs"]
mod judge;

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use judge::{Expected, Run, judge};
use libtest_mimic::{Arguments, Failed, Trial};

/// A case that takes longer has failed.
const LIMIT: Duration = Duration::from_secs(10);

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let not_yet = read_not_yet(&root.join("not-yet.txt"));
    let mut trials = vec![Trial::test("the_judge_is_strict", || Ok(judge::check_the_judge()?))];
    for path in cases(&root) {
        let name = path.strip_prefix(&root).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
        let reason = not_yet.get(&name).cloned();
        trials.push(Trial::test(name, move || run_case(&path, reason.as_deref())));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit();
}

/// The programs of all groups, in order.
fn cases(root: &Path) -> Vec<PathBuf> {
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let groups = entries(root).into_iter().filter(|path| path.is_dir());
    let mut cases: Vec<PathBuf> =
        groups.flat_map(|group| entries(&group)).filter(|path| path.extension().is_some_and(|e| e == "tape")).collect();
    cases.sort();
    cases
}

/// `GROUP/NAME: reason`, a line a case.
fn read_not_yet(path: &Path) -> HashMap<String, String> {
    let text = fs::read_to_string(path).unwrap();
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("not-yet.txt gives no reason: {line}")))
        .map(|(name, reason)| (name.to_string(), reason.to_string()))
        .collect()
}

fn run_case(path: &Path, not_yet: Option<&str>) -> Result<(), Failed> {
    let expected = Expected {
        source: fs::read_to_string(path)?,
        out: fs::read_to_string(path.with_extension("out"))?,
        err: fs::read_to_string(path.with_extension("err")).ok(),
    };
    let verdict = run(path).and_then(|run| judge(&expected, &run));
    match (verdict, not_yet) {
        (Ok(()), None) => Ok(()),
        (Ok(()), Some(_)) => Err("passes now: take it out of tests/golden/not-yet.txt".into()),
        (Err(_), Some(_)) => Ok(()),
        (Err(message), None) => Err(message.into()),
    }
}

/// Runs the binary on a program in an empty directory.
fn run(path: &Path) -> Result<Run, String> {
    let directory = std::env::temp_dir().join(format!("tape-golden-{}-{}", std::process::id(), path_id(path)));
    fs::create_dir_all(&directory).map_err(|error| error.to_string())?;
    let outcome = run_in(path, &directory);
    let _ = fs::remove_dir_all(&directory);
    outcome
}

fn path_id(path: &Path) -> String {
    path.components().rev().take(2).map(|part| part.as_os_str().to_string_lossy().replace('.', "-")).collect()
}

fn run_in(path: &Path, directory: &Path) -> Result<Run, String> {
    let (out, err) = (directory.join("stdout"), directory.join("stderr"));
    let create = |path: &Path| fs::File::create(path).map_err(|error| error.to_string());
    let mut child = Command::new(env!("CARGO_BIN_EXE_tape"))
        .arg(path)
        .current_dir(directory)
        .stdin(Stdio::null())
        .stdout(create(&out)?)
        .stderr(create(&err)?)
        .spawn()
        .map_err(|error| error.to_string())?;
    let begun = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().map_err(|error| error.to_string())? {
            break status;
        }
        if begun.elapsed() > LIMIT {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("no end after {LIMIT:?}"));
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let read =
        |path: &Path| fs::read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
    Ok(Run { status: status.code(), out: read(&out), err: read(&err) })
}
