//! The names of the elementwise functions.
//!
//! A kernel is an opcode and a function over blocks of slices, never a closure over whole arrays: a chain of opcodes
//! can therefore run block by block through the cache.

/// A function of one number.
///
/// Which dtypes a function takes is decided by the op that uses it; a kernel that does not exist answers with
/// [`Error::Unimplemented`](crate::Error::Unimplemented).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Unary {
    /// `-x`; integers wrap.
    Neg,
    /// The absolute value; of complex numbers a real one.
    Abs,
    /// -1, 0 or 1; of a complex number `x / |x|`.
    Sign,
    Square,
    Sqrt,
    /// `1 / sqrt(x)`.
    Rsqrt,
    /// `1 / x`.
    Reciprocal,
    Exp,
    Expm1,
    Log,
    Log1p,
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Sinh,
    Cosh,
    Tanh,
    Asinh,
    Acosh,
    Atanh,
    /// `1 / (1 + exp(-x))`.
    Sigmoid,
    /// `log(1 + exp(x))`.
    Softplus,
    /// `x / (1 + |x|)`.
    Softsign,
    Relu,
    /// `relu` cut off at 6.
    Relu6,
    Elu,
    Selu,
    Erf,
    Erfc,
    /// The inverse of `Erf`.
    Erfinv,
    /// The inverse of the standard normal distribution function.
    Ndtri,
    /// The logarithm of the absolute value of the gamma function.
    Lgamma,
    /// The derivative of `Lgamma`.
    Digamma,
    /// The modified Bessel function of order 0.
    BesselI0,
    /// `BesselI0` times `exp(-|x|)`.
    BesselI0e,
    /// The modified Bessel function of order 1.
    BesselI1,
    /// `BesselI1` times `exp(-|x|)`.
    BesselI1e,
    Floor,
    Ceil,
    /// To the nearest whole number, halves to the even one.
    Round,
    /// The same as `Round` for floats; not defined for integers.
    Rint,
    /// Towards zero.
    Trunc,
    LogicalNot,
    /// The complement of every bit.
    Invert,
    /// To bool.
    IsNan,
    /// To bool.
    IsInf,
    /// To bool.
    IsFinite,
    Conj,
    /// The real part, as a real number.
    Real,
    /// The imaginary part, as a real number.
    Imag,
    /// The argument, as a real number.
    Angle,
}

/// A function of two numbers of one dtype with a result of that dtype.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Binary {
    /// The sum; strings are joined.
    Add,
    Sub,
    Mul,
    /// True division, of floats and complex numbers.
    Div,
    /// The quotient rounded down.
    FloorDiv,
    /// The quotient rounded towards zero.
    TruncDiv,
    /// The remainder with the sign of the divisor, as Python's `%`.
    FloorMod,
    /// The remainder with the sign of the dividend, as C's `%`.
    TruncMod,
    Pow,
    Maximum,
    Minimum,
    /// `(x - y)²`; for complex numbers `conj(x - y) · (x - y)`.
    SquaredDifference,
    /// The angle of the point `(y, x)`, the ordinate first.
    Atan2,
    /// `x / y`, 0 where x is 0.
    Xdivy,
    /// `x · log(y)`, 0 where x is 0.
    Xlogy,
    /// `x · log1p(y)`, 0 where x is 0.
    Xlog1py,
    /// `x / y`, 0 where y is 0.
    DivNoNan,
    /// `x · y`, 0 where y is 0.
    MulNoNan,
    /// Of bits, or of truth values.
    And,
    /// Of bits, or of truth values.
    Or,
    /// Of bits, or of truth values.
    Xor,
    LeftShift,
    RightShift,
    /// The next float after x towards y.
    NextAfter,
    /// The regularised lower incomplete gamma function P(a, x).
    Igamma,
    /// The regularised upper incomplete gamma function Q(a, x).
    Igammac,
    /// The derivative of `Igamma` by its first argument.
    IgammaGradA,
    /// Hurwitz' zeta function.
    Zeta,
    /// The n-th derivative of the digamma function, of (n, x).
    Polygamma,
    /// `x` where positive, else `x · alpha`, of (x, alpha).
    LeakyRelu,
    /// The gradient of `Sqrt`, of (result, upstream).
    SqrtGrad,
    /// The gradient of `Rsqrt`, of (result, upstream).
    RsqrtGrad,
    /// The gradient of `Tanh`, of (result, upstream).
    TanhGrad,
    /// The gradient of `Sigmoid`, of (result, upstream).
    SigmoidGrad,
    /// The gradient of `Reciprocal`, of (result, upstream).
    ReciprocalGrad,
    /// The gradient of `Softplus`, of (upstream, input).
    SoftplusGrad,
    /// The gradient of `Softsign`, of (upstream, input).
    SoftsignGrad,
    /// The gradient of `Elu`, of (upstream, result).
    EluGrad,
    /// The gradient of `Selu`, of (upstream, result).
    SeluGrad,
    /// The gradient of `Relu`, of (upstream, input or result).
    ReluGrad,
    /// The gradient of `Relu6`, of (upstream, input or result).
    Relu6Grad,
}

/// A comparison of two numbers.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Compare {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
}

impl Binary {
    /// Whether this is one of the four that every processor has an instruction for.
    #[must_use]
    pub const fn is_arithmetic(self) -> bool {
        matches!(self, Binary::Add | Binary::Sub | Binary::Mul | Binary::Div)
    }

    /// Whether this is one of the fused gradients.
    #[must_use]
    pub const fn is_gradient(self) -> bool {
        matches!(
            self,
            Binary::SqrtGrad
                | Binary::RsqrtGrad
                | Binary::TanhGrad
                | Binary::SigmoidGrad
                | Binary::ReciprocalGrad
                | Binary::SoftplusGrad
                | Binary::SoftsignGrad
                | Binary::EluGrad
                | Binary::SeluGrad
                | Binary::ReluGrad
                | Binary::Relu6Grad
        )
    }
}
