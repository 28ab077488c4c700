//! Deep recursion without a thousand equal frames.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::Frame;

/// A frame that occurs more often is shown at its first two places and its last one.
const COMMON: usize = 3;

/// What is shown in the place of one or more frames.
pub enum Entry<'a> {
    /// A frame.
    Frame(&'a Frame),
    /// Frames that were shown before, as `f at line 2 (987 times)`.
    Skipped(String),
}

/// What makes frames similar: the function and the line.
type Key<'a> = (usize, u32, &'a str);

fn key(frame: &Frame) -> Key<'_> {
    (Rc::as_ptr(&frame.source) as usize, frame.line, &frame.call)
}

/// The frames to show, with the repeated ones in the middle put together.
pub fn collapse(frames: &[Frame]) -> Vec<Entry<'_>> {
    let mut counts: HashMap<Key<'_>, usize> = HashMap::new();
    for frame in frames {
        *counts.entry(key(frame)).or_default() += 1;
    }
    let is_common = |frame: &Frame| counts[&key(frame)] > COMMON;
    let mut shown = Vec::new();
    for group in frames.chunk_by(|a, b| is_common(a) == is_common(b)) {
        let kept = if is_common(&group[0]) { edges(group) } else { (0..group.len()).collect() };
        let mut skipped: Vec<&Frame> = Vec::new();
        for (index, frame) in group.iter().enumerate() {
            if kept.contains(&index) {
                flush(&mut skipped, &mut shown);
                shown.push(Entry::Frame(frame));
            } else {
                skipped.push(frame);
            }
        }
        flush(&mut skipped, &mut shown);
    }
    shown
}

/// The first two places and the last one of each frame in a group.
fn edges(group: &[Frame]) -> HashSet<usize> {
    let mut places: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (index, frame) in group.iter().enumerate() {
        places.entry(key(frame)).or_default().push(index);
    }
    places.values().flat_map(|at| at.iter().take(2).chain(at.last()).copied()).collect()
}

fn flush<'a>(skipped: &mut Vec<&Frame>, shown: &mut Vec<Entry<'a>>) {
    if skipped.is_empty() {
        return;
    }
    let mut counts: Vec<(Key<'_>, usize)> = Vec::new();
    for frame in skipped.iter() {
        match counts.iter_mut().find(|(known, _)| *known == key(frame)) {
            Some((_, count)) => *count += 1,
            None => counts.push((key(frame), 1)),
        }
    }
    counts.sort_by(|(a, times_a), (b, times_b)| times_b.cmp(times_a).then(a.2.cmp(b.2)));
    let describe = |((_, line, call), count): &(Key<'_>, usize)| {
        let name = call.split('(').next().unwrap_or(call);
        let name = if name.is_empty() { "<module>" } else { name };
        format!("{name} at line {line} ({count} times)")
    };
    shown.push(Entry::Skipped(counts.iter().map(describe).collect::<Vec<_>>().join(", ")));
    skipped.clear();
}
