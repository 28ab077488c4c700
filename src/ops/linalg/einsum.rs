//! Sums of products by Einstein's convention.
//!
//! An equation of one or two operands is an op; more are taken two at a time from the left. The op removes repeated
//! labels (a diagonal), sums over what only one operand has, and leaves a product of batches of matrices.

use tape_grad::Recorded;
use tape_tensor::layout::{self, Update};
use tape_tensor::matmul::{Side, matmul as product};
use tape_tensor::reduce;

use crate::prelude::*;

ops! {
    /// The sum of products that an equation describes: labels that the output lacks are summed over.
    ///
    /// >>> a = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    /// >>> tf.einsum('ij,jk->ik', a, a)
    /// <tf.Tensor: shape=(2, 2), dtype=float32, numpy=
    /// array([[ 7., 10.],
    ///        [15., 22.]], dtype=float32)>
    /// >>> tf.einsum('ii->', a)
    /// <tf.Tensor: shape=(), dtype=float32, numpy=5.0>
    fn einsum ["tf.einsum", "tf.linalg.einsum"] (equation: Str, inputs: Rest | optimize: Any = "'greedy'") -> Tensor {
        let _ = optimize;
        let equation = Equation::resolved(equation, inputs.len())?;
        let mut operands: Vec<(String, Tensor)> = equation.inputs.iter().cloned().zip(inputs.iter().cloned()).collect();
        while operands.len() > 2 {
            let (left, x) = operands.remove(0);
            let (right, y) = operands.remove(0);
            // What the product must keep: labels that the output or another operand has.
            let needed = |label: char| equation.output.contains(label) || operands.iter().any(|(labels, _)| labels.contains(label));
            let mut kept = String::new();
            for label in left.chars().chain(right.chars()) {
                if (needed(label) || label == ELLIPSIS) && !kept.contains(label) {
                    kept.push(label);
                }
            }
            let both = contract(&[&x, &y], format!("{left},{right}->{kept}"))?;
            operands.insert(0, (kept, both));
        }
        let labels: Vec<&str> = operands.iter().map(|(labels, _)| labels.as_str()).collect();
        let tensors: Vec<&Tensor> = operands.iter().map(|(_, tensor)| tensor).collect();
        contract(&tensors, format!("{}->{}", labels.join(","), equation.output))
    }

    /// The sum of products of one or two tensors that an equation describes.
    op contract "Einsum" ["tf.raw_ops.Einsum"] (inputs: ANY many; equation: Str) {
        infer: |inputs, attrs| {
            let equation = Equation::parsed(attrs.text("equation").unwrap_or("->"));
            let ranks: Option<Vec<usize>> = inputs.iter().map(|input| input.shape.rank()).collect();
            let Some(ranks) = ranks else { return infer::unknown(inputs, attrs) };
            let (labels, output) = equation.axes(&ranks)?;
            let size = |label: &Label| {
                let places = labels.iter().zip(inputs).flat_map(|(own, input)| {
                    let PartialShape::Known(sizes) = &input.shape else { return Vec::new() };
                    own.iter().zip(sizes.iter()).filter(|(own, _)| *own == label).map(|(_, size)| *size).collect()
                });
                // A size that is known wins over 1, which stretches, and over what is not known.
                places.reduce(|known, size| if matches!(size, None | Some(1)) && known != Some(1) { known } else { size }).unwrap_or(Some(1))
            };
            let shape = PartialShape::Known(output.iter().map(size).collect());
            Ok(smallvec![Form { dtype: inputs[0].dtype, shape }])
        },
        kernel: Whole(|inputs, attrs| {
            let equation = Equation::parsed(attrs.text("equation").unwrap_or("->"));
            Ok(smallvec![evaluated(&equation, inputs)?])
        }),
        gradient: joint(Reads::INPUTS) |r, up| {
            let Some(g) = up.get(0) else { return Ok(vec![None; r.inputs()]) };
            let equation = Equation::parsed(r.attrs().text("equation").unwrap_or("->"));
            (0..r.inputs())
                .map(|index| if r.wants(index) { Ok(Some(gradient(&equation, index, r, g)?.into())) } else { Ok(None) })
                .collect()
        }
    }
}

