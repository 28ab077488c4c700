//! Pixels as a PNG file (<https://www.w3.org/TR/png-3/>), for the images inside an SVG.

use crate::color::Color;

/// The largest block that deflate stores as it is.
const BLOCK: usize = 0xffff;

/// A PNG of pixels, row by row from above, in red, green, blue and alpha.
///
/// The pixels are stored as they are: images in figures are small, and a compressor would be longer than what it saves.
///
/// # Examples
/// ```
/// use tape_plot::{color::Color, png::encode};
/// assert!(encode(1, 1, &[Color::BLACK]).starts_with(b"\x89PNG\r\n"));
/// ```
#[must_use]
pub fn encode(width: usize, height: usize, pixels: &[Color]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(height * (4 * width + 1));
    for row in pixels.chunks(width.max(1)) {
        rows.push(0);
        for pixel in row {
            rows.extend([pixel.red, pixel.green, pixel.blue, (pixel.alpha * 255.0).round() as u8]);
        }
    }
    let mut header = Vec::new();
    header.extend((width as u32).to_be_bytes());
    header.extend((height as u32).to_be_bytes());
    header.extend([8, 6, 0, 0, 0]);
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    chunk(&mut file, b"IHDR", &header);
    chunk(&mut file, b"IDAT", &stored(&rows));
    chunk(&mut file, b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: &[u8; 4], data: &[u8]) {
    file.extend((data.len() as u32).to_be_bytes());
    let start = file.len();
    file.extend(kind);
    file.extend(data);
    let check = crc(&file[start..]);
    file.extend(check.to_be_bytes());
}

/// A zlib stream of blocks that are stored as they are.
fn stored(data: &[u8]) -> Vec<u8> {
    let mut stream = vec![0x78, 0x01];
    let count = data.len().div_ceil(BLOCK).max(1);
    for (index, block) in data.chunks(BLOCK).enumerate() {
        stream.push(u8::from(index + 1 == count));
        stream.extend((block.len() as u16).to_le_bytes());
        stream.extend((!(block.len() as u16)).to_le_bytes());
        stream.extend(block);
    }
    let (mut low, mut high) = (1u32, 0u32);
    for byte in data {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    stream.extend((high << 16 | low).to_be_bytes());
    stream
}

fn crc(data: &[u8]) -> u32 {
    !data.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

/// Bytes in the 64 letters of RFC 4648.
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let word =
            group.iter().enumerate().fold(0u32, |word, (index, byte)| word | u32::from(*byte) << (16 - 8 * index));
        for index in 0..4 {
            let letter = LETTERS[(word >> (18 - 6 * index) & 63) as usize];
            text.push(if index <= group.len() { char::from(letter) } else { '=' });
        }
    }
    text
}
