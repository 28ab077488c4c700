//! The elementwise kernels of truth values, and the comparison of strings.

use super::kernel::{Comparable, Done, Kernel, Places, Unsupported, compare, map, zip};
use super::{Binary, Compare, Unary};
use crate::array::Bytes;

/// Sums are disjunctions and products conjunctions, as numpy has it.
impl Kernel for bool {
    fn unary_block(op: Unary, source: &[bool], target: &mut Places<bool>) -> Done {
        match op {
            Unary::LogicalNot | Unary::Invert => map(source, target, |x: bool| !x),
            Unary::Abs | Unary::Square | Unary::Conj | Unary::Real => map(source, target, |x| x),
            _ => Err(Unsupported),
        }
    }

    fn binary_block(op: Binary, left: &[bool], right: &[bool], target: &mut Places<bool>) -> Done {
        match op {
            Binary::And | Binary::Mul | Binary::Minimum => zip(left, right, target, |x, y| x & y),
            Binary::Or | Binary::Add | Binary::Maximum => zip(left, right, target, |x, y| x | y),
            Binary::Xor => zip(left, right, target, |x, y| x ^ y),
            _ => Err(Unsupported),
        }
    }
}

impl Comparable for bool {
    fn compare_block(op: Compare, left: &[bool], right: &[bool], target: &mut Places<bool>) -> Done {
        compare(op, left, right, target)
    }
}

impl Comparable for Bytes {
    fn compare_block(op: Compare, left: &[Bytes], right: &[Bytes], target: &mut Places<bool>) -> Done {
        compare(op, left, right, target)
    }
}
