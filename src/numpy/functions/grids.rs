//! Coordinates: the points of a grid and what is computed from them.

use std::rc::Rc;

use tape_lang::exception::value_error;
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::{self, broadcast_to};
use tape_tensor::{Array, DType, Shape};

use super::creation::made;
use super::ranges::vector_of;
use crate::arguments::{arrays, dtype_or, shape};
use crate::error::from_kernel;
use crate::ndarray_of;
use crate::promote::promote;

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "meshgrid",
        "(*xi, copy=True, sparse=False, indexing='xy')",
        "Coordinate matrices from coordinate vectors.",
        meshgrid,
    )
    .python(),
    NativeFunction::new("indices", "(dimensions, dtype=None, sparse=False)", "The indices of a grid.", indices)
        .python(),
    NativeFunction::new(
        "fromfunction",
        "(function, shape, *, dtype=None, like=None, **kwargs)",
        "An array made by a function of the coordinates.",
        fromfunction,
    )
    .python(),
];

fn meshgrid(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let vectors = arrays(vm, &args[0])?;
    let sparse = vm.truth(&args[2])?;
    let indexing = args[3].as_str().unwrap_or_default();
    if !matches!(indexing, "xy" | "ij") {
        return Err(value_error("Valid values for `indexing` are 'xy' and 'ij'."));
    }
    let rank = vectors.len();
    // With `xy` the first two axes change places.
    let place = |nth: usize| if indexing == "xy" && rank > 1 && nth < 2 { 1 - nth } else { nth };
    let mut full = vec![1; rank];
    for (nth, vector) in vectors.iter().enumerate() {
        full[place(nth)] = vector.array.len();
    }
    let mut grids = Vec::with_capacity(rank);
    for (nth, vector) in vectors.iter().enumerate() {
        let mut own = vec![1; rank];
        own[place(nth)] = vector.array.len();
        let thin = vector.array.with_shape(own);
        let grid = if sparse { thin } else { broadcast_to(&thin, &Shape::from(&full[..])).map_err(from_kernel)? };
        grids.push(made(vector.with(grid)));
    }
    Ok(Value::tuple(grids))
}

/// For each axis of a shape the position along it, in every place.
///
/// # Errors
/// `MemoryError`.
pub fn grid(shape: &Shape, dtype: DType) -> Result<Vec<Array>> {
    (0..shape.rank())
        .map(|axis| {
            let mut own = vec![1; shape.rank()];
            own[axis] = shape[axis];
            let numbers = Array::from_vec(own, (0..shape[axis] as i64).collect());
            let numbers = cast(&numbers, dtype).map_err(from_kernel)?;
            broadcast_to(&numbers, shape).map_err(from_kernel)
        })
        .collect()
}

fn indices(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[0])?;
    let dtype = dtype_or(vm, &args[1], DType::Int64)?;
    let grids = grid(&shape, dtype)?;
    if grids.is_empty() {
        return Ok(ndarray_of(Array::from_vec([0], Vec::<i64>::new())));
    }
    Ok(ndarray_of(layout::stack(&grids.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?))
}

fn fromfunction(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let shape = shape(vm, &args[1])?;
    let dtype = dtype_or(vm, &args[2], DType::Float64)?;
    let grids: Vec<Value> = grid(&shape, dtype)?.into_iter().map(ndarray_of).collect();
    let extra = args.keywords(4).map(|extra| extra.items()).unwrap_or_default();
    let names: Vec<tape_lang::Name> =
        extra.iter().filter_map(|(key, _)| key.as_str().map(tape_lang::Name::new)).collect();
    let values: Vec<Value> = grids.into_iter().chain(extra.into_iter().map(|(_, value)| value)).collect();
    vm.call(&args[0], Args { values: &values, names: &names })
}

/// `np.mgrid` and `np.ogrid`, which are indexed rather than called.
pub struct GridMaker {
    /// Whether the grids are as small as broadcasting allows.
    pub sparse: bool,
}

static GRID_MAKER: NativeClass = NativeClass::new("nd_grid").module("numpy.lib._index_tricks_impl").not_a_base();

impl Object for GridMaker {
    fn class(&self) -> Rc<Class> {
        GRID_MAKER.class()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let slices: Vec<Value> = match key {
            Value::Tuple(slices) => slices.to_vec(),
            one => vec![one.clone()],
        };
        let mut vectors = Vec::with_capacity(slices.len());
        for slice in &slices {
            vectors.push(vector_of(vm, slice)?);
        }
        if !matches!(key, Value::Tuple(_)) {
            return Ok(ndarray_of(vectors.swap_remove(0)));
        }
        let rank = vectors.len();
        let dtype = vectors.iter().map(Array::dtype).reduce(promote).unwrap_or(DType::Int64);
        let full: Shape = vectors.iter().map(Array::len).collect();
        let mut grids = Vec::with_capacity(rank);
        for (axis, vector) in vectors.iter().enumerate() {
            let mut own = vec![1; rank];
            own[axis] = vector.len();
            let thin = cast(&vector.with_shape(own), dtype).map_err(from_kernel)?;
            grids.push(if self.sparse { thin } else { broadcast_to(&thin, &full).map_err(from_kernel)? });
        }
        if self.sparse {
            return Ok(Value::tuple(grids.into_iter().map(ndarray_of)));
        }
        Ok(ndarray_of(layout::stack(&grids.iter().collect::<Vec<_>>(), 0).map_err(from_kernel)?))
    }
}
