//! Answers to questions about a text: completion, help, whether it is finished, what was before.

use serde_json::{Value, json};
use tape_lang::parse::Completeness;

use crate::shell::help::{About, subjects};
use crate::shell::{Session, completeness};

/// Answers a `complete_request`: the candidates, and what each is. `further` are names beside those of the session.
#[must_use]
pub fn complete(session: &mut Session, content: &Value, further: &[String]) -> Value {
    let (text, position) = cursor(content);
    let found = session.complete(text, position);
    let (before, word) = (&text[..found.start], &text[found.start..position]);
    let further = if before.ends_with('.') { &[] } else { further };
    let is_new = |name: &&String| name.starts_with(word) && !found.candidates.contains(name);
    let matches: Vec<&String> = found.candidates.iter().chain(further.iter().filter(is_new)).collect();
    let (start, end) = (before.chars().count(), text[..position].chars().count());
    let typed = |name: &&String| json!({"start": start, "end": end, "text": name, "type": session.kind(before, name)});
    let types: Vec<Value> = matches.iter().map(typed).collect();
    json!({
        "status": "ok",
        "matches": matches,
        "cursor_start": start,
        "cursor_end": end,
        "metadata": {"_jupyter_types_experimental": types},
    })
}

/// Answers an `inspect_request`, by a function that knows what there is to say about a name.
#[must_use]
pub fn inspect(content: &Value, about: impl FnMut(&String) -> Option<About>) -> Value {
    let (text, position) = cursor(content);
    let found = subjects(text, position).iter().find_map(about);
    let data = match &found {
        Some(about) => json!({"text/plain": about.markup().plain(), "text/markdown": about.markdown()}),
        None => json!({}),
    };
    json!({"status": "ok", "found": found.is_some(), "data": data, "metadata": {}})
}

/// Answers an `is_complete_request`.
#[must_use]
pub fn is_complete(content: &Value) -> Value {
    match completeness(content["code"].as_str().unwrap_or_default()) {
        Completeness::Complete => json!({"status": "complete"}),
        Completeness::Incomplete { indent } => json!({"status": "incomplete", "indent": " ".repeat(indent)}),
        Completeness::Invalid => json!({"status": "invalid"}),
    }
}

/// Answers a `history_request` from the inputs of the session, which is number 1 and the current one (0) at once.
#[must_use]
pub fn history(inputs: &[(usize, String)], content: &Value) -> Value {
    let number = |name: &str| content[name].as_i64();
    let count = number("n").map_or(inputs.len(), |n| n.unsigned_abs() as usize);
    let chosen: Vec<&(usize, String)> = match content["hist_access_type"].as_str().unwrap_or_default() {
        "range" if number("session").unwrap_or(0).abs() <= 1 => {
            let start = number("start").unwrap_or(1).max(0) as usize;
            let stop = number("stop").map_or(usize::MAX, |stop| stop.max(0) as usize);
            inputs.iter().filter(|(at, _)| (start..stop).contains(at)).collect()
        }
        "tail" => inputs.iter().skip(inputs.len().saturating_sub(count)).collect(),
        "search" => {
            let pattern = content["pattern"].as_str().unwrap_or("*");
            let mut found: Vec<_> = inputs.iter().filter(|(_, text)| fits(pattern, text)).collect();
            found.drain(..found.len().saturating_sub(count));
            found
        }
        _ => Vec::new(),
    };
    let with_output = content["output"].as_bool().unwrap_or(false);
    let entry =
        |(at, text): &&(usize, String)| if with_output { json!([1, at, [text, null]]) } else { json!([1, at, text]) };
    json!({"status": "ok", "history": chosen.iter().map(entry).collect::<Vec<_>>()})
}

