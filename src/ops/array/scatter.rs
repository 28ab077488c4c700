//! Values put at given positions.

use tape_tensor::layout::{self, Update};

use crate::prelude::*;

/// Positions of replacements.
const UPDATE_POSITIONS: tape_grad::DTypes = tape_grad::DTypes::new(&[Int16, UInt16, Int32, Int64]);

ops! {
    /// Updates added up at the given coordinates among zeros.
    ///
    /// >>> tf.scatter_nd([[1], [3]], [10, 20], [5])
    /// <tf.Tensor: shape=(5,), dtype=int32, numpy=array([ 0, 10,  0, 20,  0], dtype=int32)>
    op scatter_nd "ScatterNd" ["tf.scatter_nd"] (indices: POSITIONS of Tindices, updates: ANY; shape: Shape) {
        infer: |inputs, attrs| {
            let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![Form { dtype: inputs[1].dtype, shape: shape.into() }])
        },
        kernel: Whole(|inputs, attrs| {
            let shape = attrs.shape("shape").cloned().unwrap_or(Shape::SCALAR);
            Ok(smallvec![layout::scatter_nd(inputs[0], inputs[1], &shape)?])
        }),
        refuses: Values,
        gradient: {
            indices => "coordinates are whole numbers",
            updates(g, indices) => gather_at(g, indices, 0),
        }
    }

    /// The tensor with the slices at the given coordinates replaced.
    ///
    /// >>> tf.tensor_scatter_nd_update([1, 2, 3], [[0], [2]], [10, 30])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([10,  2, 30], dtype=int32)>
    op tensor_scatter_update "TensorScatterUpdate" ["tf.tensor_scatter_nd_update"]
        (tensor: ANY, indices: UPDATE_POSITIONS of Tindices, updates: ANY)
    {
        infer: infer::same,
        kernel: Whole(|inputs, _| scattered(inputs, Update::Assign)),
        refuses: Values,
        gradient: {
            tensor(g, indices; r) => tensor_scatter_update(g, indices, zeros(&r.x_shape(2), r.x_dtype(2))),
            indices => "coordinates are whole numbers",
            updates(g, indices) => gather_at(g, indices, 0),
        }
    }

    /// The tensor with updates added to the slices at the given coordinates.
    ///
    /// >>> tf.tensor_scatter_nd_add([1, 2, 3], [[0], [0]], [10, 30])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([41,  2,  3], dtype=int32)>
    op tensor_scatter_add "TensorScatterAdd" ["tf.tensor_scatter_nd_add"]
        (tensor: ANY, indices: INDICES of Tindices, updates: ANY)
    {
        infer: infer::same,
        kernel: Whole(|inputs, _| scattered(inputs, Update::Add)),
        refuses: Values,
        gradient: {
            tensor(g) => Ok(g.clone()),
            indices => "coordinates are whole numbers",
            updates(g, indices) => gather_at(g, indices, 0),
        }
    }

    /// The tensor with updates subtracted from the slices at the given coordinates.
    ///
    /// >>> tf.tensor_scatter_nd_sub([1, 2, 3], [[0], [0]], [10, 30])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([-39,   2,   3], dtype=int32)>
    op tensor_scatter_sub "TensorScatterSub" ["tf.tensor_scatter_nd_sub"]
        (tensor: ANY, indices: INDICES of Tindices, updates: ANY)
    {
        infer: infer::same,
        kernel: Whole(|inputs, _| scattered(inputs, Update::Sub)),
        refuses: Values,
        gradient: {
            tensor(g) => Ok(g.clone()),
            indices => "coordinates are whole numbers",
            updates(g, indices) => neg(gather_at(g, indices, 0)),
        }
    }

    /// The larger of the slices at the given coordinates and the updates.
    ///
    /// >>> tf.tensor_scatter_nd_max([1, 2, 3], [[0], [2]], [10, 0])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([10,  2,  3], dtype=int32)>
    op tensor_scatter_max "TensorScatterMax" ["tf.tensor_scatter_nd_max"]
        (tensor: ANY, indices: INDICES of Tindices, updates: ANY)
    {
        infer: infer::same,
        kernel: Whole(|inputs, _| scattered(inputs, Update::Max)),
        refuses: Values,
        gradient: {
            tensor(g, tensor, indices, updates, out) => {
                let (own, count) = winners(tensor, indices, updates, out, g)?;
                div(mul(g, own), count)
            },
            indices => "coordinates are whole numbers",
            updates(g, tensor, indices, updates, out) => winning_updates(tensor, indices, updates, out, g),
        }
    }

    /// The smaller of the slices at the given coordinates and the updates.
    ///
    /// >>> tf.tensor_scatter_nd_min([1, 2, 3], [[0], [2]], [10, 0])
    /// <tf.Tensor: shape=(3,), dtype=int32, numpy=array([1, 2, 0], dtype=int32)>
    op tensor_scatter_min "TensorScatterMin" ["tf.tensor_scatter_nd_min"]
        (tensor: ANY, indices: INDICES of Tindices, updates: ANY)
    {
        infer: infer::same,
        kernel: Whole(|inputs, _| scattered(inputs, Update::Min)),
        refuses: Values,
        gradient: {
            tensor(g, tensor, indices, updates, out) => {
                let (own, count) = winners(tensor, indices, updates, out, g)?;
                div(mul(g, own), count)
            },
            indices => "coordinates are whole numbers",
            updates(g, tensor, indices, updates, out) => winning_updates(tensor, indices, updates, out, g),
        }
    }
}

fn scattered(inputs: &[&Array], update: Update) -> tape_tensor::Result<tape_grad::Arrays> {
    Ok(smallvec![layout::tensor_scatter(inputs[0].clone(), inputs[1], inputs[2], update)?])
}

/// Where the tensor's own elements won, as ones, and how many equal winners each place has.
fn winners(x: &Tensor, indices: &Tensor, updates: &Tensor, result: &Tensor, g: &Tensor) -> Result<(Tensor, Tensor)> {
    let own = cast(equal(x, result), g.dtype())?;
    let won = cast(equal(updates, gather_at(result, indices, 0)), g.dtype());
    let count = add(&own, scatter_nd(indices, won, x.shape()))?;
    Ok((own, count))
}

/// What flows to updates that won, shared among equals.
fn winning_updates(x: &Tensor, indices: &Tensor, updates: &Tensor, result: &Tensor, g: &Tensor) -> Result<Tensor> {
    let (_, count) = winners(x, indices, updates, result, g)?;
    let won = cast(equal(updates, gather_at(result, indices, 0)), g.dtype());
    mul(gather_at(div(g, count), indices, 0), won)
}
