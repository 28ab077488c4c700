//! A collection.

use std::cell::Cell;
use std::rc::Rc;

use super::graph::Graph;
use super::{WATCHED, settle};
use crate::finalize;
use crate::value::Value;

thread_local! {
    static COLLECTING: Cell<bool> = const { Cell::new(false) };
}

/// Frees the objects that only refer to each other, and tells how many there were.
///
/// Those with a `__del__` are handed to the machine, which calls it soon; they go with the next collection.
///
/// # Examples
/// ```
/// use std::rc::Rc;
/// use tape_lang::compile::Mode;
/// use tape_lang::value::Dict;
/// let mut vm = tape_lang::Vm::new(Box::new(tape_lang::vm::Silent));
/// let globals = Rc::new(Dict::new());
/// let ring = "ring = []\nring.append([ring])\ndel ring\n";
/// vm.run_source(&tape_text::Source::new("<stdin>", ring), &globals, Mode::default())?;
/// assert_eq!(tape_lang::cycles::collect(), 2);
/// assert_eq!(tape_lang::cycles::collect(), 0);
/// # Ok::<(), tape_lang::Raise>(())
/// ```
pub fn collect() -> usize {
    // What is freed may put containers into others.
    if COLLECTING.replace(true) {
        return 0;
    }
    let mut graph = Graph::default();
    let watched: Vec<Value> = WATCHED.with_borrow(|watched| watched.iter().filter_map(super::Watched::value).collect());
    for value in watched {
        graph.add(value);
    }
    graph.expand();
    graph.mark();
    let finalized = postpone_finalizers(&graph);
    graph.mark_from(finalized);
    let garbage = graph.nodes.iter().filter(|node| !node.is_live);
    let count = garbage.clone().filter(|node| !matches!(node.value, Value::Cell(_))).count();
    // What is emptied stays in the graph until all is empty, so that no chain of drops grows deep.
    garbage.for_each(|node| empty(&node.value));
    drop(graph);
    settle();
    COLLECTING.set(false);
    count
}

/// Hands garbage that has a finalizer to the machine, and tells where it stands. Instances whose attributes were watched first
/// come first: most often they were made first.
fn postpone_finalizers(graph: &Graph) -> Vec<usize> {
    let mut postponed = Vec::new();
    for (place, node) in graph.nodes.iter().enumerate() {
        if let Value::Instance(instance) = &node.value
            && !node.is_live
            && instance.awaits_finalizer()
        {
            instance.set_finalized();
            let attributes = instance.dict_if_any().and_then(|dict| graph.place(Rc::as_ptr(dict) as usize));
            postponed.push((attributes, place));
        }
    }
    postponed.sort_unstable();
    let places = postponed.into_iter().map(|(_, place)| place);
    places.inspect(|&place| finalize::postpone(graph.nodes[place].value.clone())).collect()
}

/// Takes out what an object refers to, if that can change at all: every ring has such an object.
fn empty(value: &Value) {
    match value {
        Value::List(list) => drop(list.take()),
        Value::Dict(dict) => dict.clear(),
        Value::Cell(cell) => cell.set(Value::Unset),
        Value::Set(set) => set.clear(),
        Value::Generator(generator) => generator.abandon(),
        Value::Object(object) => object.object().release(),
        _ => {}
    }
}
