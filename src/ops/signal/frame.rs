//! Windows, and signals cut into frames.

use crate::prelude::*;

ops! {
    /// A raised cosine: 0 at the ends, 1 in the middle.
    ///
    /// >>> tf.signal.hann_window(4)
    /// <tf.Tensor: shape=(4,), dtype=float32, numpy=array([0. , 0.5, 1. , 0.5], dtype=float32)>
    fn hann_window ["tf.signal.hann_window"] (window_length: Int, periodic: Bool = "True", dtype: DType = "tf.float32") -> Tensor {
        raised_cosine(window_length, periodic, dtype, 0.5, 0.5)
    }

    /// A raised cosine that does not quite reach 0 at the ends.
    ///
    /// >>> tf.signal.hamming_window(4)
    /// <tf.Tensor: shape=(4,), dtype=float32, numpy=array([0.08000001, 0.54      , 1.        , 0.54      ], dtype=float32)>
    fn hamming_window ["tf.signal.hamming_window"] (window_length: Int, periodic: Bool = "True", dtype: DType = "tf.float32") -> Tensor {
        raised_cosine(window_length, periodic, dtype, 0.54, 0.46)
    }

    /// Overlapping parts of a signal along an axis, each of the same length.
    ///
    /// >>> tf.signal.frame([1, 2, 3, 4, 5], frame_length=3, frame_step=1)
    /// <tf.Tensor: shape=(3, 3), dtype=int32, numpy=
    /// array([[1, 2, 3],
    ///        [2, 3, 4],
    ///        [3, 4, 5]], dtype=int32)>
    fn frame ["tf.signal.frame"] (
        signal: Tensor, frame_length: Int, frame_step: Int, pad_end: Bool = "False", pad_value: Float = "0", axis: Int = "-1"
    ) -> Tensor {
        let rank = signal.rank();
        let wrong = |text: String| Error::new(Kind::Value(text));
        let place = counted(axis, rank).ok_or_else(|| wrong(format!("axis {axis} is out of range")))?;
        let (Ok(length), Ok(step)) = (usize::try_from(frame_length), usize::try_from(frame_step)) else {
            return Err(wrong("frame_length and frame_step must be positive".to_owned()));
        };
        let (size, step) = (signal.shape()[place], step.max(1));
        let (count, missing) = if pad_end {
            let count = size.div_ceil(step);
            (count, (length + step * count.saturating_sub(1)).saturating_sub(size))
        } else {
            ((size + step).saturating_sub(length) / step, 0)
        };
        let mut widths = vec![0_i64; 2 * rank];
        widths[2 * place + 1] = missing as i64;
        let padded = if missing > 0 { pad_constant(signal, pad_value, widths)? } else { signal.clone() };
        let places: Vec<i64> = (0..count).flat_map(|nth| (0..length).map(move |own| (nth * step + own) as i64)).collect();
        let places = Tensor::new(Array::from_vec([count, length], places));
        gather_along(padded, places, place, 0)
    }

    /// The middle of a spectrum moved to where the frequency 0 is, along some axes or all.
    ///
    /// >>> tf.signal.fftshift([0.0, 1.0, 2.0, -2.0, -1.0])
    /// <tf.Tensor: shape=(5,), dtype=float32, numpy=array([-2., -1.,  0.,  1.,  2.], dtype=float32)>
    fn fftshift ["tf.signal.fftshift"] (x: Tensor, axes: MaybeInts = "None") -> Tensor {
        shifted(x, axes, |size| size / 2)
    }

    /// `fftshift` undone.
    ///
    /// >>> tf.signal.ifftshift([-2.0, -1.0, 0.0, 1.0, 2.0])
    /// <tf.Tensor: shape=(5,), dtype=float32, numpy=array([ 0.,  1.,  2., -2., -1.], dtype=float32)>
    fn ifftshift ["tf.signal.ifftshift"] (x: Tensor, axes: MaybeInts = "None") -> Tensor {
        shifted(x, axes, |size| -(size / 2))
    }
}

fn shifted(x: &Tensor, axes: Option<&[i64]>, by: fn(i64) -> i64) -> Result<Tensor> {
    let shape = x.shape();
    let axes: Vec<i64> = axes.map_or_else(|| (0..shape.rank() as i64).collect(), <[i64]>::to_vec);
    let shifts = axes.iter().map(|&axis| counted(axis, shape.rank()).map_or(0, |place| by(shape[place] as i64)));
    roll(x, shifts.collect::<Vec<i64>>(), axes)
}

fn raised_cosine(length: i64, periodic: bool, dtype: DType, a: f64, b: f64) -> Result<Tensor> {
    let count =
        usize::try_from(length).map_err(|_| Error::new(Kind::Value(format!("window_length {length} is negative"))))?;
    tape_tensor::array::check_size(&Shape::from([count]), DType::Float64)
        .map_err(|error| Error::kernel(&tape_grad::basic::CAST, 1, error))?;
    if count <= 1 {
        return ones(&Shape::from([count]), dtype);
    }
    let even = 1 - length % 2;
    let n = (length + i64::from(periodic) * even - 1) as f64;
    let places = cast(Tensor::new(Array::from_vec([count], (0..length).collect::<Vec<i64>>())), dtype)?;
    let angles = div(mul(number_like(std::f64::consts::TAU, &places), &places), number_like(n, &places));
    sub(number_like(a, &places), mul(b, cos(angles)))
}
