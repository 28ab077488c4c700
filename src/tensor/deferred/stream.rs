//! Writing results past the cache: a large result is not read again soon, and a write that goes through the cache would
//! first read the memory that it replaces.

use crate::elementwise::Places;

/// Bytes from which on a result does not fit into the caches anyway.
pub(super) const LARGE: usize = 8 << 20;

/// Copies a block into memory, past the cache where the processor and the place allow it.
#[allow(unsafe_code)]
pub(super) fn copy<T: Copy>(source: &[T], target: &mut Places<T>) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{__m128i, _mm_loadu_si128, _mm_stream_si128};
        const REGISTER: usize = size_of::<__m128i>();
        let bytes = size_of_val(source);
        if source.len() == target.len()
            && bytes.is_multiple_of(REGISTER)
            && target.as_ptr().addr().is_multiple_of(REGISTER)
        {
            let (from, to) = (source.as_ptr().cast::<__m128i>(), target.as_mut_ptr().cast::<__m128i>());
            for register in 0..bytes / REGISTER {
                // SAFETY: both slices have this many bytes, the target is aligned, and plain numbers may be copied as bytes.
                unsafe { _mm_stream_si128(to.add(register), _mm_loadu_si128(from.add(register))) };
            }
            return;
        }
    }
    target.write_copy_of_slice(source);
}

/// Makes what was copied visible to other threads.
#[allow(unsafe_code)]
pub(super) fn finish() {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a fence of SSE, which every x86-64 processor has.
    unsafe {
        std::arch::x86_64::_mm_sfence();
    }
}
