//! What the types that tiles are made of can do on this processor.

#![allow(unsafe_code)]

use std::cell::RefCell;

use num_traits::Float;

use super::across::{self, Rows};
#[cfg(target_arch = "x86_64")]
use super::group;
use super::operand::Lines;
use super::pack::Workspace;
use super::tile::{GROUP, Goal};
use crate::elementwise::Places;
#[cfg(target_arch = "x86_64")]
use crate::wide::{self, Registers};

/// A type that tiles are made of.
pub trait Tiled: Float + Send + Sync {
    /// Packs so many rows of terms that are neighbours; the lines of the target lie `step` apart, and each has room for all
    /// rows. Tells whether the processor can do it.
    fn pack_across(rows: Rows<'_, Self>, step: usize, target: &mut Places<Self>) -> bool {
        let _ = (rows, step, target);
        false
    }

    /// Adds up the tiles of so many strips, `PACKED` or in place, by [`GROUP`] panels at once, in order and fused. Tells whether
    /// the processor can do it.
    fn sum_group<const STRIPS: usize, const PACKED: bool>(
        strips: [Lines<'_, Self>; STRIPS],
        panels: [Lines<'_, Self>; GROUP],
        goal: Goal,
        target: &mut Places<Self>,
    ) -> bool {
        let _ = (strips, panels, goal, target);
        false
    }

    /// Does something with buffers that this thread keeps from one product to the next.
    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<Self>) -> R) -> R;
}

thread_local! {
    static SINGLE: RefCell<Workspace<f32>> = const { RefCell::new(Workspace::new()) };
    static DOUBLE: RefCell<Workspace<f64>> = const { RefCell::new(Workspace::new()) };
}

impl Tiled for f64 {
    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<f64>) -> R) -> R {
        DOUBLE.with_borrow_mut(work)
    }
}

impl Tiled for f32 {
    #[inline]
    fn pack_across(rows: Rows<'_, f32>, step: usize, target: &mut Places<f32>) -> bool {
        across::pack(rows, step, target)
    }

    #[inline]
    fn sum_group<const STRIPS: usize, const PACKED: bool>(
        strips: [Lines<'_, f32>; STRIPS],
        panels: [Lines<'_, f32>; GROUP],
        goal: Goal,
        target: &mut Places<f32>,
    ) -> bool {
        #[cfg(target_arch = "x86_64")]
        if let Registers::Of512 = wide::registers() {
            // SAFETY: the processor has the instructions that the function is compiled for.
            unsafe { group::summed::<STRIPS, PACKED>(strips, panels, goal, target) };
            return true;
        }
        let _ = (strips, panels, goal, target);
        false
    }

    fn with_workspace<R>(work: impl FnOnce(&mut Workspace<f32>) -> R) -> R {
        SINGLE.with_borrow_mut(work)
    }
}
