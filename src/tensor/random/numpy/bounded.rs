//! Integers in a range: `randint` and `integers`, and the draws under every shuffle.

use super::BitStream;

/// How numbers outside the range are avoided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// Masking to the next power of two and drawing again: `RandomState`.
    Masked,
    /// Multiplying, and drawing again only in the rare biased cases (Lemire 2019): `Generator`.
    Lemire,
}

/// An integer element type of numpy's, or `bool`.
pub trait BoundedInt: Copy + Default {
    /// Bits of the type: 1 for `bool`.
    const BITS: u32;

    /// The value as an offset from zero that wraps around.
    fn offset(self) -> u64;

    /// The value with that offset; bits above [`BoundedInt::BITS`] do not count.
    fn from_offset(offset: u64) -> Self;
}

macro_rules! bounded_int {
    ($($type:ty),*) => {
        $(impl BoundedInt for $type {
            const BITS: u32 = <$type>::BITS;

            fn offset(self) -> u64 {
                self as u64
            }

            fn from_offset(offset: u64) -> $type {
                offset as $type
            }
        })*
    };
}

bounded_int!(u8, u16, u32, u64, i8, i16, i32, i64);

impl BoundedInt for bool {
    const BITS: u32 = 1;

    fn offset(self) -> u64 {
        u64::from(self)
    }

    fn from_offset(offset: u64) -> bool {
        offset & 1 == 1
    }
}

/// The draws of one call: types narrower than 32 bits share words, which are forgotten when the call ends.
#[derive(Clone, Debug)]
pub struct Bounded {
    rejection: Rejection,
    buffer: u32,
    remaining: u32,
}

impl Bounded {
    /// A new call.
    #[must_use]
    pub const fn new(rejection: Rejection) -> Bounded {
        Bounded { rejection, buffer: 0, remaining: 0 }
    }

    /// A number from `low` to `high`, both included.
    pub fn draw<T: BoundedInt>(&mut self, stream: &mut impl BitStream, low: T, high: T) -> T {
        let offset = low.offset();
        let unused = u64::BITS - T::BITS;
        let range = high.offset().wrapping_sub(offset) << unused >> unused;
        T::from_offset(offset.wrapping_add(self.up_to(stream, range, T::BITS)))
    }

    /// A number from 0 to `range`, both included, for a type of `bits` bits.
    pub(super) fn up_to(&mut self, stream: &mut impl BitStream, range: u64, bits: u32) -> u64 {
        if range == 0 {
            return 0;
        }
        // 64-bit types with a small range draw 32-bit words.
        let width = if bits == 64 && range <= u64::from(u32::MAX) { 32 } else { bits };
        let is_whole_type = range == u64::MAX >> (u64::BITS - bits);
        match self.rejection {
            _ if is_whole_type || bits == 1 => self.bits(stream, width),
            Rejection::Masked => self.masked(stream, range, width),
            Rejection::Lemire => self.lemire(stream, range, width),
        }
    }

    fn masked(&mut self, stream: &mut impl BitStream, range: u64, width: u32) -> u64 {
        let mask = u64::MAX >> range.leading_zeros();
        loop {
            let value = self.bits(stream, width) & mask;
            if value <= range {
                return value;
            }
        }
    }

    fn lemire(&mut self, stream: &mut impl BitStream, range: u64, width: u32) -> u64 {
        let exclusive = u128::from(range) + 1;
        let low_bits = u128::MAX >> (u128::BITS - width);
        // Products with a low part below this would favour some results.
        let threshold = (low_bits - u128::from(range)) % exclusive;
        loop {
            let product = u128::from(self.bits(stream, width)) * exclusive;
            if product & low_bits >= threshold {
                return (product >> width) as u64;
            }
        }
    }

    /// The next `width` random bits.
    fn bits(&mut self, stream: &mut impl BitStream, width: u32) -> u64 {
        match width {
            64 => stream.next_u64(),
            32 => u64::from(stream.next_u32()),
            _ => {
                if self.remaining == 0 {
                    self.buffer = stream.next_u32();
                    self.remaining = 32 / width - 1;
                } else {
                    self.buffer >>= width;
                    self.remaining -= 1;
                }
                u64::from(self.buffer & (u32::MAX >> (32 - width)))
            }
        }
    }
}
