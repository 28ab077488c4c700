//! Eigenvalues and eigenvectors of any real matrix.
//!
//! # Design
//! A reduction to Hessenberg form, then Francis' double-shift steps to the real Schur form (Golub and Van Loan, "Matrix
//! Computations", algorithms 7.4.2 and 7.5.2), whose 2×2 blocks are standardised as LAPACK's `dlanv2` does it, and back substitution.
//! Order and signs follow from that; for small matrices they are LAPACK's.

use num_complex::Complex64;

/// A square matrix, row by row.
#[derive(Clone)]
struct Square {
    size: usize,
    cells: Vec<f64>,
}

impl Square {
    fn identity(size: usize) -> Square {
        let cells = (0..size * size).map(|k| if k % (size + 1) == 0 { 1.0 } else { 0.0 }).collect();
        Square { size, cells }
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.cells[row * self.size + column]
    }

    fn set(&mut self, row: usize, column: usize, value: f64) {
        self.cells[row * self.size + column] = value;
    }

    /// Reflects the rows from `first` on by `1 - β v vᵀ`.
    fn reflect_rows(&mut self, v: &[f64], beta: f64, first: usize, columns: std::ops::Range<usize>) {
        for column in columns {
            let dot: f64 = v.iter().enumerate().map(|(k, v)| v * self.at(first + k, column)).sum();
            for (k, v) in v.iter().enumerate() {
                self.set(first + k, column, self.at(first + k, column) - beta * dot * v);
            }
        }
    }

    /// Reflects the columns from `first` on by `1 - β v vᵀ`.
    fn reflect_columns(&mut self, v: &[f64], beta: f64, first: usize, rows: std::ops::Range<usize>) {
        for row in rows {
            let dot: f64 = v.iter().enumerate().map(|(k, v)| v * self.at(row, first + k)).sum();
            for (k, v) in v.iter().enumerate() {
                self.set(row, first + k, self.at(row, first + k) - beta * dot * v);
            }
        }
    }
}

/// The reflection that makes a vector point along the first axis: `v` with `v[0] = 1`, and β.
fn householder(x: &[f64]) -> (Vec<f64>, f64) {
    let tail: f64 = x[1..].iter().map(|x| x * x).sum();
    let mut v = x.to_vec();
    if tail == 0.0 {
        v[0] = 1.0;
        return (v, 0.0);
    }
    let length = (x[0] * x[0] + tail).sqrt();
    let image = -length.copysign(x[0]);
    let first = x[0] - image;
    v.iter_mut().for_each(|v| *v /= first);
    v[0] = 1.0;
    (v, -first / image)
}

/// The real Schur form of a matrix: `A = V T Vᵀ`.
struct Schur {
    t: Square,
    v: Square,
}

impl Schur {
    /// Reduces a matrix; nothing if the steps do not converge.
    fn of(cells: Vec<f64>, size: usize) -> Option<Schur> {
        let mut schur = Schur { t: Square { size, cells }, v: Square::identity(size) };
        schur.reduce_to_hessenberg();
        let mut end = size;
        let mut steps = 0;
        while end > 0 {
            let start = schur.deflate(end);
            match end - start {
                1 => (end, steps) = (end - 1, 0),
                2 => {
                    schur.standardise(start);
                    (end, steps) = (end - 2, 0);
                }
                _ => {
                    steps += 1;
                    if steps > 60 {
                        return None;
                    }
                    schur.francis_step(start, end, steps);
                }
            }
        }
        Some(schur)
    }

    fn reduce_to_hessenberg(&mut self) {
        let n = self.t.size;
        for k in 0..n.saturating_sub(2) {
            let column: Vec<f64> = (k + 1..n).map(|row| self.t.at(row, k)).collect();
            let (v, beta) = householder(&column);
            self.t.reflect_rows(&v, beta, k + 1, k..n);
            self.t.reflect_columns(&v, beta, k + 1, 0..n);
            self.v.reflect_columns(&v, beta, k + 1, 0..n);
            (k + 2..n).for_each(|row| self.t.set(row, k, 0.0));
        }
    }

