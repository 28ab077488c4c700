//! Blocks of pixels to channels and back.

use tape_grad::basic;

use crate::prelude::*;

ops! {
    /// Each block of pixels of images (batch, height, width, channels) as channels of one pixel.
    ///
    /// >>> tf.nn.space_to_depth(tf.reshape(tf.range(4), [1, 2, 2, 1]), 2)
    /// <tf.Tensor: shape=(1, 1, 1, 4), dtype=int32, numpy=array([[[[0, 1, 2, 3]]]], dtype=int32)>
    fn space_to_depth ["tf.nn.space_to_depth"] (input: Tensor, block_size: Int, data_format: Str = "'NHWC'") -> Tensor {
        last_format(data_format)?;
        let [batch, height, width, depth] = four(input)?;
        let block = block_of(block_size)?;
        if height % block != 0 || width % block != 0 {
            let text = format!("Image width {width} and height {height} should be divisible by block_size: {block}");
            return Err(refused(&basic::RESHAPE, 1, text));
        }
        let (rows, columns) = (height / block, width / block);
        let apart = basic::reshape(input, &Shape::from([batch, rows, block, columns, block, depth]))?;
        let turned = basic::transpose(&apart, &[0, 1, 3, 2, 4, 5])?;
        basic::reshape(&turned, &Shape::from([batch, rows, columns, block * block * depth]))
    }

    /// The channels of each pixel of images as a block of pixels.
    ///
    /// >>> tf.nn.depth_to_space(tf.reshape(tf.range(4), [1, 1, 1, 4]), 2)[0, :, :, 0]
    /// <tf.Tensor: shape=(2, 2), dtype=int32, numpy=
    /// array([[0, 1],
    ///        [2, 3]], dtype=int32)>
    fn depth_to_space ["tf.nn.depth_to_space"] (input: Tensor, block_size: Int, data_format: Str = "'NHWC'") -> Tensor {
        last_format(data_format)?;
        let [batch, height, width, depth] = four(input)?;
        let block = block_of(block_size)?;
        if depth % (block * block) != 0 {
            let text = format!("Input depth dimension {depth} should be divisible by: {}", block * block);
            return Err(refused(&basic::RESHAPE, 1, text));
        }
        let left = depth / (block * block);
        let apart = basic::reshape(input, &Shape::from([batch, height, width, block, block, left]))?;
        let turned = basic::transpose(&apart, &[0, 1, 3, 2, 4, 5])?;
        basic::reshape(&turned, &Shape::from([batch, height * block, width * block, left]))
    }
}

fn four(x: &Tensor) -> Result<[usize; 4]> {
    let shape = x.shape();
    <[usize; 4]>::try_from(&shape[..])
        .map_err(|_| refused(&basic::RESHAPE, 1, format!("Input rank should be 4 instead of {}", shape.rank())))
}

fn block_of(size: i64) -> Result<usize> {
    usize::try_from(size)
        .ok()
        .filter(|&size| size > 1)
        .ok_or_else(|| refused(&basic::RESHAPE, 1, format!("Block size should be > 1, but was: {size}")))
}

fn last_format(format: &str) -> Result<()> {
    if format == "NHWC" {
        return Ok(());
    }
    Err(refused(&basic::RESHAPE, 1, format!("Only NHWC data_format supported on CPU. Got {format}")))
}
