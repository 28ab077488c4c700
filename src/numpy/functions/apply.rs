//! Functions of the program applied to arrays: `vectorize`, `apply_along_axis`, `piecewise`.

use std::rc::Rc;

use tape_lang::exception::value_error;
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{broadcast_to, transpose};
use tape_tensor::{Array, DType, Shape};

use super::joining::stacked;
use crate::arguments::{axis, unsupported};
use crate::descr::{self, Descr};
use crate::error::from_kernel;
use crate::items::{Items, element_value};
use crate::ndarray::NdArray;
use crate::{convert, give, value_of};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "apply_along_axis",
        "(func1d, axis, arr, *args, **kwargs)",
        "A function applied to the rows along an axis.",
        apply_along_axis,
    )
    .python(),
    NativeFunction::new(
        "apply_over_axes",
        "(func, a, axes)",
        "A function applied over several axes in turn.",
        apply_over_axes,
    )
    .python(),
    NativeFunction::new(
        "piecewise",
        "(x, condlist, funclist, *args, **kw)",
        "A function defined piece by piece.",
        piecewise,
    )
    .python(),
];

static VECTORIZE: NativeClass = NativeClass::new("vectorize").module("numpy");

/// `np.vectorize(function)`.
struct Vectorized {
    function: Value,
    otypes: Option<Descr>,
}

/// `np.vectorize`.
pub fn vectorize(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    if !args[5].is_none() {
        return Err(unsupported("signature= of np.vectorize"));
    }
    let otypes = match &args[1] {
        Value::List(types) => match types.get(0) {
            Some(first) => descr::argument(vm, &first)?,
            None => None,
        },
        Value::Str(codes) => Descr::parse(&codes.as_str().chars().take(1).collect::<String>()),
        other => descr::argument(vm, other)?,
    };
    Ok(Value::object(Vectorized { function: args[0].clone(), otypes }))
}

impl Object for Vectorized {
    fn class(&self) -> Rc<Class> {
        VECTORIZE.class()
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let operands: Vec<Items> = args.values.iter().map(|value| convert::items(vm, value)).collect::<Result<_>>()?;
        let shapes: Vec<&[usize]> = operands.iter().map(|items| &items.shape()[..]).collect();
        let mut shape = Shape::SCALAR;
        for items in &operands {
            shape = shape.broadcast(items.shape()).ok_or_else(|| crate::error::cannot_broadcast(&shapes))?;
        }
        let mut spread = Vec::with_capacity(operands.len());
        for items in &operands {
            spread.push(items.with(broadcast_to(&items.array, &shape).map_err(from_kernel)?));
        }
        if shape.elements() == 0 && self.otypes.is_none() {
            return Err(value_error("cannot call `vectorize` on size 0 inputs unless `otypes` is set"));
        }
        let mut results = Vec::with_capacity(shape.elements());
        for position in 0..shape.elements() {
            let values: Vec<Value> = spread
                .iter()
                .filter_map(|items| Some(element_value(items.array.get(position)?, items.strings)))
                .collect();
            results.push(vm.call(&self.function, Args { values: &values, names: args.names })?);
        }
        if let Some(Value::Tuple(first)) = results.first() {
            let outputs = first.len();
            let column = |vm: &mut Vm, nth: usize| {
                let items = results.iter().map(|result| match result {
                    Value::Tuple(tuple) => tuple.get(nth).cloned().unwrap_or_default(),
                    _ => Value::None,
                });
                self.collected(vm, items.collect(), &shape)
            };
            let columns = (0..outputs).map(|nth| column(vm, nth)).collect::<Result<Vec<_>>>()?;
            return Ok(Value::tuple(columns));
        }
        self.collected(vm, results, &shape)
    }
}

impl Vectorized {
    /// The results as an array, of the type that the first of them has.
    fn collected(&self, vm: &mut Vm, results: Vec<Value>, shape: &Shape) -> Result<Value> {
        let descr = match (self.otypes, results.first()) {
            (Some(descr), _) => Some(descr),
            (None, Some(first)) => Some(convert::descr_of(&convert::items(vm, first)?)),
            (None, None) => None,
        };
        let descr = descr.map(|descr| if let Descr::Text(_) = descr { Descr::Text(0) } else { descr });
        let items = convert::items_as(vm, &Value::list(results), descr)?;
        Ok(give(items.with(items.array.with_shape(shape.clone()))))
    }
}

