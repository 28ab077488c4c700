//! The elementwise kernels of `float16` and `bfloat16`.
//!
//! Functions that TensorFlow computes in one step are those of `f32`, rounded; formulas round after each step.

use half::{bf16, f16};

use super::kernel::{BLOCK, Comparable, Done, Kernel, Places, compare, places};
use super::{Binary, Compare, Unary, real};

macro_rules! half_kernels {
    ($($type:ty)*) => {$(
        impl Kernel for $type {
            fn unary_block(op: Unary, source: &[$type], target: &mut Places<$type>) -> Done {
                if matches!(op, Unary::Rsqrt | Unary::Sigmoid | Unary::Softplus | Unary::Softsign | Unary::Elu | Unary::Selu) {
                    return real::unary_block(op, source, target);
                }
                for (source, target) in source.chunks(BLOCK).zip(target.chunks_mut(BLOCK)) {
                    let mut wide = vec![0.0; source.len()];
                    f32::unary_block(op, &widen(source, |x| x.to_f32()), places(&mut wide))?;
                    narrow(&wide, target, <$type>::from_f32);
                }
                Ok(())
            }
            fn binary_block(op: Binary, left: &[$type], right: &[$type], target: &mut Places<$type>) -> Done {
                if matches!(
                    op,
                    Binary::FloorDiv | Binary::TruncDiv | Binary::SquaredDifference | Binary::Xlogy | Binary::Xlog1py
                ) {
                    return real::binary_block(op, left, right, target);
                }
                if op.is_gradient() {
                    return real::gradient_block(op, left, right, target);
                }
                let (left, right) = (left.chunks(BLOCK), right.chunks(BLOCK));
                for ((left, right), target) in left.zip(right).zip(target.chunks_mut(BLOCK)) {
                    let mut wide = vec![0.0; left.len()];
                    f32::binary_block(
                        op,
                        &widen(left, |x| x.to_f32()),
                        &widen(right, |x| x.to_f32()),
                        places(&mut wide),
                    )?;
                    narrow(&wide, target, <$type>::from_f32);
                }
                Ok(())
            }
            fn test_block(op: Unary, source: &[$type], target: &mut Places<bool>) -> Done {
                f32::test_block(op, &widen(source, |x| x.to_f32()), target)
            }
        }
        impl Comparable for $type {
            fn compare_block(op: Compare, left: &[$type], right: &[$type], target: &mut Places<bool>) -> Done {
                compare(op, left, right, target)
            }
        }
    )*};
}

half_kernels!(f16 bf16);

fn widen<T: Copy>(source: &[T], to_f32: impl Fn(T) -> f32) -> Vec<f32> {
    source.iter().map(|&element| to_f32(element)).collect()
}

fn narrow<T>(wide: &[f32], target: &mut Places<T>, from_f32: impl Fn(f32) -> T) {
    for (result, &element) in target.iter_mut().zip(wide) {
        result.write(from_f32(element));
    }
}
