//! The checks of one case.

use std::collections::BTreeSet;

use num_complex::Complex;
use tape_grad::{Cotangent, Forward, Result, Source, Tape, Tensor, Unconnected};
use tape_ops as ops;
use tape_tensor::{Array, DType};

/// What is differentiated.
pub type Function = Box<dyn Fn(&[Tensor]) -> Result<Vec<Tensor>>>;

/// A function to differentiate, and where.
pub struct Case {
    pub name: String,
    pub inputs: Vec<Tensor>,
    pub run: Function,
    /// To which order rules exist.
    pub orders: u32,
}

/// The step of central differences, and how far they may be off.
const STEP: f64 = 1e-5;
const TOLERANCE: f64 = 2e-6;

/// Numbers that look random, the same in every run.
pub struct Noise(u64);

impl Noise {
    pub fn new(name: &str) -> Noise {
        Noise(
            name.bytes()
                .fold(0x9e37_79b9_7f4a_7c15, |state, byte| (state ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)),
        )
    }

    /// A number between 0 and 1.
    pub fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn like(&mut self, tensor: &Tensor) -> Tensor {
        let shape = tensor.shape();
        let count = shape.elements();
        Tensor::new(match tensor.dtype() {
            DType::Complex128 => {
                let numbers = (0..count).map(|_| Complex::new(self.next() - 0.5, self.next() - 0.5)).collect();
                Array::from_vec(shape, numbers)
            }
            _ => Array::from_vec(shape, (0..count).map(|_| self.next() - 0.5).collect::<Vec<f64>>()),
        })
    }
}

fn differentiable(tensor: &Tensor) -> bool {
    tensor.dtype().is_differentiable()
}

/// The real part of `<a, b>`, with ops.
fn inner(a: &Tensor, b: &Tensor) -> Result<Tensor> {
    let all = tape_grad::Attr::None;
    if a.dtype().is_complex() {
        return ops::reduce_sum(ops::real(ops::mul(ops::conj(a), b)), all, false);
    }
    ops::reduce_sum(ops::mul(a, b), all, false)
}

fn total(weights: &[Tensor], values: &[Tensor]) -> Result<Tensor> {
    let mut sum = Tensor::scalar(0.0_f64);
    for (weight, value) in weights.iter().zip(values) {
        sum = ops::add(&sum, inner(weight, value)?)?;
    }
    Ok(sum)
}

fn number(tensor: &Tensor) -> f64 {
    tensor.array().as_slice::<f64>().unwrap()[0]
}

fn moved(inputs: &[Tensor], directions: &[Tensor], step: f64) -> Result<Vec<Tensor>> {
    let pairs = inputs.iter().zip(directions);
    pairs.map(|(x, v)| if differentiable(x) { ops::add(x, ops::mul(v, step)) } else { Ok(x.clone()) }).collect()
}

fn sources(inputs: &[Tensor]) -> Vec<Source> {
    inputs.iter().filter(|x| differentiable(x)).map(Source::from).collect()
}

fn recording(inputs: &[Tensor], persistent: bool) -> Tape {
    let tape = Tape::new(persistent, false);
    tape.enter().unwrap();
    inputs.iter().filter(|x| differentiable(x)).for_each(|x| tape.watch(x));
    tape
}

/// The gradients along the directions, summed: `<ds/dx, v>`.
fn along(gradients: &[Option<Cotangent>], directions: &[Tensor]) -> Result<Tensor> {
    let mut sum = Tensor::scalar(0.0_f64);
    for (gradient, direction) in gradients.iter().zip(directions) {
        if let Some(gradient) = gradient {
            sum = ops::add(&sum, inner(&gradient.dense()?, direction)?)?;
        }
    }
    Ok(sum)
}

