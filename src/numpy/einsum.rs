//! `np.einsum`: subscripts, and the sums that they ask for.

use tape_lang::Result;
use tape_lang::exception::value_error;
use tape_tensor::layout::{self, View, transpose};
use tape_tensor::{Array, Shape};

use crate::error::from_kernel;
use crate::linear;
use crate::reduce::{self, Axes};
use crate::ufunc::{Binary, quiet_binary};

/// An axis of an operand: a letter, or one of those that an ellipsis stands for (numbered from the last).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Label {
    Hidden(usize),
    Letter(char),
}

/// An operand whose axes are labelled, no label twice.
struct Labelled {
    array: Array,
    labels: Vec<Label>,
}

/// The sum of products that the subscripts describe.
///
/// # Errors
/// `ValueError` for subscripts that do not fit the operands.
pub fn einsum(subscripts: &str, operands: &[Array]) -> Result<Array> {
    let compact: String = subscripts.chars().filter(|c| !c.is_whitespace()).collect();
    let (inputs, output) = match compact.split_once("->") {
        Some((inputs, output)) => (inputs.to_owned(), Some(output.to_owned())),
        None => (compact, None),
    };
    let inputs: Vec<&str> = inputs.split(',').collect();
    if inputs.len() < operands.len() {
        return Err(value_error(
            "more operands provided to einstein sum function than specified in the subscripts string",
        ));
    }
    if inputs.len() > operands.len() {
        return Err(value_error(
            "fewer operands provided to einstein sum function than specified in the subscripts string",
        ));
    }
    let mut parts = Vec::with_capacity(operands.len());
    for (nth, (text, array)) in inputs.iter().zip(operands).enumerate() {
        parts.push(labelled(text, array, nth)?);
    }
    check_sizes(&parts)?;
    let output = output_labels(output.as_deref(), &inputs, &parts)?;
    let mut parts = parts.into_iter();
    let Some(mut result) = parts.next() else { return Err(value_error("must provide at least an operand")) };
    let mut rest: Vec<Labelled> = parts.collect();
    while !rest.is_empty() {
        let next = rest.remove(0);
        let needed = |label: &Label| output.contains(label) || rest.iter().any(|part| part.labels.contains(label));
        result = multiplied(result, next, needed)?;
    }
    finished(result, &output)
}

/// The axes of an operand by its subscripts; a label that stands twice takes the diagonal.
fn labelled(text: &str, array: &Array, nth: usize) -> Result<Labelled> {
    let rank = array.shape().rank();
    let letters = text.replace("...", "").chars().count();
    if letters > rank {
        return Err(value_error(format!(
            "einstein sum subscripts string contains too many subscripts for operand {nth}"
        )));
    }
    if letters < rank && !text.contains("...") {
        return Err(value_error(
            "operand has more dimensions than subscripts given in einstein sum, but no '...' ellipsis provided to \
             broadcast the extra dimensions.",
        ));
    }
    let mut labels = Vec::with_capacity(rank);
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("...") {
            labels.extend((0..rank - letters).rev().map(Label::Hidden));
            rest = after;
        } else if letter.is_alphabetic() {
            labels.push(Label::Letter(letter));
            rest = &rest[letter.len_utf8()..];
        } else {
            return Err(value_error(format!(
                "invalid subscript '{letter}' in einstein sum subscripts string, subscripts must be letters"
            )));
        }
    }
    diagonals(array, labels, nth)
}

fn diagonals(array: &Array, labels: Vec<Label>, nth: usize) -> Result<Labelled> {
    let mut view = View { offset: 0, axes: Default::default() };
    let mut own: Vec<Label> = Vec::with_capacity(labels.len());
    for (label, axis) in labels.into_iter().zip(View::of(array.shape()).axes) {
        match own.iter().position(|other| *other == label) {
            Some(first) => {
                if view.axes[first].size != axis.size {
                    return Err(value_error(format!(
                        "dimensions in operand {nth} for collapsing index '{}' don't match ({} != {})",
                        if let Label::Letter(letter) = label { letter } else { '.' },
                        view.axes[first].size,
                        axis.size
                    )));
                }
                view.axes[first].step += axis.step;
            }
            None => {
                own.push(label);
                view.axes.push(axis);
            }
        }
    }
    let array = if own.len() == array.shape().rank() {
        array.clone()
    } else {
        layout::read(array, &view).map_err(from_kernel)?
    };
    Ok(Labelled { array, labels: own })
}

fn check_sizes(parts: &[Labelled]) -> Result<()> {
    let mut known: Vec<(Label, usize)> = Vec::new();
    for (nth, part) in parts.iter().enumerate() {
        for (label, &size) in part.labels.iter().zip(part.array.shape().iter()) {
            match known.iter_mut().find(|(other, _)| other == label) {
                Some((_, before)) if *before == size || size == 1 => {}
                Some((_, before)) if *before == 1 => *before = size,
                Some((_, before)) => {
                    return Err(value_error(format!(
                        "operand {nth} has a mismatch: size {size} where another operand has {before} in einsum"
                    )));
                }
                None => known.push((*label, size)),
            }
        }
    }
    Ok(())
}

