//! A page that is still HTML: its verbatim texts, and the words between them.
//!
//! Only what decides between code, output and words is looked at: `<pre>`, the classes that pages give to the boxes around it, line ends,
//! entities. Tags need not be balanced.

use crate::pieces::{Hint, Piece};
use crate::repair::characters::decode_entities;

/// Elements whose text nobody reads.
const UNSEEN: &[&str] = &["script", "style", "head", "noscript", "template", "svg", "title", "nav", "button"];

/// Elements that begin a new line of words.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "table",
    "tr",
    "section",
    "article",
    "figure",
    "blockquote",
    "hr",
    "pre",
    "body",
    "html",
    "main",
    "header",
    "footer",
    "dl",
    "dt",
    "dd",
    "figcaption",
];

/// Elements that have no end.
const VOID: &[&str] =
    &["br", "hr", "img", "input", "meta", "link", "source", "wbr", "col", "area", "base", "embed", "track"];

/// Parts of class names around outputs, and around programs.
const OUTPUT: &[&str] =
    &["output", "stdout", "lang-none", "language-none", "highlight-none", "language-text", "language-plaintext"];
const CODE: &[&str] = &["python", "lang-py", "input_area", "jp-inputarea", "cell_input", "pycon", "codecell"];

/// Parts of class names around line numbers.
const GUTTER: &[&str] = &["gutter", "linenos", "line-numbers-rows", "lineno", "linenodiv", "blob-num"];

/// The bytes of the longest tag that is believed: an unclosed quote would eat the page.
const LONGEST_TAG: usize = 10_000;

/// Whether a text is a page of HTML.
///
/// # Examples
/// ```
/// use tape_article::html::is_page;
/// assert!(is_page("<!DOCTYPE html>\n<html>…</html>") && is_page("<p>Words</p>\n<pre>x = 1</pre>"));
/// assert!(!is_page("Words about `<pre>`") && !is_page("<tf.Tensor: shape=()>"));
/// ```
#[must_use]
pub fn is_page(text: &str) -> bool {
    let begins: String = text.trim_start().chars().take(15).collect::<String>().to_lowercase();
    let element = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<article",
        "<div",
        "<p>",
        "<h1",
        "<h2",
        "<pre",
        "<section",
        "<main",
    ];
    element.iter().any(|start| begins.starts_with(start)) && text.contains("</")
}

