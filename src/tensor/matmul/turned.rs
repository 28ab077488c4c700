//! Products that are computed as their transposes, where more of the processor's registers is used or less is copied.
//!
//! The sums are the same to the last digit, for a tile of the transpose adds up its terms as the tiles of the product would.

use super::across::Rows;
use super::multiply::{Factors, Matrix};
use super::scheme::{Fused, Scheme, Turned, uniform};
use super::tile::{Sums, WIDTH};
use super::tiled::Tiled;
use super::tiles::multiply;
use crate::elementwise::{Places, rewrite};

/// The product as oneDNN computes it.
pub fn multiply_fused(factors: Factors<f32>, target: &mut Places<f32>) {
    let Factors { left, right, .. } = factors;
    if !is_narrow(left, right) && !is_low(left, right) {
        return multiply::<f32, Fused>(factors, target);
    }
    let (sums, last) = uniform::<Fused>(left.rows, right.columns).unwrap_or((Sums::Plain, 0..left.rows));
    // The last few rows are not worth what was saved by not copying the right matrix.
    let turn = match sums {
        Sums::Fused | Sums::HalvesFused if !last.is_empty() && !is_narrow(left, right) => None,
        Sums::Fused => Some(multiply_turned::<Turned<false>> as fn(Factors<f32>, &mut Places<f32>)),
        Sums::HalvesFused => Some(multiply_turned::<Turned<true>> as _),
        Sums::Plain | Sums::HalvesPlain => None,
    };
    let Some(turn) = turn else { return multiply::<f32, Fused>(factors, target) };
    let (lines, rest) = target.split_at_mut(last.start * right.columns);
    turn(Factors { left: left.rows(0..last.start), ..factors }, lines);
    if !last.is_empty() {
        multiply::<f32, Fused>(Factors { left: left.rows(last), ..factors }, rest);
    }
}

/// Many rows and few columns: these fill a panel in part, but as rows they fill tiles. Half a panel always pays; more of it where
/// the left matrix already lies as panels do, as for the gradient of the weights of a last layer.
fn is_narrow(left: Matrix<f32>, right: Matrix<f32>) -> bool {
    let columns = right.columns;
    left.rows >= 2 * WIDTH && (columns <= WIDTH / 2 || columns < WIDTH && left.row_step == 1)
}

/// Fewer rows than columns of a transposed matrix: that one would be copied across and used for a few rows only, but as the left
/// side of the transpose it is read where it is. So gradients flow back through the layers of a small batch. The rows must fill
/// panels.
fn is_low(left: Matrix<f32>, right: Matrix<f32>) -> bool {
    let rows = left.rows;
    right.row_step == 1
        && left.by_rows()
        && rows.is_multiple_of(WIDTH)
        && 2 * rows <= right.columns
        && rows * left.columns >= WIDTH * WIDTH
}

/// The product as the transpose of that of the transposed matrices.
fn multiply_turned<S: Scheme>(factors: Factors<f32>, target: &mut Places<f32>) {
    let Factors { left, right, flushes } = factors;
    let transposed = Factors { left: right.transpose(), right: left.transpose(), flushes };
    let mut turned = Vec::new();
    rewrite(&mut turned, target.len(), |turned| multiply::<f32, S>(transposed, turned));
    let rows = Rows { elements: &turned, row_step: left.rows, count: right.columns, terms: left.rows };
    if f32::pack_across(rows, right.columns, target) {
        return;
    }
    for (row, line) in target.chunks_exact_mut(right.columns).enumerate() {
        for (place, column) in line.iter_mut().zip(turned.chunks_exact(left.rows)) {
            place.write(column[row]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_a_product_does_not_change_its_sums() {
        let number = |seed: usize| (seed as f32 * 0.7).sin();
        let narrow =
            [(32, 40, 10), (50, 33, 7), (64, 150, 3), (74, 300, 12), (97, 64, 10), (100, 5, 2), (128, 256, 15)];
        let low =
            [(16, 64, 64), (16, 300, 78), (16, 33, 43), (48, 40, 100), (64, 20, 140), (32, 45, 100), (16, 200, 32)];
        assert!(low.iter().all(|&(rows, _, columns)| rows % WIDTH == 0 && 2 * rows <= columns), "turned");
        for (rows, inner, columns) in narrow.into_iter().chain(low) {
            let left: Vec<f32> = (0..rows * inner).map(number).collect();
            let right: Vec<f32> = (0..inner * columns).map(|seed| number(seed + 1)).collect();
            for transposes in [(false, false), (false, true), (true, false), (true, true)] {
                let left = Matrix::new(&left, rows, inner, transposes.0);
                let right = Matrix::new(&right, inner, columns, transposes.1);
                let product = |multiply: &dyn Fn(&mut Places<f32>)| {
                    let mut target = Vec::new();
                    rewrite(&mut target, rows * columns, multiply);
                    target
                };
                let factors = Factors { left, right, flushes: true };
                let turned = product(&|target| multiply_fused(factors, target));
                let straight = product(&|target| multiply::<f32, Fused>(factors, target));
                assert_eq!(turned, straight, "{rows} x {inner} x {columns}, {transposes:?}");
            }
        }
    }
}
