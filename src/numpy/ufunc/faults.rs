//! What floating point arithmetic may complain about: the four faults, and what is done about each.

use std::cell::Cell;

use tape_lang::{Raise, Result, Vm};
use tape_tensor::{Array, DType};

use super::{Binary, Unary};
use crate::warning::warn;

/// Which faults happened.
#[derive(Clone, Copy, Default, Debug, PartialEq, Eq)]
pub struct Faults {
    /// A finite number was divided by zero, or the like.
    pub divide: bool,
    /// The result is too large.
    pub overflow: bool,
    /// The result is not a number, though the operands are.
    pub invalid: bool,
}

/// What is done about a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// Nothing.
    Ignore,
    /// A `RuntimeWarning`.
    Warn,
    /// A `FloatingPointError`.
    Raise,
}

impl Response {
    /// The response under numpy's name; its rarer ones (`call`, `print`, `log`) are not supported.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Response> {
        [Response::Ignore, Response::Warn, Response::Raise].into_iter().find(|response| response.name() == name)
    }

    /// numpy's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Response::Ignore => "ignore",
            Response::Warn => "warn",
            Response::Raise => "raise",
        }
    }
}

/// What is done about each fault: `np.seterr`. Faults by underflow are never noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Responses {
    /// About division by zero.
    pub divide: Response,
    /// About results that are too large.
    pub over: Response,
    /// About results that are too small.
    pub under: Response,
    /// About results that are not numbers.
    pub invalid: Response,
}

impl Default for Responses {
    fn default() -> Responses {
        Responses { divide: Response::Warn, over: Response::Warn, under: Response::Ignore, invalid: Response::Warn }
    }
}

/// The responses in force on a machine.
#[derive(Default)]
pub struct ErrorState(pub Cell<Responses>);

impl Faults {
    fn any(self) -> bool {
        self.divide || self.overflow || self.invalid
    }

    /// Warns of the faults of an operation, or raises.
    ///
    /// # Errors
    /// `FloatingPointError` where the program asked for it; what a filter of warnings makes of them.
    pub fn report(self, vm: &mut Vm, operation: &str) -> Result<()> {
        if !self.any() {
            return Ok(());
        }
        let responses = vm.state::<ErrorState>().0.get();
        let faults = [
            (self.divide, responses.divide, "divide by zero"),
            (self.overflow, responses.over, "overflow"),
            (self.invalid, responses.invalid, "invalid value"),
        ];
        for (happened, response, what) in faults {
            let text = format!("{what} encountered in {operation}");
            match response {
                Response::Warn if happened => warn(vm, "RuntimeWarning", &text)?,
                Response::Raise if happened => {
                    return Err(Raise::new(&tape_lang::exception::FLOATING_POINT_ERROR, text));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// One element as a real number that is finite, infinite or no number as the element is.
fn number(array: &Array, position: usize) -> f64 {
    use tape_tensor::Scalar;
    match array.get(position) {
        Some(Scalar::Float64(x)) => x,
        Some(Scalar::Float32(x)) => f64::from(x),
        Some(Scalar::Float16(x)) => x.to_f64(),
        Some(Scalar::BFloat16(x)) => x.to_f64(),
        Some(Scalar::Complex64(x)) => f64::from(x.re) + f64::from(x.im),
        Some(Scalar::Complex128(x)) => x.re + x.im,
        _ => 0.0,
    }
}

/// Whether all elements are finite, looked at block by block.
fn all_finite(array: &Array) -> bool {
    match array.dtype() {
        DType::Float64 => array.as_slice::<f64>().is_some_and(|x| x.iter().all(|x| x.is_finite())),
        DType::Float32 => array.as_slice::<f32>().is_some_and(|x| x.iter().all(|x| x.is_finite())),
        dtype if dtype.is_floating() || dtype.is_complex() => {
            (0..array.len()).all(|position| number(array, position).is_finite())
        }
        _ => true,
    }
}

/// The faults of an operation on two arrays of floats or complex numbers.
#[must_use]
pub fn of_binary(op: Binary, x: &Array, y: &Array, result: &Array) -> Faults {
    let mut faults = Faults::default();
    if all_finite(result) || op.comparison().is_some() {
        return faults;
    }
    let quiet = matches!(
        op,
        Binary::Maximum | Binary::Minimum | Binary::Fmax | Binary::Fmin | Binary::Copysign | Binary::Heaviside
    );
    if quiet {
        return faults;
    }
    // Broadcasting is worth its price: results that are not finite are rare.
    let spread = |array: &Array| tape_tensor::layout::broadcast_to(array, result.shape());
    let (Ok(x), Ok(y)) = (spread(x), spread(y)) else { return faults };
    for position in 0..result.len() {
        let (a, b, r) = (number(&x, position), number(&y, position), number(&result.clone(), position));
        if r.is_finite() || a.is_nan() || b.is_nan() {
            continue;
        }
        let by_zero = match op {
            Binary::Divide | Binary::FloorDivide => b == 0.0 && a != 0.0,
            Binary::Power | Binary::FloatPower => a == 0.0,
            _ => false,
        };
        match () {
            () if r.is_nan() => faults.invalid = true,
            () if a.is_infinite() || b.is_infinite() => {}
            () if by_zero => faults.divide = true,
            () => faults.overflow = true,
        }
    }
    faults
}

/// The faults of an operation on one array of floats or complex numbers.
#[must_use]
pub fn of_unary(op: Unary, x: &Array, result: &Array) -> Faults {
    let mut faults = Faults::default();
    if all_finite(result) {
        return faults;
    }
    for position in 0..result.len() {
        let (a, r) = (number(x, position), number(result, position));
        if r.is_finite() || a.is_nan() {
            continue;
        }
        let has_pole =
            matches!(op, Unary::Log | Unary::Log2 | Unary::Log10 | Unary::Log1p | Unary::Arctanh | Unary::Reciprocal);
        match () {
            () if r.is_nan() => faults.invalid = true,
            () if a.is_infinite() => {}
            () if has_pole => faults.divide = true,
            () => faults.overflow = true,
        }
    }
    faults
}
