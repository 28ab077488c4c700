//! The recorded draws: a line a draw, found by its name.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use half::{bf16, f16};

/// A value whose bits can be compared.
pub trait Bits: Copy {
    const BYTES: usize;
    fn bits(self) -> u64;
}

macro_rules! bits {
    ($($type:ty => $to_bits:expr;)*) => {
        $(impl Bits for $type {
            const BYTES: usize = size_of::<$type>();
            fn bits(self) -> u64 {
                let to_bits: fn($type) -> u64 = $to_bits;
                to_bits(self)
            }
        })*
    };
}

bits! {
    f16 => |value| u64::from(value.to_bits());
    bf16 => |value| u64::from(value.to_bits());
    f32 => |value| u64::from(value.to_bits());
    f64 => f64::to_bits;
    bool => u64::from;
    u8 => u64::from;
    u16 => u64::from;
    u32 => u64::from;
    u64 => |value| value;
    i8 => |value| u64::from(value.cast_unsigned());
    i16 => |value| u64::from(value.cast_unsigned());
    i32 => |value| u64::from(value.cast_unsigned());
    i64 => i64::cast_unsigned;
}

/// One file of recorded draws, and what differed from it so far.
pub struct Book {
    lines: BTreeMap<String, String>,
    seen: RefCell<BTreeSet<String>>,
    wrong: RefCell<Vec<String>>,
}

impl Book {
    pub fn read(text: &str) -> Book {
        let lines = text.lines().filter_map(|line| line.split_once(" = "));
        Book {
            lines: lines.map(|(what, drawn)| (what.to_owned(), drawn.to_owned())).collect(),
            seen: RefCell::default(),
            wrong: RefCell::default(),
        }
    }

    /// Compares `values` with the draw recorded as `what`.
    pub fn check<T: Bits>(&self, what: &str, values: &[T]) {
        self.seen.borrow_mut().insert(what.to_owned());
        let drawn = describe(values);
        match self.lines.get(what) {
            Some(expected) if *expected == drawn => {}
            Some(expected) => {
                self.wrong.borrow_mut().push(format!("{what}\n  expected {expected}\n  but drew {drawn}"))
            }
            None => self.wrong.borrow_mut().push(format!("{what}: never recorded")),
        }
    }

    /// Fails when a draw differed, or when a recorded one was not compared.
    pub fn close(self) {
        let seen = self.seen.into_inner();
        let mut wrong = self.wrong.into_inner();
        wrong.extend(
            self.lines.into_keys().filter(|what| !seen.contains(what)).map(|what| format!("{what}: not drawn")),
        );
        assert!(wrong.is_empty(), "{} of {} draws\n{}", wrong.len(), seen.len(), wrong.join("\n"));
    }
}

fn describe<T: Bits>(values: &[T]) -> String {
    let bytes = values.iter().flat_map(|value| value.bits().to_le_bytes().into_iter().take(T::BYTES));
    let digest = bytes
        .fold(0xCBF2_9CE4_8422_2325u64, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3));
    let mut text = format!("{} {digest:016x}", values.len());
    for value in values.iter().take(8) {
        let _ = write!(text, " {:0width$x}", value.bits(), width = 2 * T::BYTES);
    }
    text
}