    /// Where the last block that does not fall apart begins; what is negligible below the diagonal becomes zero.
    fn deflate(&mut self, end: usize) -> usize {
        for row in (1..end).rev() {
            let around = self.t.at(row - 1, row - 1).abs() + self.t.at(row, row).abs();
            let around = if around == 0.0 { 1.0 } else { around };
            if self.t.at(row, row - 1).abs() <= f64::EPSILON * around {
                self.t.set(row, row - 1, 0.0);
                return row;
            }
        }
        0
    }

    /// One implicit double-shift QR step on the rows from `start` up to `end`, which are at least three.
    fn francis_step(&mut self, start: usize, end: usize, steps: usize) {
        let n = self.t.size;
        let t = |row: usize, column: usize| self.t.at(row, column);
        let (m, l) = (end - 2, end - 1);
        // Now and then a shift that is not suggested by the matrix breaks cycles.
        let (sum, product) = if steps.is_multiple_of(10) {
            let size = t(l, m).abs() + t(m, m - 1).abs();
            (1.5 * size, size * size)
        } else {
            (t(m, m) + t(l, l), t(m, m) * t(l, l) - t(m, l) * t(l, m))
        };
        let (a, b) = (t(start, start), t(start + 1, start));
        let mut x = vec![
            a * a + t(start, start + 1) * b - sum * a + product,
            b * (a + t(start + 1, start + 1) - sum),
            b * t(start + 2, start + 1),
        ];
        for k in start..end - 1 {
            let (v, beta) = householder(&x);
            let first = k.max(start + 1) - 1;
            self.t.reflect_rows(&v, beta, k, first..n);
            self.t.reflect_columns(&v, beta, k, 0..(k + 4).min(end));
            self.v.reflect_columns(&v, beta, k, 0..n);
            x = (k + 1..(k + 4).min(end)).map(|row| self.t.at(row, k)).collect();
            if k > start {
                (k + 1..(k + 3).min(end)).for_each(|row| self.t.set(row, k - 1, 0.0));
            }
        }
    }

    /// Turns the 2×2 block at `k` so that it is triangular, or has equal diagonal elements where its eigenvalues are complex.
    fn standardise(&mut self, k: usize) {
        let [a, b, c, d] = [(0, 0), (0, 1), (1, 0), (1, 1)].map(|(i, j)| self.t.at(k + i, k + j));
        let Some((cosine, sine)) = rotation(a, b, c, d) else { return };
        let n = self.t.size;
        for column in 0..n {
            let (x, y) = (self.t.at(k, column), self.t.at(k + 1, column));
            self.t.set(k, column, cosine * x + sine * y);
            self.t.set(k + 1, column, cosine * y - sine * x);
        }
        for matrix in [&mut self.t, &mut self.v] {
            for row in 0..n {
                let (x, y) = (matrix.at(row, k), matrix.at(row, k + 1));
                matrix.set(row, k, cosine * x + sine * y);
                matrix.set(row, k + 1, cosine * y - sine * x);
            }
        }
        if self.t.at(k + 1, k).abs() <= f64::EPSILON * (a.abs() + b.abs() + c.abs() + d.abs()) {
            self.t.set(k + 1, k, 0.0);
        }
    }

    /// The eigenvalues down the diagonal; of a complex pair the one with the positive imaginary part comes first.
    fn values(&self) -> Vec<Complex64> {
        let n = self.t.size;
        let mut values = Vec::with_capacity(n);
        while values.len() < n {
            let k = values.len();
            let (a, d) = (self.t.at(k, k), if k + 1 < n { self.t.at(k + 1, k + 1) } else { 0.0 });
            if k + 1 < n && self.t.at(k + 1, k) != 0.0 {
                let p = 0.5 * (a - d);
                let square = p * p + self.t.at(k, k + 1) * self.t.at(k + 1, k);
                let (middle, root) = (0.5 * (a + d), (-square).max(0.0).sqrt());
                values.extend([Complex64::new(middle, root), Complex64::new(middle, -root)]);
            } else {
                values.push(Complex64::new(a, 0.0));
            }
        }
        values
    }

