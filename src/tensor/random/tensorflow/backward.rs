//! Reading a stream as the rejection samplers do: block by block, the last element of a block first.

use super::fill::Real;
use crate::random::philox::Philox;

/// Elements of type `T` drawn a block at a time and handed out from the block's end.
pub(super) struct Backward<T> {
    make: fn([u32; 4]) -> [T; 4],
    block: [T; 4],
    remaining: usize,
}

impl<T: Real> Backward<T> {
    /// A reader of what `make` makes of each block.
    pub(super) fn new(make: fn([u32; 4]) -> [T; 4]) -> Backward<T> {
        Backward { make, block: [T::default(); 4], remaining: 0 }
    }

    /// The next element, from a new block of `stream` when the last one is used up.
    pub(super) fn next(&mut self, stream: &mut Philox) -> T {
        if self.remaining == 0 {
            self.block = (self.make)(stream.block());
            self.remaining = T::PER_BLOCK;
        }
        self.remaining -= 1;
        self.block[self.remaining]
    }
}
