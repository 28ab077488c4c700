//! Files without harm, as programs meet it: whatever a program tries, by whatever spelling and through whatever module, it reaches
//! nothing outside the directories of `--read` and `--write`, and what it is told is what CPython says.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What no program may read.
const SECRET: &str = "top secret";

/// A directory `open` that is granted and what lies around it: `secret.txt`, `outside/secret.txt`, the links inside `open` that
/// lead there, and `here`, where the program is started.
struct Disk(PathBuf);

impl Disk {
    fn new(name: &str) -> Disk {
        let root = std::env::temp_dir().join(format!("tape-reach-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        for folder in ["open/inside", "outside", "here"] {
            fs::create_dir_all(root.join(folder)).unwrap();
        }
        let root = fs::canonicalize(root).unwrap();
        fs::write(root.join("open/data.txt"), "data").unwrap();
        for file in ["secret.txt", "outside/secret.txt", "here/secret.txt", "here/secret.py"] {
            fs::write(root.join(file), SECRET).unwrap();
        }
        symlink(root.join("secret.txt"), root.join("open/absolute")).unwrap();
        symlink("../secret.txt", root.join("open/relative")).unwrap();
        symlink("relative", root.join("open/chain")).unwrap();
        symlink("../outside", root.join("open/folder")).unwrap();
        symlink("..", root.join("open/up")).unwrap();
        symlink("../outside/dangling.txt", root.join("open/dangling")).unwrap();
        symlink("loop", root.join("open/loop")).unwrap();
        symlink("data.txt", root.join("open/honest")).unwrap();
        Disk(root)
    }

    /// What is on the disk outside `open`: each file's text, and when it was last written.
    fn outside(&self) -> BTreeMap<PathBuf, (String, i64)> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let metadata = fs::symlink_metadata(&entry).unwrap();
                match entry {
                    open if open == self.0.join("open") => {}
                    folder if metadata.is_dir() => folders.push(folder),
                    file => {
                        drop(found.insert(file.clone(), (fs::read_to_string(&file).unwrap(), metadata.mtime_nsec())))
                    }
                }
            }
        }
        found
    }

    /// What a program prints that is run in `here`; what lies outside `open` must be as it was.
    fn run(&self, options: &[&str], program: &str) -> String {
        let before = self.outside();
        let output = Command::new(env!("CARGO_BIN_EXE_tape"))
            .args(options)
            .args(["-c", program])
            .arg(&self.0)
            .env_remove("NO_COLOR")
            .current_dir(self.0.join("here"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let out = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(self.outside(), before, "after {program}");
        assert!(!out.contains(SECRET) && !err.contains(SECRET), "{program}\n{out}{err}");
        assert_eq!(err, "", "{program}");
        out
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Defines `root`, and `attempt(…)`, which calls something and says what came of it.
const ATTEMPT: &str = r#"
import csv, glob, io, json, os, pathlib, shutil, sys, tempfile
root = sys.argv[1]
def attempt(work, *args, **options):
    try:
        result = work(*args, **options)
    except OSError as error:
        return f"{type(error).__name__}: {error}".replace(root, "ROOT")
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return repr(result).replace(root, "ROOT")
def read(path, *args, **options):
    with open(path, *args, **options) as file:
        return file.read()
def write(path, mode="w"):
    with open(path, mode) as file:
        file.write("harm")
"#;

fn with_attempt(program: &str) -> String {
    format!("{ATTEMPT}{program}")
}

/// Every way to spell a file outside: none is seen without a grant, nor with one for the directory beside it.
#[test]
fn no_spelling_leads_outside() {
    let disk = Disk::new("spelling");
    let program = with_attempt(
        r#"
spellings = [
    root + "/secret.txt", root + "//secret.txt", "/" + root + "/secret.txt", root + "/./secret.txt",
    root + "/open/../secret.txt", root + "/open/inside/../../secret.txt", root + "/open/./.././secret.txt",
    root + "/open//..//secret.txt", root + "/open/data.txt/../../secret.txt", root + "/open/nothing/../../secret.txt",
    "../secret.txt", "./../secret.txt", "../here/../secret.txt", ".././././secret.txt", "secret.txt", "./secret.txt",
    "../open/../secret.txt", "../open/folder/../../secret.txt", root + "/open/up/../secret.txt",
    root + "/outside/secret.txt", "/proc/self/environ", "/proc/self/cwd/secret.txt", "/proc/self/root" + root + "/secret.txt",
    "/dev/fd/0", "/dev/stdin", "/etc/passwd", "//etc/passwd", "/etc/../etc/passwd", "../" * 30 + "etc/passwd", "/../etc/passwd",
    "~/secret.txt", os.path.expanduser("~/secret.txt"), os.path.expandvars("$HOME/secret.txt"), "file://" + root + "/secret.txt",
    os.path.join("/tmp", root, "secret.txt"), os.path.join(root, "open", "/etc/passwd"), "open\\..\\secret.txt",
]
readers = [
    read, lambda path: read(path, "rb"), lambda path: read(path, "r+"), lambda path: io.open(path).read(),
    lambda path: pathlib.Path(path).read_text(), lambda path: pathlib.Path(path).read_bytes(),
    lambda path: pathlib.Path(path).open().readlines(), lambda path: pathlib.Path(path).resolve().read_text(),
    lambda path: (pathlib.Path("/") / path).read_text(), lambda path: pathlib.Path(root).joinpath("open", path).read_text(),
    lambda path: shutil.copy(path, "/tmp/copy"), lambda path: shutil.move(path, "/tmp/moved"),
    lambda path: os.rename(path, "/tmp/renamed"), lambda path: os.remove(path), os.stat, os.path.getsize,
    lambda path: os.read(os.open(path, os.O_RDONLY), 100), lambda path: json.load(open(path)),
    lambda path: list(csv.reader(open(path))), lambda path: read(path.encode(), "rb"),
    lambda path: pathlib.Path(path).unlink(), lambda path: os.truncate(path, 0),
]
for path in spellings:
    if os.path.exists(path) or os.path.isfile(path) or pathlib.Path(path).exists() or glob.glob(path):
        print("exists", path)
    for number, reader in enumerate(readers):
        told = attempt(reader, path)
        if not told.startswith("FileNotFoundError: [Errno 2] No such file or directory: "):
            print(number, path, told)
for folder in ["..", root, root + "/outside", "/proc", "/etc", root + "/open/.."]:
    listed = attempt(os.listdir, folder)
    if listed.startswith("[") and ("secret" in listed or "outside" in listed):
        print(folder, listed)
print("done")
"#,
    );
    // A name under an open directory whose middle is a file is no directory, as CPython says.
    let beside = "NotADirectoryError: [Errno 20] Not a directory";
    for options in [vec![], vec!["--read", "../open"], vec!["--write", "../open"]] {
        let out = disk.run(&options, &program);
        let odd: Vec<&str> = out.lines().filter(|line| !line.contains(beside)).collect();
        assert_eq!(odd, ["done"], "{options:?}");
    }
    assert_eq!(fs::read_to_string(disk.0.join("open/data.txt")).unwrap(), "data");
}

/// Links that lead outside are refused, whatever is done with them; those that stay inside are followed.
#[test]
fn links_that_lead_outside_are_refused() {
    let disk = Disk::new("links");
    let program = with_attempt(
        r#"
os.chdir(root + "/open")
for path in ["absolute", "relative", "chain", "folder/secret.txt", "up/secret.txt", "dangling", "folder/new.txt", "folder/none/new.txt", "absolute/new.txt", "up/new.txt",
             "folder", "up", "./folder/../folder/secret.txt", "up/open/up/secret.txt"]:
    for work in [read, write, lambda path: write(path, "a"), lambda path: write(path, "x"), lambda path: write(path, "r+"), os.stat,
                 os.listdir, os.mkdir, os.remove, os.rmdir, shutil.rmtree, lambda path: os.rename(path, "taken"),
                 lambda path: os.rename("data.txt", path), lambda path: shutil.copy("data.txt", path),
                 lambda path: shutil.copy(path, "taken"), lambda path: pathlib.Path(path).touch(),
                 lambda path: tempfile.mkdtemp(dir=path), os.chdir, lambda path: os.utime(path), lambda path: os.chmod(path, 0)]:
        told = attempt(work, path)
        if not told.startswith("PermissionError: [Errno 13] Permission denied"):
            print(path, told)
print(attempt(read, "loop"))
print(read("honest"), sorted(os.listdir()))
"#,
    );
    let listed =
        "['absolute', 'chain', 'dangling', 'data.txt', 'folder', 'honest', 'inside', 'loop', 'relative', 'up']";
    for access in ["--read", "--write"] {
        let out = disk.run(&[access, "../open"], &program);
        let expected = format!("PermissionError: [Errno 13] Permission denied: 'loop'\ndata {listed}\n");
        assert_eq!(out, expected, "{access}");
    }
}

/// Programs make no links: not out of an open directory, and not into one.
#[test]
fn programs_make_no_links() {
    let disk = Disk::new("made");
    let program = with_attempt(
        r#"
os.chdir(root + "/open")
for work in [os.symlink, os.link]:
    print(attempt(work, "data.txt", "made"))
    print(attempt(work, "data.txt", "inside"))
print(attempt(os.symlink, "../secret.txt", "made"), attempt(os.link, "../secret.txt", "made"))
print(attempt(pathlib.Path("made").symlink_to, root + "/secret.txt"))
print(attempt(pathlib.Path("made").hardlink_to, root + "/secret.txt"))
print(attempt(os.readlink, "data.txt"), os.path.exists("made"))
"#,
    );
    let out = disk.run(&["--write", "../open"], &program);
    let refused = "PermissionError: [Errno 1] Operation not permitted";
    let expected = [
        format!("{refused}: 'data.txt' -> 'made'"),
        "FileExistsError: [Errno 17] File exists: 'data.txt' -> 'inside'".to_owned(),
        format!("{refused}: 'data.txt' -> 'made'"),
        "FileExistsError: [Errno 17] File exists: 'data.txt' -> 'inside'".to_owned(),
        format!(
            "{refused}: '../secret.txt' -> 'made' FileNotFoundError: [Errno 2] No such file or directory: '../secret.txt' -> 'made'"
        ),
        format!("{refused}: 'ROOT/secret.txt' -> 'made'"),
        "FileNotFoundError: [Errno 2] No such file or directory: 'ROOT/secret.txt' -> 'made'".to_owned(),
        "OSError: [Errno 22] Invalid argument: 'data.txt' False".to_owned(),
    ];
    assert_eq!(out.lines().collect::<Vec<_>>(), expected);
    assert!(fs::symlink_metadata(disk.0.join("open/made")).is_err());
}

/// What is written outside an open directory, or under one that may only be read, stays in memory.
#[test]
fn what_may_not_be_written_stays_in_memory() {
    let disk = Disk::new("memory");
    let program = with_attempt(
        r#"
import matplotlib.pyplot as plt
for path in ["new.txt", "../open/new.txt", "../open/data.txt", "/tmp/new.txt"]:
    write(path)
    print(read(path), os.path.exists(path))
plt.plot([1, 2])
plt.savefig("../open/figure.svg")
with tempfile.TemporaryDirectory() as folder:
    write(folder + "/x")
with tempfile.NamedTemporaryFile("w", dir="../open") as file:
    file.write("x")
pathlib.Path("../open/fresh").mkdir()
shutil.copy("../open/data.txt", "../open/fresh")
print(attempt(os.remove, "../open/honest"), attempt(os.rename, "../open/honest", "x"), attempt(os.rmdir, "../open/inside"))
print(attempt(write, "/etc/harm"), attempt(write, "/harm/harm"), attempt(os.makedirs, "/etc"))
"#,
    );
    let before = fs::read_dir(disk.0.join("open")).unwrap().count();
    let out = disk.run(&["--read", "../open"], &program);
    let denied = |path: &str| format!("PermissionError: [Errno 13] Permission denied: {path}");
    let missing = |path: &str| format!("FileNotFoundError: [Errno 2] No such file or directory: {path}");
    let expected = format!(
        "{}{} {} {}\n{} {} None\n",
        "harm True\n".repeat(4),
        denied("'../open/honest'"),
        denied("'../open/honest' -> 'x'"),
        denied("'../open/inside'"),
        missing("'/etc/harm'"),
        missing("'/harm/harm'"),
    );
    assert_eq!(out, expected);
    assert_eq!(fs::read_dir(disk.0.join("open")).unwrap().count(), before);
    assert_eq!(fs::read_to_string(disk.0.join("open/data.txt")).unwrap(), "data");
    assert!(!Path::new("/tmp/new.txt").exists());
}

/// Under `--write` a program works with the disk itself, as under CPython.
#[test]
fn what_may_be_written_is_on_the_disk() {
    let disk = Disk::new("write");
    let program = with_attempt(
        r#"
import matplotlib.pyplot as plt
os.chdir("../open")
write("a.txt"), write("a.txt", "a"), os.makedirs("x/y"), shutil.copy("a.txt", "x/y"), shutil.copytree("x", "z")
os.rename("a.txt", "inside/b.txt"), shutil.move("z", "moved"), pathlib.Path("c.txt").write_text("c")
json.dump({"a": 1}, open("c.json", "w")), csv.writer(open("c.csv", "w")).writerow([1, 2]), shutil.rmtree("x")
plt.plot([1, 2]), plt.savefig("c.png")
number = os.open("low", os.O_RDWR | os.O_CREAT)
os.write(number, b"low level"), os.lseek(number, 4, os.SEEK_SET)
print(os.read(number, 3), os.fstat(number).st_size, os.path.islink("honest"), os.path.realpath("data.txt") == root + "/open/data.txt")
os.close(number)
write("honest")
"#,
    );
    assert_eq!(disk.run(&["--write", "../open"], &program), "b'lev' 9 False True\n");
    let text = |name: &str| fs::read_to_string(disk.0.join("open").join(name)).unwrap();
    for (name, wanted) in [
        ("inside/b.txt", "harmharm"),
        ("moved/y/a.txt", "harmharm"),
        ("c.txt", "c"),
        ("c.json", "{\"a\": 1}"),
        ("c.csv", "1,2\r\n"),
        ("low", "low level"),
        ("data.txt", "harm"),
    ] {
        assert_eq!(text(name), wanted, "{name}");
    }
    assert!(!disk.0.join("open/x").exists() && disk.0.join("open/c.png").exists());
}

/// Modules are looked for beside the program, by names and not by paths.
#[test]
fn imports_take_no_paths() {
    let disk = Disk::new("imports");
    fs::write(disk.0.join("outside/harm.py"), "print('loaded')").unwrap();
    fs::write(disk.0.join("open/main.py"), with_attempt(
        r#"
for name in ["../outside/harm", root + "/outside/harm", "..outside.harm", "folder/harm", "/../outside/harm", "harm", "a/../../harm"]:
    print(attempt(__import__, name))
"#,
    ))
    .unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_tape"))
        .arg(disk.0.join("open/main.py"))
        .arg(&disk.0)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(!out.contains("loaded"), "{out}");
    assert_eq!(
        out.lines().filter(|line| line.starts_with("ModuleNotFoundError: No module named ")).count(),
        7,
        "{out}"
    );
}
