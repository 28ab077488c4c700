//! `tape doc` and `tape ops`: what is built in.

use tape_tensor::DType;
use tape_text::Palette;

use super::console::Streams;
use crate::shell::catalog::{self, Differentiable, Row};
use crate::shell::{Manner, Session};

/// Explains a name; 1 when nothing has it.
pub fn doc(name: &str, palette: Palette) -> i32 {
    let mut session = Session::new(Box::new(Streams::new(palette)), Manner::Notebook);
    match session.inspect(name) {
        Some(info) => {
            super::write(&format!("{}\n", palette.render(&info.markup())));
            0
        }
        None => {
            super::say(&format!("tape: nothing is called '{name}'"));
            1
        }
    }
}

/// Lists the ops, for people or for machines.
pub fn ops(json: bool) -> i32 {
    let rows = catalog::rows();
    let text = if json { as_json(&rows) } else { as_table(&rows) };
    super::write(&text);
    0
}

fn as_table(rows: &[Row]) -> String {
    let mut text = String::new();
    for row in rows {
        let gradient = match row.gradient {
            Differentiable::Yes => "differentiable".to_owned(),
            Differentiable::Composed => "differentiable as far as the ops are that it is made of".to_owned(),
            Differentiable::No(reason) => format!("no gradient: {reason}"),
        };
        text.push_str(&format!("{}{}\n    {}\n    {gradient}\n", row.name, row.signature, row.summary));
        for (input, dtypes) in &row.dtypes {
            let dtypes = if dtypes.len() == DType::ALL.len() { "any dtype".to_owned() } else { dtypes.join(", ") };
            text.push_str(&format!("    {input}: {dtypes}\n"));
        }
        if !row.aliases.is_empty() {
            text.push_str(&format!("    also {}\n", row.aliases.join(", ")));
        }
    }
    text
}

fn as_json(rows: &[Row]) -> String {
    let list =
        |items: &[&str]| format!("[{}]", items.iter().map(|item| json_text(item)).collect::<Vec<_>>().join(", "));
    let one = |row: &Row| {
        let inputs: Vec<String> =
            row.dtypes.iter().map(|(name, dtypes)| format!("{}: {}", json_text(name), list(dtypes))).collect();
        let reason = match row.gradient {
            Differentiable::No(reason) => format!(", \"reason\": {}", json_text(reason)),
            Differentiable::Yes | Differentiable::Composed => String::new(),
        };
        format!(
            "  {{\"name\": {}, \"aliases\": {}, \"signature\": {}, \"summary\": {}, \"dtypes\": {{{}}}, \"differentiable\": {}{reason}}}",
            json_text(row.name),
            list(&row.aliases),
            json_text(&row.signature),
            json_text(row.summary),
            inputs.join(", "),
            json_text(row.gradient.word()),
        )
    };
    format!("[\n{}\n]\n", rows.iter().map(one).collect::<Vec<_>>().join(",\n"))
}

/// A text as JSON writes it.
fn json_text(text: &str) -> String {
    let mut json = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => json.extend(['\\', c]),
            '\n' => json.push_str("\\n"),
            c if c.is_control() => json.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => json.push(c),
        }
    }
    json.push('"');
    json
}
