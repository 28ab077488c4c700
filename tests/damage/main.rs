//! Recorded programs are damaged as web pages damage code, alone and in pairs of kinds, and must come back: the program that the
//! repair takes for the most plausible must print what the undamaged one prints, and end in the same error.
//!
//! `TAPE_DAMAGE=1000 cargo test --test damage -- --nocapture` tries so many texts of each of five draws and says how many of each kind
//! come back; `TAPE_DAMAGE_SHOW=KIND` shows those of a kind that do not, and `TAPE_DAMAGE_SEED` draws once, with that seed.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test may fail loudly, and says its figures")]

mod chance;
mod kinds;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use chance::Chance;
use kinds::{KINDS, Kind};
use tape::shell::{self, Manner, Outcome, Session, paste};
use tape_article::repair::readings;
use tape_lang::vm::Console;

/// How many texts `cargo test` tries.
const SAMPLE: usize = 190;

/// Where the chances of each draw begin. The sample is of the first.
const SEEDS: [u64; 5] = [20, 21, 22, 23, 24];

/// The share that must come back.
const BAR: f64 = 0.95;

/// A program that runs longer has gone wrong.
const LIMIT: Duration = Duration::from_secs(5);

/// A text that takes longer to read is named.
const SLOW: Duration = Duration::from_secs(1);

/// What a program leaves.
#[derive(PartialEq, Eq)]
struct Left {
    out: String,
    error: Option<(String, String)>,
}

/// A recorded program.
struct Case {
    name: String,
    text: String,
}

#[test]
fn damaged_programs_come_back() {
    on_a_large_stack(|| {
        let number = |name: &str| std::env::var(name).ok().and_then(|number| number.parse::<u64>().ok());
        let count = number("TAPE_DAMAGE").map_or(SAMPLE, |count| count as usize);
        let seeds = match number("TAPE_DAMAGE_SEED") {
            Some(seed) => vec![seed],
            None if count > SAMPLE => SEEDS.to_vec(),
            None => SEEDS[..1].to_vec(),
        };
        let cases = cases();
        let tallies: Vec<Tally> = seeds.into_iter().map(|seed| draw(&cases, seed, count)).collect();
        for tally in tallies {
            assert!(tally.silent.is_empty(), "wrong without a note: {:?}", tally.silent);
            assert!(tally.share() >= BAR, "{:.3} come back", tally.share());
        }
    });
}

/// Damages so many programs and counts those that come back.
fn draw(cases: &[Case], seed: u64, count: usize) -> Tally {
    println!("seed {seed}");
    let mut tally = Tally::new();
    let mut chance = Chance::new(seed);
    for row in rows().into_iter().cycle().take(count) {
        if let Some((case, damaged)) = damaged(cases, &row, &mut chance) {
            tally.add(&row, case, &damaged);
        }
    }
    tally.report();
    tally
}

#[test]
fn undamaged_programs_get_no_note() {
    on_a_large_stack(|| {
        let names = vocabulary();
        let noted: Vec<String> = cases()
            .into_iter()
            .filter(|case| !readings(&case.text, &|name| names.contains(name), 1)[0].notes.is_empty())
            .map(|case| case.name)
            .collect();
        assert!(noted.is_empty(), "{noted:?}");
    });
}

/// Deep recursion needs the stack that the binary gives its own thread.
fn on_a_large_stack(work: fn()) {
    let worker = std::thread::Builder::new().stack_size(256 << 20).spawn(work).unwrap();
    if let Err(panic) = worker.join() {
        std::panic::resume_unwind(panic);
    }
}

/// Each kind alone, then in pairs with the others.
fn rows() -> Vec<Vec<&'static Kind>> {
    let mut rows = Vec::new();
    for distance in 0..KINDS.len() {
        for (index, kind) in KINDS.iter().enumerate() {
            match KINDS.get(index + distance) {
                Some(_) if distance == 0 => rows.push(vec![kind]),
                Some(other) => rows.push(vec![kind, other]),
                None => {}
            }
        }
    }
    rows
}

/// A program to which such damage can be done, damaged; nothing when there is none.
fn damaged<'c>(cases: &'c [Case], row: &[&Kind], chance: &mut Chance) -> Option<(&'c Case, String)> {
    let (later, sooner) = cases.split_at(chance.below(cases.len()));
    sooner.iter().chain(later).find_map(|case| {
        let text = row.iter().try_fold(case.text.clone(), |text, kind| (kind.apply)(&text, chance))?;
        Some((case, text))
    })
}

