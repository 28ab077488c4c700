//! The lines that stand around an error.
//!
//! IPython shows whole statements, not lines: two pieces of the program before the guilty one and two after it, as far
//! as they belong to the same function. A simple statement is a piece, however many lines it has, and so is the head
//! of a compound one.

use std::ops::Range;

use tape_lang::ast::{ExceptHandler, MatchCase, Module, Stmt, StmtKind};
use tape_text::Source;

/// A piece with more lines is shortened in its middle.
const LONGEST_PIECE: usize = 6;

/// What is shown of a program around one of its lines.
#[derive(Debug, PartialEq, Eq)]
pub enum Shown {
    /// A line by its number.
    Line(u32),
    /// Lines that are left out.
    Gap,
}

/// The lines shown around line `at` of a program: so many pieces on either side.
#[must_use]
pub fn around(source: &Source, module: &Module, at: u32, pieces_around: usize) -> Vec<Shown> {
    let program = Program { source };
    let scope = program.scope(module, at);
    let pieces: Vec<Range<u32>> = program
        .pieces(module)
        .into_iter()
        .filter(|piece| scope.start <= piece.start && piece.end <= scope.end)
        .collect();
    let Some(guilty) = pieces.iter().position(|piece| piece.contains(&at)) else { return vec![Shown::Line(at)] };
    let first = guilty.saturating_sub(pieces_around);
    let last = (guilty + pieces_around).min(pieces.len() - 1);
    let mut shown = Vec::new();
    for (index, piece) in pieces.iter().enumerate().take(last + 1).skip(first) {
        let length = piece.len();
        if index == guilty || length <= LONGEST_PIECE {
            shown.extend(piece.clone().map(Shown::Line));
        } else {
            let tail = (LONGEST_PIECE - 1) / 2;
            let head = LONGEST_PIECE - 1 - tail;
            shown.extend(piece.clone().take(head).map(Shown::Line));
            shown.push(Shown::Gap);
            shown.extend(piece.clone().skip(length - tail).map(Shown::Line));
        }
    }
    shown
}

/// Anything that holds blocks of statements.
enum Node<'a> {
    Statement(&'a Stmt),
    Handler(&'a ExceptHandler),
    Case(&'a MatchCase),
}

impl<'a> Node<'a> {
    /// Its blocks in the order of the program.
    fn children(&self) -> Vec<Node<'a>> {
        let statements = |block: &'a [Stmt]| block.iter().map(Node::Statement);
        match self {
            Node::Handler(handler) => statements(&handler.body).collect(),
            Node::Case(case) => statements(&case.body).collect(),
            Node::Statement(statement) => match &statement.kind {
                StmtKind::FunctionDef(def) => statements(&def.body).collect(),
                StmtKind::ClassDef(def) => statements(&def.body).collect(),
                StmtKind::For(each) => statements(&each.body).chain(statements(&each.orelse)).collect(),
                StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
                    statements(body).chain(statements(orelse)).collect()
                }
                StmtKind::With { body, .. } => statements(body).collect(),
                StmtKind::Match { cases, .. } => cases.iter().map(Node::Case).collect(),
                StmtKind::Try(attempt) => statements(&attempt.body)
                    .chain(attempt.handlers.iter().map(Node::Handler))
                    .chain(statements(&attempt.orelse))
                    .chain(statements(&attempt.finalbody))
                    .collect(),
                _ => Vec::new(),
            },
        }
    }

    /// The bytes it covers, with its decorators.
    fn bytes(&self) -> Range<u32> {
        match self {
            Node::Handler(handler) => handler.span.start..handler.span.end,
            Node::Case(case) => {
                let end = case.body.last().map_or(case.pattern.span.end, |last| last.span.end);
                case.pattern.span.start..end
            }
            Node::Statement(statement) => {
                let decorators = match &statement.kind {
                    StmtKind::FunctionDef(def) => &def.decorators[..],
                    StmtKind::ClassDef(def) => &def.decorators[..],
                    _ => &[],
                };
                let first = decorators.first().map_or(statement.span.start, |decorator| decorator.span.start);
                first.min(statement.span.start)..statement.span.end
            }
        }
    }

    /// Whether it opens a scope of its own in what is shown.
    fn is_definition(&self) -> bool {
        let Node::Statement(statement) = self else { return false };
        matches!(statement.kind, StmtKind::FunctionDef(_) | StmtKind::ClassDef(_))
    }
}

