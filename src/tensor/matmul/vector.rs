//! Products of a matrix with a vector, in the order of Eigen's `GeneralMatrixVector.h` for 256-bit registers.

#![allow(unsafe_code)]

use num_traits::Float;

use super::multiply::{Factors, Matrix};
use crate::elementwise::{Places, filled};
use crate::flushing::Flushing;

/// How the products of a row are added up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Order {
    /// The rows lie in one piece: registers along each row.
    AlongRows,
    /// The columns lie in one piece: one column after another.
    AlongColumns,
}

impl Order {
    fn of<T: Copy>(matrix: Matrix<T>) -> Order {
        if matrix.by_rows() { Order::AlongRows } else { Order::AlongColumns }
    }
}

/// With so many columns they are added up in blocks.
const MANY_COLUMNS: usize = 128;

/// Columns further apart than this come in smaller blocks.
const FAR_BYTES: usize = 32_000;

/// Vectors and matrices whose sizes add up to less are multiplied number by number.
const TINY: usize = 20;

/// The product of two matrices of which one is a row, a column or both: number by number where it is tiny.
pub fn multiply<T: Float, const LANE: usize>(factors: Factors<T>, target: &mut Places<T>) {
    let Factors { left, right, flushes } = factors;
    let _flushing = flushes.then(Flushing::start);
    let (rows, inner, columns) = (left.rows, left.columns, right.columns);
    if rows + inner + columns < TINY || rows == columns || inner == 1 {
        one_by_one(left, right, target);
    } else if columns == 1 {
        with_column::<T, LANE>(left, right, target);
    } else {
        with_column::<T, LANE>(right.transpose(), left.transpose(), target);
    }
}

/// Each sum from its first to its last term.
#[inline(never)]
fn one_by_one<T: Float>(left: Matrix<T>, right: Matrix<T>, target: &mut Places<T>) {
    for (row, target) in target.chunks_exact_mut(right.columns).enumerate() {
        for (column, result) in target.iter_mut().enumerate() {
            let terms = (0..left.columns).map(|inner| left.at(row, inner) * right.at(inner, column));
            result.write(terms.fold(T::zero(), |sum, term| sum + term));
        }
    }
}

/// The product of a matrix with one column, with AVX2 where the processor has it: the results are the same.
#[inline(never)]
fn with_column<T: Float, const LANE: usize>(matrix: Matrix<T>, column: Matrix<T>, target: &mut Places<T>) {
    let order = Order::of(matrix);
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: the processor has the instructions that the function is compiled for.
        return unsafe { with_avx2::<T, LANE>(matrix, column, order, target) };
    }
    in_order::<T, LANE>(matrix, column, order, target);
}

/// [`in_order`] compiled for AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn with_avx2<T: Float, const LANE: usize>(matrix: Matrix<T>, column: Matrix<T>, order: Order, target: &mut Places<T>) {
    in_order::<T, LANE>(matrix, column, order, target);
}

#[inline(always)]
fn in_order<T: Float, const LANE: usize>(matrix: Matrix<T>, column: Matrix<T>, order: Order, target: &mut Places<T>) {
    match order {
        Order::AlongRows => {
            for (row, result) in target.iter_mut().enumerate() {
                let alone = row + 1 == matrix.rows && matrix.rows % 2 == 1;
                result.write(along_row::<T, LANE>(matrix, column, row, alone));
            }
        }
        Order::AlongColumns => along_columns(matrix, column, target),
    }
}

/// One sum: whole registers first, then the rest; the last of an odd number of rows also fills half a register.
#[inline(always)]
fn along_row<T: Float, const LANE: usize>(matrix: Matrix<T>, column: Matrix<T>, row: usize, alone: bool) -> T {
    let term = |inner: usize| matrix.at(row, inner) * column.at(inner, 0);
    let mut lanes = [T::zero(); LANE];
    let whole = matrix.columns / LANE * LANE;
    if column.row_step == 1 {
        let factors = column.elements[..whole].as_chunks::<LANE>().0;
        for (terms, factors) in
            matrix.elements[row * matrix.row_step..][..whole].as_chunks::<LANE>().0.iter().zip(factors)
        {
            for (sum, (&term, &factor)) in lanes.iter_mut().zip(terms.iter().zip(factors)) {
                *sum = *sum + term * factor;
            }
        }
    } else {
        for first in (0..whole).step_by(LANE) {
            for (lane, sum) in lanes.iter_mut().enumerate() {
                *sum = *sum + term(first + lane);
            }
        }
    }
    let mut sum = across(&mut lanes);
    let mut next = whole;
    if alone {
        let mut half = [T::zero(); LANE];
        if whole + LANE / 2 <= matrix.columns {
            next += LANE / 2;
            for (lane, place) in half[..LANE / 2].iter_mut().enumerate() {
                *place = term(whole + lane);
            }
        }
        sum = sum + across(&mut half[..LANE / 2]);
    }
    (next..matrix.columns).fold(sum, |sum, inner| sum + term(inner))
}

/// Adds the upper half to the lower one until one number is left.
#[inline(always)]
fn across<T: Float>(lanes: &mut [T]) -> T {
    let mut width = lanes.len() / 2;
    while width > 0 {
        for lane in 0..width {
            lanes[lane] = lanes[lane] + lanes[lane + width];
        }
        width /= 2;
    }
    lanes[0]
}

/// All sums at once, column by column; many columns in blocks.
#[inline(always)]
fn along_columns<T: Float>(matrix: Matrix<T>, column: Matrix<T>, target: &mut Places<T>) {
    let block = match matrix.columns {
        few if few < MANY_COLUMNS => few,
        _ if matrix.column_step * size_of::<T>() < FAR_BYTES => 16,
        _ => 4,
    };
    let target = filled(target, T::zero());
    let mut sums = vec![T::zero(); matrix.rows];
    for first in (0..matrix.columns).step_by(block) {
        sums.fill(T::zero());
        for inner in first..(first + block).min(matrix.columns) {
            let factor = column.at(inner, 0);
            let terms = &matrix.elements[inner * matrix.column_step..][..matrix.rows];
            for (sum, &term) in sums.iter_mut().zip(terms) {
                *sum = term * factor + *sum;
            }
        }
        for (result, &sum) in target.iter_mut().zip(&sums) {
            *result = *result + sum;
        }
    }
}
