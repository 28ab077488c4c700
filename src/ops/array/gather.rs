//! Elements at given positions.

use tape_grad::{IndexedSlices, Recorded, basic};
use tape_tensor::layout;

use super::with_attr;
use crate::prelude::*;

ops! {
    /// The slices along an axis at the given positions.
    ///
    /// >>> tf.gather([10, 20, 30], [2, 0])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([30, 10], dtype=int32)>
    /// >>> tf.gather([[1, 2, 3], [4, 5, 6]], [0, 2], axis=1)
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[1, 3],
    ///        [4, 6]], dtype=int32)>
    fn gather ["tf.gather"] (
        params: Tensor, indices: Tensor of Tindices, validate_indices: Any = "None", axis: MaybeInt = "None",
        batch_dims: Int = "0"
    ) -> Tensor {
        let _ = validate_indices;
        let (rank, asked) = (params.rank(), indices.rank());
        let refused = |text| refused(&gather_along::OP, 3, text);
        let batch = if batch_dims < 0 { batch_dims + asked as i64 } else { batch_dims };
        if batch < 0 || batch > asked as i64 {
            return Err(refused(format!("Expected batch_dims in the range [{}, {asked}], but got {batch_dims}", -(asked as i64))));
        }
        let axis = axis.unwrap_or(batch);
        let place = counted(axis, rank).ok_or_else(|| {
            refused(format!("Shape must be at least rank {} but is rank {rank}", if axis < 0 { -axis } else { axis + 1 }))
        })?;
        gather_along(params, indices, place, batch)
    }

    /// The slices along an axis, which is counted from the front, at the given positions.
    op gather_along "GatherV2" ["tf.raw_ops.GatherV2"] (params: ANY of Tparams, indices: POSITIONS of Tindices; axis: Int, batch_dims: Int = "0") {
        infer: |inputs, attrs| {
            let (PartialShape::Known(own), PartialShape::Known(asked)) = (&inputs[0].shape, &inputs[1].shape) else {
                return infer::unknown(inputs, attrs);
            };
            let axis = (attrs.int("axis").unwrap_or(0) as usize).min(own.len().saturating_sub(1));
            let batch = (attrs.int("batch_dims").unwrap_or(0) as usize).min(asked.len());
            let sizes = own[..axis].iter().chain(&asked[batch..]).chain(own.get(axis + 1..).unwrap_or(&[])).copied();
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes.collect()) }])
        },
        kernel: Whole(|inputs, attrs| {
            let (axis, batch) = (attrs.int("axis").unwrap_or(0), attrs.int("batch_dims").unwrap_or(0));
            Ok(smallvec![layout::gather(inputs[0], inputs[1], axis as usize, batch as usize)?])
        }),
        batch: Rule(|inputs, attrs| {
            if inputs[1].is_batched() || attrs.int("batch_dims") != Some(0) {
                return batch::member_by_member(&OP, inputs, attrs);
            }
            let attrs = with_attr(attrs, "axis", (attrs.int("axis").unwrap_or(0) + 1).into());
            batch::run_whole(&OP, &[inputs[0].array().clone(), inputs[1].array().clone()], &attrs)
        }),
        refuses: Values,
        gradient: {
            params all(up, indices; r) => match up.get(0) {
                None => Ok(None),
                Some(g) if r.attrs().int("axis") == Some(0) => Ok(Some(rows(g, indices, &r.x_shape(0))?.into())),
                Some(g) => Ok(Some(among_zeros(g, indices, r)?.into())),
            },
            indices => "positions are whole numbers",
        }
    }

    /// The slices at the coordinates that the last axis of `indices` lists.
    ///
    /// >>> tf.gather_nd([[1, 2], [3, 4]], [[0, 1], [1, 0]])
    /// <tf.Tensor: shape=(2,), dtype=int32, numpy=array([2, 3], dtype=int32)>
    fn gather_nd ["tf.gather_nd"]
        (params: Tensor, indices: Tensor of Tindices, batch_dims: Int = "0" | bad_indices_policy: Str = "''") -> Tensor
    {
        let _ = bad_indices_policy;
        gather_at(params, indices, batch_dims.max(0))
    }

    /// The slices at the coordinates that the last axis of `indices` lists.
    op gather_at "GatherNd" ["tf.raw_ops.GatherNd"] (params: ANY of Tparams, indices: POSITIONS of Tindices; batch_dims: Int = "0") {
        infer: |inputs, attrs| {
            let batch = attrs.int("batch_dims").unwrap_or(0) as usize;
            match (&inputs[0].shape, &inputs[1].shape) {
                (PartialShape::Known(own), PartialShape::Known(asked)) => match asked.split_last() {
                    Some((&Some(depth), outer)) if batch + depth <= own.len() => {
                        let sizes = outer.iter().chain(&own[batch + depth..]).copied().collect();
                        Ok(smallvec![Form { dtype: inputs[0].dtype, shape: PartialShape::Known(sizes) }])
                    }
                    _ => infer::unknown(inputs, attrs),
                },
                _ => infer::unknown(inputs, attrs),
            }
        },
        kernel: Whole(|inputs, attrs| {
            Ok(smallvec![layout::gather_nd(inputs[0], inputs[1], attrs.int("batch_dims").unwrap_or(0) as usize)?])
        }),
        refuses: Values,
        gradient: {
            params all(up, indices; r) => {
                let Some(g) = up.get(0) else { return Ok(None) };
                let (shape, asked) = (r.x_shape(0), indices.shape());
                if r.attrs().int("batch_dims").unwrap_or(0) > 0 {
                    return Ok(Some(scatter_nd(with_batch_coordinates(indices, r)?, g, shape)?.into()));
                }
                if asked.rank() == 2 && asked[1] == 1 {
                    let indices = basic::reshape(indices, &Shape::from([asked[0]]))?;
                    return Ok(Some(IndexedSlices { values: g.clone(), indices, dense_shape: shape }.into()));
                }
                Ok(Some(scatter_nd(indices, g, shape)?.into()))
            },
            indices => "coordinates are whole numbers",
        }
    }

    /// The rows of an embedding matrix for the given ids.
    ///
    /// >>> tf.nn.embedding_lookup([[1.0, 2.0], [3.0, 4.0]], [1, 0, 1])
    /// <tf.Tensor: shape=(3,), dtype=float32, numpy=array([2., 1., 2.], dtype=float32)>
    fn embedding_lookup ["tf.nn.embedding_lookup"]
        (params: Tensor, ids: Tensor of Tindices, max_norm: MaybeFloat = "None") -> Tensor
    {
        let rows = gather_along(params, ids, 0, 0)?;
        let Some(limit) = max_norm else { return Ok(rows) };
        let axes: Vec<i64> = (ids.rank() as i64..rows.rank() as i64).collect();
        clip_by_norm(&rows, number_like(limit, &rows), Some(&axes))
    }
}

