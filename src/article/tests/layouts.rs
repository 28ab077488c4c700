//! Recorded programs lose their layout and must get it back: how many do, a kind of damage at a time.
//!
//! A program counts as recovered when its first reading is the program itself but for blanks, comments and the place of inline
//! blocks. Readings that only run alike do not count, so these are lower bounds.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly, and says its figures")]

use std::fs;
use std::path::{Path, PathBuf};

use tape_article::repair::{is_well_formed, readings};

fn programs() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden");
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let groups = entries(&root).into_iter().filter(|path| path.is_dir() && !path.ends_with("py_syntax"));
    let mut paths: Vec<PathBuf> =
        groups.flat_map(|group| entries(&group)).filter(|path| path.extension().is_some_and(|e| e == "tape")).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

/// What the program knows without binding it: here, any name that the text says and never binds.
fn known(text: &str) -> impl Fn(&str) -> bool {
    let words: Vec<String> = text.split(|c: char| !(c.is_alphanumeric() || c == '_')).map(str::to_owned).collect();
    let bound = tape_article::repair::bound_names(text);
    move |name: &str| words.iter().any(|word| word == name) && !bound.iter().any(|known| known == name)
}

/// The lines without comments and blank lines.
fn plain(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.trim().starts_with('#'))
        .map(|line| line.trim_end().to_owned())
        .collect()
}

fn measure(name: &str, damage: fn(&str) -> String) -> f64 {
    let (mut all, mut recovered) = (0, 0);
    for (path, text) in programs() {
        let known = known(&text);
        let nested = text.lines().any(|line| line.starts_with(' '));
        if !is_well_formed(&text, &known) || !nested {
            continue;
        }
        all += 1;
        let reading = readings(&damage(&text), &known, 1).remove(0);
        if plain(&reading.text) == plain(&text) {
            recovered += 1;
        } else if std::env::var_os("SHOW_MISSED").is_some() {
            println!("--- {name} {}\n{}", path.display(), reading.text);
        }
    }
    println!("{name}: {recovered} of {all}");
    f64::from(recovered) / f64::from(all)
}

#[test]
fn lost_indentation() {
    let share =
        measure("lost indentation", |text| text.lines().map(|line| format!("{}\n", line.trim_start())).collect());
    assert!(share > 0.6, "{share}");
}

#[test]
fn the_undamaged_is_left_alone() {
    let touched = |(_, text): &(PathBuf, String)| {
        let known = known(text);
        tape_article::repair::line::parses(text) && !readings(text, &known, 1)[0].notes.is_empty()
    };
    let touched: Vec<PathBuf> = programs().into_iter().filter(touched).map(|(path, _)| path).collect();
    assert!(touched.is_empty(), "{touched:?}");
}
