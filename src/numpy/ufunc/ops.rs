//! The elementwise operations under numpy's names.

use tape_tensor::elementwise::Compare;

/// Declares an enum of operations with numpy's name for each.
macro_rules! operations {
    ($(#[$doc:meta])* $type:ident { $($op:ident = $name:literal,)* }) => {
        $(#[$doc])*
        #[allow(missing_docs, reason = "numpy's names say what the operations are")]
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum $type { $($op,)* }

        impl $type {
            /// numpy's name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $($type::$op => $name,)* }
            }
        }
    };
}

operations! {
    /// Operations on one number.
    Unary {
        Negative = "negative",
        Positive = "positive",
        Absolute = "absolute",
        Fabs = "fabs",
        Sign = "sign",
        Square = "square",
        Reciprocal = "reciprocal",
        Conjugate = "conjugate",
        Floor = "floor",
        Ceil = "ceil",
        Trunc = "trunc",
        Rint = "rint",
        Sqrt = "sqrt",
        Cbrt = "cbrt",
        Exp = "exp",
        Exp2 = "exp2",
        Expm1 = "expm1",
        Log = "log",
        Log2 = "log2",
        Log10 = "log10",
        Log1p = "log1p",
        Sin = "sin",
        Cos = "cos",
        Tan = "tan",
        Arcsin = "arcsin",
        Arccos = "arccos",
        Arctan = "arctan",
        Sinh = "sinh",
        Cosh = "cosh",
        Tanh = "tanh",
        Arcsinh = "arcsinh",
        Arccosh = "arccosh",
        Arctanh = "arctanh",
        Degrees = "degrees",
        Radians = "radians",
        Rad2deg = "rad2deg",
        Deg2rad = "deg2rad",
        Spacing = "spacing",
        Invert = "invert",
        LogicalNot = "logical_not",
        Isnan = "isnan",
        Isinf = "isinf",
        Isfinite = "isfinite",
        Signbit = "signbit",
    }
}

operations! {
    /// Operations on two numbers.
    Binary {
        Add = "add",
        Subtract = "subtract",
        Multiply = "multiply",
        Divide = "divide",
        FloorDivide = "floor_divide",
        Remainder = "remainder",
        Fmod = "fmod",
        Power = "power",
        FloatPower = "float_power",
        Maximum = "maximum",
        Minimum = "minimum",
        Fmax = "fmax",
        Fmin = "fmin",
        Arctan2 = "arctan2",
        Hypot = "hypot",
        Logaddexp = "logaddexp",
        Logaddexp2 = "logaddexp2",
        Copysign = "copysign",
        Nextafter = "nextafter",
        Heaviside = "heaviside",
        BitwiseAnd = "bitwise_and",
        BitwiseOr = "bitwise_or",
        BitwiseXor = "bitwise_xor",
        LeftShift = "left_shift",
        RightShift = "right_shift",
        Gcd = "gcd",
        Lcm = "lcm",
        LogicalAnd = "logical_and",
        LogicalOr = "logical_or",
        LogicalXor = "logical_xor",
        Equal = "equal",
        NotEqual = "not_equal",
        Less = "less",
        LessEqual = "less_equal",
        Greater = "greater",
        GreaterEqual = "greater_equal",
    }
}

impl Binary {
    /// The comparison that it is, if it is one.
    #[must_use]
    pub const fn comparison(self) -> Option<Compare> {
        Some(match self {
            Binary::Equal => Compare::Equal,
            Binary::NotEqual => Compare::NotEqual,
            Binary::Less => Compare::Less,
            Binary::LessEqual => Compare::LessEqual,
            Binary::Greater => Compare::Greater,
            Binary::GreaterEqual => Compare::GreaterEqual,
            _ => return None,
        })
    }

    /// Whether it asks for truth values only.
    #[must_use]
    pub const fn is_logical(self) -> bool {
        matches!(self, Binary::LogicalAnd | Binary::LogicalOr | Binary::LogicalXor)
    }
}

impl Unary {
    /// Whether its result is a truth value.
    #[must_use]
    pub const fn is_test(self) -> bool {
        matches!(self, Unary::LogicalNot | Unary::Isnan | Unary::Isinf | Unary::Isfinite | Unary::Signbit)
    }

    /// Whether its result is of the dtype of its operand, integers included.
    #[must_use]
    pub const fn keeps_integers(self) -> bool {
        matches!(
            self,
            Unary::Negative
                | Unary::Positive
                | Unary::Absolute
                | Unary::Sign
                | Unary::Square
                | Unary::Reciprocal
                | Unary::Conjugate
                | Unary::Floor
                | Unary::Ceil
                | Unary::Trunc
                | Unary::Invert
        )
    }
}
