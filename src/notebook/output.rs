//! What a cell leaves behind.

use serde_json::{Map, Value, json};

use crate::lines::{join, split};

/// Where printed text went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

impl Stream {
    /// `stdout` or `stderr`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Stream::Out => "stdout",
            Stream::Err => "stderr",
        }
    }
}

/// Something to show in one or more forms, each under its media type (`text/plain`, `image/svg+xml`).
pub type Data = Vec<(String, String)>;

/// An output of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Printed text.
    Stream {
        /// Where it went.
        stream: Stream,
        /// The text.
        text: String,
    },
    /// The value of the cell's last expression.
    Result {
        /// The cell's number.
        number: usize,
        /// The value's forms.
        data: Data,
    },
    /// What the cell showed while it ran: a picture.
    Display {
        /// Its forms.
        data: Data,
    },
    /// An exception that nobody caught.
    Error {
        /// Its class.
        name: String,
        /// Its text.
        value: String,
        /// The report, in the pieces that Jupyter joins by line ends.
        traceback: Vec<String>,
    },
}

impl Output {
    /// Adds printed text to the outputs of a cell: to the last one, if it is of the same stream.
    ///
    /// # Examples
    /// ```
    /// use tape_notebook::{Output, Stream};
    /// let mut outputs = Vec::new();
    /// Output::print(&mut outputs, Stream::Out, "one ");
    /// Output::print(&mut outputs, Stream::Out, "two\n");
    /// assert_eq!(outputs, [Output::Stream { stream: Stream::Out, text: "one two\n".into() }]);
    /// ```
    pub fn print(outputs: &mut Vec<Output>, to: Stream, printed: &str) {
        match outputs.last_mut() {
            _ if printed.is_empty() => {}
            Some(Output::Stream { stream, text }) if *stream == to => text.push_str(printed),
            _ => outputs.push(Output::Stream { stream: to, text: printed.to_owned() }),
        }
    }

    /// The output as a notebook file holds it, its fields in the order in which nbformat writes them.
    #[must_use]
    pub fn to_json(&self) -> Value {
        match self {
            Output::Stream { stream, text } => {
                json!({"name": stream.name(), "output_type": "stream", "text": split(text)})
            }
            Output::Result { number, data } => json!({
                "data": data_to_json(data),
                "execution_count": number,
                "metadata": {},
                "output_type": "execute_result",
            }),
            Output::Display { data } => {
                json!({"data": data_to_json(data), "metadata": {}, "output_type": "display_data"})
            }
            Output::Error { name, value, traceback } => {
                json!({"ename": name, "evalue": value, "output_type": "error", "traceback": traceback})
            }
        }
    }

    /// The output that a notebook file holds; nothing for a kind that is not known.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Output> {
        let text = |name: &str| value.get(name).map(join).unwrap_or_default();
        Some(match value.get("output_type")?.as_str()? {
            "stream" => {
                let stream = if text("name") == "stderr" { Stream::Err } else { Stream::Out };
                Output::Stream { stream, text: text("text") }
            }
            "execute_result" => {
                let number = value.get("execution_count").and_then(Value::as_u64).unwrap_or(0);
                Output::Result { number: number as usize, data: data_from_json(value) }
            }
            "display_data" => Output::Display { data: data_from_json(value) },
            "error" => {
                let lines = value.get("traceback").and_then(Value::as_array);
                let traceback = lines.into_iter().flatten().map(join).collect();
                Output::Error { name: text("ename"), value: text("evalue"), traceback }
            }
            _ => return None,
        })
    }
}

fn data_to_json(data: &Data) -> Value {
    Value::Object(data.iter().map(|(kind, text)| (kind.clone(), split(text))).collect())
}

/// Forms that are no text (`application/json`) are given as their JSON.
fn data_from_json(output: &Value) -> Data {
    let none = Map::new();
    let data = output.get("data").and_then(Value::as_object).unwrap_or(&none);
    let form = |value: &Value| if value.is_object() { value.to_string() } else { join(value) };
    data.iter().map(|(kind, value)| (kind.clone(), form(value))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_survive_a_file() {
        let data = vec![("image/svg+xml".to_owned(), "<svg>\n</svg>".to_owned()), ("text/plain".into(), "5".into())];
        for output in [
            Output::Stream { stream: Stream::Err, text: "a\nb\n".into() },
            Output::Result { number: 3, data: data.clone() },
            Output::Display { data },
            Output::Error { name: "E".into(), value: "v\nw".into(), traceback: vec!["a\nb\n".into(), "c".into()] },
        ] {
            assert_eq!(Output::from_json(&output.to_json()), Some(output));
        }
        assert_eq!(Output::from_json(&json!({"output_type": "hologram"})), None);
    }

    #[test]
    fn streams_are_joined_while_they_do_not_change() {
        let mut outputs = Vec::new();
        for (stream, text) in [(Stream::Out, "a"), (Stream::Err, "b"), (Stream::Err, ""), (Stream::Err, "c")] {
            Output::print(&mut outputs, stream, text);
        }
        assert_eq!(outputs.len(), 2);
        assert_eq!(outputs[1], Output::Stream { stream: Stream::Err, text: "bc".into() });
    }
}
