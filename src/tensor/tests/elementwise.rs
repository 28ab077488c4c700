//! Elementwise kernels against what TensorFlow computed (recorded by `record.py`), bit for bit but where stated.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use tape_tensor::elementwise::{Binary, Unary, binary, unary};
use tape_tensor::{Array, DType, Scalar};

mod recorded;

use recorded::{array, distance, on_this_processor};

/// How many units in the last place a result may be off, where it is not 0. The sine and cosine of C's complex
/// functions, and the functions built on them, are not the ones that TensorFlow calls.
fn tolerance(op: &str, dtype: DType) -> u64 {
    match (op, dtype) {
        (_, DType::Complex64 | DType::Complex128) => 256,
        _ => 0,
    }
}

fn unary_named(name: &str) -> Option<Unary> {
    ALL_UNARY.iter().copied().find(|op| format!("{op:?}") == name)
}

fn binary_named(name: &str) -> Option<Binary> {
    ALL_BINARY.iter().copied().find(|op| format!("{op:?}") == name)
}

#[test]
fn recorded_results() {
    let other = std::env::var("TAPE_RECORDED").map(|path| std::fs::read_to_string(path).expect("a file"));
    let lines = match &other {
        // Recorded on this processor.
        Ok(text) => text.lines().collect(),
        Err(_) => {
            on_this_processor(include_str!("recorded/elementwise.txt"), include_str!("recorded/elementwise-intel.txt"))
        }
    };
    let mut failures = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split(" | ").collect();
        let head: Vec<&str> = fields[0].split(' ').collect();
        let dtype = DType::from_name(head[2]).expect("a dtype");
        let arrays: Vec<Array> = fields[1..].iter().map(|field| array(dtype, field)).collect();
        let result = match head[0] {
            "unary" => unary(unary_named(head[1]).expect(head[1]), &arrays[0]),
            _ => binary(binary_named(head[1]).expect(head[1]), &arrays[0], &arrays[1]),
        };
        let expected = arrays.last().expect("a result");
        let result = result.unwrap_or_else(|error| panic!("{line}: {error:?}"));
        let wrong: Vec<usize> = (0..expected.len())
            .filter(|&k| distance(&result.get(k).unwrap(), &expected.get(k).unwrap()) > tolerance(head[1], dtype))
            .collect();
        if let Some(&k) = wrong.first() {
            let inputs: Vec<Scalar> = arrays[..arrays.len() - 1].iter().map(|array| array.get(k).unwrap()).collect();
            failures.push(format!(
                "{}: {} of {}, first [{k}] {inputs:?}: {:?} instead of {:?}",
                fields[0],
                wrong.len(),
                expected.len(),
                result.get(k).unwrap(),
                expected.get(k).unwrap()
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

const ALL_UNARY: &[Unary] = &[
    Unary::Neg,
    Unary::Abs,
    Unary::Sign,
    Unary::Square,
    Unary::Sqrt,
    Unary::Rsqrt,
    Unary::Reciprocal,
    Unary::Exp,
    Unary::Expm1,
    Unary::Log,
    Unary::Log1p,
    Unary::Sin,
    Unary::Cos,
    Unary::Tan,
    Unary::Asin,
    Unary::Acos,
    Unary::Atan,
    Unary::Sinh,
    Unary::Cosh,
    Unary::Tanh,
    Unary::Asinh,
    Unary::Acosh,
    Unary::Atanh,
    Unary::Sigmoid,
    Unary::Softplus,
    Unary::Softsign,
    Unary::Relu,
    Unary::Relu6,
    Unary::Elu,
    Unary::Selu,
    Unary::Erf,
    Unary::Erfc,
    Unary::Erfinv,
    Unary::Ndtri,
    Unary::Lgamma,
    Unary::Digamma,
    Unary::BesselI0,
    Unary::BesselI0e,
    Unary::BesselI1,
    Unary::BesselI1e,
    Unary::Floor,
    Unary::Ceil,
    Unary::Round,
    Unary::Rint,
    Unary::Trunc,
    Unary::LogicalNot,
    Unary::Invert,
    Unary::IsNan,
    Unary::IsInf,
    Unary::IsFinite,
    Unary::Conj,
    Unary::Real,
    Unary::Imag,
    Unary::Angle,
];

const ALL_BINARY: &[Binary] = &[
    Binary::Add,
    Binary::Sub,
    Binary::Mul,
    Binary::Div,
    Binary::FloorDiv,
    Binary::TruncDiv,
    Binary::FloorMod,
    Binary::TruncMod,
    Binary::Pow,
    Binary::Maximum,
    Binary::Minimum,
    Binary::SquaredDifference,
    Binary::Atan2,
    Binary::Xdivy,
    Binary::Xlogy,
    Binary::Xlog1py,
    Binary::DivNoNan,
    Binary::MulNoNan,
    Binary::And,
    Binary::Or,
    Binary::Xor,
    Binary::LeftShift,
    Binary::RightShift,
    Binary::NextAfter,
    Binary::Igamma,
    Binary::Igammac,
    Binary::IgammaGradA,
    Binary::Zeta,
    Binary::Polygamma,
    Binary::LeakyRelu,
    Binary::SqrtGrad,
    Binary::RsqrtGrad,
    Binary::TanhGrad,
    Binary::SigmoidGrad,
    Binary::ReciprocalGrad,
    Binary::SoftplusGrad,
    Binary::SoftsignGrad,
    Binary::EluGrad,
    Binary::SeluGrad,
    Binary::ReluGrad,
    Binary::Relu6Grad,
];