/// How many texts came back.
struct Tally {
    vocabulary: HashSet<String>,
    shown: Option<String>,
    /// By kind: how many came back, of how many.
    kinds: BTreeMap<String, (usize, usize)>,
    recovered: usize,
    all: usize,
    /// Wrong, and nothing said.
    silent: Vec<String>,
    /// The longest that a text took to read.
    slowest: Duration,
}

impl Tally {
    fn new() -> Tally {
        Tally {
            vocabulary: vocabulary(),
            shown: std::env::var("TAPE_DAMAGE_SHOW").ok(),
            kinds: BTreeMap::new(),
            recovered: 0,
            all: 0,
            silent: vec![],
            slowest: Duration::ZERO,
        }
    }

    fn add(&mut self, row: &[&Kind], case: &Case, damaged: &str) {
        let begun = Instant::now();
        let reading = readings(damaged, &|name| self.vocabulary.contains(name), 1).remove(0);
        let read = begun.elapsed();
        let left = run(&reading.text);
        let same = left == run(&case.text);
        let label = row.iter().map(|kind| kind.name).collect::<Vec<_>>().join(" + ");
        let unknown = |class: &str| ["SyntaxError", "IndentationError", "NameError"].contains(&class);
        let confessed = left.error.as_ref().is_some_and(|(class, _)| unknown(class));
        if !same && reading.notes.is_empty() && !confessed {
            self.silent.push(format!("{label}: {}", case.name));
        }
        self.all += 1;
        self.recovered += usize::from(same);
        for kind in row {
            let name = if row.len() == 1 { format!("{} alone", kind.name) } else { kind.name.to_owned() };
            let entry = self.kinds.entry(name).or_default();
            entry.0 += usize::from(same);
            entry.1 += 1;
        }
        if !same {
            println!("missed: {label}: {}", case.name);
        }
        if !same && self.shown.as_ref().is_some_and(|wanted| label.contains(wanted)) {
            println!("{damaged}\n--- read as {:?}\n{}--- {:?}", reading.notes, reading.text, left.error);
        }
        self.slowest = self.slowest.max(read);
        if read > SLOW {
            println!("slow: {label}: {}, {read:?}", case.name);
        }
    }

    fn share(&self) -> f64 {
        self.recovered as f64 / self.all as f64
    }

    fn report(&self) {
        for (kind, (recovered, all)) in &self.kinds {
            println!("{kind}: {recovered} of {all}");
        }
        println!("{} of {} come back; the slowest took {:?} to read", self.recovered, self.all, self.slowest);
        println!("wrong without a note: {:?}", self.silent);
    }
}

/// The programs that pass and that are programs: those of py_syntax are none before any damage.
fn cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let not_yet = fs::read_to_string(root.join("not-yet.txt")).unwrap();
    let entries = |folder: &Path| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let groups = entries(&root).into_iter().filter(|path| path.is_dir() && !path.ends_with("py_syntax"));
    let mut paths: Vec<PathBuf> = groups.flat_map(|group| entries(&group)).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tape"));
    paths.sort();
    let source = |path: PathBuf| {
        let name = path.strip_prefix(&root).unwrap().with_extension("").to_string_lossy().replace('\\', "/");
        Case { name, text: fs::read_to_string(path).unwrap() }
    };
    let fails = |name: &str| not_yet.lines().any(|line| line.split(": ").next() == Some(name));
    paths.into_iter().map(source).filter(|case| !fails(&case.name)).collect()
}

/// The names that mean something before any code has run.
fn vocabulary() -> HashSet<String> {
    paste::vocabulary(Session::new(Box::new(tape_lang::vm::Silent), Manner::Plain).vm())
}

/// Runs a program in a fresh session.
fn run(text: &str) -> Left {
    let out = Rc::new(RefCell::new(String::new()));
    let mut session = Session::new(Box::new(Recorder(Rc::clone(&out))), Manner::Plain);
    let done = watch(session.interrupt_flag());
    let outcome = session.submit(text, shell::Kind::Script { name: "<article>", echo: false });
    session.end();
    drop(done);
    let error = match outcome {
        Outcome::Error(failure) => Some((failure.class, failure.message)),
        _ => None,
    };
    Left { out: out.take(), error }
}

/// Interrupts a program that takes too long, until what is returned is dropped.
fn watch(flag: Arc<AtomicBool>) -> mpsc::Sender<()> {
    let (done, waits) = mpsc::channel::<()>();
    std::thread::spawn(move || {
        if waits.recv_timeout(LIMIT) == Err(mpsc::RecvTimeoutError::Timeout) {
            flag.store(true, Ordering::Relaxed);
        }
    });
    done
}

/// A console that keeps what is printed.
struct Recorder(Rc<RefCell<String>>);

impl Console for Recorder {
    fn write_stdout(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn write_stderr(&mut self, _: &str) {}

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }
}
