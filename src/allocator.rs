//! The allocator of the binary: mimalloc.
//!
//! Small blocks come in a few instructions without headers of their own, and large ones are kept for the next large tensor:
//! a fresh 40 MB buffer costs the C library's allocator 18 ms of page faults.

use std::alloc::{GlobalAlloc, Layout};
use std::sync::atomic::{AtomicUsize, Ordering};

use libmimalloc_sys::{
    mi_free, mi_malloc, mi_malloc_aligned, mi_realloc, mi_realloc_aligned, mi_zalloc, mi_zalloc_aligned,
};

/// Asks mimalloc without an alignment where every block of its has it already: that way is shorter by half.
pub struct Allocator;

/// What every block is aligned to.
const NATURAL: usize = 8;

/// Blocks of this size and more are counted.
const LARGE: usize = 64 << 10;

static IN_LARGE_BLOCKS: AtomicUsize = AtomicUsize::new(0);

/// How many bytes lie in large blocks: the collector of cycles looks at it.
pub fn in_large_blocks() -> usize {
    IN_LARGE_BLOCKS.load(Ordering::Relaxed)
}

#[inline]
fn count(size: usize) {
    if size >= LARGE {
        IN_LARGE_BLOCKS.fetch_add(size, Ordering::Relaxed);
    }
}

#[inline]
fn discount(size: usize) {
    if size >= LARGE {
        IN_LARGE_BLOCKS.fetch_sub(size, Ordering::Relaxed);
    }
}

// SAFETY: mimalloc gives blocks of at least the size and alignment asked for, or null.
unsafe impl GlobalAlloc for Allocator {
    #[inline]
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: any size may be asked for; the alignment is a power of two.
        unsafe {
            match layout.align() {
                ..=NATURAL => mi_malloc(layout.size()).cast(),
                align => mi_malloc_aligned(layout.size(), align).cast(),
            }
        }
    }

    #[inline]
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: as in `alloc`.
        unsafe {
            match layout.align() {
                ..=NATURAL => mi_zalloc(layout.size()).cast(),
                align => mi_zalloc_aligned(layout.size(), align).cast(),
            }
        }
    }

    #[inline]
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        discount(layout.size());
        // SAFETY: the block came from here.
        unsafe { mi_free(block.cast()) }
    }

    #[inline]
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        discount(layout.size());
        count(size);
        // SAFETY: the block came from here; as in `alloc`.
        unsafe {
            match layout.align() {
                ..=NATURAL => mi_realloc(block.cast(), size).cast(),
                align => mi_realloc_aligned(block.cast(), size, align).cast(),
            }
        }
    }
}
