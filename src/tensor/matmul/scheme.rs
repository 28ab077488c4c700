//! How a product is cut into blocks and tiles: the order of its sums, and so its last digits, depend on it.

use std::ops::Range;

use smallvec::{SmallVec, smallvec};

use super::tile::{HEIGHT, Sums, WIDTH};

/// A way of cutting a product into tiles.
pub trait Scheme {
    /// How a tile of so many rows and columns is added up.
    fn sums(rows: usize, columns: usize) -> Sums;
    /// Whether the sums of a block of terms start at zero, and meet those of the blocks before at its end.
    const APART: bool = true;

    /// So many terms are added up, block after block, before they meet the result.
    fn depths(terms: usize) -> SmallVec<[usize; 4]>;
    /// The next so many of the remaining rows are cut into tiles together.
    fn rows(remaining: usize) -> usize;
}

/// Every sum in order, every product rounded.
pub struct Plain;

impl Scheme for Plain {
    const APART: bool = false;

    fn sums(_rows: usize, _columns: usize) -> Sums {
        Sums::Plain
    }
    fn depths(terms: usize) -> SmallVec<[usize; 4]> {
        const DEPTH: usize = 256;
        (0..terms).step_by(DEPTH).map(|first| DEPTH.min(terms - first)).collect()
    }
    fn rows(remaining: usize) -> usize {
        remaining
    }
}

/// As oneDNN and Eigen cut products of `f32` for processors with AVX2.
pub struct Fused;

impl Scheme for Fused {
    fn sums(rows: usize, columns: usize) -> Sums {
        match (rows, columns) {
            (0..=2, _) => Sums::HalvesPlain,
            (3, _) | (_, 0..=8) => Sums::HalvesFused,
            _ => Sums::Fused,
        }
    }

    /// Eigen's blocks, for 32 kB of first level cache and registers of eight numbers (`GeneralBlockPanelKernel.h`), made
    /// equal as TensorFlow's `eigen_contraction_kernel.h` does it; each cut once more by oneDNN.
    fn depths(terms: usize) -> SmallVec<[usize; 4]> {
        const LARGEST: usize = 400;
        const REGISTER: usize = 8;
        const UNCUT: usize = 256;
        if terms <= UNCUT {
            // What follows comes to the same; small products feel the divisions.
            return smallvec![terms];
        }
        let block = match terms % LARGEST {
            _ if terms <= LARGEST => terms,
            0 => LARGEST,
            rest => LARGEST - REGISTER * ((LARGEST - 1 - rest) / (REGISTER * (terms / LARGEST + 1))),
        };
        let equal = (terms / terms.div_ceil(block)).next_multiple_of(REGISTER).min(terms);
        let mut depths = SmallVec::new();
        for first in (0..terms).step_by(equal) {
            let mut remaining = equal.min(terms - first);
            while remaining > 0 {
                let depth = match remaining {
                    512.. => UNCUT,
                    _ if remaining > UNCUT => remaining.div_ceil(2),
                    _ => remaining,
                };
                depths.push(depth);
                remaining -= depth;
            }
        }
        depths
    }

    fn rows(remaining: usize) -> usize {
        match remaining {
            96.. => 48,
            73.. => remaining.div_ceil(2),
            _ => remaining,
        }
    }
}

/// The transpose of a product as [`Fused`] cuts it, where that adds up all tiles alike: in halves or in order.
pub struct Turned<const HALVES: bool>;

impl<const HALVES: bool> Scheme for Turned<HALVES> {
    fn sums(_rows: usize, _columns: usize) -> Sums {
        if HALVES { Sums::HalvesFused } else { Sums::Fused }
    }
    fn depths(terms: usize) -> SmallVec<[usize; 4]> {
        Fused::depths(terms)
    }
    fn rows(remaining: usize) -> usize {
        remaining
    }
}

/// How the tiles of a product of so many rows and columns are added up, if all alike but for the last few rows; and those.
pub fn uniform<S: Scheme>(rows: usize, columns: usize) -> Option<(Sums, Range<usize>)> {
    let sums = S::sums(rows.min(HEIGHT), columns.min(WIDTH));
    let widths = [columns.min(WIDTH), columns % WIDTH];
    let alike = |height: usize| height == 0 || widths.iter().all(|&width| width == 0 || S::sums(height, width) == sums);
    let mut bands = bands::<S>(rows);
    let rest = bands.pop().map_or(0, |band| band.len() % HEIGHT);
    let last = if alike(rest) { rows..rows } else { rows - rest..rows };
    let is_uniform = alike(rows.min(HEIGHT)) && bands.iter().all(|band| alike(band.len() % HEIGHT));
    is_uniform.then_some((sums, last))
}

/// Terms that are added up before they meet the result, one lot after another.
pub type Blocks = SmallVec<[Range<usize>; 4]>;

/// All terms in blocks.
pub fn blocks<S: Scheme>(terms: usize) -> Blocks {
    let mut end = 0;
    let next = |depth| {
        let start = end;
        end += depth;
        start..end
    };
    S::depths(terms).into_iter().map(next).collect()
}

/// Rows that are cut into tiles together, one lot after another.
pub type Bands = SmallVec<[Range<usize>; 4]>;

/// All rows in bands.
pub fn bands<S: Scheme>(rows: usize) -> Bands {
    let mut bands = Bands::new();
    let mut first = 0;
    while first < rows {
        let end = first + S::rows(rows - first);
        bands.push(first..end);
        first = end;
    }
    bands
}

/// Deals bands out in shares of about so many rows. A band may be cut, where one of its tiles ends.
pub fn shares(bands: &[Range<usize>], rows: usize) -> SmallVec<[Bands; 2]> {
    let mut shares = SmallVec::new();
    let mut share = Bands::new();
    let mut missing = rows;
    for band in bands {
        let mut band = band.clone();
        while !band.is_empty() {
            if missing == 0 {
                shares.push(std::mem::take(&mut share));
                missing = rows;
            }
            let cut = band.start + missing.next_multiple_of(HEIGHT).min(band.len());
            missing = missing.saturating_sub(cut - band.start);
            share.push(band.start..cut);
            band.start = cut;
        }
    }
    shares.push(share);
    shares
}