/// The labels of the result: as given, or the hidden ones and then all letters that stand once, sorted.
fn output_labels(given: Option<&str>, inputs: &[&str], parts: &[Labelled]) -> Result<Vec<Label>> {
    let mut hidden: Vec<Label> =
        parts.iter().flat_map(|part| &part.labels).filter(|label| matches!(label, Label::Hidden(_))).copied().collect();
    hidden.sort_unstable();
    hidden.dedup();
    hidden.reverse();
    let Some(given) = given else {
        let all: String = inputs.concat();
        let mut letters: Vec<char> = all.chars().filter(|c| c.is_alphabetic()).collect();
        letters.sort_unstable();
        let once = |letter: &char| all.chars().filter(|other| other == letter).count() == 1;
        return Ok(hidden.into_iter().chain(letters.into_iter().filter(once).map(Label::Letter)).collect());
    };
    let mut labels = Vec::new();
    let mut rest = given;
    while let Some(letter) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("...") {
            labels.extend(hidden.iter().copied());
            rest = after;
            continue;
        }
        let label = Label::Letter(letter);
        if !parts.iter().any(|part| part.labels.contains(&label)) {
            return Err(value_error(format!(
                "einstein sum subscripts string included output subscript '{letter}' which never appeared in an input"
            )));
        }
        if labels.contains(&label) {
            return Err(value_error(format!(
                "einstein sum subscripts string includes output subscript '{letter}' multiple times"
            )));
        }
        labels.push(label);
        rest = &rest[letter.len_utf8()..];
    }
    Ok(labels)
}

/// The product of two operands, summed over the labels that nobody needs any more.
fn multiplied(left: Labelled, right: Labelled, needed: impl Fn(&Label) -> bool) -> Result<Labelled> {
    let left = summed(left, |label| needed(label) || right.labels.contains(label))?;
    let right = summed(right, |label| needed(label) || left.labels.contains(label))?;
    let size =
        |part: &Labelled, label: &Label| part.labels.iter().position(|l| l == label).map(|at| part.array.shape()[at]);
    let shared: Vec<Label> = left.labels.iter().filter(|label| right.labels.contains(label)).copied().collect();
    let broadcasts = shared.iter().any(|label| size(&left, label) != size(&right, label));
    let (kept, gone): (Vec<Label>, Vec<Label>) = shared.iter().partition(|label| needed(label));
    let free =
        |part: &Labelled| part.labels.iter().filter(|label| !shared.contains(label)).copied().collect::<Vec<_>>();
    let (left_free, right_free) = (free(&left), free(&right));
    if broadcasts {
        return by_broadcasting(left, right, needed);
    }
    let extent =
        |part: &Labelled, labels: &[Label]| labels.iter().filter_map(|label| size(part, label)).product::<usize>();
    let (batch, rows, sums, columns) =
        (extent(&left, &kept), extent(&left, &left_free), extent(&left, &gone), extent(&right, &right_free));
    let x = arranged(&left, &[kept.clone(), left_free.clone(), gone.clone()].concat())?.with_shape([batch, rows, sums]);
    let y = arranged(&right, &[kept.clone(), gone, right_free.clone()].concat())?.with_shape([batch, sums, columns]);
    let labels = [kept.clone(), left_free.clone(), right_free.clone()].concat();
    let sizes = kept.iter().chain(&left_free).filter_map(|label| size(&left, label));
    let shape: Shape = sizes.chain(right_free.iter().filter_map(|label| size(&right, label))).collect();
    Ok(Labelled { array: linear::matmul(&x, &y)?.with_shape(shape), labels })
}

/// The product where an axis of size 1 stands for a longer one.
fn by_broadcasting(left: Labelled, right: Labelled, needed: impl Fn(&Label) -> bool) -> Result<Labelled> {
    let labels: Vec<Label> =
        left.labels.iter().chain(right.labels.iter().filter(|label| !left.labels.contains(label))).copied().collect();
    let spread = |part: &Labelled| -> Result<Array> {
        let own: Vec<Label> = labels.iter().filter(|label| part.labels.contains(label)).copied().collect();
        let array = arranged(part, &own)?;
        let mut sizes = array.shape().iter();
        let shape: Shape = labels
            .iter()
            .map(|label| if own.contains(label) { sizes.next().copied().unwrap_or(1) } else { 1 })
            .collect();
        Ok(array.with_shape(shape))
    };
    let array = quiet_binary(Binary::Multiply, &spread(&left)?, &spread(&right)?)?;
    summed(Labelled { array, labels }, needed)
}

/// The operand with its axes in the order of these labels.
fn arranged(part: &Labelled, labels: &[Label]) -> Result<Array> {
    let order: Vec<usize> =
        labels.iter().filter_map(|label| part.labels.iter().position(|other| other == label)).collect();
    transpose(&part.array, &order).map_err(from_kernel)
}

/// The operand summed over the labels that are not needed.
fn summed(part: Labelled, needed: impl Fn(&Label) -> bool) -> Result<Labelled> {
    let gone: Vec<usize> = (0..part.labels.len()).filter(|&axis| !needed(&part.labels[axis])).collect();
    if gone.is_empty() {
        return Ok(part);
    }
    let axes = Axes::new(Some(&gone), part.labels.len());
    let array = reduce::sum(&part.array, &axes, part.array.dtype())?;
    Ok(Labelled { array, labels: part.labels.into_iter().filter(|label| needed(label)).collect() })
}

fn finished(part: Labelled, output: &[Label]) -> Result<Array> {
    let part = summed(part, |label| output.contains(label))?;
    arranged(&part, output)
}