    /// The eigenvector of an eigenvalue whose block ends at `last`, of length one.
    fn vector(&self, value: Complex64, last: usize) -> Vec<Complex64> {
        let n = self.t.size;
        let t = |row: usize, column: usize| Complex64::new(self.t.at(row, column), 0.0);
        let mut x = vec![Complex64::new(0.0, 0.0); n];
        x[last] = Complex64::new(1.0, 0.0);
        let mut below = last;
        if last > 0 && self.t.at(last, last - 1) != 0.0 {
            x[last - 1] = -(t(last, last) - value) / t(last, last - 1);
            below = last - 1;
        }
        let small = f64::EPSILON * self.t.cells.iter().fold(f64::MIN_POSITIVE, |most, cell| most.max(cell.abs()));
        let divisor = |x: Complex64| if x.norm() < small { Complex64::new(small, 0.0) } else { x };
        while below > 0 {
            let row = below - 1;
            let known = |row: usize| (below..=last).map(|column| t(row, column) * x[column]).sum::<Complex64>();
            if row > 0 && self.t.at(row, row - 1) != 0.0 {
                let (a, b) = (t(row - 1, row - 1) - value, t(row - 1, row));
                let (c, d) = (t(row, row - 1), t(row, row) - value);
                let (r, s) = (-known(row - 1), -known(row));
                let determinant = divisor(a * d - b * c);
                (x[row - 1], x[row]) = ((r * d - b * s) / determinant, (a * s - c * r) / determinant);
                below -= 2;
            } else {
                x[row] = -known(row) / divisor(t(row, row) - value);
                below -= 1;
            }
        }
        let turned: Vec<Complex64> =
            (0..n).map(|row| (0..n).map(|k| x[k] * self.v.at(row, k)).sum::<Complex64>()).collect();
        normalised(turned, value.im != 0.0)
    }
}

/// A vector scaled to length one; a complex one is turned until its largest component is real.
fn normalised(vector: Vec<Complex64>, is_complex: bool) -> Vec<Complex64> {
    let length = vector.iter().map(Complex64::norm_sqr).sum::<f64>().sqrt();
    let largest =
        vector.iter().copied().fold(Complex64::new(0.0, 0.0), |best, x| if x.norm() > best.norm() { x } else { best });
    let phase =
        if is_complex && largest.norm() > 0.0 { largest.conj() / largest.norm() } else { Complex64::new(1.0, 0.0) };
    vector
        .into_iter()
        .map(|x| {
            let scaled = x * phase / length;
            if is_complex && x == largest { Complex64::new(scaled.re, 0.0) } else { scaled }
        })
        .collect()
}

/// The rotation that standardises a 2×2 matrix, as `dlanv2` chooses it; nothing where it is standard already.
fn rotation(a: f64, b: f64, c: f64, d: f64) -> Option<(f64, f64)> {
    if c == 0.0 {
        return None;
    }
    if b == 0.0 {
        return Some((0.0, 1.0));
    }
    if a == d && b.signum() != c.signum() {
        return None;
    }
    let p = 0.5 * (a - d);
    let (most, least) = (b.abs().max(c.abs()), b.abs().min(c.abs()) * b.signum() * c.signum());
    let scale = p.abs().max(most);
    let z = p / scale * p + most / scale * least;
    if z >= 4.0 * f64::EPSILON {
        let z = p + (scale.sqrt() * z.sqrt()).copysign(p);
        let tau = c.hypot(z);
        return Some((z / tau, c / tau));
    }
    let sigma = b + c;
    let tau = sigma.hypot(a - d);
    let cosine = (0.5 * (1.0 + sigma.abs() / tau)).sqrt();
    Some((cosine, -(p / (tau * cosine)) * 1f64.copysign(sigma)))
}

/// The eigenvalues and, as columns, the eigenvectors of a real matrix; nothing if the steps do not converge.
pub fn decompose(cells: Vec<f64>, size: usize) -> Option<(Vec<Complex64>, Vec<Vec<Complex64>>)> {
    let schur = Schur::of(cells, size)?;
    let values = schur.values();
    let mut vectors: Vec<Vec<Complex64>> = Vec::with_capacity(size);
    for (k, &value) in values.iter().enumerate() {
        let vector = match vectors.last() {
            Some(first) if value.im < 0.0 => first.iter().map(Complex64::conj).collect(),
            _ => schur.vector(value, if value.im > 0.0 { k + 1 } else { k }),
        };
        vectors.push(vector);
    }
    Some((values, vectors))
}