/// Stands for `...` in resolved equations.
const ELLIPSIS: char = '0';

/// One axis: a letter, or an axis of the ellipsis counted from its end.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Label {
    Letter(char),
    Ellipsis(usize),
}

/// The labels of the operands and of the result.
struct Equation {
    inputs: Vec<String>,
    output: String,
}

impl Equation {
    /// An equation as a program writes it, checked and with its output spelled out.
    fn resolved(text: &str, operands: usize) -> Result<Equation> {
        let wrong = |text: String| Err(Error::new(Kind::Value(text)));
        let plain = text.replace(' ', "");
        if plain.contains(ELLIPSIS) {
            return wrong(format!("Subscripts have incorrect format: {plain}"));
        }
        let plain = plain.replace("...", "0");
        let (left, right) = match plain.split_once("->") {
            Some((left, right)) => (left, Some(right)),
            None => (plain.as_str(), None),
        };
        let allowed = |label: char| label.is_ascii_alphabetic() || label == ELLIPSIS;
        if !left.chars().all(|label| allowed(label) || label == ',')
            || !right.is_none_or(|right| right.chars().all(allowed))
        {
            return wrong(format!("Subscripts have incorrect format: {plain}"));
        }
        let inputs: Vec<String> = left.split(',').map(str::to_owned).collect();
        if inputs.len() != operands {
            return wrong(format!("Got {operands} inputs for equation \"{text}\", expecting {}", inputs.len()));
        }
        let count = |label: char| left.chars().filter(|&other| other == label).count();
        let output = match right {
            Some(right) => right.to_owned(),
            None => {
                let mut once: Vec<char> = left.chars().filter(|&label| label != ',' && count(label) == 1).collect();
                once.sort_unstable();
                once.into_iter().collect()
            }
        };
        for (index, label) in output.chars().enumerate() {
            if output.chars().take(index).any(|other| other == label) {
                return wrong(format!("Output subscripts contain a label appearing more than once: {text}"));
            }
            if label != ELLIPSIS && !left.contains(label) {
                return wrong(format!(
                    "Output subscripts contain the label {label} not present in the input subscripts."
                ));
            }
        }
        Ok(Equation { inputs, output })
    }

    /// An equation that has been resolved before.
    fn parsed(text: &str) -> Equation {
        let (left, right) = text.split_once("->").unwrap_or((text, ""));
        Equation { inputs: left.split(',').map(str::to_owned).collect(), output: right.to_owned() }
    }

    /// The label of each axis of each operand and of the result, for operands of some ranks.
    fn axes(&self, ranks: &[usize]) -> tape_tensor::Result<(Vec<Vec<Label>>, Vec<Label>)> {
        let mut longest = 0;
        let mut operands = Vec::new();
        for (index, (labels, &rank)) in self.inputs.iter().zip(ranks).enumerate() {
            let named = labels.chars().filter(|&label| label != ELLIPSIS).count();
            let dotted = labels.contains(ELLIPSIS);
            if rank < named || (rank > named && !dotted) {
                let least = if dotted { "at least " } else { "" };
                return Err(invalid(format!("Expected input {index} to have rank {least}{named} but got: {rank}")));
            }
            longest = longest.max(rank - named);
            operands.push(spelled(labels, rank - named));
        }
        Ok((operands, spelled(&self.output, longest)))
    }
}

/// Labels with the ellipsis as so many axes.
fn spelled(labels: &str, dots: usize) -> Vec<Label> {
    let axes = |label: char| match label {
        ELLIPSIS => (0..dots).rev().map(Label::Ellipsis).collect(),
        letter => vec![Label::Letter(letter)],
    };
    labels.chars().flat_map(axes).collect()
}

