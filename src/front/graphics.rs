//! Pictures in terminals that show them.

/// How a terminal takes pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Graphics {
    /// kitty's protocol (<https://sw.kovidgoyal.net/kitty/graphics-protocol>).
    Kitty,
    /// iTerm2's (<https://iterm2.com/documentation-images.html>).
    ITerm,
}

/// kitty takes no more letters than this in one escape sequence.
const CHUNK: usize = 4096;

impl Graphics {
    /// What the terminal says of itself in its environment; nothing for terminals without pictures, and inside tmux and screen, which
    /// do not let them through.
    pub fn detect(variable: impl Fn(&str) -> Option<String>) -> Option<Graphics> {
        let is = |name: &str, values: &[&str]| variable(name).is_some_and(|value| values.contains(&value.as_str()));
        let terminal = variable("TERM").unwrap_or_default();
        let multiplexed = variable("TMUX").is_some() || variable("STY").is_some();
        if multiplexed || terminal.starts_with("screen") || terminal.starts_with("tmux") {
            return None;
        }
        let kitty = variable("KITTY_WINDOW_ID").is_some() || is("TERM_PROGRAM", &["ghostty"]);
        if kitty || ["xterm-kitty", "xterm-ghostty"].contains(&terminal.as_str()) {
            return Some(Graphics::Kitty);
        }
        let iterm = is("TERM_PROGRAM", &["iTerm.app", "WezTerm"]) || is("LC_TERMINAL", &["iTerm2"]);
        iterm.then_some(Graphics::ITerm)
    }

    /// The escape sequences that show a PNG, which is given in the letters of base64, on lines of its own.
    pub fn sequence(self, png: &str) -> String {
        match self {
            Graphics::ITerm => format!("\u{1b}]1337;File=inline=1;preserveAspectRatio=1:{png}\u{7}\n"),
            Graphics::Kitty => {
                let chunks: Vec<&[u8]> = png.as_bytes().chunks(CHUNK).collect();
                let mut text = String::new();
                for (index, chunk) in chunks.iter().enumerate() {
                    let more = u8::from(index + 1 < chunks.len());
                    let head = if index == 0 { format!("a=T,f=100,q=2,m={more}") } else { format!("m={more}") };
                    text.push_str(&format!("\u{1b}_G{head};{}\u{1b}\\", String::from_utf8_lossy(chunk)));
                }
                text + "\n"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(variables: &[(&str, &str)]) -> Option<Graphics> {
        let find = |name: &str| variables.iter().find(|(own, _)| *own == name).map(|(_, value)| (*value).to_owned());
        Graphics::detect(find)
    }

    #[test]
    fn terminals_are_known_by_their_environment() {
        assert_eq!(detect(&[("TERM", "xterm-kitty")]), Some(Graphics::Kitty));
        assert_eq!(detect(&[("TERM", "xterm-256color"), ("KITTY_WINDOW_ID", "1")]), Some(Graphics::Kitty));
        assert_eq!(detect(&[("TERM_PROGRAM", "iTerm.app")]), Some(Graphics::ITerm));
        assert_eq!(detect(&[("TERM_PROGRAM", "WezTerm"), ("TMUX", "/tmp/1")]), None);
        assert_eq!(detect(&[("TERM", "screen-256color"), ("KITTY_WINDOW_ID", "1")]), None);
        assert_eq!(detect(&[("TERM", "xterm-256color")]), None);
    }

    #[test]
    fn long_pictures_come_in_pieces() {
        let text = Graphics::Kitty.sequence(&"A".repeat(5000));
        assert!(text.starts_with("\u{1b}_Ga=T,f=100,q=2,m=1;AAAA"));
        assert!(text.contains("\u{1b}_Gm=0;AAAA") && text.ends_with("A\u{1b}\\\n"));
        assert_eq!(Graphics::ITerm.sequence("QUJD"), "\u{1b}]1337;File=inline=1;preserveAspectRatio=1:QUJD\u{7}\n");
    }
}
