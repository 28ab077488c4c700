//! The figures of docs/plots: what they show equals what matplotlib shows (recorded by `plots/record.py`), no texts overlap, and the
//! drawings are those in the folder. `UPDATE_PLOTS=1 cargo test --test plots` draws them anew.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use tape::shell::{Kind, Manner, Outcome, Session};
use tape_lang::vm::{Console, Picture};
use tape_plot::geometry::Point;

/// What a program printed, and the figures that it showed.
#[derive(Clone, Default)]
struct Seen {
    printed: Rc<RefCell<String>>,
    drawn: Rc<RefCell<Vec<String>>>,
    characters: Rc<RefCell<String>>,
}

impl Console for Seen {
    fn write_stdout(&mut self, text: &str) {
        self.printed.borrow_mut().push_str(text);
    }

    fn write_stderr(&mut self, text: &str) {
        self.printed.borrow_mut().push_str(text);
    }

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }

    fn show(&mut self, picture: &dyn Picture) -> bool {
        self.drawn.borrow_mut().push(picture.svg());
        self.characters.borrow_mut().push_str(&picture.characters(80, false));
        true
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn programs() -> Vec<PathBuf> {
    let files = fs::read_dir(root().join("docs/plots")).unwrap().map(|entry| entry.unwrap().path());
    let mut programs: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "py")).collect();
    programs.sort();
    programs
}

/// Runs a program, and what asks its figure what it shows.
fn run(program: &Path) -> Seen {
    let text = fs::read_to_string(program).unwrap() + include_str!("plots/what_it_shows.py");
    let seen = Seen::default();
    let mut session = Session::new(Box::new(seen.clone()), Manner::Notebook);
    let outcome = session.submit(&text, Kind::Script { name: "plot", echo: false });
    if let Outcome::Error(failure) = outcome {
        seen.printed.borrow_mut().push_str(&failure.traceback.plain());
    }
    session.show_figures();
    seen
}

#[test]
fn figures_show_what_matplotlib_shows() {
    let programs = programs();
    assert!(programs.len() >= 12);
    let mut wrong = Vec::new();
    for program in &programs {
        let name = program.file_stem().unwrap().to_str().unwrap();
        let recorded = fs::read_to_string(root().join(format!("tests/plots/{name}.txt"))).unwrap();
        let seen = run(program);
        let printed = seen.printed.borrow();
        let mut lines = printed.lines().zip(recorded.lines());
        if let Some((own, wanted)) = lines.find(|(own, wanted)| own != wanted) {
            wrong.push(format!("{name}:\n  matplotlib {wanted}\n  here       {own}"));
        } else if printed.lines().count() != recorded.lines().count() {
            wrong.push(format!("{name}: {printed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn drawings_are_those_in_the_folder() {
    for program in programs() {
        let seen = run(&program);
        let drawn = seen.drawn.borrow().concat();
        let file = program.with_extension("svg");
        if std::env::var_os("UPDATE_PLOTS").is_some() {
            fs::write(&file, &drawn).unwrap();
        }
        assert!(fs::read_to_string(&file).unwrap() == drawn, "{} is not what is drawn now", file.display());
        assert!(seen.characters.borrow().lines().all(|line| line.chars().count() <= 80), "{}", program.display());
    }
}

/// A text in a drawing: what it says and the corners of its box.
struct Placed {
    text: String,
    corners: [Point; 4],
}

/// The number in an attribute; 0 where there is none.
fn attribute(element: &str, name: &str) -> f64 {
    let value = element.split_once(&format!(" {name}=\"")).map_or("0", |(_, rest)| rest.split('"').next().unwrap());
    value.parse().unwrap()
}

/// The texts of a drawing, as tall as their capitals and descenders.
fn texts(svg: &str) -> Vec<Placed> {
    let elements = svg.split("<text ").skip(1).map(|rest| rest.split_once("</text>").unwrap().0);
    elements
        .map(|element| {
            let (head, text) = element.split_once('>').unwrap();
            let head = format!(" {head}");
            let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            let (size, down) = (attribute(&head, "font-size"), attribute(&head, "y"));
            let width = tape_plot::text::width(&text, size);
            let left = match head.split_once("text-anchor=\"").map(|(_, rest)| rest.split('"').next().unwrap()) {
                Some("middle") => -width / 2.0,
                Some("end") => -width,
                _ => 0.0,
            };
            let (origin, angle) = match head.split_once("translate(") {
                Some((_, rest)) => {
                    let numbers: Vec<f64> = rest
                        .split(|c: char| !c.is_ascii_digit() && c != '.' && c != '-')
                        .filter_map(|number| number.parse().ok())
                        .take(3)
                        .collect();
                    (Point::new(numbers[0], numbers[1]), numbers[2].to_radians())
                }
                None => (Point::new(attribute(&head, "x"), 0.0), 0.0),
            };
            let (top, bottom) = (down - 0.73 * size, down + 0.15 * size);
            let corners = [(left, top), (left + width, top), (left + width, bottom), (left, bottom)];
            let (sin, cos) = angle.sin_cos();
            let corners = corners.map(|(x, y)| Point::new(origin.x + x * cos - y * sin, origin.y + x * sin + y * cos));
            Placed { text, corners }
        })
        .collect()
}

/// Whether two convex outlines overlap: no line along a side of either keeps them apart.
fn overlap(a: &[Point; 4], b: &[Point; 4]) -> bool {
    let apart = |sides: &[Point; 4]| {
        (0..4).any(|index| {
            let (from, to) = (sides[index], sides[(index + 1) % 4]);
            let normal = Point::new(from.y - to.y, to.x - from.x);
            let reach = |corners: &[Point; 4]| {
                let along = corners.map(|corner| corner.x * normal.x + corner.y * normal.y);
                (along.into_iter().fold(f64::INFINITY, f64::min), along.into_iter().fold(f64::NEG_INFINITY, f64::max))
            };
            let ((low, high), (other_low, other_high)) = (reach(a), reach(b));
            high <= other_low || other_high <= low
        })
    };
    !apart(a) && !apart(b)
}

#[test]
fn no_texts_overlap_and_none_is_cut_off() {
    let mut wrong = Vec::new();
    for program in programs() {
        let name = program.file_stem().unwrap().to_string_lossy().into_owned();
        let svg = run(&program).drawn.borrow().concat();
        let (width, height) = (attribute(&svg, "width"), attribute(&svg, "height"));
        let texts = texts(&svg);
        assert!(texts.len() > 5, "{name}");
        for (index, placed) in texts.iter().enumerate() {
            let inside = |at: &Point| (0.0..=width).contains(&at.x) && (0.0..=height).contains(&at.y);
            if !placed.corners.iter().all(inside) {
                wrong.push(format!("{name}: '{}' is cut off", placed.text));
            }
            for other in texts[..index].iter().filter(|other| overlap(&other.corners, &placed.corners)) {
                wrong.push(format!("{name}: '{}' and '{}' overlap", other.text, placed.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
