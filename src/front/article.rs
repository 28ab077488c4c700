//! `tape article`: runs the code of an article and compares the outputs that it shows.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tape_article::compare::{Produced, agree, is_same, lines_shown};
use tape_article::doubt::doubts;
use tape_article::markdown::{Place, with_outputs};
use tape_article::read;
use tape_article::reader::{Block, Expected};
use tape_article::repair::{Reading, bound_names, readings};
use tape_notebook::{Kind, Notebook, Output, Stream};

use super::arguments::Settings;
use super::notebook::Runner;
use super::{files, interrupt};

/// So many programs that a damaged block may have been are tried where the article shows an output to choose by.
const READINGS: usize = 12;

/// So many places of a block where an output may have been taken for code are tried.
const DOUBTS: usize = 8;

/// How many cells run again, in an article, to try what its blocks may have been.
const AGAIN: usize = 2000;

/// How long a program may run that is only what a damaged block may have been: a wrong one may never end.
const PATIENCE: Duration = Duration::from_secs(30);

/// What is done with an article besides comparing it.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Writes the recovered code to a notebook, one cell a block, with its outputs
    #[arg(long, value_name = "OUT.ipynb")]
    notebook: Option<PathBuf>,
    /// Rewrites the outputs in the Markdown file where they differ
    #[arg(long)]
    update: bool,
}

/// Runs the article's blocks in order and reports a line for each; the status of the process.
///
/// # Errors
/// When a file cannot be read or written, or when outputs are to be rewritten in a file that is no Markdown in order.
pub fn run(file: &Path, options: &Options, settings: &Settings) -> Result<i32> {
    let standard = file == Path::new("-");
    let text = if standard { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    let text = text.with_context(|| format!("can't open file '{}'", file.display()))?;
    let mut tried = Tried::new(settings)?;
    let article = read(&text, &|name| tried.vocabulary.contains(name));
    if options.update && (standard || !article.sound) {
        bail!("'{}' is no Markdown file in order: outputs can be rewritten in such a file only", file.display());
    }
    if article.blocks.is_empty() {
        super::write("no code was found\n");
        return Ok(1);
    }
    let mut report = Report::default();
    for fenced in article.blocks {
        let mut rest = Some(fenced.block);
        while let Some(block) = rest.take() {
            let (block, after) = if article.sound { (block, None) } else { tried.cut(block)? };
            let ran = tried.run(&block, article.sound)?;
            report.add(&block, fenced.place.as_ref().filter(|_| options.update), ran);
            rest = after;
        }
    }
    if !report.rewritten.is_empty() {
        std::fs::write(file, with_outputs(&text, &report.rewritten))
            .with_context(|| format!("can't write file '{}'", file.display()))?;
    }
    if let Some(target) = &options.notebook {
        std::fs::write(target, report.notebook.write())
            .with_context(|| format!("can't write file '{}'", target.display()))?;
    }
    super::write(&format!("{} of {} outputs agree\n", report.agreed, report.shown));
    Ok(i32::from(report.agreed < report.shown))
}

/// What has been said of the blocks so far.
#[derive(Default)]
struct Report {
    blocks: usize,
    shown: usize,
    agreed: usize,
    notebook: Notebook,
    /// The outputs to be rewritten.
    rewritten: Vec<(Place, String)>,
}

impl Report {
    /// Says a line about a block, and what differs. With a place for it, what differs is rewritten there.
    fn add(&mut self, block: &Block, place: Option<&Place>, ran: Ran) {
        self.blocks += 1;
        let notes = &ran.reading.notes;
        let notes = if notes.is_empty() { String::new() } else { format!(" (repaired: {})", notes.join(", ")) };
        let own = place.and_then(|place| Some((place.clone(), shown_as(block.shown.as_ref()?, &ran.produced))));
        let said = match (ran.verdict, own) {
            (None, _) => "shows no output",
            (Some(true), _) => "agrees",
            (Some(false), Some(rewritten)) => {
                self.rewritten.push(rewritten);
                "rewritten"
            }
            (Some(false), None) => "differs",
        };
        super::write(&format!("block {}: {said}{notes}\n", self.blocks));
        if said == "differs" {
            super::write(&differing(block, &ran.produced));
        }
        self.shown += usize::from(ran.verdict.is_some());
        self.agreed += usize::from(ran.verdict.is_some() && said != "differs");
        self.notebook.push(Kind::Code, ran.reading.text.trim_end());
        self.notebook.set_outputs(self.blocks - 1, Some(ran.number), &ran.outputs);
    }
}

/// What came out, as the article shows outputs: an exception by its traceback where it shows one, else by type and message.
fn shown_as(shown: &Expected, produced: &Produced) -> String {
    let Some((class, message)) = &produced.error else { return produced.text.clone() };
    let traceback = matches!(shown, Expected::Error { traceback: true, .. });
    let head = if traceback { "Traceback (most recent call last):\n  ...\n" } else { "" };
    format!("{}{head}{class}: {message}", produced.text)
}

/// What is shown beside what came out.
fn differing(block: &Block, produced: &Produced) -> String {
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let shown = match &block.shown {
        Some(Expected::Text(text)) => text.clone(),
        Some(Expected::Error { class, message, .. }) => format!("{class}: {message}"),
        None => String::new(),
    };
    let own = match &produced.error {
        Some((class, message)) => format!("{}{class}: {message}", produced.text),
        None => produced.text.clone(),
    };
    format!("  the article shows\n{}  here it is\n{}", indented(&shown), indented(&own))
}

/// A block that has run.
struct Ran {
    /// The program that was taken.
    reading: Reading,
    /// Whether its output is the one that is shown, if one is.
    verdict: Option<bool>,
    /// The number of its cell.
    number: usize,
    outputs: Vec<Output>,
    produced: Produced,
}

/// The session of an article, and what has run in it.
struct Tried<'s> {
    settings: &'s Settings,
    runner: Runner,
    /// The programs that ran, to run again in a fresh session.
    programs: Vec<String>,
    /// The names that mean something: builtins, and what the programs have bound.
    vocabulary: HashSet<String>,
    /// How many cells may still run again.
    again: usize,
}