/// An array whose axes have labels, each label once.
struct Labelled {
    array: Array,
    labels: Vec<Label>,
}

impl Labelled {
    /// Takes the diagonal where a label stands twice.
    fn new(array: &Array, labels: &[Label]) -> tape_tensor::Result<Labelled> {
        let mut own: Vec<Label> = Vec::new();
        let (shape, strides) = (array.shape(), array.shape().strides());
        let (mut sizes, mut steps) = (Vec::new(), Vec::new());
        for (axis, label) in labels.iter().enumerate() {
            match own.iter().position(|other| other == label) {
                Some(place) => {
                    check_size(sizes[place], axis, shape)?;
                    steps[place] += strides[axis];
                }
                None => {
                    own.push(*label);
                    sizes.push(shape[axis]);
                    steps.push(strides[axis]);
                }
            }
        }
        if own.len() == labels.len() {
            return Ok(Labelled { array: array.clone(), labels: own });
        }
        let places = places(&sizes, &steps);
        let flat = array.with_shape(Shape::from([shape.elements()]));
        Ok(Labelled { array: layout::take(&flat, 0, &places)?.with_shape(sizes), labels: own })
    }

    fn size(&self, label: Label) -> Option<usize> {
        Some(self.array.shape()[self.labels.iter().position(|&own| own == label)?])
    }

    /// Sums over the labels that are not kept.
    fn summed(self, keep: impl Fn(Label) -> bool) -> tape_tensor::Result<Labelled> {
        let axes: Vec<usize> = (0..self.labels.len()).filter(|&axis| !keep(self.labels[axis])).collect();
        if axes.is_empty() {
            return Ok(self);
        }
        let array = reduce::sum(&self.array, &axes, false)?;
        Ok(Labelled { array, labels: self.labels.into_iter().filter(|&label| keep(label)).collect() })
    }

    /// The axes in the order of some labels, which must all be there.
    fn ordered(&self, labels: &[Label]) -> tape_tensor::Result<Array> {
        let order: Vec<usize> =
            labels.iter().filter_map(|label| self.labels.iter().position(|own| own == label)).collect();
        if order.is_sorted() { Ok(self.array.clone()) } else { layout::transpose(&self.array, &order) }
    }

    fn sizes(&self, labels: &[Label]) -> Vec<usize> {
        labels.iter().filter_map(|&label| self.size(label)).collect()
    }
}

fn check_size(expected: usize, axis: usize, shape: &Shape) -> tape_tensor::Result<()> {
    if shape[axis] == expected {
        return Ok(());
    }
    Err(invalid(format!(
        "Expected dimension {expected} at axis {axis} of the input shaped {shape} but got dimension {}",
        shape[axis]
    )))
}

/// The row-major positions that some steps along axes of some sizes lead to.
fn places(sizes: &[usize], steps: &[usize]) -> Vec<usize> {
    sizes.iter().zip(steps).fold(vec![0], |places, (&size, &step)| {
        places.iter().flat_map(|place| (0..size).map(move |nth| place + nth * step)).collect()
    })
}

/// Computes an equation of one or two operands.
fn evaluated(equation: &Equation, inputs: &[&Array]) -> tape_tensor::Result<Array> {
    let ranks: Vec<usize> = inputs.iter().map(|input| input.shape().rank()).collect();
    let (labels, output) = equation.axes(&ranks)?;
    let mut operands = inputs
        .iter()
        .zip(&labels)
        .map(|(array, labels)| Labelled::new(array, labels))
        .collect::<tape_tensor::Result<Vec<_>>>()?;
    // A label of the result that stands twice is a diagonal to put in at the end.
    let mut once: Vec<Label> = Vec::new();
    for label in &output {
        if !once.contains(label) {
            once.push(*label);
        }
    }
    let result = match (operands.pop(), operands.pop()) {
        (Some(only), None) => {
            let summed = only.summed(|label| once.contains(&label))?;
            let order: Vec<Label> = once.iter().copied().filter(|label| summed.labels.contains(label)).collect();
            Labelled { array: summed.ordered(&order)?, labels: order }
        }
        (Some(right), Some(left)) => multiplied(left, right, &once)?,
        _ => return Err(invalid("Einsum takes one or two inputs")),
    };
    inflated(result, &output)
}

