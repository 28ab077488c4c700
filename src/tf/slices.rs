//! `tf.IndexedSlices`: what the gradient of a gather looks like.

use std::rc::Rc;

use tape_grad::{IndexedSlices, Tensor};
use tape_lang::exception::type_error;
use tape_lang::{Class, NativeClass, NativeFunction, Object, Property, Result, UnaryOp, Value, Vm};
use tape_tensor::{Array, Shape};

use crate::convert::{Wanted, to_tensor};
use crate::{dtype, shape, tensor};

/// The class of sparse rows.
pub static INDEXED_SLICES: NativeClass = NativeClass::new("IndexedSlices")
    .module("tensorflow.python.framework.indexed_slices")
    .constructor(&NEW)
    .properties(PROPERTIES);

/// Sparse rows as a value of the language.
pub struct SlicesObject(IndexedSlices);

impl SlicesObject {
    /// The rows.
    #[must_use]
    pub fn slices(&self) -> &IndexedSlices {
        &self.0
    }
}

/// Sparse rows as a value.
#[must_use]
pub fn value(slices: IndexedSlices) -> Value {
    Value::object(SlicesObject(slices))
}

static NEW: NativeFunction = NativeFunction::new(
    "IndexedSlices.__init__",
    "(cls, values, indices, dense_shape=None)",
    "Rows and where they belong.",
    |vm, args| {
        let values = to_tensor(vm, &args[1], Wanted::Any)?;
        let indices = to_tensor(vm, &args[2], Wanted::Any)?;
        let dense_shape = if args[3].is_none() {
            guessed_shape(&values, &indices)
        } else {
            let given = to_tensor(vm, &args[3], Wanted::Any)?;
            sizes(&given)
        };
        Ok(value(IndexedSlices { values, indices, dense_shape }))
    },
)
.python();

/// The smallest dense shape that has room for the rows.
fn guessed_shape(values: &Tensor, indices: &Tensor) -> Shape {
    let rows = sizes(indices).iter().max().map_or(0, |largest| largest + 1);
    std::iter::once(rows).chain(values.shape().iter().skip(1).copied()).collect()
}

fn sizes(tensor: &Tensor) -> Shape {
    let wide = tape_tensor::cast::cast(tensor.array(), tape_tensor::DType::Int64);
    let wide = wide.unwrap_or_else(|_| Array::from_vec([0], Vec::<i64>::new()));
    wide.as_slice::<i64>().unwrap_or(&[]).iter().map(|&size| size.max(0) as usize).collect()
}

fn own(this: &Value) -> Result<&IndexedSlices> {
    this.downcast::<SlicesObject>().map(|object| &object.0).ok_or_else(|| type_error("an IndexedSlices is needed here"))
}

fn dense_shape(slices: &IndexedSlices) -> Tensor {
    let sizes: Vec<i32> = slices.dense_shape.iter().map(|&size| size as i32).collect();
    Tensor::new(Array::from_vec([sizes.len()], sizes))
}

static PROPERTIES: &[Property] = &[
    Property::new("values", "The rows.", |_, this| Ok(tensor::value(own(this)?.values.clone()))),
    Property::new("indices", "Where they belong.", |_, this| Ok(tensor::value(own(this)?.indices.clone()))),
    Property::new("dense_shape", "The shape of the dense tensor.", |_, this| {
        Ok(tensor::value(dense_shape(own(this)?)))
    }),
    Property::new("shape", "The shape of the dense tensor.", |_, this| Ok(shape::value(&own(this)?.dense_shape))),
    Property::new("dtype", "The element type.", |_, this| Ok(dtype::value(own(this)?.values.dtype()))),
    Property::new("device", "Where it lives.", |_, _| Ok(Value::str(tensor::DEVICE))),
];

impl Object for SlicesObject {
    fn class(&self) -> Rc<Class> {
        INDEXED_SLICES.class()
    }

    fn unary(&self, _vm: &mut Vm, _this: &Value, op: UnaryOp) -> Result<Value> {
        if op != UnaryOp::USub {
            return Err(type_error(format!("bad operand type for unary {}: 'IndexedSlices'", op.description())));
        }
        let negated = tape_ops::neg(&self.0.values).map_err(|error| crate::errors::raise(error, Default::default()))?;
        Ok(value(IndexedSlices { values: negated, ..self.0.clone() }))
    }

    fn str(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let options = tape_numpy::print_options(vm);
        let show = |tensor: &Tensor| tape_show::tensor::str(tensor.array(), &options);
        Ok(format!(
            "IndexedSlices(indices={}, values={}, dense_shape={})",
            show(&self.0.indices),
            show(&self.0.values),
            show(&dense_shape(&self.0))
        ))
    }
}