/// The pieces of a page in order.
///
/// # Examples
/// ```
/// use tape_article::html::pieces;
/// let pieces = pieces("<p>Add &amp; see:</p><pre><code class='language-python'>x <b>=</b> 1<br>x &lt; 2\n</code></pre>");
/// assert_eq!(pieces[0].lines, ["Add & see:"]);
/// assert_eq!(pieces[1].lines, ["x = 1", "x < 2"]);
/// ```
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut page = Page::default();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        page.say(&rest[..at]);
        rest = &rest[at..];
        let length = match rest.strip_prefix("<!--") {
            Some(comment) => comment.find("-->").map_or(rest.len(), |end| end + 7),
            None => tag_length(rest),
        };
        match length {
            0 => {
                page.say("<");
                rest = &rest[1..];
            }
            _ => {
                page.tag(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    page.say(rest);
    page.end_words();
    page.pieces
}

/// How long the tag is with which a text begins; 0 when it begins with none. A `>` in quotes is none.
fn tag_length(text: &str) -> usize {
    let named = text[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let mut quote = None;
    for (at, c) in text.char_indices().take_while(|(at, _)| named && *at < LONGEST_TAG) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '"' || c == '\'' => quote = Some(c),
            None if c == '>' => return at + 1,
            None => {}
        }
    }
    0
}

#[derive(Default)]
struct Page {
    pieces: Vec<Piece>,
    /// The elements that are open, with their classes.
    open: Vec<(String, String)>,
    /// The words so far.
    words: String,
    /// The verbatim text so far, and the classes of the elements in it.
    verbatim: Option<(String, String)>,
}

impl Page {
    fn say(&mut self, text: &str) {
        if self.open.iter().any(|(name, _)| UNSEEN.contains(&&**name)) {
            return;
        }
        match &mut self.verbatim {
            Some((verbatim, _)) => verbatim.push_str(text),
            None => self.words.push_str(&text.replace('\n', " ")),
        }
    }

    fn tag(&mut self, tag: &str) {
        let inner = tag.trim_start_matches('<').trim_end_matches('>');
        let closing = inner.starts_with('/');
        let inner = inner.trim_start_matches('/');
        let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric()).collect::<String>().to_lowercase();
        if closing {
            if name == "pre" {
                self.end_verbatim();
            }
            if let Some(at) = self.open.iter().rposition(|(open, _)| *open == name) {
                self.open.truncate(at);
            }
        } else if name == "br" {
            self.say_line_end();
        } else if !VOID.contains(&&*name) && !inner.ends_with('/') && !name.is_empty() {
            let class = attribute(inner, "class");
            if let Some((_, classes)) = &mut self.verbatim {
                classes.push_str(&format!(" {class}"));
            }
            self.open.push((name.clone(), class));
        }
        if BLOCKS.contains(&&*name) && self.verbatim.is_none() {
            self.end_words();
        }
        if name == "pre" && !closing {
            self.verbatim = Some(Default::default());
        }
    }

    fn say_line_end(&mut self) {
        match &mut self.verbatim {
            Some((verbatim, _)) => verbatim.push('\n'),
            None => self.words.push('\n'),
        }
    }

    fn end_words(&mut self) {
        let words = plain(&std::mem::take(&mut self.words));
        let lines = words.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            self.pieces.push(Piece { lines, hint: Hint::Words });
        }
    }

    fn end_verbatim(&mut self) {
        let Some((text, classes)) = self.verbatim.take() else { return };
        let around: String = self.open.iter().map(|(_, class)| format!("{class} ")).collect();
        let classes = format!("{around}{classes}").to_lowercase();
        let says = |words: &[&str]| words.iter().any(|word| classes.contains(word));
        let text = plain(&text);
        let lines = text.trim_matches('\n').trim_end().lines().map(|line| line.trim_end().to_owned());
        let lines: Vec<String> = lines.collect();
        let numbers = lines.iter().all(|line| line.trim().bytes().all(|b| b.is_ascii_digit()));
        if text.trim().is_empty() || (numbers && says(GUTTER)) {
            return;
        }
        let hint = match () {
            () if says(OUTPUT) => Hint::Output,
            () if says(CODE) => Hint::Code,
            () => Hint::Verbatim,
        };
        self.pieces.push(Piece { lines, hint });
    }
}

/// The text without entities.
fn plain(text: &str) -> String {
    decode_entities(text).unwrap_or_else(|| text.to_owned()).replace('\u{a0}', " ")
}

/// What an attribute of a tag says.
fn attribute(tag: &str, name: &str) -> String {
    let found = tag.split_once(&format!("{name}=")).map(|(_, rest)| rest);
    let value = found.and_then(|rest| {
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
        match quote {
            Some(quote) => rest[1..].split(quote).next(),
            None => rest.split_whitespace().next(),
        }
    });
    value.unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hints(page: &str) -> Vec<(Hint, String)> {
        pieces(page).into_iter().map(|piece| (piece.hint, piece.lines.join("|"))).collect()
    }

    #[test]
    fn boxes_say_what_they_hold() {
        let page = "<head><title>T</title></head><div class=\"highlight-python\"><pre><span></span>x <span>=</span> 1\n\nx</pre></div>\
                    <script>if (a < b) {}</script><div class='jp-OutputArea-output'><pre>1</pre></div><p>and<br>so<b>on</b>";
        let expected = [(Hint::Code, "x = 1||x"), (Hint::Output, "1"), (Hint::Words, "and|soon")]
            .map(|(hint, text)| (hint, text.to_owned()));
        assert_eq!(hints(page), expected);
    }

    #[test]
    fn numbers_of_lines_are_no_text() {
        let page = "<table><td class=\"gutter\"><pre>1\n2</pre></td><td class=code><pre>a &lt; b\nc</pre></td></table>";
        assert_eq!(hints(page), [(Hint::Verbatim, "a < b|c".to_owned())]);
        assert_eq!(hints("<pre>a < b <i>c</i></pre>"), [(Hint::Verbatim, "a < b c".to_owned())]);
    }
}
