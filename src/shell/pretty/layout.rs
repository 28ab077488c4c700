//! Where a nested value's text is broken into lines.
//!
//! # Design
//! The printer is Oppen's: text flows through a buffer that holds everything since the first place at which a line could
//! still be broken; once a line grows too long, the outermost group that has such a place breaks at all of its places.
//! IPython's printer works the same way, and its line breaks are those that people compare with.

use std::collections::VecDeque;

/// The longest line.
const WIDTH: usize = 79;

/// Writes text with groups and places at which they may break.
///
/// # Examples
/// ```
/// use tape::shell::pretty::Layout;
/// let mut layout = Layout::default();
/// layout.open(1, "[");
/// layout.text("1,");
/// layout.breakable();
/// layout.text("2");
/// layout.close(1, "]");
/// assert_eq!(layout.finish(), "[1, 2]");
/// ```
#[derive(Debug)]
pub struct Layout {
    output: String,
    /// The width of the output's last line.
    output_width: usize,
    buffer: VecDeque<Piece>,
    buffer_width: usize,
    indentation: usize,
    /// Every group so far; the first is the text itself.
    groups: Vec<Group>,
    /// The groups that are open, innermost last.
    open: Vec<usize>,
    /// The groups that may still break, by depth.
    waiting: Vec<Vec<usize>>,
}

#[derive(Debug)]
struct Group {
    depth: usize,
    /// How many of its places are in the buffer.
    places: usize,
    broken: bool,
}

#[derive(Debug)]
enum Piece {
    Text(String, usize),
    /// A blank, or a line end followed by so many blanks, as its group decides.
    Place {
        group: usize,
        indentation: usize,
    },
}

impl Default for Layout {
    fn default() -> Layout {
        let root = Group { depth: 0, places: 0, broken: false };
        Layout {
            output: String::new(),
            output_width: 0,
            buffer: VecDeque::new(),
            buffer_width: 0,
            indentation: 0,
            groups: vec![root],
            open: vec![0],
            waiting: vec![vec![0]],
        }
    }
}

impl Layout {
    /// Appends text without line ends.
    pub fn text(&mut self, text: &str) {
        let width = text.chars().count();
        if self.buffer.is_empty() {
            self.output.push_str(text);
            self.output_width += width;
            return;
        }
        match self.buffer.back_mut() {
            Some(Piece::Text(last, last_width)) => {
                last.push_str(text);
                *last_width += width;
            }
            _ => self.buffer.push_back(Piece::Text(text.to_string(), width)),
        }
        self.buffer_width += width;
        self.break_outer_groups();
    }

    /// A blank at which the innermost open group may break.
    pub fn breakable(&mut self) {
        let group = self.innermost();
        if self.groups[group].broken {
            self.flush();
            self.new_line(self.indentation);
            return;
        }
        self.groups[group].places += 1;
        self.buffer.push_back(Piece::Place { group, indentation: self.indentation });
        self.buffer_width += 1;
        self.break_outer_groups();
    }

    /// A line end, which also breaks the outermost group that can break.
    pub fn hard_break(&mut self) {
        if let Some(group) = self.next_to_break() {
            self.break_group(group);
        }
        self.flush();
        self.new_line(self.indentation);
    }

    /// Opens a group whose lines are indented by `indent` more.
    pub fn open(&mut self, indent: usize, text: &str) {
        if !text.is_empty() {
            self.text(text);
        }
        let depth = self.groups[self.innermost()].depth + 1;
        let group = self.groups.len();
        self.groups.push(Group { depth, places: 0, broken: false });
        self.open.push(group);
        if self.waiting.len() <= depth {
            self.waiting.resize_with(depth + 1, Vec::new);
        }
        self.waiting[depth].push(group);
        self.indentation += indent;
    }

    /// Closes the innermost group.
    pub fn close(&mut self, indent: usize, text: &str) {
        self.indentation = self.indentation.saturating_sub(indent);
        if self.open.len() > 1
            && let Some(group) = self.open.pop()
            && self.groups[group].places == 0
        {
            self.stop_waiting(group);
        }
        if !text.is_empty() {
            self.text(text);
        }
    }

