//! The command line: what `tape` takes, declared once; help and usage errors follow from it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use super::article;

/// Everything that a command line says.
#[derive(Debug, Parser)]
#[command(name = "tape", version, about, disable_help_subcommand = true)]
#[command(override_usage = "tape [OPTIONS] [FILE [ARGS]...]\n       tape [OPTIONS] -c CODE [ARGS]...\n       \
                            tape notebook IN.ipynb [-o OUT.ipynb]\n       tape article [--notebook OUT.ipynb] [--update] FILE\n       tape kernel install\n       \
                            tape export [--echo] FILE\n       tape doc NAME\n       tape ops [--json]")]
#[command(after_help = "Without FILE or CODE: the prompt on a terminal, else standard input is run as a script.")]
pub struct Arguments {
    /// Runs CODE instead of a file
    #[arg(short = 'c', value_name = "CODE")]
    pub code: Option<String>,

    /// Goes on at the prompt after the program has ended
    #[arg(short = 'i')]
    pub interactive: bool,

    /// Shows the value of every bare expression, as the prompt does
    #[arg(long)]
    pub echo: bool,

    #[command(flatten)]
    pub settings: Settings,

    #[command(subcommand)]
    pub command: Option<Command>,

    /// The script and what it finds in `sys.argv`; `-` is standard input
    #[arg(value_name = "FILE [ARGS]", trailing_var_arg = true)]
    pub program: Vec<OsString>,
}

/// What every way in understands.
#[derive(Debug, Args)]
pub struct Settings {
    /// When to use colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t, global = true)]
    pub color: Color,

    /// Shows a `>>>` prompt and plain tracebacks, as Python does
    #[arg(long, global = true)]
    pub plain: bool,

    /// Leaves the user's start-up file and history alone
    #[arg(long, global = true)]
    pub no_config: bool,

    /// Lets the program read the files under DIR
    #[arg(long, value_name = "DIR", action = ArgAction::Append, global = true)]
    pub read: Vec<PathBuf>,

    /// Lets the program read and write the files under DIR
    #[arg(long, value_name = "DIR", action = ArgAction::Append, global = true)]
    pub write: Vec<PathBuf>,

    /// Raises MemoryError beyond this much memory (as 512M or 2G)
    #[arg(long, value_name = "SIZE", value_parser = parse_size, global = true)]
    pub memory: Option<u64>,

    /// Ends the program after this many seconds
    #[arg(long, value_name = "SECONDS", value_parser = parse_seconds, global = true)]
    pub timeout: Option<Duration>,
}

/// When text is coloured.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Everywhere.
    Always,
    /// Nowhere.
    Never,
}

/// What is done instead of running a program.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Explains anything that is built in
    Doc {
        /// A name as a program writes it: `tf.square`, `len`, `tf.GradientTape.gradient`
        name: String,
    },
    /// Writes a program as plain TensorFlow Python
    Export {
        /// The program; `-` is standard input
        file: String,
        /// Has the values of bare expressions shown, as `tape --echo` shows them
        #[arg(long)]
        echo: bool,
    },
    /// Lists every op with its signature, dtypes and differentiability
    Ops {
        /// Writes JSON
        #[arg(long)]
        json: bool,
    },
    /// Runs every cell of a notebook and writes their outputs into it
    Notebook {
        /// The notebook; `-` is standard input
        #[arg(value_name = "IN.ipynb")]
        input: PathBuf,
        /// Writes to OUT.ipynb and leaves IN.ipynb as it is; `-` is standard output
        #[arg(short, value_name = "OUT.ipynb")]
        output: Option<PathBuf>,
    },
    /// Runs the code of an article and compares every output that it shows
    Article {
        /// Markdown, HTML, or text copied from a web page, damaged or not; `-` is standard input
        file: PathBuf,
        #[command(flatten)]
        options: article::Options,
    },
    /// The kernel for Jupyter
    Kernel {
        #[command(subcommand)]
        action: KernelAction,
    },
}

/// What is done with the kernel.
#[derive(Debug, Subcommand)]
pub enum KernelAction {
    /// Makes the kernel known to Jupyter, for this user
    Install {
        /// Installs it under DIR/share/jupyter instead (for a virtual environment: its folder)
        #[arg(long, value_name = "DIR")]
        prefix: Option<PathBuf>,
    },
    /// Serves a client; Jupyter starts this itself
    Run {
        /// The file in which the client says where it waits
        connection_file: PathBuf,
    },
}

/// Reads a size as `1500`, `64K`, `512M`, `2G` (powers of 1024; a `B` or `iB` may follow).
fn parse_size(text: &str) -> Result<u64, String> {
    let digits = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(digits);
    let shift = match unit.to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err(format!("no unit of memory is called {unit:?}: use K, M, G or T")),
    };
    let number: f64 = number.parse().map_err(|_| "expected a size such as 512M or 2G".to_string())?;
    let bytes = number * (1u64 << shift) as f64;
    if bytes >= 1.0 && bytes < u64::MAX as f64 {
        Ok(bytes as u64)
    } else {
        Err("that size is out of range".to_string())
    }
}

/// Reads a positive number of seconds.
fn parse_seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "expected a number of seconds".to_string())?;
    if seconds <= 0.0 {
        return Err("expected more than 0 seconds".to_string());
    }
    Duration::try_from_secs_f64(seconds).map_err(|_| "that time is out of range".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn parse(words: &[&str]) -> Arguments {
        Arguments::try_parse_from(std::iter::once(&"tape").chain(words)).unwrap()
    }

    #[test]
    fn the_declaration_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_follows_the_file_belongs_to_the_script() {
        let arguments = parse(&["--plain", "a.tape", "doc", "--color", "-x"]);
        assert_eq!(arguments.program, ["a.tape", "doc", "--color", "-x"]);
        assert!(arguments.command.is_none());
        assert_eq!(arguments.settings.color, Color::Auto);
    }

    #[test]
    fn settings_may_stand_on_either_side_of_a_subcommand() {
        for words in [["--color", "never", "doc", "len"], ["doc", "len", "--color", "never"]] {
            let arguments = parse(&words);
            assert_eq!(arguments.settings.color, Color::Never);
            assert!(matches!(arguments.command, Some(Command::Doc { ref name }) if name == "len"));
        }
    }

    #[test]
    fn code_takes_arguments() {
        let arguments = parse(&["-c", "print(1)", "x", "-v"]);
        assert_eq!(arguments.code.as_deref(), Some("print(1)"));
        assert_eq!(arguments.program, ["x", "-v"]);
    }

    #[test]
    fn sizes_and_times() {
        assert_eq!(parse_size("512M"), Ok(512 << 20));
        assert_eq!(parse_size("1.5GiB"), Ok(3 << 29));
        assert_eq!(parse_size("10"), Ok(10));
        assert!(parse_size("2X").is_err() && parse_size("").is_err() && parse_size("0").is_err());
        assert_eq!(parse_seconds("0.5"), Ok(Duration::from_millis(500)));
        assert!(parse_seconds("-1").is_err() && parse_seconds("nan").is_err());
    }
}