/// The rows of an array along an axis, and the shape of the others.
fn rows_along(items: &Items, axis: usize) -> Result<(Vec<Value>, Shape)> {
    let rank = items.rank();
    let mut order: Vec<usize> = (0..rank).filter(|&other| other != axis).collect();
    order.push(axis);
    let turned = transpose(&items.array, &order).map_err(from_kernel)?;
    let (size, outer) = (items.shape()[axis], super::reductions::without_axis(items.shape(), axis));
    let flat = turned.with_shape([outer.elements(), size]);
    let rows = tape_tensor::layout::unstack(&flat, 0).map_err(from_kernel)?;
    Ok((rows.into_iter().map(|row| Value::object(NdArray::new(items.with(row)))).collect(), outer))
}

fn apply_along_axis(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[2])?;
    let axis = axis(vm, &args[1], items.rank())?;
    let (rows, outer) = rows_along(&items, axis)?;
    let extra = args.keywords(4).map(|extra| extra.items()).unwrap_or_default();
    let names: Vec<tape_lang::Name> =
        extra.iter().filter_map(|(key, _)| key.as_str().map(tape_lang::Name::new)).collect();
    let mut results = Vec::with_capacity(rows.len());
    for row in rows {
        let values: Vec<Value> = std::iter::once(row)
            .chain(args.rest(3).iter().cloned())
            .chain(extra.iter().map(|(_, value)| value.clone()))
            .collect();
        let result = vm.call(&args[0], Args { values: &values, names: &names })?;
        results.push(convert::items(vm, &result)?);
    }
    if results.is_empty() {
        return Err(value_error("Cannot apply_along_axis when any iteration dimensions are 0"));
    }
    let joined = stacked(vm, results, 0)?;
    let inner = joined.shape()[1..].to_vec();
    let shape: Shape = outer.iter().chain(&inner).copied().collect();
    let joined = joined.array.with_shape(shape.clone());
    // The axes of the results take the place of the one that went.
    let mut order: Vec<usize> = (0..outer.rank()).collect();
    order.splice(axis..axis, outer.rank()..shape.rank());
    Ok(value_of(transpose(&joined, &order).map_err(from_kernel)?))
}

fn apply_over_axes(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut value = args[1].clone();
    let rank = convert::items(vm, &value)?.rank();
    for axis in crate::arguments::integers(vm, &args[2])? {
        let axis = crate::arguments::checked_axis(axis, rank)?;
        let before = convert::items(vm, &value)?;
        let result = vm.call_values(&args[0], &[value, Value::from(axis)])?;
        let items = convert::items(vm, &result)?;
        value = if items.rank() == before.rank() {
            result
        } else {
            let mut sizes = items.shape().to_vec();
            sizes.insert(axis.min(sizes.len()), 1);
            Value::object(NdArray::new(items.with(items.array.with_shape(sizes))))
        };
    }
    Ok(value)
}

fn piecewise(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let items = convert::items(vm, &args[0])?;
    let conditions = vm.collect(&args[1])?;
    let functions = vm.collect(&args[2])?;
    let mut masks = Vec::with_capacity(conditions.len() + 1);
    let mut none = Array::full(items.shape().clone(), tape_tensor::Scalar::Bool(true)).map_err(from_kernel)?;
    for condition in &conditions {
        let mask = cast(&convert::array(vm, condition)?, DType::Bool).map_err(from_kernel)?;
        let not = crate::ufunc::quiet_unary(crate::ufunc::Unary::LogicalNot, &mask)?;
        none = crate::ufunc::quiet_binary(crate::ufunc::Binary::LogicalAnd, &none, &not)?;
        masks.push(mask);
    }
    if functions.len() == masks.len() + 1 {
        masks.push(none);
    } else if functions.len() != masks.len() {
        let count = masks.len();
        return Err(value_error(format!(
            "with {count} condition(s), either {count} or {} functions are expected",
            count + 1
        )));
    }
    let zeros = tape_tensor::layout::zeros(items.shape().clone(), items.dtype()).map_err(from_kernel)?;
    let target = Value::object(NdArray::new(zeros));
    let own = Value::object(NdArray::new(items));
    for (mask, function) in masks.into_iter().zip(functions) {
        let mask = crate::ndarray_of(mask);
        let value = if vm.is_callable(&function) {
            let chosen = vm.item(&own, &mask)?;
            let values: Vec<Value> = std::iter::once(chosen).chain(args.rest(3).iter().cloned()).collect();
            vm.call_values(&function, &values)?
        } else {
            function
        };
        vm.set_item(&target, &mask, value)?;
    }
    Ok(target)
}
