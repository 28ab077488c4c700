//! Reciprocals in full lanes: the processor's estimate of twelve bits and one step of Newton's method.
//!
//! The estimates are those of the instructions `rcpps` and `rsqrtps`. Where there are none, the exact quotient stands
//! in, which differs in the last bit of some results.

#[inline(always)]
pub fn reciprocal32(x: f32) -> f32 {
    let estimate = estimate(x);
    let error = 1.0 - x * estimate;
    if error.is_nan() { estimate } else { estimate * error + estimate }
}

#[inline(always)]
pub fn rsqrt32(x: f32) -> f32 {
    let estimate = root_estimate(x);
    let error = (x * estimate) * estimate + -1.0;
    let refined = (estimate * -0.5) * error + estimate;
    if refined.is_nan() { estimate } else { refined }
}

#[cfg(target_arch = "x86_64")]
#[allow(unsafe_code)]
mod processor {
    use std::arch::x86_64::{_mm_cvtss_f32, _mm_rcp_ss, _mm_rsqrt_ss, _mm_set_ss};

    #[inline(always)]
    pub fn estimate(x: f32) -> f32 {
        // SAFETY: the instructions belong to SSE, which every x86-64 processor has; they touch registers only.
        unsafe { _mm_cvtss_f32(_mm_rcp_ss(_mm_set_ss(x))) }
    }

    #[inline(always)]
    pub fn root_estimate(x: f32) -> f32 {
        // SAFETY: as above.
        unsafe { _mm_cvtss_f32(_mm_rsqrt_ss(_mm_set_ss(x))) }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod processor {
    pub fn estimate(x: f32) -> f32 {
        1.0 / x
    }

    pub fn root_estimate(x: f32) -> f32 {
        1.0 / x.sqrt()
    }
}

use processor::{estimate, root_estimate};