/// The product of two operands, with its axes in the order of the output.
fn multiplied(left: Labelled, right: Labelled, output: &[Label]) -> tape_tensor::Result<Labelled> {
    for (axis, &label) in right.labels.iter().enumerate() {
        if let (Some(own), Label::Letter(_)) = (left.size(label), label)
            && own != right.array.shape()[axis]
        {
            return Err(invalid(format!(
                "Expected dimension {own} at axis {axis} of the input shaped {} but got dimension {}",
                right.array.shape(),
                right.array.shape()[axis]
            )));
        }
    }
    let (in_left, in_right) = (left.labels.clone(), right.labels.clone());
    let left = left.summed(|label| output.contains(&label) || in_right.contains(&label))?;
    let right = right.summed(|label| output.contains(&label) || in_left.contains(&label))?;
    // An axis of size one against a longer one is only there to broadcast.
    let alone = |own: &Labelled, other: &Labelled, label: Label| match (own.size(label), other.size(label)) {
        (Some(1), Some(size)) => size != 1,
        _ => false,
    };
    let (left_alone, right_alone): (Vec<Label>, Vec<Label>) = (
        left.labels.iter().copied().filter(|&label| alone(&left, &right, label)).collect(),
        right.labels.iter().copied().filter(|&label| alone(&right, &left, label)).collect(),
    );
    let (left, right) =
        (left.summed(|label| !left_alone.contains(&label))?, right.summed(|label| !right_alone.contains(&label))?);
    let shared = |label: &&Label| right.labels.contains(label);
    let batch: Vec<Label> = left.labels.iter().filter(shared).filter(|label| output.contains(label)).copied().collect();
    let inner: Vec<Label> =
        left.labels.iter().filter(shared).filter(|label| !output.contains(label)).copied().collect();
    let free = |own: &Labelled| -> Vec<Label> {
        own.labels.iter().filter(|label| !batch.contains(label) && !inner.contains(label)).copied().collect()
    };
    let (rows, columns) = (free(&left), free(&right));
    let matrices = |own: &Labelled, first: &[Label], second: &[Label]| {
        let order = [&batch[..], first, second].concat();
        let sides = [own.sizes(&batch), own.sizes(first), own.sizes(second)].map(|sizes| sizes.iter().product());
        Ok::<Array, tape_tensor::Error>(own.ordered(&order)?.with_shape(Shape::from(sides)))
    };
    let together =
        product(&matrices(&left, &rows, &inner)?, &matrices(&right, &inner, &columns)?, Side::Plain, Side::Plain)?;
    let sizes = [left.sizes(&batch), left.sizes(&rows), right.sizes(&columns)].concat();
    let result = Labelled { array: together.with_shape(sizes), labels: [batch, rows, columns].concat() };
    let order: Vec<Label> = output.iter().copied().filter(|label| result.labels.contains(label)).collect();
    Ok(Labelled { array: result.ordered(&order)?, labels: order })
}

