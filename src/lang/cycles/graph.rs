//! The objects that can be reached from the watched ones, with the references between them.

use rustc_hash::FxHashMap;

use super::edges;
use crate::value::Value;

/// An object.
pub(super) struct Node {
    /// The object, kept alive while the collection runs.
    pub value: Value,
    /// How many references to it there are, from wherever.
    references: usize,
    /// How many of those come from objects of the graph.
    met: usize,
    /// Whether it can be reached from outside.
    pub is_live: bool,
}

/// The objects.
#[derive(Default)]
pub(super) struct Graph {
    pub nodes: Vec<Node>,
    /// Where the object at an address stands among the nodes.
    places: FxHashMap<usize, u32>,
}

impl Graph {
    /// Adds an object, unless it is there, and tells where it stands. The reference that is handed over is the only one that
    /// this collection adds to the object's count.
    pub fn add(&mut self, value: Value) -> usize {
        let Some(address) = value.identity() else { return usize::MAX };
        let next = self.nodes.len() as u32;
        let place = *self.places.entry(address).or_insert(next);
        if place == next {
            let references = value.reference_count() - 1;
            self.nodes.push(Node { value, references, met: 0, is_live: false });
        }
        place as usize
    }

    /// Where the object at an address stands.
    pub fn place(&self, address: usize) -> Option<u32> {
        self.places.get(&address).copied()
    }

    /// Adds all that can be reached from the objects that are there, and counts the references met on the way.
    pub fn expand(&mut self) {
        let mut at = 0;
        while at < self.nodes.len() {
            let value = std::mem::take(&mut self.nodes[at].value);
            edges::visit(&value, &mut |referred| {
                let place = self.add_referred(referred, at, &value);
                if let Some(node) = self.nodes.get_mut(place) {
                    node.met += 1;
                }
            });
            self.nodes[at].value = value;
            at += 1;
        }
    }

    /// As [`Graph::add`]; an object may refer to itself while its node is empty.
    fn add_referred(&mut self, referred: Value, from: usize, value: &Value) -> usize {
        if referred.identity() == value.identity() { from } else { self.add(referred) }
    }

    /// Marks everything that is referred to from outside, and everything that this leads to.
    pub fn mark(&mut self) {
        let outside = |(place, node): (usize, &Node)| (node.references > node.met).then_some(place);
        let roots: Vec<usize> = self.nodes.iter().enumerate().filter_map(outside).collect();
        self.mark_from(roots);
    }

    /// Marks objects, and everything that they lead to.
    pub fn mark_from(&mut self, mut waiting: Vec<usize>) {
        while let Some(place) = waiting.pop() {
            if std::mem::replace(&mut self.nodes[place].is_live, true) {
                continue;
            }
            edges::visit(&self.nodes[place].value, &mut |referred| {
                let place = referred.identity().and_then(|address| self.places.get(&address));
                waiting.extend(place.map(|&place| place as usize));
            });
        }
    }
}
