//! Operators: their symbols and the methods that implement them.

use crate::ast;
use crate::name::Name;

pub use crate::ast::{Operator, UnaryOp};

/// A comparison that a type can define.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// `<`.
    Lt,
    /// `<=`.
    LtE,
    /// `==`.
    Eq,
    /// `!=`.
    NotEq,
    /// `>`.
    Gt,
    /// `>=`.
    GtE,
}

/// On which side of an operator the object stands that is asked to apply it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// It is the left operand: `__add__`.
    Left,
    /// It is the right operand: `__radd__`.
    Right,
}

impl Operator {
    /// As it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Operator::Add => "+",
            Operator::Sub => "-",
            Operator::Mult => "*",
            Operator::MatMult => "@",
            Operator::Div => "/",
            Operator::Mod => "%",
            Operator::Pow => "**",
            Operator::LShift => "<<",
            Operator::RShift => ">>",
            Operator::BitOr => "|",
            Operator::BitXor => "^",
            Operator::BitAnd => "&",
            Operator::FloorDiv => "//",
        }
    }

    /// As error messages name it: CPython says `** or pow()` for powers.
    #[must_use]
    pub fn description(self) -> &'static str {
        if self == Operator::Pow { "** or pow()" } else { self.symbol() }
    }

    /// The methods `__op__`, `__rop__` and `__iop__`.
    #[must_use]
    pub fn methods(self) -> [Name; 3] {
        match self {
            Operator::Add => [Name::ADD, Name::RADD, Name::IADD],
            Operator::Sub => [Name::SUB, Name::RSUB, Name::ISUB],
            Operator::Mult => [Name::MUL, Name::RMUL, Name::IMUL],
            Operator::MatMult => [Name::MATMUL, Name::RMATMUL, Name::IMATMUL],
            Operator::Div => [Name::TRUEDIV, Name::RTRUEDIV, Name::ITRUEDIV],
            Operator::Mod => [Name::MOD, Name::RMOD, Name::IMOD],
            Operator::Pow => [Name::POW, Name::RPOW, Name::IPOW],
            Operator::LShift => [Name::LSHIFT, Name::RLSHIFT, Name::ILSHIFT],
            Operator::RShift => [Name::RSHIFT, Name::RRSHIFT, Name::IRSHIFT],
            Operator::BitOr => [Name::OR, Name::ROR, Name::IOR],
            Operator::BitXor => [Name::XOR, Name::RXOR, Name::IXOR],
            Operator::BitAnd => [Name::AND, Name::RAND, Name::IAND],
            Operator::FloorDiv => [Name::FLOORDIV, Name::RFLOORDIV, Name::IFLOORDIV],
        }
    }
}

impl UnaryOp {
    /// As error messages name it.
    #[must_use]
    pub fn description(self) -> &'static str {
        match self {
            UnaryOp::Invert => "~",
            UnaryOp::Not => "not",
            UnaryOp::UAdd => "+",
            UnaryOp::USub => "-",
        }
    }

    /// Its method.
    #[must_use]
    pub fn method(self) -> Name {
        match self {
            UnaryOp::Invert => Name::INVERT,
            UnaryOp::Not => Name::BOOL,
            UnaryOp::UAdd => Name::POS,
            UnaryOp::USub => Name::NEG,
        }
    }
}

impl Comparison {
    /// As it is written.
    #[must_use]
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Lt => "<",
            Comparison::LtE => "<=",
            Comparison::Eq => "==",
            Comparison::NotEq => "!=",
            Comparison::Gt => ">",
            Comparison::GtE => ">=",
        }
    }

    /// Its method.
    #[must_use]
    pub fn method(self) -> Name {
        match self {
            Comparison::Lt => Name::LT,
            Comparison::LtE => Name::LE,
            Comparison::Eq => Name::EQ,
            Comparison::NotEq => Name::NE,
            Comparison::Gt => Name::GT,
            Comparison::GtE => Name::GE,
        }
    }

    /// The comparison that says the same of the operands in the other order.
    #[must_use]
    pub fn reflected(self) -> Comparison {
        match self {
            Comparison::Lt => Comparison::Gt,
            Comparison::LtE => Comparison::GtE,
            Comparison::Gt => Comparison::Lt,
            Comparison::GtE => Comparison::LtE,
            same => same,
        }
    }

    /// What it says about operands that stand in the given order.
    #[must_use]
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Lt => ordering.is_lt(),
            Comparison::LtE => ordering.is_le(),
            Comparison::Eq => ordering.is_eq(),
            Comparison::NotEq => ordering.is_ne(),
            Comparison::Gt => ordering.is_gt(),
            Comparison::GtE => ordering.is_ge(),
        }
    }

    /// The comparison of the syntax tree, unless it is one that no type defines alone (`is`, `in`).
    #[must_use]
    pub fn of(op: ast::CmpOp) -> Option<Comparison> {
        match op {
            ast::CmpOp::Eq => Some(Comparison::Eq),
            ast::CmpOp::NotEq => Some(Comparison::NotEq),
            ast::CmpOp::Lt => Some(Comparison::Lt),
            ast::CmpOp::LtE => Some(Comparison::LtE),
            ast::CmpOp::Gt => Some(Comparison::Gt),
            ast::CmpOp::GtE => Some(Comparison::GtE),
            ast::CmpOp::Is | ast::CmpOp::IsNot | ast::CmpOp::In | ast::CmpOp::NotIn => None,
        }
    }
}
