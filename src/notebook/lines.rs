//! Text as notebooks keep it: a list of lines, each with its line end.

use serde_json::Value;

/// A text as a list of lines.
pub fn split(text: &str) -> Value {
    Value::Array(text.split_inclusive('\n').map(Value::from).collect())
}

/// The text of a list of lines, or of a string that was not divided.
pub fn join(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(lines) => lines.iter().filter_map(Value::as_str).collect(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn lines_keep_their_ends() {
        assert_eq!(split("a\nb"), json!(["a\n", "b"]));
        assert_eq!(split("a\n"), json!(["a\n"]));
        assert_eq!(split(""), json!([]));
        assert_eq!(join(&json!(["a\n", "b"])), "a\nb");
        assert_eq!(join(&json!("a\nb")), "a\nb");
    }
}