/// Puts the result on the diagonals of labels that the output names twice.
fn inflated(result: Labelled, output: &[Label]) -> tape_tensor::Result<Array> {
    if output.len() == result.labels.len() {
        return Ok(result.array);
    }
    let shape: Shape = output.iter().filter_map(|&label| result.size(label)).collect();
    let strides = shape.strides();
    let step =
        |label: &Label| output.iter().zip(&strides).filter(|(own, _)| *own == label).map(|(_, stride)| stride).sum();
    let steps: Vec<usize> = result.labels.iter().map(step).collect();
    let places: Vec<i64> =
        places(&result.sizes(&result.labels), &steps).into_iter().map(|place| place as i64).collect();
    let flat = layout::zeros(Shape::from([shape.elements()]), result.array.dtype())?;
    let count = places.len();
    let updates = result.array.with_shape(Shape::from([count]));
    let filled = layout::tensor_scatter(flat, &Array::from_vec([count, 1], places), &updates, Update::Assign)?;
    Ok(filled.with_shape(shape))
}

/// What flows into an operand: the same kind of equation, with the output in that operand's place.
fn gradient(equation: &Equation, index: usize, r: &Recorded<'_>, g: &Tensor) -> Result<Tensor> {
    let dotted = equation.output.contains(ELLIPSIS);
    let own = &equation.inputs[index];
    let mut target = own.clone();
    if dotted && !own.contains(ELLIPSIS) {
        target.insert(0, ELLIPSIS);
    }
    let others: Vec<&str> = equation
        .inputs
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != index)
        .map(|(_, labels)| labels.as_str())
        .collect();
    // Labels that only this operand has were summed over: the same flows into all of them.
    let known = |label: char| equation.output.contains(label) || others.iter().any(|labels| labels.contains(label));
    let left: String = target.chars().filter(|&label| known(label)).collect();
    let mut unique = String::new();
    for label in left.chars() {
        if !unique.contains(label) {
            unique.push(label);
        }
    }
    let mut flow = match (r.inputs(), others.first()) {
        (2, Some(other)) => contract(&[g, &conj(r.x(1 - index))?], format!("{},{other}->{unique}", equation.output))?,
        _ => contract(&[g], format!("{}->{unique}", equation.output))?,
    };
    let shape = r.x_shape(index);
    let named = own.chars().filter(|&label| label != ELLIPSIS).count();
    let sizes = sizes_of(own, &shape, shape.rank() - named);
    let mut labels = unique;
    for label in target.chars().filter(|&label| !known(label)) {
        if !labels.contains(label) {
            let size = sizes.iter().find(|(own, _)| *own == label).map_or(1, |(_, size)| *size);
            let wider: Shape = std::iter::once(size).chain(flow.shape().iter().copied()).collect();
            flow = tape_grad::basic::broadcast_to(&expand(&flow, 0)?, &wider)?;
            labels.insert(0, label);
        }
    }
    if labels != target {
        flow = contract(&[&flow], format!("{labels}->{target}"))?;
    }
    unbroadcast(&flow, &target, &shape, named)
}

/// The sizes that the letters of an operand stand for.
fn sizes_of(labels: &str, shape: &Shape, dots: usize) -> Vec<(char, usize)> {
    let letters = spelled(labels, dots);
    letters
        .iter()
        .zip(shape.iter())
        .filter_map(|(label, &size)| match label {
            Label::Letter(letter) => Some((*letter, size)),
            Label::Ellipsis(_) => None,
        })
        .collect()
}

/// Sums over axes of the ellipsis along which the operand was broadcast.
fn unbroadcast(flow: &Tensor, target: &str, shape: &Shape, named: usize) -> Result<Tensor> {
    let Some(start) = target.find(ELLIPSIS) else { return Ok(flow.clone()) };
    let (wide, dots) = (flow.shape(), flow.rank() - named);
    let own = shape.rank() - named;
    let axes: Vec<usize> = (0..dots)
        .filter(|&dot| dot + own < dots || shape[start + dot + own - dots] != wide[start + dot])
        .map(|dot| start + dot)
        .collect();
    let summed = if axes.is_empty() { flow.clone() } else { tape_grad::basic::sum(flow, &axes, false)? };
    tape_grad::basic::reshape(&summed, shape)
}
