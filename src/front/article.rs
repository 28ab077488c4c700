//! `tape article`: runs the code of an article and compares the outputs that it shows.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Context, Result};
use tape_article::compare::{Produced, agree};
use tape_article::reader::{Block, blocks};
use tape_article::repair::{Reading, bound_names, readings};
use tape_notebook::{Output, Stream};

use super::notebook::Runner;

/// So many programs that a damaged block may have been are tried where the article shows an output to choose by.
const READINGS: usize = 12;

/// Runs the article's blocks in order and reports a line for each; the status of the process.
///
/// # Errors
/// When the file cannot be read.
pub fn run(file: &Path) -> Result<i32> {
    let text =
        if file == Path::new("-") { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) };
    let text = text.with_context(|| format!("can't open file '{}'", file.display()))?;
    let mut article = Article::new();
    let found = blocks(&text, &|name| article.vocabulary.contains(name));
    if found.is_empty() {
        super::write("no code was found\n");
        return Ok(1);
    }
    let (mut agreed, mut shown) = (0, 0);
    for (index, block) in found.iter().enumerate() {
        let (reading, verdict) = article.run(block);
        let notes =
            if reading.notes.is_empty() { String::new() } else { format!(" (repaired: {})", reading.notes.join(", ")) };
        let said = match verdict {
            None => "shows no output".to_owned(),
            Some(true) => "agrees".to_owned(),
            Some(false) => "differs".to_owned(),
        };
        super::write(&format!("block {}: {said}{notes}\n", index + 1));
        if verdict == Some(false) {
            super::write(&differing(block, &article.last));
        }
        shown += usize::from(verdict.is_some());
        agreed += usize::from(verdict == Some(true));
    }
    super::write(&format!("{agreed} of {shown} outputs agree\n"));
    Ok(i32::from(agreed < shown))
}

/// What is shown beside what came out.
fn differing(block: &Block, produced: &Produced) -> String {
    let indented = |text: &str| text.lines().map(|line| format!("    {line}\n")).collect::<String>();
    let shown = match &block.shown {
        Some(tape_article::reader::Expected::Text(text)) => text.clone(),
        Some(tape_article::reader::Expected::Error { class, message }) => format!("{class}: {message}"),
        None => String::new(),
    };
    let own = match &produced.error {
        Some((class, message)) => format!("{}{class}: {message}", produced.text),
        None => produced.text.clone(),
    };
    format!("  the article shows\n{}  here it is\n{}", indented(&shown), indented(&own))
}

/// The session of an article, and what has run in it.
struct Article {
    runner: Runner,
    /// The programs that ran, to run again in a fresh session.
    programs: Vec<String>,
    /// The names that mean something: builtins, and what the programs have bound.
    vocabulary: HashSet<String>,
    /// What the last block put out.
    last: Produced,
}

impl Article {
    fn new() -> Article {
        let mut runner = Runner::new();
        let vocabulary = runner.vocabulary();
        Article { runner, programs: vec![], vocabulary, last: Produced::default() }
    }

    /// Runs a block: the reading that was taken, and whether its output agrees. Of several readings the first that agrees is taken, each
    /// tried in a fresh session; where none does, the most plausible one.
    fn run(&mut self, block: &Block) -> (Reading, Option<bool>) {
        let most = if block.shown.is_some() { READINGS } else { 1 };
        let found = readings(&block.code, &|name| self.vocabulary.contains(name), most);
        let mut produced = produced_by(&mut self.runner, &found[0].text);
        let agrees = |produced: &Produced| block.shown.as_ref().map(|shown| agree(shown, produced));
        let mut taken = 0;
        if agrees(&produced) == Some(false) {
            for (index, reading) in found.iter().enumerate().skip(1) {
                let mut runner = self.replayed();
                let other = produced_by(&mut runner, &reading.text);
                if agrees(&other) == Some(true) {
                    (self.runner, produced, taken) = (runner, other, index);
                    break;
                }
            }
        }
        let reading = found[taken].clone();
        self.vocabulary.extend(bound_names(&reading.text));
        self.programs.push(reading.text.clone());
        let verdict = agrees(&produced);
        self.last = produced;
        (reading, verdict)
    }

    /// A fresh session in which all programs so far have run.
    fn replayed(&self) -> Runner {
        let mut runner = Runner::new();
        for program in &self.programs {
            produced_by(&mut runner, program);
        }
        runner
    }
}

/// Runs a program and keeps what a reader of a notebook would see.
fn produced_by(runner: &mut Runner, program: &str) -> Produced {
    let mut produced = Produced::default();
    for output in runner.cell(program).1 {
        match output {
            Output::Stream { stream: Stream::Out, text } => produced.text.push_str(&text),
            Output::Result { data, .. } => {
                let plain = data.into_iter().find(|(kind, _)| kind == "text/plain");
                produced.text.push_str(&plain.map(|(_, text)| text).unwrap_or_default());
            }
            Output::Error { name, value, .. } => produced.error = Some((name, value)),
            _ => {}
        }
    }
    produced
}
