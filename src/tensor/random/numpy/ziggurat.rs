//! Normal and exponential values by the ziggurat: 256 layers of equal area, nearly every draw inside one of them.
//!
//! Source: Marsaglia and Tsang, "The ziggurat method for generating random variables" (JSS 5, 2000).

use super::BitStream;
use super::ziggurat_tables as tables;

/// Where the lowest layer of the normal ziggurat ends and its tail begins, and the inverse of it.
const NORMAL_END: f64 = 3.654_152_885_361_009;
const NORMAL_END_INVERSE: f64 = 0.273_661_237_329_758_3;

/// Where the tail of the exponential ziggurat begins.
const EXPONENTIAL_END: f64 = 7.697_117_470_131_05;

/// A standard normal value from one 64-bit word, seldom more.
pub(super) fn normal(stream: &mut impl BitStream) -> f64 {
    loop {
        let word = stream.next_u64();
        let layer = (word & 0xFF) as usize;
        let magnitude = word >> 9 & 0x000F_FFFF_FFFF_FFFF;
        let width = magnitude as f64 * f64::from_bits(tables::NORMAL_WIDTH[layer]);
        let x = if word >> 8 & 1 == 1 { -width } else { width };
        if magnitude < tables::NORMAL_INSIDE[layer] {
            return x;
        }
        if layer == 0 {
            let tail = normal_tail(stream);
            return if magnitude >> 8 & 1 == 1 { -tail } else { tail };
        }
        if under_curve(stream, &tables::NORMAL_HEIGHT, layer) < (-0.5 * x * x).exp() {
            return x;
        }
    }
}

fn normal_tail(stream: &mut impl BitStream) -> f64 {
    loop {
        let x = -NORMAL_END_INVERSE * (-stream.next_f64()).ln_1p();
        let y = -(-stream.next_f64()).ln_1p();
        if y + y > x * x {
            return NORMAL_END + x;
        }
    }
}

/// A standard exponential value from one 64-bit word, seldom more.
pub(super) fn exponential(stream: &mut impl BitStream) -> f64 {
    loop {
        let word = stream.next_u64() >> 3;
        let layer = (word & 0xFF) as usize;
        let magnitude = word >> 8;
        let x = magnitude as f64 * f64::from_bits(tables::EXPONENTIAL_WIDTH[layer]);
        if magnitude < tables::EXPONENTIAL_INSIDE[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_END - (-stream.next_f64()).ln_1p();
        }
        if under_curve(stream, &tables::EXPONENTIAL_HEIGHT, layer) < (-x).exp() {
            return x;
        }
    }
}

/// A height within `layer`, to be compared with the density.
fn under_curve(stream: &mut impl BitStream, heights: &[u64; 256], layer: usize) -> f64 {
    let (above, below) = (f64::from_bits(heights[layer - 1]), f64::from_bits(heights[layer]));
    (above - below) * stream.next_f64() + below
}

/// A standard normal value in single precision from one 32-bit word, seldom more.
pub(super) fn normal_f32(stream: &mut impl BitStream) -> f32 {
    loop {
        let word = stream.next_u32();
        let layer = (word & 0xFF) as usize;
        let magnitude = word >> 9;
        let width = magnitude as f32 * f32::from_bits(tables::NORMAL_WIDTH_F32[layer]);
        let x = if word >> 8 & 1 == 1 { -width } else { width };
        if magnitude < tables::NORMAL_INSIDE_F32[layer] {
            return x;
        }
        if layer == 0 {
            let tail = normal_tail_f32(stream);
            return if magnitude >> 8 & 1 == 1 { -tail } else { tail };
        }
        // numpy compares in double precision here.
        let height = under_curve_f32(stream, &tables::NORMAL_HEIGHT_F32, layer);
        if f64::from(height) < (-0.5 * f64::from(x) * f64::from(x)).exp() {
            return x;
        }
    }
}

fn normal_tail_f32(stream: &mut impl BitStream) -> f32 {
    loop {
        let x = -(NORMAL_END_INVERSE as f32) * (-stream.next_f32()).ln_1p();
        let y = -(-stream.next_f32()).ln_1p();
        if y + y > x * x {
            return NORMAL_END as f32 + x;
        }
    }
}

/// A standard exponential value in single precision from one 32-bit word, seldom more.
pub(super) fn exponential_f32(stream: &mut impl BitStream) -> f32 {
    loop {
        let word = stream.next_u32() >> 1;
        let layer = (word & 0xFF) as usize;
        let magnitude = word >> 8;
        let x = magnitude as f32 * f32::from_bits(tables::EXPONENTIAL_WIDTH_F32[layer]);
        if magnitude < tables::EXPONENTIAL_INSIDE_F32[layer] {
            return x;
        }
        if layer == 0 {
            return EXPONENTIAL_END as f32 - (-stream.next_f32()).ln_1p();
        }
        if under_curve_f32(stream, &tables::EXPONENTIAL_HEIGHT_F32, layer) < (-x).exp() {
            return x;
        }
    }
}

fn under_curve_f32(stream: &mut impl BitStream, heights: &[u32; 256], layer: usize) -> f32 {
    let (above, below) = (f32::from_bits(heights[layer - 1]), f32::from_bits(heights[layer]));
    (above - below) * stream.next_f32() + below
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The layers as the method defines them: equal areas under `density`, from the edge of the tail upward.
    fn layers(end: f64, area: f64, density: fn(f64) -> f64, inverse: fn(f64) -> f64) -> Vec<f64> {
        let mut edges = vec![0.0; 256];
        edges[255] = end;
        for layer in (1..255).rev() {
            edges[layer] = inverse(area / edges[layer + 1] + density(edges[layer + 1]));
        }
        edges[0] = area / density(end);
        edges
    }

    fn close(found: f64, expected: f64) -> bool {
        (found - expected).abs() <= 1e-12 * expected.abs()
    }

    #[test]
    fn tables_are_those_of_the_method() {
        let normal =
            layers(NORMAL_END, 0.004_928_673_233_974_655, |x| (-x * x / 2.0).exp(), |y| (-2.0 * y.ln()).sqrt());
        let exponential = layers(EXPONENTIAL_END, 0.003_949_659_822_581_557, |x| (-x).exp(), |y| -y.ln());
        let scale = [2f64.powi(52), 2f64.powi(53), 2f64.powi(23)];
        for layer in 0..256 {
            let (x, y) = (normal[layer], exponential[layer]);
            assert!(close(f64::from_bits(tables::NORMAL_WIDTH[layer]) * scale[0], x), "{layer}");
            assert!(close(f64::from_bits(tables::EXPONENTIAL_WIDTH[layer]) * scale[1], y), "{layer}");
            assert_eq!(f32::from_bits(tables::NORMAL_WIDTH_F32[layer]), (x / scale[2]) as f32);
            if layer > 1 {
                assert!(close(tables::NORMAL_INSIDE[layer] as f64, normal[layer - 1] / x * scale[0]), "{layer}");
                assert!(
                    close(tables::EXPONENTIAL_INSIDE[layer] as f64, exponential[layer - 1] / y * scale[1]),
                    "{layer}"
                );
            }
            if layer > 0 {
                assert!(close(f64::from_bits(tables::NORMAL_HEIGHT[layer]), (-x * x / 2.0).exp()), "{layer}");
                assert!(close(f64::from_bits(tables::EXPONENTIAL_HEIGHT[layer]), (-y).exp()), "{layer}");
            }
        }
    }
}
