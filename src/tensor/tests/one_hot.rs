//! What a batch computes that is not written down is what it computes when it is.

use tape_tensor::matmul::{Side, matmul};
use tape_tensor::{Array, OneHot, Result};

/// Numbers of both signs and zero.
fn numbers(shape: [usize; 2]) -> Array {
    let elements = (0..shape[0] * shape[1]).map(|nth| ((nth * 7 + 3) % 11) as f32 - 5.0).collect();
    Array::from_vec(shape, elements)
}

fn bits(array: &Array) -> Vec<u32> {
    array.as_slice::<f32>().unwrap_or(&[]).iter().map(|element| element.to_bits()).collect()
}

/// The members with `m` rows and `n` columns, `width` of them, without the first.
fn members(m: usize, n: usize, width: usize) -> OneHot {
    OneHot::new(1..width, width, numbers([m, n]), Array::scalar(0.0f32))
}

#[test]
fn members_are_hot_at_their_own_elements() {
    let batch = OneHot::new(1..3, 3, Array::from_vec([2, 3], vec![1, 2, 3, 4, 5, 6]), Array::scalar(0));
    let second_and_third = [0, 2, 0, 0, 5, 0, 0, 0, 3, 0, 0, 6];
    assert_eq!(batch.dense().as_slice::<i32>(), Some(&second_and_third[..]));
    let cold = Array::from_vec([2, 3], vec![7, 8, 9, 7, 8, 9]);
    let batch = batch.with(batch.hot().clone(), cold);
    let second_and_third = [7, 2, 9, 7, 5, 9, 7, 8, 3, 7, 8, 6];
    assert_eq!(batch.dense().as_slice::<i32>(), Some(&second_and_third[..]));
}

#[test]
fn products_with_a_matrix_on_the_right() -> Result<()> {
    for (m, n, k, width) in [(1, 9, 4, 9), (3, 5, 2, 15), (6, 5, 4, 5), (2, 3, 1, 6)] {
        let batch = members(m, n, width);
        for (matrix, side) in [(numbers([n, k]), Side::Plain), (numbers([k, n]), Side::Transposed)] {
            let products = batch.times(&matrix, side)?.map(|products| bits(&products));
            assert_eq!(
                products,
                Some(bits(&matmul(batch.dense(), &matrix, Side::Plain, side)?)),
                "{m} {n} {k} {width}"
            );
        }
    }
    Ok(())
}

#[test]
fn products_with_a_matrix_on_the_left() -> Result<()> {
    for (m, n, k) in [(1, 9, 4), (3, 5, 2), (9, 1, 6)] {
        let batch = members(m, n, m * n);
        for (matrix, side) in [(numbers([k, m]), Side::Plain), (numbers([m, k]), Side::Transposed)] {
            let products = batch.times_left(&matrix, side)?.map(|products| bits(&products));
            assert_eq!(products, Some(bits(&matmul(&matrix, batch.dense(), side, Side::Plain)?)), "{m} {n} {k}");
        }
    }
    Ok(())
}

#[test]
fn sums_are_left_to_the_dense_product() -> Result<()> {
    let infinite = Array::from_vec([2, 1], vec![f32::INFINITY, 1.0]);
    assert!(members(2, 2, 4).times(&infinite, Side::Plain)?.is_none(), "zero times infinity is no zero");
    assert!(members(2, 4, 2).times(&numbers([4, 1]), Side::Plain)?.is_none(), "two hot elements in a row");
    assert!(members(2, 4, 4).times_left(&numbers([3, 2]), Side::Plain)?.is_none(), "two hot elements in a column");
    let batch = members(2, 2, 4);
    let warm = batch.with(batch.hot().clone(), Array::scalar(1.0f32));
    assert!(warm.times(&numbers([2, 2]), Side::Plain)?.is_none(), "nothing vanishes");
    Ok(())
}
