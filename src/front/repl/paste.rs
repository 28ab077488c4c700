//! `%paste` and `%cpaste`: programs from the clipboard, or typed in where a terminal cannot paste.

use std::process::{Command, Stdio};

/// The programs that can read a clipboard, the first that does so is believed.
const READERS: [&[&str]; 5] = [
    &["wl-paste", "--no-newline"],
    &["xclip", "-selection", "clipboard", "-o"],
    &["xsel", "--clipboard", "--output"],
    &["pbpaste"],
    &["powershell.exe", "-NoProfile", "-Command", "Get-Clipboard -Raw"],
];

/// Where a program is to come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    Clipboard,
    /// The lines up to one that is this text.
    Lines(String),
    /// The block that was pasted last.
    Again,
}

/// What the user asks for by `%paste` or `%cpaste`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub origin: Origin,
    /// Whether nothing but what the program prints is shown.
    pub quiet: bool,
    /// The variable that is to keep the lines, which then do not run.
    pub name: Option<String>,
}

impl Request {
    /// The request in a cell, if it is one.
    ///
    /// # Errors
    /// What is wrong with its options.
    pub fn of(cell: &str) -> Option<Result<Request, String>> {
        let mut words = cell.split_whitespace();
        let magic = words.next()?.strip_prefix('%')?;
        let mut request = Request { origin: Origin::Clipboard, quiet: false, name: None };
        match magic {
            "paste" => {}
            "cpaste" => request.origin = Origin::Lines("--".to_owned()),
            _ => return None,
        }
        while let Some(word) = words.next() {
            match (word, &mut request.origin) {
                ("-q", _) => request.quiet = true,
                ("-r", _) => request.origin = Origin::Again,
                ("-s", Origin::Lines(end)) => match words.next() {
                    Some(word) => *end = word.to_owned(),
                    None => return Some(Err("option -s requires argument".to_owned())),
                },
                (option, _) if option.starts_with('-') => {
                    let letter = option.trim_start_matches('-');
                    let allowed = if magic == "paste" { "rq" } else { "rqs:" };
                    return Some(Err(format!("option -{letter} not recognized ( allowed: \"{allowed}\" )")));
                }
                (name, _) => request.name = Some(name.to_owned()),
            }
        }
        Some(Ok(request))
    }
}

/// The text in the clipboard.
///
/// # Errors
/// What to tell the user: nothing is in it, or nothing here can read it.
pub fn clipboard() -> Result<String, String> {
    for reader in READERS {
        let (program, arguments) = (reader[0], &reader[1..]);
        let output = Command::new(program).args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output();
        // A program that is not there, or finds no display, leaves it to the others.
        if let Ok(output) = output
            && output.status.success()
        {
            let text = String::from_utf8_lossy(&output.stdout).replace("\r\n", "\n");
            let empty = || "The clipboard appears to be empty".to_owned();
            return if text.trim().is_empty() { Err(empty()) } else { Ok(text) };
        }
    }
    let names = READERS.map(|reader| reader[0]).join(", ");
    Err(format!("no clipboard can be read here (tried {names}); %cpaste takes lines up to --"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_user_asks_for() {
        let request = |cell: &str| Request::of(cell).unwrap().unwrap();
        let plain = Request { origin: Origin::Clipboard, quiet: false, name: None };
        assert_eq!(request("%paste"), plain);
        assert_eq!(request("%paste -q x"), Request { quiet: true, name: Some("x".into()), ..plain.clone() });
        assert_eq!(request("%paste -r").origin, Origin::Again);
        assert_eq!(request("%cpaste -s END").origin, Origin::Lines("END".into()));
        assert_eq!(request("%cpaste").origin, Origin::Lines("--".into()));
        assert!(Request::of("%paste -x").unwrap().is_err());
        assert!(Request::of("%pastel").is_none() && Request::of("paste").is_none());
    }
}