impl<'s> Tried<'s> {
    fn new(settings: &'s Settings) -> Result<Tried<'s>> {
        let mut runner = fresh(settings)?;
        interrupt::watch(settings, &runner.session().interrupt_flag());
        let vocabulary = runner.vocabulary();
        Ok(Tried { settings, runner, programs: vec![], vocabulary, again: AGAIN })
    }

    /// The block up to lines that are code as they stand, but turn out to be what the code before them prints, with these as its output;
    /// and what follows.
    fn cut(&mut self, block: Block) -> Result<(Block, Option<Block>)> {
        let lines: Vec<String> = block.code.split_inclusive('\n').map(str::to_owned).collect();
        for rows in doubts(&block.code).into_iter().take(DOUBTS) {
            let Some(mut runner) = self.replayed()? else { break };
            let code = lines[..rows.start].concat();
            let reading = readings(&code, &|name| self.vocabulary.contains(name), 1).remove(0);
            let produced = produced(&run_cell(&mut runner, &reading).1);
            let mut said = lines[rows.clone()].to_vec();
            if let Some(Expected::Text(shown)) = &block.shown
                && rows.end == lines.len()
            {
                said.extend(shown.lines().map(|line| format!("{line}\n")));
            }
            let Some(count) = lines_shown(&said, &produced) else { continue };
            let rest = lines[lines.len().min(rows.start + count)..].concat();
            if rest.trim().is_empty() && block.shown.is_some() && count <= rows.len() {
                continue;
            }
            let shown = Some(Expected::Text(said[..count].concat().trim_end().to_owned()));
            let first = Block { code, shown, behind: vec![] };
            let after = Block { code: rest, ..block };
            return Ok((first, Some(after).filter(|after| !after.code.trim().is_empty())));
        }
        Ok((block, None))
    }

    /// Runs a block. In an article that is in order it is what it is. In others, of several readings the first that agrees is taken, each
    /// tried in a fresh session; where none does, the most plausible one.
    fn run(&mut self, block: &Block, sound: bool) -> Result<Ran> {
        let agrees = |produced: &Produced| match &block.shown {
            _ if !sound && block.is_followed_by(produced) => Some(true),
            Some(shown) => Some(if sound { is_same(shown, produced) } else { agree(shown, produced) }),
            None => None,
        };
        let most = if block.shown.is_some() || !block.behind.is_empty() { READINGS } else { 1 };
        let found = match sound {
            true => vec![Reading { text: block.code.clone(), notes: vec![] }],
            false => readings(&block.code, &|name| self.vocabulary.contains(name), most),
        };
        let (mut number, mut outputs) = run_cell(&mut self.runner, &found[0]);
        let mut produced = produced(&outputs);
        let mut taken = 0;
        if agrees(&produced) != Some(true) {
            for (index, reading) in found.iter().enumerate().skip(1) {
                let Some(mut runner) = self.replayed()? else { break };
                let (other_number, other_outputs) = run_cell(&mut runner, reading);
                let other = self::produced(&other_outputs);
                if agrees(&other) == Some(true) {
                    (self.runner, number, outputs, produced, taken) =
                        (runner, other_number, other_outputs, other, index);
                    break;
                }
            }
        }
        let reading = found[taken].clone();
        self.vocabulary.extend(bound_names(&reading.text));
        self.programs.push(reading.text.clone());
        Ok(Ran { reading, verdict: agrees(&produced), number, outputs, produced })
    }

    /// A fresh session in which all programs so far have run; nothing when so many have run again that it must do.
    fn replayed(&mut self) -> Result<Option<Runner>> {
        let Some(again) = self.again.checked_sub(self.programs.len() + 1) else { return Ok(None) };
        self.again = again;
        let mut runner = fresh(self.settings)?;
        for program in &self.programs {
            runner.cell(program);
        }
        Ok(Some(runner))
    }
}

fn fresh(settings: &Settings) -> Result<Runner> {
    let mut runner = Runner::new();
    files::grant(runner.session(), settings)?;
    Ok(runner)
}

/// Runs a program: the number of its cell, and what it left.
fn run_cell(runner: &mut Runner, program: &Reading) -> (usize, Vec<Output>) {
    let number = runner.session().number();
    let guessed = !program.notes.is_empty();
    let done = guessed.then(|| interrupt::patience(PATIENCE, &runner.session().interrupt_flag()));
    let outputs = runner.cell(&program.text).1;
    drop(done);
    (number, outputs)
}

/// What a reader of a notebook sees of outputs.
fn produced(outputs: &[Output]) -> Produced {
    let mut produced = Produced::default();
    for output in outputs {
        match output {
            Output::Stream { stream: Stream::Out, text } => produced.text.push_str(text),
            Output::Result { data, .. } => {
                let plain = data.iter().find(|(kind, _)| kind == "text/plain");
                produced.text.push_str(plain.map_or("", |(_, text)| text));
            }
            Output::Error { name, value, .. } => produced.error = Some((name.clone(), value.clone())),
            _ => {}
        }
    }
    produced
}