/// The gradient of whole rows: sparse, as it stands.
fn rows(g: &Tensor, indices: &Tensor, shape: &Shape) -> Result<IndexedSlices> {
    let count = indices.shape().elements();
    let values: Shape = std::iter::once(count).chain(shape[1..].iter().copied()).collect();
    Ok(IndexedSlices {
        values: basic::reshape(g, &values)?,
        indices: basic::reshape(indices, &Shape::from([count]))?,
        dense_shape: shape.clone(),
    })
}

/// The gradient of slices along an inner axis: added up among zeros.
fn among_zeros(g: &Tensor, indices: &Tensor, r: &Recorded<'_>) -> Result<Tensor> {
    let shape = r.x_shape(0);
    let axis = r.attrs().int("axis").unwrap_or(0) as usize;
    let batch = r.attrs().int("batch_dims").unwrap_or(0) as usize;
    let asked = indices.shape();
    let groups: usize = shape[..batch].iter().product();
    let taken: usize = asked[batch..].iter().product();
    let (between, inner): (usize, usize) = (shape[batch..axis].iter().product(), shape[axis + 1..].iter().product());
    // Bring the slices to the front: [groups, taken, between, inner], and number them through all groups.
    let apart = basic::reshape(g, &Shape::from([groups, between, taken, inner]))?;
    let front =
        basic::reshape(&basic::transpose(&apart, &[0, 2, 1, 3])?, &Shape::from([groups * taken, between, inner]))?;
    let offsets: Vec<i64> =
        (0..groups).flat_map(|group| std::iter::repeat_n((group * shape[axis]) as i64, taken)).collect();
    let offsets = cast(Tensor::new(Array::from_vec([groups * taken], offsets)), indices.dtype())?;
    let places = add(basic::reshape(indices, &Shape::from([groups * taken]))?, offsets)?;
    let summed = basic::unsorted_segment_sum(&front, &places, groups * shape[axis])?;
    let back = basic::reshape(&summed, &Shape::from([groups, shape[axis], between, inner]))?;
    basic::reshape(&basic::transpose(&back, &[0, 2, 1, 3])?, &shape)
}

/// Coordinates within members of a batch, with the member's own coordinates in front.
fn with_batch_coordinates(indices: &Tensor, r: &Recorded<'_>) -> Result<Tensor> {
    let asked = indices.shape();
    let batch = r.attrs().int("batch_dims").unwrap_or(0) as usize;
    let outer: Shape = asked[..asked.rank() - 1].iter().copied().collect();
    let strides = outer.strides();
    let coordinate = |place: usize, axis: usize| (place / strides[axis]) % outer[axis];
    let own: Vec<i64> =
        (0..outer.elements()).flat_map(|place| (0..batch).map(move |axis| coordinate(place, axis) as i64)).collect();
    let shape: Shape = outer.iter().copied().chain([batch]).collect();
    let own = cast(Tensor::new(Array::from_vec(shape, own)), indices.dtype())?;
    basic::concat(&[&own, indices], outer.rank())
}
