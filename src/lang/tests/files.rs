//! No spelling of a path reaches a file of the disk that was not granted.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use tape_lang::files::{Access, FileError, Files, Mode};

/// A directory of the disk that goes with its owner: `open/` may be granted, `secret` lies beside it.
struct Disk(PathBuf);

impl Disk {
    fn new(name: &str) -> Disk {
        let root = std::env::temp_dir().join(format!("tape-files-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("open/inside")).unwrap();
        fs::write(root.join("open/data.txt"), "data").unwrap();
        fs::write(root.join("secret"), "secret").unwrap();
        Disk(fs::canonicalize(root).unwrap())
    }

    fn path(&self, rest: &str) -> String {
        format!("{}/{rest}", self.0.display())
    }

    fn granted(&self, access: Access) -> Files {
        let files = Files::default();
        files.grant(&self.0.join("open"), access).unwrap();
        files
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn nothing_is_reached_without_a_grant() {
    let disk = Disk::new("none");
    let files = Files::default();
    for path in
        [disk.path("open/data.txt"), "/etc/passwd".into(), "/proc/self/environ".into(), "../../etc/passwd".into()]
    {
        assert_eq!(files.read(&path), Err(FileError::NotFound), "{path}");
        assert!(!files.exists(&path), "{path}");
    }
    assert_eq!(files.list("/").unwrap(), ["home", "tmp"]);
    assert_eq!(files.write(&disk.path("open/new"), b"x"), Err(FileError::NotFound));
    files.write("/tmp/new", b"x").unwrap();
    assert!(!Path::new("/tmp/new").exists());
}

#[test]
fn a_granted_directory_is_reached_and_no_more() {
    let disk = Disk::new("more");
    let files = disk.granted(Access::Read);
    assert_eq!(files.read(&disk.path("open/data.txt")).unwrap(), b"data");
    assert_eq!(files.read(&disk.path("open/../open/./inside//../data.txt")).unwrap(), b"data");
    for rest in
        ["secret", "open/../secret", "open/inside/../../secret", "open/./../secret", "openx", "open/..", "open/../../x"]
    {
        let path = disk.path(rest);
        assert!(files.read(&path).is_err(), "{path}");
    }
    assert_eq!(files.list(&disk.path("open")).unwrap(), ["data.txt", "inside"]);
    assert_eq!(files.list(&disk.path("")).unwrap(), ["open"]);
}

#[test]
fn links_lead_nowhere_outside() {
    let disk = Disk::new("links");
    let files = disk.granted(Access::Write);
    symlink(disk.0.join("secret"), disk.0.join("open/link")).unwrap();
    symlink("../secret", disk.0.join("open/relative")).unwrap();
    symlink(&disk.0, disk.0.join("open/up")).unwrap();
    symlink(disk.0.join("not-there"), disk.0.join("open/dangling")).unwrap();
    symlink("data.txt", disk.0.join("open/honest")).unwrap();
    for rest in ["open/link", "open/relative", "open/up/secret", "open/dangling", "open/up", "open/up/new"] {
        let path = disk.path(rest);
        assert_eq!(files.read(&path), Err(FileError::Denied), "{path}");
        assert_eq!(files.write(&path, b"x"), Err(FileError::Denied), "{path}");
        assert!(files.remove(&path).is_err(), "{path}");
        assert!(files.make_directory(&path).is_err(), "{path}");
        assert!(files.rename(&path, &disk.path("open/stolen")).is_err(), "{path}");
    }
    assert_eq!(files.read(&disk.path("open/honest")).unwrap(), b"data");
    assert_eq!(fs::read(disk.0.join("secret")).unwrap(), b"secret");
    assert!(!disk.0.join("not-there").exists() && !disk.0.join("new").exists());
}

#[test]
fn what_may_only_be_read_is_changed_in_memory_alone() {
    let disk = Disk::new("read");
    let files = disk.granted(Access::Read);
    let data = disk.path("open/data.txt");
    files.open(&data, Mode { read: true, write: true, ..Mode::default() }).unwrap().write(b"DA").unwrap();
    assert_eq!(files.read(&data).unwrap(), b"DAta");
    assert_eq!(fs::read(&data).unwrap(), b"data");
    files.make_directory(&disk.path("open/fresh")).unwrap();
    files.write(&disk.path("open/fresh/x"), b"x").unwrap();
    assert!(!disk.0.join("open/fresh").exists());
    assert_eq!(files.list(&disk.path("open")).unwrap(), ["data.txt", "fresh", "inside"]);
    fs::write(disk.0.join("open/kept"), "kept").unwrap();
    assert_eq!(files.remove(&disk.path("open/kept")), Err(FileError::Denied));
    assert_eq!(files.rename(&disk.path("open/kept"), "/tmp/kept"), Err(FileError::Denied));
    assert_eq!(files.remove_directory(&disk.path("open/inside")), Err(FileError::Denied));
}

#[test]
fn what_may_be_written_is_written() {
    let disk = Disk::new("write");
    let files = disk.granted(Access::Write);
    files.write(&disk.path("open/new.txt"), b"new").unwrap();
    assert_eq!(fs::read(disk.0.join("open/new.txt")).unwrap(), b"new");
    files.rename(&disk.path("open/new.txt"), &disk.path("open/inside/moved")).unwrap();
    assert_eq!(fs::read(disk.0.join("open/inside/moved")).unwrap(), b"new");
    files.remove(&disk.path("open/inside/moved")).unwrap();
    files.remove_directory(&disk.path("open/inside")).unwrap();
    files.make_directory(&disk.path("open/made")).unwrap();
    assert!(disk.0.join("open/made").is_dir());
    assert_eq!(files.remove_directory(&disk.path("open")), Err(FileError::NotEmpty));
    assert!(files.unsaved().is_empty());
}

#[test]
fn the_narrowest_grant_decides() {
    let disk = Disk::new("narrow");
    let files = disk.granted(Access::Read);
    files.grant(&disk.0.join("open/inside"), Access::Write).unwrap();
    files.write(&disk.path("open/inside/x"), b"x").unwrap();
    files.write(&disk.path("open/y"), b"y").unwrap();
    assert!(disk.0.join("open/inside/x").exists() && !disk.0.join("open/y").exists());
    assert!(files.grant(&disk.0.join("secret"), Access::Read).is_err());
    assert!(files.grant(&disk.0.join("nothing"), Access::Read).is_err());
}

#[test]
fn devices_are_no_files() {
    let files = Files::default();
    files.grant(Path::new("/dev"), Access::Write).unwrap();
    for device in ["/dev/zero", "/dev/tty", "/dev/null"] {
        assert_eq!(files.read(device), Err(FileError::Denied), "{device}");
    }
}

/// Something else swaps a directory with a link to one outside while the program looks: it never sees through.
#[test]
fn a_link_swapped_in_is_not_followed() {
    let disk = Disk::new("swap");
    fs::create_dir(disk.0.join("outside")).unwrap();
    for (folder, text) in [("open/inside", "honest"), ("outside", "secret")] {
        fs::write(disk.0.join(folder).join("file"), text).unwrap();
    }
    symlink(disk.0.join("outside"), disk.0.join("open/link")).unwrap();
    let files = disk.granted(Access::Write);
    let (spot, over) = (disk.0.join("open/spot"), AtomicBool::new(false));
    let mut seen = Vec::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let swapped = ["open/inside", "open/link"].map(|name| disk.0.join(name));
            while !over.load(Ordering::Relaxed) {
                for source in &swapped {
                    let _ = fs::rename(source, &spot).and_then(|()| fs::rename(&spot, source));
                }
            }
        });
        for _ in 0..5_000 {
            seen.push(files.read(&disk.path("open/spot/file")));
            let _ = files.write(&disk.path("open/spot/new"), b"x");
            let _ = files.make_directory(&disk.path("open/spot/made"));
        }
        over.store(true, Ordering::Relaxed);
    });
    seen.sort_by_key(|outcome| format!("{outcome:?}"));
    seen.dedup();
    assert!(seen.contains(&Ok(b"honest".to_vec())) && !seen.contains(&Ok(b"secret".to_vec())), "{seen:?}");
    assert!(!seen.iter().any(|outcome| matches!(outcome, Err(FileError::Disk(_)))), "{seen:?}");
    assert_eq!(fs::read_dir(disk.0.join("outside")).unwrap().count(), 1);
    assert_eq!(fs::read(disk.0.join("outside/file")).unwrap(), b"secret");
}

#[test]
fn pipes_are_no_files() {
    let disk = Disk::new("pipes");
    nix::unistd::mkfifo(&disk.0.join("open/pipe"), nix::sys::stat::Mode::from_bits_truncate(0o666)).unwrap();
    let files = disk.granted(Access::Write);
    assert_eq!(files.read(&disk.path("open/pipe")), Err(FileError::Denied));
    assert_eq!(files.write(&disk.path("open/pipe"), b"x"), Err(FileError::Denied));
}
