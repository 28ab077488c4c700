//! Which nodes of a tape a sweep has to do with.

use crate::record::Record;
use crate::recording::Recording;
use crate::tensor::Node;

/// What a sweep wants of a node.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Place {
    /// Nothing: no source lies behind it.
    Idle,
    /// What flows on to the sources behind it.
    Between,
    /// What arrives: it is a source, whatever lies behind it.
    Source,
}

/// What a sweep wants of each node.
#[derive(Debug)]
pub(crate) struct Places(Vec<Place>);

impl Places {
    /// The places on the ways from the sources.
    pub(crate) fn on_the_way_from(sources: &[Option<Node>], recording: &Recording) -> Places {
        let mut places = vec![Place::Idle; recording.node_count()];
        for &node in sources.iter().flatten() {
            places[node as usize] = Place::Source;
        }
        if recording.follows_only(|node| places[node as usize] == Place::Source) {
            // Whatever was recorded comes from a source: no need to look.
            places.iter_mut().filter(|place| **place == Place::Idle).for_each(|place| *place = Place::Between);
            return Places(places);
        }
        let mut places = Places(places);
        recording.each(|record| places.pass(record));
        places
    }

    /// Wants the outputs of a record if it wants one of its inputs.
    fn pass(&mut self, record: &Record) {
        if record.input_nodes().any(|node| self.wants(node)) {
            let nodes = record.output_nodes();
            let outputs = &mut self.0[nodes.start as usize..nodes.end as usize];
            outputs.iter_mut().filter(|place| **place == Place::Idle).for_each(|place| *place = Place::Between);
        }
    }

    /// What the sweep wants of a node that the tape follows.
    #[inline]
    pub(crate) fn of(&self, node: Node) -> Place {
        self.0[node as usize]
    }

    /// Whether anything is wanted of a node, which may be [`UNTRACKED`](crate::record::UNTRACKED).
    #[inline]
    pub(crate) fn wants(&self, node: Node) -> bool {
        self.0.get(node as usize).is_some_and(|&place| place != Place::Idle)
    }
}
