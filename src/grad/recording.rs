//! What a tape has recorded: the records in order, and the nodes they lie between.

use std::cell::RefCell;

use smallvec::SmallVec;

use crate::record::{Record, Site};
use crate::recorders;
use crate::tensor::{Node, Serial, Tracked};
use crate::{Attrs, OpDef, Tensor, Variable};

/// What a tape has recorded so far.
pub(crate) struct Recording {
    serial: Serial,
    watch_accessed: bool,
    /// Whether the first sweep may let go of records as it passes them.
    single_use: bool,
    log: RefCell<Log>,
}

#[derive(Default)]
struct Log {
    records: Records,
    nodes: Node,
    /// The nodes of what is followed from without, not because an op made it of something followed.
    watched: SmallVec<[Node; 2]>,
    variables: Vec<Variable>,
}

impl Recording {
    pub(crate) fn new(watch_accessed: bool, single_use: bool) -> Recording {
        Recording { serial: recorders::give_birth(), watch_accessed, single_use, log: RefCell::default() }
    }

    pub(crate) fn node(&self, tracked: &Tracked) -> Option<Node> {
        tracked.node(self.serial)
    }

    pub(crate) fn node_of(&self, tensor: &Tensor) -> Option<Node> {
        self.node(tensor.tracked())
    }

    pub(crate) fn is_single_use(&self) -> bool {
        self.single_use
    }

    pub(crate) fn watch(&self, tracked: &Tracked) {
        if self.node(tracked).is_none() {
            let mut log = self.log.borrow_mut();
            let node = log.take_nodes(1);
            log.watched.push(node);
            tracked.enter(self.serial, node, recorders::is_alive);
        }
    }

    pub(crate) fn watch_variable(&self, variable: &Variable) {
        if self.node(variable.tracked()).is_none() {
            self.watch(variable.tracked());
            self.log.borrow_mut().variables.push(variable.clone());
        }
    }

    /// Hears that a variable was read: its value stands at the variable's own node, whatever was assigned since.
    pub(crate) fn read(&self, variable: &Variable, value: &Tensor) {
        if self.watch_accessed && variable.is_trainable() {
            self.watch_variable(variable);
        }
        if let Some(node) = self.node(variable.tracked()) {
            self.place(value, node);
        }
    }

    /// Lets a value stand at a node that another one has too.
    pub(crate) fn place(&self, value: &Tensor, node: Node) {
        value.tracked().enter(self.serial, node, recorders::is_alive);
    }

    #[inline]
    pub(crate) fn record(&self, call: (&'static OpDef, &Attrs, Site), inputs: &[&Tensor], outputs: &[Tensor]) {
        if outputs.is_empty() {
            return;
        }
        let Some(reads) = Record::due(self.serial, call.0, inputs) else { return };
        let mut log = self.log.borrow_mut();
        let first = log.take_nodes(outputs.len() as Node);
        log.records.push_with(|| Record::new((self.serial, reads), call, inputs, outputs, first));
        for (node, output) in (first..).zip(outputs) {
            output.tracked().enter(self.serial, node, recorders::is_alive);
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.log.borrow().records.len
    }

    /// Whether all that is followed from without fulfils a condition.
    pub(crate) fn follows_only(&self, fulfils: impl Fn(Node) -> bool) -> bool {
        self.log.borrow().watched.iter().all(|&node| fulfils(node))
    }

    pub(crate) fn node_count(&self) -> usize {
        self.log.borrow().nodes as usize
    }

    pub(crate) fn get(&self, index: usize) -> Option<Record> {
        self.log.borrow().records.get(index).cloned()
    }

    /// Takes the last record out.
    #[inline]
    pub(crate) fn pop(&self) -> Option<Record> {
        self.log.borrow_mut().records.pop()
    }

    /// Calls something on each record in order.
    pub(crate) fn each(&self, mut visit: impl FnMut(&Record)) {
        self.log.borrow().records.iter().for_each(&mut visit);
    }

    pub(crate) fn variables(&self) -> Vec<Variable> {
        let mut variables = self.log.borrow().variables.clone();
        variables.sort_by_key(Variable::id);
        variables
    }
}

impl Drop for Recording {
    fn drop(&mut self) {
        recorders::bury(self.serial);
    }
}

impl Log {
    fn take_nodes(&mut self, count: Node) -> Node {
        let first = self.nodes;
        self.nodes += count;
        first
    }
}

/// Records in blocks, so that a long tape never copies itself to grow.
#[derive(Default)]
struct Records {
    blocks: Vec<Vec<Record>>,
    len: usize,
}

/// Records in a block: just under 64 KiB, which allocators round up to nothing more.
const BLOCK: usize = (64 << 10) / size_of::<Record>();

impl Records {
    /// Adds a record, which is made where it stays.
    #[inline]
    fn push_with(&mut self, make: impl FnOnce() -> Record) {
        if self.blocks.last().is_none_or(|block| block.len() == BLOCK) {
            // The first block grows as it likes: most tapes are short.
            self.blocks.push(Vec::with_capacity(if self.blocks.is_empty() { 8 } else { BLOCK }));
        }
        if let Some(block) = self.blocks.last_mut() {
            block.reserve(1);
            block.extend(std::iter::once_with(make));
            self.len += 1;
        }
    }

    #[inline]
    fn pop(&mut self) -> Option<Record> {
        let record = self.blocks.last_mut()?.pop();
        if self.blocks.last().is_some_and(Vec::is_empty) {
            self.blocks.pop();
        }
        self.len -= usize::from(record.is_some());
        record
    }

    fn get(&self, index: usize) -> Option<&Record> {
        self.blocks.get(index / BLOCK)?.get(index % BLOCK)
    }

    fn iter(&self) -> impl Iterator<Item = &Record> {
        self.blocks.iter().flatten()
    }
}
