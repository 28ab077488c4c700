//! Norms of vectors and matrices.

use tape_lang::exception::value_error;
use tape_lang::{Args, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::transpose;
use tape_tensor::{Array, DType};

use super::{in_float, singular_values};
use crate::arguments::{checked_axis, integers};
use crate::convert;
use crate::error::from_kernel;
use crate::reduce::{self, Axes, End, Nans};
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::value_of;

/// Which norm.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Order {
    Default,
    Frobenius,
    Nuclear,
    Number(f64),
}

impl Order {
    fn read(vm: &mut Vm, value: &Value, is_matrix: bool) -> Result<Order> {
        match (value.as_str(), value) {
            (_, Value::None) => Ok(Order::Default),
            (Some("fro" | "f"), _) if is_matrix => Ok(Order::Frobenius),
            (Some("nuc"), _) if is_matrix => Ok(Order::Nuclear),
            (Some(_), _) if is_matrix => Err(value_error("Invalid norm order for matrices.")),
            (Some(text), _) => Err(value_error(format!("Invalid norm order '{text}' for vectors"))),
            (None, number) => Ok(Order::Number(vm.float(number)?)),
        }
    }
}

/// The root of the sum of squares along axes.
fn euclidean(array: &Array, axes: &Axes) -> Result<Array> {
    let sizes = quiet_unary(Unary::Absolute, array)?;
    let squares = quiet_unary(Unary::Square, &sizes)?;
    quiet_unary(Unary::Sqrt, &reduce::sum(&squares, axes, squares.dtype())?)
}

fn vector_norm(array: &Array, axis: usize, order: Order) -> Result<Array> {
    let axes = Axes::new(Some(&[axis]), array.shape().rank());
    let sizes = quiet_unary(Unary::Absolute, array)?;
    let Order::Number(order) = order else { return euclidean(array, &axes) };
    match order {
        f64::INFINITY => reduce::extreme(&sizes, &axes, End::Largest, Nans::Spread),
        f64::NEG_INFINITY => reduce::extreme(&sizes, &axes, End::Smallest, Nans::Spread),
        2.0 => euclidean(array, &axes),
        1.0 => reduce::sum(&sizes, &axes, sizes.dtype()),
        0.0 => {
            let truth = cast(&sizes, DType::Bool).map_err(from_kernel)?;
            cast(&reduce::sum(&truth, &axes, DType::Int64)?, sizes.dtype()).map_err(from_kernel)
        }
        order => {
            let weak = |x: f64| cast(&Array::scalar(x), sizes.dtype()).map_err(from_kernel);
            let powers = quiet_binary(Binary::Power, &sizes, &weak(order)?)?;
            quiet_binary(Binary::Power, &reduce::sum(&powers, &axes, powers.dtype())?, &weak(1.0 / order)?)
        }
    }
}

fn matrix_norm(array: &Array, rows: usize, columns: usize, order: Order) -> Result<Array> {
    let rank = array.shape().rank();
    let (end, of_columns) = match order {
        Order::Default | Order::Frobenius => return euclidean(array, &Axes::new(Some(&[rows, columns]), rank)),
        Order::Number(1.0) => (End::Largest, true),
        Order::Number(-1.0) => (End::Smallest, true),
        Order::Number(f64::INFINITY) => (End::Largest, false),
        Order::Number(f64::NEG_INFINITY) => (End::Smallest, false),
        Order::Number(2.0 | -2.0) | Order::Nuclear => return spectral(array, rows, columns, order),
        Order::Number(_) => return Err(value_error("Invalid norm order for matrices.")),
    };
    let sizes = quiet_unary(Unary::Absolute, array)?;
    let summed = if of_columns { rows } else { columns };
    let sums = reduce::sum(&sizes, &Axes::new(Some(&[summed]), rank), sizes.dtype())?;
    let other = if of_columns { columns } else { rows };
    let place = if other > summed { other - 1 } else { other };
    reduce::extreme(&sums, &Axes::new(Some(&[place]), rank - 1), end, Nans::Spread)
}

/// Norms from the singular values.
fn spectral(array: &Array, rows: usize, columns: usize, order: Order) -> Result<Array> {
    let rank = array.shape().rank();
    let mut places: Vec<usize> = (0..rank).filter(|&axis| axis != rows && axis != columns).collect();
    places.extend([rows, columns]);
    let values = singular_values(&transpose(array, &places).map_err(from_kernel)?)?;
    let last = Axes::new(Some(&[values.shape().rank() - 1]), values.shape().rank());
    match order {
        Order::Nuclear => reduce::sum(&values, &last, values.dtype()),
        Order::Number(-2.0) => reduce::extreme(&values, &last, End::Smallest, Nans::Spread),
        _ => reduce::extreme(&values, &last, End::Largest, Nans::Spread),
    }
}

/// `np.linalg.norm`.
pub fn norm(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = in_float(&convert::array(vm, &args[0])?)?;
    let rank = array.shape().rank();
    let keepdims = vm.truth(&args[3])?;
    let given = if args[2].is_none() { None } else { Some(integers(vm, &args[2])?) };
    let along: Vec<usize> = match given {
        Some(given) => given.into_iter().map(|axis| checked_axis(axis, rank)).collect::<Result<_>>()?,
        None if args[1].is_none() => {
            let all = Axes::new(None, rank);
            let result = euclidean(&array, &all)?;
            return Ok(value_of(if keepdims { result.with_shape(all.kept_dims(array.shape())) } else { result }));
        }
        None => (0..rank).collect(),
    };
    let result = match along[..] {
        [axis] => {
            let order = Order::read(vm, &args[1], false)?;
            vector_norm(&array, axis, order)?
        }
        [rows, columns] if rows != columns => {
            let order = Order::read(vm, &args[1], true)?;
            matrix_norm(&array, rows, columns, order)?
        }
        [_, _] => return Err(value_error("Duplicate axes given.")),
        _ => return Err(value_error("Improper number of dimensions to norm.")),
    };
    let removed = Axes::new(Some(&along), rank);
    Ok(value_of(if keepdims { result.with_shape(removed.kept_dims(array.shape())) } else { result }))
}
