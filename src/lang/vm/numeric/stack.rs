//! The slots of numeric calls.

/// How many slots there are; untouched ones cost nothing.
const COUNT: usize = 1 << 20;

/// Memory for the slots of all calls of a run, taken when the first program runs.
#[derive(Default)]
pub(crate) struct Stack {
    slots: Vec<u64>,
}

impl Stack {
    /// The slots.
    pub fn slots(&mut self) -> &mut [u64] {
        if self.slots.is_empty() {
            self.slots = vec![0; COUNT];
        }
        &mut self.slots
    }
}
