//! Lines that are no Python, made into calls: `%time f()`, `%%timeit`, `!ls`, `name?`.
//!
//! As in IPython, such a line becomes a call of the shell's own methods (`get_ipython().run_line_magic('time', 'f()')`), so that it
//! may stand anywhere a statement may, in a block too, and its value may be assigned.

use crate::shell::highlight::logical_line_length;
use tape_lang::text::quote;

/// The cell as Python. Line numbers stay as they are.
///
/// # Examples
/// ```
/// use tape::shell::magic::transform;
/// assert_eq!(transform("x = 1\n"), "x = 1\n");
/// assert_eq!(transform("%time f()\n"), "get_ipython().run_line_magic('time', 'f()')\n");
/// assert_eq!(transform("x?"), "get_ipython().run_line_magic('pinfo', 'x')");
/// ```
#[must_use]
pub fn transform(cell: &str) -> String {
    if let Some(head) = cell.strip_prefix("%%") {
        return cell_magic(head);
    }
    if !cell.lines().any(might_be_magic) {
        return cell.to_string();
    }
    let mut program = String::with_capacity(cell.len());
    let mut rest = cell;
    while !rest.is_empty() {
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let (code, end) = line.strip_suffix('\n').map_or((line, ""), |code| (code, "\n"));
        if let Some(call) = line_call(code) {
            program.push_str(&call);
            program.push_str(end);
            rest = &rest[line.len()..];
        } else {
            let (statement, after) = rest.split_at(logical_line_length(rest));
            program.push_str(statement);
            rest = after;
        }
    }
    program
}

/// Whether a line could be more than Python: a quick look that most cells pass.
fn might_be_magic(line: &str) -> bool {
    line.trim_start().starts_with(['%', '!', '?'])
        || line.trim_end().ends_with('?')
        || line.contains("= %")
        || line.contains("= !")
}

/// `%%name line\nbody`.
fn cell_magic(head: &str) -> String {
    let (first, body) = head.split_once('\n').unwrap_or((head, ""));
    let (name, line) = split_name(first.trim_end());
    if let Some(name) = name.strip_suffix('?') {
        return pinfo(&format!("%%{}", name.trim_end_matches('?')), name.ends_with('?'));
    }
    format!("get_ipython().run_cell_magic({}, {}, {})", quote(name), quote(line), quote(body))
}

/// The call that a line stands for, if it is no Python.
fn line_call(line: &str) -> Option<String> {
    let code = line.trim_start();
    let indent = &line[..line.len() - code.len()];
    let code = code.trim_end();
    let call = magic_call(code).or_else(|| assigned_magic(code))?;
    Some(format!("{indent}{call}"))
}

fn magic_call(code: &str) -> Option<String> {
    if let Some(name) = help_on(code) {
        return Some(pinfo(name, code.starts_with("??") || code.ends_with("??")));
    }
    if let Some(command) = code.strip_prefix('!') {
        return Some(format!("get_ipython().system({})", quote(command.trim_start_matches('!'))));
    }
    let (name, line) = split_name(code.strip_prefix('%')?);
    is_name(name).then(|| format!("get_ipython().run_line_magic({}, {})", quote(name), quote(line)))
}

/// `name = %magic …`.
fn assigned_magic(code: &str) -> Option<String> {
    let (target, value) = code.split_once('=')?;
    let value = value.trim_start();
    let simple = target.chars().all(|c| c.is_alphanumeric() || "_., ".contains(c)) && !target.trim().is_empty();
    let magic = value.strip_prefix('%').is_some_and(|name| name.starts_with(|c: char| c.is_alphabetic()))
        || value.starts_with('!');
    if !(simple && magic) {
        return None;
    }
    Some(format!("{target}= {}", magic_call(value)?))
}

/// The name that `name?`, `?name`, `name??` or `??name` asks about.
fn help_on(code: &str) -> Option<&str> {
    let name = match code.strip_prefix('?') {
        Some(rest) => rest.trim_start_matches('?'),
        None => code.strip_suffix('?')?.trim_end_matches('?'),
    };
    let name = name.trim();
    let bare = name.trim_start_matches('%');
    let dotted = bare.split('.').all(is_name);
    (name.is_empty() || (dotted && name.len() - bare.len() <= 2)).then_some(name)
}

fn pinfo(name: &str, detailed: bool) -> String {
    let magic = if detailed { "pinfo2" } else { "pinfo" };
    format!("get_ipython().run_line_magic('{magic}', {})", quote(name))
}

fn split_name(text: &str) -> (&str, &str) {
    let (name, line) = text.split_once([' ', '\t']).unwrap_or((text, ""));
    (name, line.trim_start())
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn magics_stand_among_statements() {
        assert_eq!(
            transform("%matplotlib inline\nx = [1,\n% 2]\nfor i in x:\n    %time f(i)\n"),
            "get_ipython().run_line_magic('matplotlib', 'inline')\nx = [1,\n% 2]\nfor i in x:\n    \
             get_ipython().run_line_magic('time', 'f(i)')\n"
        );
        assert_eq!(transform("s = '''\n%time\n'''\n"), "s = '''\n%time\n'''\n");
    }

    #[test]
    fn cells_commands_and_assignments() {
        assert_eq!(transform("%%timeit -n 3\nf()\n"), "get_ipython().run_cell_magic('timeit', '-n 3', 'f()\\n')");
        assert_eq!(transform("!pip install x"), "get_ipython().system('pip install x')");
        assert_eq!(transform("r = %timeit -o f()"), "r = get_ipython().run_line_magic('timeit', '-o f()')");
        assert_eq!(transform("r = a % b\nx %= 3\n"), "r = a % b\nx %= 3\n");
    }

    #[test]
    fn questions() {
        assert_eq!(transform("?tf.square"), "get_ipython().run_line_magic('pinfo', 'tf.square')");
        assert_eq!(transform("len??"), "get_ipython().run_line_magic('pinfo2', 'len')");
        assert_eq!(transform("%time?"), "get_ipython().run_line_magic('pinfo', '%time')");
        assert_eq!(transform("?"), "get_ipython().run_line_magic('pinfo', '')");
        assert_eq!(transform("f(1)?"), "f(1)?");
        assert_eq!(transform("x = 1  # why?"), "x = 1  # why?");
    }
}
