#[path = "../tests/dump/mod.rs"]
mod dump;
fn main() {
    for path in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&path) else {
            println!("{path}: unreadable");
            continue;
        };
        match tape_lang::parse::parse(&tape_text::Source::new(path.clone(), text)) {
            Ok(m) => println!("{}", dump::dump(&m)),
            Err(e) => println!("{}:{}:{}-{}:{}: {e}", path, e.line, e.column, e.end_line, e.end_column),
        }
    }
}
