//! Nested brackets around elements, wrapped at the line width.

use crate::corners::Corners;
use crate::elements::Elements;
use crate::write;

/// What stands around and between elements.
pub(crate) struct Frame<'a> {
    /// Between elements, as `", "`.
    pub(crate) separator: &'a str,
    /// Continuation lines are indented by this many columns and one for each open bracket.
    pub(crate) indent: usize,
    /// The columns that a line may take.
    pub(crate) width: i64,
}

/// Appends the elements in brackets, or the only element without any where the array has no axes.
pub(crate) fn write(elements: &Elements<'_>, corners: &Corners, frame: &Frame<'_>, out: &mut String) {
    let writer = Writer { elements, corners, frame, separator_end: frame.separator.trim_end() };
    if corners.sizes().is_empty() {
        elements.write(0, out);
    } else {
        writer.axis(0, 0, out);
    }
}

struct Writer<'a> {
    elements: &'a Elements<'a>,
    corners: &'a Corners,
    frame: &'a Frame<'a>,
    /// The separator without its trailing blanks, as it stands at the end of a line.
    separator_end: &'a str,
}

impl Writer<'_> {
    /// Appends one item of the axis before `axis`. Its elements begin at `start` among the shown ones.
    fn axis(&self, axis: usize, start: usize, out: &mut String) {
        out.push('[');
        if axis + 1 == self.corners.sizes().len() {
            self.row(axis, start, out);
        } else {
            self.stack(axis, start, out);
        }
        out.push(']');
    }

    /// The column at which the items of an axis begin.
    fn indent(&self, axis: usize) -> usize {
        self.frame.indent + axis + 1
    }

    /// The items of an axis that are shown, with `None` for the dots.
    fn items(&self, axis: usize) -> impl Iterator<Item = Option<usize>> {
        let size = self.corners.sizes()[axis];
        let ends = self.corners.ends(axis);
        let (lead, trail) = ends.unwrap_or((0, size));
        (0..lead).map(Some).chain(ends.map(|_| None)).chain((size - trail..size).map(Some))
    }

    /// Appends the items of an axis that has further axes inside, each on lines of its own.
    fn stack(&self, axis: usize, start: usize, out: &mut String) {
        let sizes = self.corners.sizes();
        let item: usize = sizes[axis + 1..].iter().product();
        for (position, index) in self.items(axis).enumerate() {
            if position > 0 {
                out.push_str(self.separator_end);
                out.extend(std::iter::repeat_n('\n', sizes.len() - axis - 1));
                write::blanks(out, self.indent(axis));
            }
            match index {
                Some(index) => self.axis(axis + 1, start + index * item, out),
                None => out.push_str("..."),
            }
        }
    }

    /// Appends the elements of the last axis, on as many lines as they need.
    fn row(&self, axis: usize, start: usize, out: &mut String) {
        let indent = self.indent(axis);
        // Room is kept for the brackets that close here and outside, or for a separator where that is longer.
        let closing = axis as i64 + self.separator_end.chars().count().max(1) as i64;
        let limit = self.frame.width - closing;
        let separator_width = self.frame.separator.chars().count();
        let width = self.elements.width();
        let mut column = indent;
        let mut line_start = out.len();
        for (position, index) in self.items(axis).enumerate() {
            if position > 0 {
                out.push_str(self.frame.separator);
                column += separator_width;
            }
            let word_start = out.len();
            let known = match index {
                Some(index) => {
                    self.elements.write(start + index, out);
                    width
                }
                None => {
                    out.push_str("...");
                    Some(3)
                }
            };
            let word = known.unwrap_or_else(|| out[word_start..].chars().count());
            if (column + word) as i64 > limit && column > indent {
                let end = line_start + out[line_start..word_start].trim_end().len();
                out.replace_range(end..word_start, "\n");
                write::insert_blanks(out, end + 1, indent);
                line_start = end + 1 + indent;
                column = indent;
            }
            column += word;
        }
    }
}
