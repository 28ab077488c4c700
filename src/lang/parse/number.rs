//! The values of number literals.

use std::rc::Rc;

use num_bigint::BigInt;

use super::Built;
use super::builder::Builder;
use crate::ast::{Constant, Expr, ExprKind};
use crate::syntax_error::Fault;

/// CPython reads no longer decimal number: the time grows with the square of the length.
const MAX_DECIMAL_DIGITS: usize = 4300;

impl Builder<'_> {
    /// The number at a token, as an expression.
    pub(super) fn number_expr(&self, token: usize) -> Built<Expr> {
        Ok(Expr { span: self.token_span(token), kind: ExprKind::Constant(self.number(token)?) })
    }

    /// Whether the number at a token is imaginary.
    pub(super) fn is_imaginary(&self, token: usize) -> bool {
        self.token_text(token).ends_with(['j', 'J'])
    }

    /// The value of the number at a token.
    pub(super) fn number(&self, token: usize) -> Built<Constant> {
        let written = self.token_text(token);
        let text = if written.contains('_') { &written.replace('_', "") } else { written };
        if let Some(prefix) = text.get(..2)
            && let Some(radix) = radix(prefix)
        {
            return Ok(integer(&text[2..], radix));
        }
        if let Some(imaginary) = text.strip_suffix(['j', 'J']) {
            return Ok(Constant::Imaginary(float(imaginary)));
        }
        if text.contains(['.', 'e', 'E']) {
            return Ok(Constant::Float(float(text)));
        }
        if text.len() > MAX_DECIMAL_DIGITS {
            let message = format!(
                "Exceeds the limit ({MAX_DECIMAL_DIGITS} digits) for integer string conversion: value has {} digits; \
                 use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer \
                 literals to avoid decimal conversion limits.",
                text.len()
            );
            return Err(Fault::at(self.token_span(token), message));
        }
        Ok(integer(text, 10))
    }
}

fn radix(prefix: &str) -> Option<u32> {
    match prefix {
        "0x" | "0X" => Some(16),
        "0o" | "0O" => Some(8),
        "0b" | "0B" => Some(2),
        _ => None,
    }
}

fn integer(digits: &str, radix: u32) -> Constant {
    match i64::from_str_radix(digits, radix) {
        Ok(value) => Constant::Int(value),
        Err(_) => Constant::BigInt(Rc::new(BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default())),
    }
}

/// The layout pass lets only texts through that Rust reads as well.
fn float(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}
