//! The kernel made known to Jupyter: a folder with `kernel.json` and a picture.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::json;

/// The picture that launchers show.
const LOGO: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" rx="12" fill="#25404f"/><circle cx="22" cy="30" r="11" fill="none" stroke="#ffb13b" stroke-width="6"/><circle cx="42" cy="30" r="11" fill="none" stroke="#ffb13b" stroke-width="6"/><path d="M12 49h40" stroke="#ffb13b" stroke-width="6" stroke-linecap="round"/></svg>
"##;

/// Writes the kernel's description where Jupyter looks for it: for this user, or under a prefix. Returns the folder.
///
/// # Errors
/// When the program does not know where it is, or the folder cannot be written.
pub fn install(prefix: Option<&Path>) -> Result<PathBuf> {
    let data = match prefix {
        Some(prefix) => prefix.join("share/jupyter"),
        None => user_data().context("can't find the home directory")?,
    };
    let program = std::env::current_exe().context("can't find this program's own file")?;
    let folder = data.join("kernels/tape");
    let spec = json!({
        "argv": [program, "kernel", "run", "{connection_file}"],
        "display_name": "Tape",
        "language": "python",
        "interrupt_mode": "message",
        "metadata": {"debugger": false},
    });
    let write = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).with_context(|| format!("can't write file '{}'", file.display()))
    };
    std::fs::create_dir_all(&folder).with_context(|| format!("can't make directory '{}'", folder.display()))?;
    write("kernel.json", &format!("{spec:#}\n"))?;
    write("logo-svg.svg", LOGO)?;
    Ok(folder)
}

/// Where Jupyter keeps a user's data, as `jupyter --data-dir` says.
fn user_data() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable("JUPYTER_DATA_DIR") {
        return Some(folder);
    }
    if cfg!(windows) {
        return variable("APPDATA").map(|folder| folder.join("jupyter"));
    }
    let home = std::env::home_dir()?;
    if cfg!(target_os = "macos") {
        return Some(home.join("Library/Jupyter"));
    }
    Some(variable("XDG_DATA_HOME").unwrap_or_else(|| home.join(".local/share")).join("jupyter"))
}
