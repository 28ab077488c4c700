//! Fresh memory for elements.

/// Bytes from which on fresh memory asks for large pages: the system takes longer to hand out a small page than a kernel
/// takes to fill it.
const LARGE: usize = 4 << 20;

/// Room for `length` elements.
pub(crate) fn room<T>(length: usize) -> Vec<T> {
    let elements: Vec<T> = Vec::with_capacity(length);
    if length.saturating_mul(size_of::<T>()) >= LARGE {
        ask_for_large_pages(elements.as_ptr().addr(), length * size_of::<T>());
    }
    elements
}

#[cfg(target_os = "linux")]
fn ask_for_large_pages(start: usize, bytes: usize) {
    const PAGE: usize = 4096;
    let first = start.next_multiple_of(PAGE);
    let end = (start + bytes) / PAGE * PAGE;
    // SAFETY: advice changes no contents; the range lies within the allocation.
    #[allow(unsafe_code)]
    unsafe {
        // Where the system declines, small pages do as well.
        libc::madvise(std::ptr::without_provenance_mut(first), end - first, libc::MADV_HUGEPAGE);
    }
}

#[cfg(not(target_os = "linux"))]
fn ask_for_large_pages(_start: usize, _bytes: usize) {}
