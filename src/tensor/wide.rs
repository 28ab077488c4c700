//! Kernels compiled for every processor, and again for those with registers of 256 and of 512 bits.

/// Calls a function in the compilation that the processor can run: `wide!(length, function(argument: Type, …) -> Type)`,
/// and `where T: Bound` if the argument types speak of a `T`.
///
/// The function must be `#[inline(always)]`, and so must whatever it calls in a loop: then all of it is compiled anew with
/// the instructions of AVX2. Rust never fuses a product with a sum by itself, so both compilations give the same digits.
/// Short work stays in the plain one, which has less to set up.
macro_rules! wide {
    (
        $length:expr,
        $function:ident $(::<$($generic:ty),+>)? ($($argument:ident: $type:ty),* $(,)?) -> $result:ty
        $(where $parameter:ident: $bound:path)?
    ) => {{
        #[cfg(target_arch = "x86_64")]
        {
            #[target_feature(enable = "avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
            fn with_avx2$(<$parameter: $bound>)?($($argument: $type),*) -> $result {
                $function$(::<$($generic),+>)?($($argument),*)
            }
            #[target_feature(enable = "avx512f,avx512bw,avx512cd,avx512dq,avx512vl,avx2,fma,bmi1,bmi2,lzcnt,popcnt")]
            fn with_avx512$(<$parameter: $bound>)?($($argument: $type),*) -> $result {
                $function$(::<$($generic),+>)?($($argument),*)
            }
            if $length >= $crate::wide::SHORT {
                match $crate::wide::registers() {
                    // SAFETY: the processor has the instructions that the function is compiled for.
                    #[allow(unsafe_code)]
                    $crate::wide::Registers::Of512 => return unsafe { with_avx512($($argument),*) },
                    // SAFETY: as above.
                    #[allow(unsafe_code)]
                    $crate::wide::Registers::Of256 => return unsafe { with_avx2($($argument),*) },
                    $crate::wide::Registers::Of128 => {}
                }
            }
        }
        $function$(::<$($generic),+>)?($($argument),*)
    }};
}

pub(crate) use wide;

/// Elements below which the wider registers do not pay.
#[cfg(target_arch = "x86_64")]
pub(crate) const SHORT: usize = 8;

/// The widest registers that the processor has, in bits.
#[cfg(target_arch = "x86_64")]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Registers {
    Of128,
    /// AVX2 and what came with it.
    Of256,
    /// AVX-512 and what came with it.
    Of512,
}

/// The widest registers that the processor has.
#[cfg(target_arch = "x86_64")]
#[inline]
pub(crate) fn registers() -> Registers {
    use std::arch::is_x86_feature_detected as has;
    use std::sync::LazyLock;
    // One look for each kernel, not one for each feature.
    static REGISTERS: LazyLock<Registers> = LazyLock::new(|| {
        let avx2 = has!("avx2") && has!("fma") && has!("bmi1") && has!("bmi2") && has!("lzcnt") && has!("popcnt");
        let avx512 = has!("avx512f") && has!("avx512bw") && has!("avx512cd") && has!("avx512dq") && has!("avx512vl");
        match (avx2, avx512) {
            (true, true) => Registers::Of512,
            (true, false) => Registers::Of256,
            (false, _) => Registers::Of128,
        }
    });
    *REGISTERS
}