struct Program<'a> {
    source: &'a Source,
}

impl Program<'_> {
    /// The lines of a node, the end excluded.
    fn lines(&self, node: &Node<'_>) -> Range<u32> {
        let bytes = node.bytes();
        let last = bytes.end.saturating_sub(1).max(bytes.start);
        self.source.position(bytes.start).0..self.source.position(last).0 + 1
    }

    /// The lines of the innermost definition whose body holds a line; the whole program outside of definitions.
    fn scope(&self, module: &Module, at: u32) -> Range<u32> {
        let mut scope = 1..self.source.lines() + 1;
        let mut nodes: Vec<Node<'_>> = module.body.iter().map(Node::Statement).collect();
        loop {
            let Some(found) = nodes.into_iter().find(|node| self.lines(node).contains(&at)) else { return scope };
            let children = found.children();
            let in_body = children.iter().any(|child| self.lines(child).contains(&at));
            if found.is_definition() && in_body {
                scope = self.lines(&found);
            }
            nodes = children;
        }
    }

    /// The program's pieces without the blank lines at their edges.
    fn pieces(&self, module: &Module) -> Vec<Range<u32>> {
        let mut raw = Vec::new();
        self.split(module.body.iter().map(Node::Statement).collect(), 1..self.source.lines() + 1, &mut raw);
        let mut joined: Vec<Range<u32>> = Vec::new();
        for piece in raw.into_iter().filter(|piece| !piece.is_empty()) {
            match joined.last_mut() {
                // Statements on one line are one piece.
                Some(last) if piece.start < last.end => last.end = last.end.max(piece.end),
                _ => joined.push(piece),
            }
        }
        let is_blank = |line: u32| self.source.line(line).trim().is_empty();
        joined
            .into_iter()
            .filter_map(|piece| {
                let start = piece.clone().find(|&line| !is_blank(line))?;
                let end = piece.rev().find(|&line| !is_blank(line))?;
                Some(start..end + 1)
            })
            .collect()
    }

    /// Cuts `lines` at the borders of the nodes in them, and those in turn.
    fn split(&self, nodes: Vec<Node<'_>>, lines: Range<u32>, pieces: &mut Vec<Range<u32>>) {
        let mut start = lines.start;
        for node in nodes {
            let own = self.lines(&node);
            if start < own.start {
                pieces.push(start..own.start);
            }
            start = own.end;
            self.split(node.children(), own, pieces);
        }
        pieces.push(start..lines.end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, at: u32) -> String {
        let source = Source::new("<test>", text);
        let module = tape_lang::parse::parse(&source).unwrap();
        let show = |shown: Shown| match shown {
            Shown::Line(line) => line.to_string(),
            Shown::Gap => "...".to_string(),
        };
        around(&source, &module, at, 2).into_iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn statements_are_the_measure() {
        assert_eq!(lines("a = 1\n\nb = [\n 1,\n]\nc = 1\nd = 2\ne = 3\nf = 4\n", 6), "1 3 4 5 6 7 8");
        assert_eq!(lines("x = 1; y = 2; x / 0\nz = 3\n", 1), "1 2");
    }

    #[test]
    fn a_function_is_shown_alone() {
        let text = "a = 1\ndef f(x):\n    y = x\n    return 1 / y\n\nf(0)\n";
        assert_eq!(lines(text, 4), "2 3 4");
        assert_eq!(lines(text, 6), "3 4 6");
    }

    #[test]
    fn a_long_piece_is_cut_in_its_middle() {
        let text = "d = {\n1: 1,\n2: 2,\n3: 3,\n4: 4,\n5: 5,\n6: 6,\n}\nd[0]\n";
        assert_eq!(lines(text, 9), "1 2 3 ... 7 8 9");
        assert_eq!(lines(text, 4), "1 2 3 4 5 6 7 8 9");
    }
}
