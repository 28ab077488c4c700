//! Numbers too small for full precision count as zero, as in TensorFlow's kernels.
//!
//! Between zero and the smallest normal number (1.2e-38 in single precision) floats lose precision digit by digit. TensorFlow lets
//! the processor take them for zeros, operands and results alike. So must long sums of products: an Intel processor needs a
//! hundred cycles for each that touches such a number, and a gradient that vanishes through many steps is full of them.

#![allow(unsafe_code)]

/// While it lives, this thread's processor takes numbers too small for full precision for zeros.
///
/// # Design
/// Rust promises its meaning of floats for the usual mode only. What runs in this one is therefore nothing but kernels in
/// functions of their own, compiled for other registers or never inlined, which nothing can be moved into or out of; there it
/// changes what becomes of the smallest numbers and nothing else. Processors other than x86-64 keep the usual mode.
pub(crate) struct Flushing {
    #[cfg(target_arch = "x86_64")]
    before: u32,
}

impl Flushing {
    #[inline]
    pub(crate) fn start() -> Flushing {
        Flushing {
            #[cfg(target_arch = "x86_64")]
            before: control::replace(|control| control | control::RESULTS | control::OPERANDS),
        }
    }
}

impl Drop for Flushing {
    #[inline]
    fn drop(&mut self) {
        #[cfg(target_arch = "x86_64")]
        control::replace(|_| self.before);
    }
}

/// The control register of floats (Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, 10.2.3).
#[cfg(target_arch = "x86_64")]
mod control {
    use std::arch::asm;

    /// Operands that are too small are zeros.
    pub(super) const OPERANDS: u32 = 1 << 6;
    /// Results that are too small are zeros.
    pub(super) const RESULTS: u32 = 1 << 15;

    /// Puts another value into the register, made from the one that it held, which is returned.
    #[inline]
    pub(super) fn replace(value: impl FnOnce(u32) -> u32) -> u32 {
        let mut before = 0u32;
        // SAFETY: instructions of SSE, which every x86-64 processor has. Besides these two flags the register stays as it is.
        unsafe { asm!("stmxcsr [{}]", in(reg) &raw mut before, options(nostack, preserves_flags)) };
        let after = value(before);
        // SAFETY: as above.
        unsafe { asm!("ldmxcsr [{}]", in(reg) &raw const after, options(nostack, preserves_flags)) };
        before
    }
}

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use std::hint::black_box;

    use super::*;

    #[inline(never)]
    fn product(x: f32, y: f32) -> f32 {
        black_box(x) * black_box(y)
    }

    #[test]
    fn small_operands_and_results_are_zero_until_it_is_dropped() {
        assert_eq!(product(1e-30, 1e-10), 1e-40);
        {
            let _flushing = Flushing::start();
            assert_eq!(product(1e-30, 1e-10).to_bits(), 0);
            assert_eq!(product(-1e-30, 1e-10).to_bits(), (-0.0f32).to_bits());
            assert_eq!(product(1e-40, 1e30).to_bits(), 0);
        }
        assert_eq!(product(1e-30, 1e-10), 1e-40);
    }
}