    /// The whole text.
    #[must_use]
    pub fn finish(mut self) -> String {
        self.flush();
        self.output
    }

    fn innermost(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn new_line(&mut self, indentation: usize) {
        self.output.push('\n');
        self.output.extend(std::iter::repeat_n(' ', indentation));
        self.output_width = indentation;
        self.buffer_width = 0;
    }

    fn break_outer_groups(&mut self) {
        while self.output_width + self.buffer_width > WIDTH {
            let Some(group) = self.next_to_break() else { return };
            self.break_group(group);
        }
    }

    /// The outermost group with places in the buffer, marked as broken; groups that closed without any break too, for
    /// nothing of them is left to print.
    fn next_to_break(&mut self) -> Option<usize> {
        for depth in 0..self.waiting.len() {
            let found = self.waiting[depth].iter().rposition(|&group| self.groups[group].places > 0);
            if let Some(index) = found {
                let group = self.waiting[depth].remove(index);
                self.groups[group].broken = true;
                return Some(group);
            }
            for group in self.waiting[depth].drain(..) {
                self.groups[group].broken = true;
            }
        }
        None
    }

    /// Writes the buffer up to the group's last place and the text that follows it.
    fn break_group(&mut self, group: usize) {
        while self.groups[group].places > 0 && self.write_first() {}
        while matches!(self.buffer.front(), Some(Piece::Text(..))) {
            self.write_first();
        }
    }

    fn flush(&mut self) {
        while self.write_first() {}
        self.buffer_width = 0;
    }

    /// Writes the buffer's first piece, if there is one.
    fn write_first(&mut self) -> bool {
        match self.buffer.pop_front() {
            None => false,
            Some(Piece::Text(text, width)) => {
                self.output.push_str(&text);
                self.output_width += width;
                self.buffer_width = self.buffer_width.saturating_sub(width);
                true
            }
            Some(Piece::Place { group, indentation }) => {
                self.groups[group].places -= 1;
                if self.groups[group].broken {
                    let rest = self.buffer_width.saturating_sub(1);
                    self.new_line(indentation);
                    self.buffer_width = rest;
                } else {
                    if self.groups[group].places == 0 {
                        self.stop_waiting(group);
                    }
                    self.output.push(' ');
                    self.output_width += 1;
                    self.buffer_width = self.buffer_width.saturating_sub(1);
                }
                true
            }
        }
    }

    fn stop_waiting(&mut self, group: usize) {
        let depth = self.groups[group].depth;
        self.waiting[depth].retain(|&other| other != group);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(layout: &mut Layout, items: &[&str]) {
        layout.open(1, "[");
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                layout.text(",");
                layout.breakable();
            }
            layout.text(item);
        }
        layout.close(1, "]");
    }

    #[test]
    fn a_line_may_be_79_wide() {
        for (length, lines) in [(38, 1), (39, 2)] {
            let mut layout = Layout::default();
            list(&mut layout, &["x".repeat(37).as_str(), "y".repeat(length).as_str()]);
            assert_eq!(layout.finish().lines().count(), lines, "{length}");
        }
    }

    #[test]
    fn outer_groups_break_first() {
        let mut layout = Layout::default();
        layout.open(1, "[");
        for index in 0..3 {
            if index > 0 {
                layout.text(",");
                layout.breakable();
            }
            list(&mut layout, &["0123456789", "0123456789", "0123456789"]);
        }
        layout.close(1, "]");
        let row = "[0123456789, 0123456789, 0123456789]";
        assert_eq!(layout.finish(), format!("[{row},\n {row},\n {row}]"));
    }

    #[test]
    fn an_inner_group_breaks_when_it_must() {
        let mut layout = Layout::default();
        layout.open(1, "{");
        layout.text("a: ");
        list(&mut layout, &["x".repeat(50).as_str(), "y".repeat(50).as_str()]);
        layout.close(1, "}");
        assert_eq!(layout.finish(), format!("{{a: [{},\n  {}]}}", "x".repeat(50), "y".repeat(50)));
    }
}