/// Whether a text fits a pattern in which `*` stands for anything and `?` for one character.
fn fits(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut place, mut retry) = (0, 0, None);
    while place < text.len() {
        match pattern.get(at) {
            Some('*') => {
                retry = Some((at, place));
                at += 1;
            }
            Some(&c) if c == '?' || c == text[place] => (at, place) = (at + 1, place + 1),
            _ => match retry {
                Some((star, from)) => {
                    retry = Some((star, from + 1));
                    (at, place) = (star + 1, from + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

/// The text of a request and the byte at which its cursor stands; the protocol counts characters.
fn cursor(content: &Value) -> (&str, usize) {
    let text = content["code"].as_str().unwrap_or_default();
    let position = content["cursor_pos"].as_u64().map_or(usize::MAX, |position| position as usize);
    (text, text.char_indices().nth(position).map_or(text.len(), |(byte, _)| byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell::{Kind, Manner};

    #[test]
    fn cursors_count_characters() {
        assert_eq!(cursor(&json!({"code": "é = x", "cursor_pos": 1})), ("é = x", 2));
        assert_eq!(cursor(&json!({"code": "é"})), ("é", 2));
        assert_eq!(cursor(&json!({"code": "é", "cursor_pos": 99})), ("é", 2));
    }

    #[test]
    fn candidates_have_types() {
        let mut session = Session::new(Box::new(tape_lang::vm::Silent), Manner::Notebook);
        session.begin_prompt();
        session.submit("üx = 1\ndef user_function(): pass", Kind::Cell);
        let answer = complete(&mut session, &json!({"code": "ü = user_", "cursor_pos": 9}), &["user_other".to_owned()]);
        assert_eq!(answer["matches"], json!(["user_function", "user_other"]));
        assert_eq!((&answer["cursor_start"], &answer["cursor_end"]), (&json!(4), &json!(9)));
        let types = &answer["metadata"]["_jupyter_types_experimental"];
        assert_eq!(types[0], json!({"start": 4, "end": 9, "text": "user_function", "type": "function"}));
        let kind = |text: &str, wanted: &str| {
            let answer = complete(&mut session, &json!({"code": text}), &[]);
            let types = answer["metadata"]["_jupyter_types_experimental"].as_array().unwrap().clone();
            types.iter().find(|entry| entry["text"] == wanted).map(|entry| entry["type"].clone()).unwrap()
        };
        let mut kind = kind;
        assert_eq!(kind("tf.Gradient", "GradientTape"), "class");
        assert_eq!(kind("tf.lin", "linalg"), "module");
        assert_eq!(kind("ü", "üx"), "instance");
        assert_eq!(kind("whi", "while"), "keyword");
        assert_eq!(kind("%ti", "time"), "magic");
        assert_eq!(kind("tf.square(", "x="), "param");
    }

    #[test]
    fn the_past() {
        let inputs = ["x = 1", "y = 2", "x"].map(str::to_owned);
        let inputs: Vec<_> = inputs.into_iter().enumerate().map(|(index, text)| (index + 1, text)).collect();
        let ask = |content: Value| history(&inputs, &content)["history"].clone();
        assert_eq!(ask(json!({"hist_access_type": "tail", "n": 1})), json!([[1, 3, "x"]]));
        assert_eq!(ask(json!({"hist_access_type": "range", "start": 1, "stop": 2})), json!([[1, 1, "x = 1"]]));
        assert_eq!(ask(json!({"hist_access_type": "search", "pattern": "? = *", "n": 1})), json!([[1, 2, "y = 2"]]));
        assert_eq!(ask(json!({"hist_access_type": "tail", "n": 1, "output": true})), json!([[1, 3, ["x", null]]]));
        assert_eq!(ask(json!({})), json!([]));
    }

    #[test]
    fn patterns() {
        assert!(fits("*", "") && fits("a*c", "abbc") && fits("*b*", "abc") && fits("a?c", "abc"));
        assert!(!fits("a*c", "abd") && !fits("", "a") && !fits("a", "ab") && fits("*a*b", "xaxab"));
    }

    #[test]
    fn finished_or_not() {
        assert_eq!(is_complete(&json!({"code": "x = 1"})), json!({"status": "complete"}));
        assert_eq!(is_complete(&json!({"code": "for x in y:"})), json!({"status": "incomplete", "indent": "    "}));
        assert_eq!(is_complete(&json!({"code": "x = )"})), json!({"status": "invalid"}));
    }
}
