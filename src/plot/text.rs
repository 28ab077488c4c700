//! How wide text is. The widths are those of DejaVu Sans, the first font that drawings ask for; the fonts after it are
//! narrower, so that what is reserved is enough.

/// The advance of each ASCII character from space on, in thousandths of the font's size.
#[rustfmt::skip]
const ADVANCES: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
    636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
    603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
    500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// The advance of any other character but the raised and lowered ones and those as wide as a letter's square.
const OTHER: u16 = 640;

/// The fonts that drawings ask for, in order.
pub const FONTS: &str = "DejaVu Sans, Verdana, Arial, sans-serif";

/// The height of a line, in sizes of the font.
pub const LINE: f64 = 1.2;

/// How wide a line of text is, in pixels, at a font size in pixels.
///
/// # Examples
/// ```
/// assert_eq!(tape_plot::text::width("00", 10.0), 12.72);
/// ```
#[must_use]
pub fn width(line: &str, size: f64) -> f64 {
    line.chars().map(|c| f64::from(advance(c))).sum::<f64>() * size / 1000.0
}

fn advance(c: char) -> u16 {
    match c {
        ' '..='~' => ADVANCES[c as usize - 32],
        '−' => 838,
        '⁰'..='⁹' | '₀'..='₉' | '²' | '³' | '¹' | '⁻' => 401,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{1f000}'.. => 1000,
        _ => OTHER,
    }
}

/// The width and height of a text of one or several lines, in pixels.
#[must_use]
pub fn extent(text: &str, size: f64) -> (f64, f64) {
    let widest = text.lines().map(|line| width(line, size)).fold(0.0, f64::max);
    (widest, text.lines().count().max(1) as f64 * size * LINE)
}