/// Runs all checks; gives the names of the ops that were differentiated.
pub fn check(case: &Case) -> std::result::Result<BTreeSet<&'static str>, String> {
    let failed = |error: tape_grad::Error| error.to_string();
    let outputs = (case.run)(&case.inputs).map_err(failed)?;
    let mut noise = Noise::new(&case.name);
    let directions: Vec<Tensor> = case.inputs.iter().map(|x| noise.like(x)).collect();
    let own: Vec<Tensor> =
        case.inputs.iter().zip(&directions).filter(|(x, _)| differentiable(x)).map(|(_, v)| v.clone()).collect();
    let real: Vec<Tensor> = outputs.into_iter().filter(differentiable).collect();
    let weights: Vec<Tensor> = real.iter().map(|y| noise.like(y)).collect();
    let run =
        |xs: &[Tensor]| -> Result<Vec<Tensor>> { Ok((case.run)(xs)?.into_iter().filter(differentiable).collect()) };
    let value = |xs: &[Tensor]| -> Result<Tensor> { total(&weights, &run(xs)?) };

    // First order, backward and forward.
    let tape = recording(&case.inputs, true);
    let target = value(&case.inputs).map_err(failed)?;
    tape.exit();
    let mut reached: BTreeSet<&'static str> = tape.ops().iter().map(|(op, _)| op.name).collect();
    let gradients = tape.gradient(&[target], &sources(&case.inputs), None, Unconnected::None).map_err(failed)?;
    let derivative = number(&along(&gradients, &own).map_err(failed)?);
    let difference = |of: &dyn Fn(&[Tensor]) -> Result<Tensor>| -> Result<f64> {
        let ahead = number(&of(&moved(&case.inputs, &directions, STEP)?)?);
        let behind = number(&of(&moved(&case.inputs, &directions, -STEP)?)?);
        Ok((ahead - behind) / (2.0 * STEP))
    };
    agree("gradient", derivative, difference(&value).map_err(failed)?)?;
    agree("forward mode", pushed(&case.inputs, &own, &value).map_err(failed)?, derivative)?;
    jacobians(&case.inputs, &run).map_err(failed)??;

    // Second order.
    if case.orders >= 2 {
        let first = |xs: &[Tensor]| -> Result<Tensor> {
            let inner = recording(xs, false);
            let target = value(xs)?;
            let gradients = inner.gradient(&[target], &sources(xs), None, Unconnected::None)?;
            along(&gradients, &own)
        };
        let outer = recording(&case.inputs, true);
        let slope = first(&case.inputs).map_err(failed)?;
        outer.exit();
        reached.extend(outer.ops().iter().map(|(op, _)| op.name));
        let gradients = outer.gradient(&[slope], &sources(&case.inputs), None, Unconnected::None).map_err(failed)?;
        let curvature = number(&along(&gradients, &own).map_err(failed)?);
        agree("second order", curvature, difference(&first).map_err(failed)?)?;
    }
    Ok(reached)
}

fn agree(what: &str, ours: f64, theirs: f64) -> std::result::Result<(), String> {
    let scale = 1.0_f64.max(ours.abs()).max(theirs.abs());
    if (ours - theirs).abs() <= TOLERANCE * scale { Ok(()) } else { Err(format!("{what}: {ours} against {theirs}")) }
}

/// The directional derivative by forward mode.
fn pushed(inputs: &[Tensor], tangents: &[Tensor], value: &dyn Fn(&[Tensor]) -> Result<Tensor>) -> Result<f64> {
    let primals: Vec<(Source, Tensor)> = sources(inputs).into_iter().zip(tangents.iter().cloned()).collect();
    let forward = Forward::new(&primals);
    forward.enter();
    let target = value(inputs)?;
    forward.exit();
    Ok(forward.jvp(&Source::from(&target)).map_or(0.0, |tangent| number(&tangent)))
}

/// Compares the vectorised jacobian of the first output with the one row by row.
fn jacobians(
    inputs: &[Tensor],
    run: &dyn Fn(&[Tensor]) -> Result<Vec<Tensor>>,
) -> Result<std::result::Result<(), String>> {
    let tape = recording(inputs, true);
    let Some(target) = run(inputs)?.into_iter().next().filter(|y| y.dtype() == DType::Float64) else {
        return Ok(Ok(()));
    };
    tape.exit();
    let swept = tape.jacobian(&target, &sources(inputs), Unconnected::Zero)?;
    let shape = target.shape();
    for row in 0..shape.elements() {
        let mut one = vec![0.0; shape.elements()];
        one[row] = 1.0;
        let upstream = Tensor::new(Array::from_vec(shape.clone(), one));
        let rows =
            tape.gradient(std::slice::from_ref(&target), &sources(inputs), Some(&[Some(upstream)]), Unconnected::Zero)?;
        for (whole, row_of) in swept.iter().zip(&rows) {
            let (Some(whole), Some(row_of)) = (whole, row_of) else { return Ok(Err("jacobian: None".to_owned())) };
            let (whole, row_of) = (whole.dense()?, row_of.dense()?);
            if whole.dtype() != DType::Float64 {
                continue;
            }
            let (whole, expected) = (whole.array().clone(), row_of.array().as_slice::<f64>().unwrap().to_vec());
            let width = expected.len();
            let own = &whole.as_slice::<f64>().unwrap()[row * width..(row + 1) * width];
            if own.iter().zip(&expected).any(|(a, b)| (a - b).abs() > 1e-9 * b.abs().max(1.0)) {
                return Ok(Err(format!("jacobian, row {row}: {own:?} against {expected:?}")));
            }
        }
    }
    Ok(Ok(()))
}
