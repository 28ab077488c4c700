//! Kernels compiled twice: for every processor, and for those with registers of 256 bits.

/// Calls a function in the compilation that the processor can run: `wide!(length, function(argument: Type, …) -> Type)`.
///
/// The function must be `#[inline(always)]`, and so must whatever it calls in a loop: then all of it is compiled anew with
/// the instructions of AVX2. Rust never fuses a product with a sum by itself, so both compilations give the same digits.
/// Short work stays in the plain one, which has less to set up.
macro_rules! wide {
    ($length:expr, $function:ident $(::<$($generic:ty),+>)? ($($argument:ident: $type:ty),* $(,)?) -> $result:ty) => {{
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
            fn with_avx2($($argument: $type),*) -> $result {
                $function$(::<$($generic),+>)?($($argument),*)
            }
            if $length >= $crate::wide::SHORT && $crate::wide::has_avx2() {
                // SAFETY: the processor has the instructions that the function is compiled for.
                #[allow(unsafe_code)]
                return unsafe { with_avx2($($argument),*) };
            }
        }
        $function$(::<$($generic),+>)?($($argument),*)
    }};
}

pub(crate) use wide;

/// Elements below which the wider registers do not pay.
pub(crate) const SHORT: usize = 8;

/// Whether the processor has AVX2 and what came with it.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn has_avx2() -> bool {
    use std::arch::is_x86_feature_detected as has;
    use std::sync::LazyLock;
    // One look for each kernel, not one for each feature.
    static HAS_AVX2: LazyLock<bool> = LazyLock::new(|| {
        has!("avx2") && has!("fma") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt")
    });
    *HAS_AVX2
}
