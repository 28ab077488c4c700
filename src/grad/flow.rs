//! What flows into the nodes of a tape while a sweep goes backwards.

use rustc_hash::FxHashMap;

use crate::cotangent::IndexedSlices;
use crate::tensor::Node;
use crate::{Cotangent, Result, Tensor};

/// What has arrived at each node so far.
///
/// # Design
/// A long tape has a place for each of its nodes, so a place is one pointer wide: the sparse gradients, which are few, live
/// beside.
pub(crate) struct Flow {
    dense: Vec<Option<Tensor>>,
    sparse: FxHashMap<Node, Box<IndexedSlices>>,
}

impl Flow {
    /// Into this many nodes nothing flows yet.
    pub(crate) fn into_nodes(count: usize) -> Flow {
        Flow { dense: vec![None; count], sparse: FxHashMap::default() }
    }

    /// What has arrived at a node.
    pub(crate) fn get(&self, node: Node) -> Option<Cotangent> {
        let dense = self.dense[node as usize].clone().map(Cotangent::Dense);
        dense.or_else(|| self.sparse.get(&node).cloned().map(Cotangent::Sparse))
    }

    /// Takes away what has arrived at a node.
    #[inline]
    pub(crate) fn take(&mut self, node: Node) -> Option<Cotangent> {
        match self.dense[node as usize].take() {
            Some(dense) => Some(Cotangent::Dense(dense)),
            None if self.sparse.is_empty() => None,
            None => self.sparse.remove(&node).map(Cotangent::Sparse),
        }
    }

    /// Adds to what has arrived at a node.
    ///
    /// # Errors
    /// Those of the addition.
    #[inline]
    pub(crate) fn add(&mut self, node: Node, contribution: Cotangent) -> Result<()> {
        let sum = match self.take(node) {
            Some(before) => before.plus(contribution)?,
            None => contribution,
        };
        match sum {
            Cotangent::Dense(dense) => self.dense[node as usize] = Some(dense),
            Cotangent::Sparse(sparse) => drop(self.sparse.insert(node, sparse)),
        }
        Ok(())
    }
}
