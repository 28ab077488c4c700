//! Rotations of a plane.

use num_traits::Float;

use super::matrix::{Matrix, Scalar};

/// The rotation `[c s; -s c]`.
#[derive(Clone, Copy, Debug)]
pub struct Rotation<T> {
    pub c: T,
    pub s: T,
}

impl<T: Float + Scalar<Real = T>> Rotation<T> {
    /// The rotation whose transpose takes (p, q) to (r, 0).
    pub fn givens(p: T, q: T) -> Rotation<T> {
        let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
        if q == zero {
            Rotation { c: if p < zero { -one } else { one }, s: zero }
        } else if p == zero {
            Rotation { c: zero, s: if q < zero { one } else { -one } }
        } else if Float::abs(p) > Float::abs(q) {
            let t = q / p;
            let u = Float::copysign(Float::sqrt(one + t * t), p);
            Rotation { c: one / u, s: -t * (one / u) }
        } else {
            let t = p / q;
            let u = Float::copysign(Float::sqrt(one + t * t), q);
            Rotation { s: -one / u, c: t * (one / u) }
        }
    }

    /// The rotation that makes the symmetric matrix `[x y; y z]` diagonal.
    pub fn jacobi(x: T, y: T, z: T) -> Rotation<T> {
        let (zero, one) = (<T as num_traits::Zero>::zero(), <T as num_traits::One>::one());
        let twice = Float::abs(y) + Float::abs(y);
        if twice < T::min_positive_value() {
            return Rotation { c: one, s: zero };
        }
        let tau = (x - z) / twice;
        let w = Float::sqrt(tau * tau + one);
        let t = if tau > zero { one / (tau + w) } else { one / (tau - w) };
        let sign = if t > zero { one } else { -one };
        let n = one / Float::sqrt(t * t + one);
        Rotation { c: n, s: -sign * (y / Float::abs(y)) * Float::abs(t) * n }
    }

    pub fn transpose(self) -> Rotation<T> {
        Rotation { c: self.c, s: -self.s }
    }

    /// This one after `other`.
    pub fn after(self, other: Rotation<T>) -> Rotation<T> {
        Rotation { c: self.c * other.c - self.s * other.s, s: self.c * other.s + self.s * other.c }
    }

    /// Rotates two rows of a matrix.
    pub fn rotate_rows(self, matrix: &mut Matrix<T>, p: usize, q: usize) {
        for column in 0..matrix.columns {
            let (x, y) = (matrix[(p, column)], matrix[(q, column)]);
            matrix[(p, column)] = self.c * x + self.s * y;
            matrix[(q, column)] = -self.s * x + self.c * y;
        }
    }

    /// Rotates two columns of a matrix.
    pub fn rotate_columns(self, matrix: &mut Matrix<T>, p: usize, q: usize) {
        for row in 0..matrix.rows {
            let (x, y) = (matrix[(row, p)], matrix[(row, q)]);
            matrix[(row, p)] = self.c * x - self.s * y;
            matrix[(row, q)] = self.s * x + self.c * y;
        }
    }
}
