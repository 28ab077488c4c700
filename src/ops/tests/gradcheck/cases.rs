//! The table: every function at points where it is smooth, over several shapes and keyword values.

#![allow(clippy::cloned_ref_to_slice_refs, reason = "a row reads best when its inputs stand in one list, however many")]

use num_complex::Complex;
use tape_grad::{Attr, Result, Returned, Tensor};
use tape_ops as ops;
use tape_tensor::{Array, Shape};

use crate::check::{Case, Noise};

/// The shapes of two arguments that broadcast.
const PAIRS: [(&[usize], &[usize]); 4] = [(&[2, 3], &[2, 3]), (&[3], &[]), (&[2, 1], &[3]), (&[1, 3], &[2, 3])];

type Unary = fn(&Tensor) -> Result<Tensor>;
type Binary = fn(&Tensor, &Tensor) -> Result<Tensor>;

/// All cases.
pub fn all() -> Vec<Case> {
    let mut table = Table(Vec::new());
    arithmetic(&mut table);
    smooth(&mut table);
    special(&mut table);
    reductions(&mut table);
    products(&mut table);
    shapes(&mut table);
    positions(&mut table);
    networks(&mut table);
    equations(&mut table);
    matrices(&mut table);
    images(&mut table);
    table.0
}

struct Table(Vec<Case>);

impl Table {
    fn add(&mut self, name: &str, inputs: &[Tensor], run: impl Fn(&[Tensor]) -> Result<Tensor> + 'static) {
        self.up_to(2, name, inputs, move |xs| Ok(vec![run(xs)?]));
    }

    fn up_to(
        &mut self,
        orders: u32,
        name: &str,
        inputs: &[Tensor],
        run: impl Fn(&[Tensor]) -> Result<Vec<Tensor>> + 'static,
    ) {
        self.0.push(Case { name: name.to_owned(), inputs: inputs.to_vec(), run: Box::new(run), orders });
    }

    /// A function of one argument between two bounds, of several shapes.
    fn unary(&mut self, name: &str, (low, high): (f64, f64), run: Unary) {
        for shape in [&[][..], &[3], &[2, 2]] {
            self.add(&format!("{name}{shape:?}"), &[real(name, shape, low, high)], move |x| run(&x[0]));
        }
    }

    /// The same for complex arguments too.
    fn analytic(&mut self, name: &str, bounds: (f64, f64), run: Unary) {
        self.unary(name, bounds, run);
        self.add(&format!("{name} complex"), &[complex(name, &[3])], move |x| run(&x[0]));
    }

    /// A function of two arguments that broadcast.
    fn binary(&mut self, name: &str, (low, high): (f64, f64), run: Binary) {
        for (left, right) in PAIRS {
            let inputs = [real(name, left, low, high), real(&format!("{name} right"), right, low, high)];
            self.add(&format!("{name}{left:?}{right:?}"), &inputs, move |x| run(&x[0], &x[1]));
        }
    }

    fn analytic2(&mut self, name: &str, bounds: (f64, f64), run: Binary) {
        self.binary(name, bounds, run);
        let inputs = [complex(name, &[2, 1]), complex(&format!("{name} right"), &[3])];
        self.add(&format!("{name} complex"), &inputs, move |x| run(&x[0], &x[1]));
    }
}

/// Numbers between two bounds.
fn real(seed: &str, shape: &[usize], low: f64, high: f64) -> Tensor {
    let mut noise = Noise::new(seed);
    let count = shape.iter().product();
    Tensor::new(Array::from_vec(
        Shape::from(shape),
        (0..count).map(|_| low + (high - low) * noise.next()).collect::<Vec<f64>>(),
    ))
}

fn complex(seed: &str, shape: &[usize]) -> Tensor {
    let mut noise = Noise::new(seed);
    let count = shape.iter().product();
    let number = |noise: &mut Noise| Complex::new(0.3 + noise.next(), 0.3 + noise.next());
    Tensor::new(Array::from_vec(Shape::from(shape), (0..count).map(|_| number(&mut noise)).collect::<Vec<_>>()))
}

fn ints(shape: &[usize], values: &[i32]) -> Tensor {
    Tensor::new(Array::from_vec(Shape::from(shape), values.to_vec()))
}

fn list(rows: &[&[i64]]) -> Attr {
    Attr::List(rows.iter().map(|row| Attr::from(*row)).collect())
}

fn arithmetic(t: &mut Table) {
    t.analytic2("add", (-2.0, 2.0), |x, y| ops::add(x, y));
    t.analytic2("sub", (-2.0, 2.0), |x, y| ops::sub(x, y));
    t.analytic2("mul", (-2.0, 2.0), |x, y| ops::mul(x, y));
    t.analytic2("div", (0.5, 2.0), |x, y| ops::div(x, y));
    t.analytic2("div_no_nan", (0.5, 2.0), |x, y| ops::div_no_nan(x, y));
    t.binary("mul_no_nan", (0.5, 2.0), |x, y| ops::mul_no_nan(x, y));
    t.binary("floor_mod", (0.6, 0.9), |x, y| ops::floor_mod(ops::add(x, 2.0), y));
    t.binary("maximum", (-2.0, 2.0), |x, y| ops::maximum(x, y));
    t.binary("minimum", (-2.0, 2.0), |x, y| ops::minimum(x, y));
    t.binary("squared_difference", (-2.0, 2.0), |x, y| ops::squared_difference(x, y));
    t.binary("next_after", (0.5, 2.0), |x, y| ops::next_after(x, y));
    t.analytic("neg", (-2.0, 2.0), |x| ops::neg(x));
    t.analytic("abs", (0.5, 2.0), |x| ops::abs(x));
    t.unary("sign", (0.5, 2.0), |x| ops::sign(x));
    t.analytic("reciprocal", (0.5, 2.0), |x| ops::reciprocal(x));
    t.add("add_n", &[real("a", &[2, 2], -1.0, 1.0), real("b", &[2, 2], -1.0, 1.0)], |x| {
        ops::add_n(&[x[0].clone(), x[1].clone(), x[0].clone()])
    });
    t.add("select", &[real("a", &[2, 3], -1.0, 1.0), real("b", &[3], -1.0, 1.0)], |x| {
        ops::select(ops::greater(&x[0], 0.1), &x[0], &x[1])
    });
    t.add("cast", &[real("c", &[3], -1.0, 1.0)], |x| {
        ops::cast(ops::cast(&x[0], tape_tensor::DType::Complex128), tape_tensor::DType::Float64)
    });
    t.add("join", &[real("j", &[3], -1.0, 1.0), real("k", &[3], -1.0, 1.0)], |x| ops::square(ops::join(&x[0], &x[1])));
    t.up_to(2, "identity_n", &[real("j", &[3], -1.0, 1.0), real("k", &[], -1.0, 1.0)], |x| {
        ops::identity_n(&[ops::square(&x[0])?, ops::square(&x[1])?])
    });
    t.add("identity", &[real("i", &[3], -1.0, 1.0)], |x| ops::identity(&x[0]));
    t.add("fill", &[real("f", &[], -1.0, 1.0)], |x| ops::square(ops::fill(&x[0], Shape::from([2, 2]))));
}

fn smooth(t: &mut Table) {
    t.analytic("square", (-2.0, 2.0), |x| ops::square(x));
    t.analytic("sqrt", (0.5, 2.0), |x| ops::sqrt(x));
    t.analytic("rsqrt", (0.5, 2.0), |x| ops::rsqrt(x));
    t.analytic("exp", (-1.0, 1.0), |x| ops::exp(x));
    t.analytic("expm1", (-1.0, 1.0), |x| ops::expm1(x));
    t.analytic("log", (0.5, 2.0), |x| ops::log(x));
    t.analytic("log1p", (0.5, 2.0), |x| ops::log1p(x));
    t.analytic2("pow", (0.5, 2.0), |x, y| ops::pow(x, y));
    t.binary("xlogy", (0.5, 2.0), |x, y| ops::xlogy(x, y));
    t.binary("xlog1py", (0.5, 2.0), |x, y| ops::xlog1py(x, y));
    t.binary("xdivy", (0.5, 2.0), |x, y| ops::xdivy(x, y));
    t.analytic("sin", (-1.0, 1.0), |x| ops::sin(x));
    t.analytic("cos", (-1.0, 1.0), |x| ops::cos(x));
    t.analytic("tan", (-1.0, 1.0), |x| ops::tan(x));
    t.analytic("asin", (-0.8, 0.8), |x| ops::asin(x));
    t.analytic("acos", (-0.8, 0.8), |x| ops::acos(x));
    t.analytic("atan", (-0.8, 0.8), |x| ops::atan(x));
    t.binary("atan2", (0.5, 2.0), |y, x| ops::atan2(y, x));
    t.analytic("sinh", (-1.0, 1.0), |x| ops::sinh(x));
    t.analytic("cosh", (-1.0, 1.0), |x| ops::cosh(x));
    t.analytic("tanh", (-1.0, 1.0), |x| ops::tanh(x));
    t.analytic("asinh", (-1.0, 1.0), |x| ops::asinh(x));
    t.analytic("acosh", (1.5, 2.0), |x| ops::acosh(x));
    t.analytic("atanh", (-0.8, 0.8), |x| ops::atanh(x));
    t.unary("erf", (-1.0, 1.0), |x| ops::erf(x));
    t.unary("erfc", (-1.0, 1.0), |x| ops::erfc(x));
    t.add("real", &[complex("re", &[3])], |x| ops::real(ops::square(&x[0])));
    t.add("imag", &[complex("im", &[3])], |x| ops::imag(ops::square(&x[0])));
    t.add("angle", &[complex("an", &[3])], |x| ops::angle(&x[0]));
    t.add("conj", &[complex("co", &[3])], |x| ops::square(ops::conj(&x[0])));
    t.binary("complex", (-1.0, 1.0), |x, y| ops::square(ops::complex(x, y)));
    for (exclusive, reverse) in [(false, false), (true, false), (false, true), (true, true)] {
        let x = real("scan", &[2, 3], 0.5, 1.5);
        t.add(&format!("cumsum {exclusive} {reverse}"), &[x.clone()], move |x| {
            ops::cumsum(ops::square(&x[0]), -1, exclusive, reverse)
        });
        t.add(&format!("cumprod {exclusive} {reverse}"), &[x.clone()], move |x| {
            ops::cumprod(&x[0], 0, exclusive, reverse)
        });
        if !exclusive {
            t.up_to(1, &format!("cumulative_logsumexp {reverse}"), &[x], move |x| {
                Ok(vec![ops::cumulative_logsumexp(&x[0], 1, exclusive, reverse)?])
            });
        }
    }
}

fn special(t: &mut Table) {
    t.unary("erfinv", (-0.8, 0.8), |x| ops::erfinv(x));
    t.unary("erfcinv", (0.3, 1.7), |x| ops::erfcinv(x));
    t.unary("ndtri", (0.2, 0.8), |x| ops::ndtri(x));
    t.unary("lgamma", (0.5, 3.0), |x| ops::lgamma(x));
    t.unary("digamma", (0.5, 3.0), |x| ops::digamma(x));
    t.unary("polygamma", (0.5, 3.0), |x| ops::polygamma(2.0, x));
    t.unary("zeta", (0.5, 3.0), |x| ops::zeta(3.0, x));
    t.unary("igamma", (0.5, 3.0), |x| ops::igamma(1.5, x));
    t.unary("igammac", (0.5, 3.0), |x| ops::igammac(1.5, x));
    t.unary("betainc", (0.2, 0.8), |x| ops::betainc(1.5, 2.5, x));
    t.unary("bessel_i0", (-1.5, -0.5), |x| ops::bessel_i0(x));
    t.unary("bessel_i0e", (0.5, 1.5), |x| ops::bessel_i0e(x));
    t.unary("bessel_i1", (-1.5, -0.5), |x| ops::bessel_i1(x));
    t.unary("bessel_i1e", (0.5, 1.5), |x| ops::bessel_i1e(x));
    t.unary("lbeta", (0.5, 3.0), |x| ops::lbeta(ops::reshape(ops::stack(&[x.clone(), ops::square(x)?], 0), &[-1])));
    let inputs = [real("igamma", &[3], 0.5, 2.0), real("igamma x", &[3], 0.5, 2.0)];
    t.up_to(1, "igamma of both", &inputs, |x| Ok(vec![ops::igamma(&x[0], &x[1])?, ops::igammac(&x[0], &x[1])?]));
}

fn reductions(t: &mut Table) {
    type Reduction = fn(&Tensor, Attr, bool) -> Result<Tensor>;
    let kinds: [(&str, Reduction); 6] = [
        ("sum", |x, axis, keep| ops::reduce_sum(ops::square(x), axis, keep)),
        ("mean", |x, axis, keep| ops::reduce_mean(ops::square(x), axis, keep)),
        ("prod", |x, axis, keep| ops::reduce_prod(x, axis, keep)),
        ("max", |x, axis, keep| ops::reduce_max(x, axis, keep)),
        ("min", |x, axis, keep| ops::reduce_min(x, axis, keep)),
        ("euclidean_norm", |x, axis, keep| ops::reduce_euclidean_norm(x, axis, keep)),
    ];
    for (name, run) in kinds {
        for axis in [Attr::None, Attr::Int(-1), Attr::from(&[0_i64, 2][..]), Attr::from(&[] as &[i64])] {
            for keep in [false, true] {
                let title = format!("reduce_{name} {axis:?} {keep}");
                let axis = axis.clone();
                t.add(&title, &[real(&title, &[2, 2, 3], 0.5, 1.5)], move |x| run(&x[0], axis.clone(), keep));
            }
        }
    }
    let x = real("statistics", &[2, 3], 0.5, 1.5);
    t.add("reduce_logsumexp", &[x.clone()], |x| ops::reduce_logsumexp(&x[0], Some(&[1]), false));
    t.add("reduce_variance", &[x.clone()], |x| ops::reduce_variance(&x[0], Some(&[0]), true));
    t.add("reduce_std", &[x.clone()], |x| ops::reduce_std(&x[0], None, false));
    t.add("reduce_std complex", &[complex("std", &[3])], |x| ops::reduce_std(&x[0], None, false));
    for ord in [Attr::from("euclidean"), Attr::Int(1), Attr::Int(3), Attr::Float(f64::INFINITY)] {
        t.add(&format!("norm {ord:?}"), &[x.clone()], move |x| ops::norm(&x[0], &ord, &Attr::Int(1), None));
    }
    t.add("l2_normalize", &[x.clone()], |x| ops::l2_normalize(&x[0], Some(&[1]), 1e-12, None));
    t.add("clip_by_norm", &[x.clone()], |x| ops::clip_by_norm(&x[0], Tensor::scalar(0.5_f64), Some(&[1])));
    t.add("clip_by_value", &[x.clone()], |x| {
        ops::clip_by_value(&x[0], Tensor::scalar(0.7_f64), Tensor::scalar(1.2_f64))
    });
    t.add("global_norm", &[x.clone(), complex_free("g", &[2])], ops::global_norm);
    t.up_to(2, "clip_by_global_norm", &[x, complex_free("h", &[2])], |x| {
        match ops::clip_by_global_norm(x, Tensor::scalar(0.5_f64), None)? {
            Returned::Pair(mut clipped, norm) => {
                clipped.push(norm);
                Ok(clipped)
            }
            _ => Ok(Vec::new()),
        }
    });
}

fn complex_free(seed: &str, shape: &[usize]) -> Tensor {
    real(seed, shape, 0.5, 1.5)
}

fn products(t: &mut Table) {
    for (left, right) in [(false, false), (true, false), (false, true), (true, true)] {
        let (a, b) = (if left { [3, 2] } else { [2, 3] }, if right { [4, 3] } else { [3, 4] });
        let inputs = [real("a", &a, -1.0, 1.0), real("b", &b, -1.0, 1.0)];
        t.add(&format!("mat_mul {left} {right}"), &inputs, move |x| ops::mat_mul(&x[0], &x[1], left, right));
        let inputs = [complex("a", &a), complex("b", &b)];
        t.add(&format!("mat_mul complex {left} {right}"), &inputs, move |x| ops::mat_mul(&x[0], &x[1], left, right));
        let (a, b) = (if left { [2, 3, 2] } else { [2, 2, 3] }, if right { [1, 4, 3] } else { [1, 3, 4] });
        let inputs = [real("a", &a, -1.0, 1.0), real("b", &b, -1.0, 1.0)];
        t.add(&format!("batch_mat_mul {left} {right}"), &inputs, move |x| {
            ops::batch_mat_mul(&x[0], &x[1], left, right)
        });
        let inputs = [complex("a", &a), complex("b", &b)];
        t.add(&format!("batch_mat_mul complex {left} {right}"), &inputs, move |x| {
            ops::batch_mat_mul(&x[0], &x[1], left, right)
        });
    }
    let inputs = [real("a", &[2, 3], -1.0, 1.0), real("b", &[3], -1.0, 1.0)];
    t.add("matvec", &inputs, |x| ops::matvec(&x[0], &x[1], false, false, false, false));
    let inputs = [real("a", &[2, 3, 2], -1.0, 1.0), real("b", &[2, 3], -1.0, 1.0)];
    t.add("tensordot", &inputs, |x| ops::tensordot(&x[0], &x[1], &list(&[&[1, 0], &[1, 0]])));
    t.add("tensordot 1", &inputs, |x| ops::tensordot(&x[0], &x[1], &Attr::Int(1)));
}

fn shapes(t: &mut Table) {
    let x = real("shapes", &[2, 3], 0.5, 1.5);
    let mut one =
        |name: &str, run: Unary| t.add(name, std::slice::from_ref(&x), move |x| ops::square(run(&ops::square(&x[0])?)));
    one("reshape", |x| ops::reshape(x, &[3, -1]));
    one("expand_dims", |x| ops::expand_dims(x, 1));
    one("squeeze", |x| ops::squeeze(ops::expand_dims(x, 0), None));
    one("transpose", |x| ops::transpose(x, None, false));
    one("broadcast_to", |x| ops::broadcast_to(x, &Shape::from([2, 2, 3])));
    one("tile", |x| ops::tile(x, &[2_i64, 3][..]));
    one("repeat", |x| ops::repeat(x, &[2, 1, 3], Some(1)));
    one("reverse", |x| ops::reverse(x, &[-1_i64][..]));
    one("roll", |x| ops::roll(x, &[1_i64, 2][..], &[0_i64, -1][..]));
    one("pad", |x| ops::pad(x, &list(&[&[1, 0], &[2, 1]]), "CONSTANT", 0.0));
    one("pad reflect", |x| ops::pad(x, &list(&[&[1, 0], &[2, 1]]), "REFLECT", 0.0));
    one("pad symmetric", |x| ops::pad(x, &list(&[&[2, 1], &[2, 3]]), "SYMMETRIC", 0.0));
    one("concat", |x| ops::concat(&[x.clone(), x.clone()], -1));
    one("stack", |x| ops::stack(&[x.clone(), ops::neg(x)?], 1));
    one("slice", |x| ops::slice(x, &[0, 1], &[-1, 2]));
    one("linspace", |x| ops::linspace(x, Tensor::scalar(3.0_f64), 4, -1));
    one("matrix_transpose", |x| ops::matrix_transpose(x, false));
    one("strided_slice", |x| {
        use tape_tensor::layout::Range;
        ops::array::slice::take(x, &[Range::one(1), Range { start: 2, step: -2, count: 2 }], &Shape::from([2, 1]))
    });
    t.up_to(2, "unstack", &[x.clone()], |x| ops::unstack(ops::square(&x[0]), None, 1));
    t.up_to(2, "split", &[x.clone()], |x| ops::split(ops::square(&x[0]), &Attr::Int(3), 1, None));
    t.up_to(2, "split sizes", &[x.clone()], |x| ops::split(ops::square(&x[0]), &Attr::from(&[1_i64, -1][..]), 1, None));
    t.up_to(2, "meshgrid", &[real("m", &[2], 0.5, 1.5), real("n", &[3], 0.5, 1.5)], |x| ops::meshgrid(x, "xy"));
    t.add("pad value", &[x.clone(), real("v", &[], 0.5, 1.5)], |x| {
        ops::pad(ops::square(&x[0]), &list(&[&[1, 0], &[0, 1]]), "CONSTANT", ops::square(&x[1]))
    });
}

fn positions(t: &mut Table) {
    let x = real("positions", &[3, 2], 0.5, 1.5);
    let gather = |axis, batch, places: Tensor| {
        move |x: &[Tensor]| ops::gather(ops::square(&x[0]), &places, &Attr::None, Some(axis), batch)
    };
    t.add("gather", &[x.clone()], gather(0, 0, ints(&[2, 2], &[2, 0, 0, 1])));
    t.add("gather axis", &[x.clone()], gather(1, 0, ints(&[3], &[1, 0, 1])));
    t.add("gather batch", &[x.clone()], gather(1, 1, ints(&[3, 2], &[1, 0, 1, 1, 0, 0])));
    t.add("gather_nd", &[x.clone()], |x| ops::gather_nd(ops::square(&x[0]), ints(&[2, 2], &[2, 0, 0, 1]), 0, ""));
    t.add("gather_nd rows", &[x.clone()], |x| ops::gather_nd(ops::square(&x[0]), ints(&[2, 1], &[2, 2]), 0, ""));
    t.add("gather_nd batch", &[x.clone()], |x| ops::gather_nd(ops::square(&x[0]), ints(&[3, 1], &[1, 0, 1]), 1, ""));
    t.add("scatter_nd", &[x.clone()], |x| {
        ops::scatter_nd(ints(&[3, 1], &[1, 3, 1]), ops::square(&x[0]), Shape::from([4, 2]))
    });
    type Scatter = fn(&Tensor, Tensor, &Tensor) -> Result<Tensor>;
    let kinds: [(&str, Scatter); 5] = [
        ("update", |x, at, y| ops::tensor_scatter_update(x, at, y)),
        ("add", |x, at, y| ops::tensor_scatter_add(x, at, y)),
        ("sub", |x, at, y| ops::tensor_scatter_sub(x, at, y)),
        ("max", |x, at, y| ops::tensor_scatter_max(x, at, y)),
        ("min", |x, at, y| ops::tensor_scatter_min(x, at, y)),
    ];
    for (name, run) in kinds {
        let inputs = [real("left", &[4, 2], 0.5, 1.5), x.clone()];
        t.add(&format!("tensor_scatter {name}"), &inputs, move |x| {
            run(&ops::square(&x[0])?, ints(&[3, 1], &[1, 3, 0]), &ops::square(&x[1])?)
        });
    }
    t.add("boolean_mask", &[x.clone()], |x| {
        ops::boolean_mask(ops::square(&x[0]), Tensor::new(Array::from_vec([3], vec![true, false, true])), None)
    });
    t.add("sort", &[x.clone()], |x| ops::sort(ops::square(&x[0]), 0, "ASCENDING"));
    t.add("top_k", &[x.clone()], |x| match ops::top_k(ops::square(&x[0]), 1, true, tape_tensor::DType::Int32)? {
        Returned::Named(_, _, parts) => Ok(parts[0].clone()),
        _ => Ok(x[0].clone()),
    });
    type Segment = fn(&Tensor) -> Result<Tensor>;
    let kinds: [(&str, Segment); 5] = [
        ("sum", |x| ops::segment_sum(x, ints(&[3], &[0, 0, 1]))),
        ("mean", |x| ops::segment_mean(x, ints(&[3], &[0, 0, 1]))),
        ("prod", |x| ops::segment_prod(x, ints(&[3], &[0, 0, 1]))),
        ("max", |x| ops::segment_max(x, ints(&[3], &[0, 0, 1]))),
        ("min", |x| ops::segment_min(x, ints(&[3], &[0, 0, 1]))),
    ];
    for (name, run) in kinds {
        t.add(&format!("segment_{name}"), &[x.clone()], move |x| run(&ops::square(&x[0])?));
    }
    let kinds: [(&str, Segment); 6] = [
        ("sum", |x| ops::unsorted_segment_sum(x, ints(&[3], &[2, 0, 2]), 3)),
        ("mean", |x| ops::unsorted_segment_mean(x, ints(&[3], &[2, 0, 2]), 3)),
        ("sqrt_n", |x| ops::unsorted_segment_sqrt_n(x, ints(&[3], &[2, 0, 2]), 3)),
        ("prod", |x| ops::unsorted_segment_prod(x, ints(&[3], &[2, 0, 2]), 3)),
        ("max", |x| ops::unsorted_segment_max(x, ints(&[3], &[0, -1, 0]), 1)),
        ("min", |x| ops::unsorted_segment_min(x, ints(&[3], &[0, -1, 0]), 1)),
    ];
    for (name, run) in kinds {
        t.add(&format!("unsorted_segment_{name}"), &[x.clone()], move |x| run(&ops::square(&x[0])?));
    }
}

fn networks(t: &mut Table) {
    t.analytic("sigmoid", (-1.0, 1.0), |x| ops::sigmoid(x));
    t.unary("log_sigmoid", (-1.0, 1.0), |x| ops::log_sigmoid(x));
    t.unary("softplus", (-1.0, 1.0), |x| ops::softplus(x));

    for (low, high) in [(-2.0, -0.5), (0.5, 2.0)] {
        t.unary("relu", (low, high), |x| ops::relu(ops::square(x)));
        t.unary("relu negative", (low, high), |x| ops::relu(x));
        t.unary("relu6", (low, high), |x| ops::relu6(ops::square(x)));
        t.unary("leaky_relu", (low, high), |x| ops::leaky_relu(ops::mul(x, ops::abs(x)), 0.3));
        t.unary("elu", (low, high), |x| ops::elu(x));
        t.unary("selu", (low, high), |x| ops::selu(x));
    }
    t.unary("gelu", (-1.0, 1.0), |x| ops::gelu(x, false));
    t.unary("gelu approximate", (-1.0, 1.0), |x| ops::gelu(x, true));
    t.unary("silu", (-1.0, 1.0), |x| ops::silu(x, 1.5));
    t.binary("swish", (-1.0, 1.0), |x, beta| ops::swish(x, beta));
    let (x, y) = (real("logits", &[2, 3], -1.0, 1.0), real("labels", &[2, 3], 0.1, 0.9));
    t.add("softmax", &[x.clone()], |x| ops::softmax(&x[0], None));
    t.add("softmax axis", &[x.clone()], |x| ops::softmax(&x[0], Some(0)));
    t.add("log_softmax", &[x.clone()], |x| ops::log_softmax(&x[0], None));
    // The gradient takes it that the labels of a row sum to one, and is not itself differentiated by the labels.
    t.up_to(1, "softmax_cross_entropy", &[y.clone(), x.clone()], |x| {
        Ok(vec![ops::softmax_cross_entropy_with_logits(ops::softmax(&x[0], None), &x[1], -1)?])
    });
    let labels = ops::softmax(&y, None).unwrap();
    t.add("softmax_cross_entropy of logits", &[x.clone()], move |x| {
        ops::softmax_cross_entropy_with_logits(&labels, &x[0], -1)
    });
    t.add("sparse_softmax_cross_entropy", &[x.clone()], |x| {
        ops::sparse_softmax_cross_entropy_with_logits(ints(&[2], &[2, 0]), &x[0])
    });
    t.add("sigmoid_cross_entropy", &[y.clone(), x.clone()], |x| ops::sigmoid_cross_entropy_with_logits(&x[0], &x[1]));
    t.add("weighted_cross_entropy", &[y.clone(), x.clone()], |x| {
        ops::weighted_cross_entropy_with_logits(&x[0], &x[1], Tensor::scalar(2.0_f64))
    });
    t.add("log_poisson_loss", &[ops::add(&y, 1.0).unwrap(), x.clone()], |x| ops::log_poisson_loss(&x[0], &x[1], true));
    t.add("l2_loss", &[x.clone()], |x| ops::l2_loss(&x[0]));
    t.add("bias_add", &[x.clone(), real("bias", &[3], -1.0, 1.0)], |x| {
        ops::square(ops::bias_add(&x[0], &x[1], &Attr::None))
    });
    // The variance blocks the gradient of the mean, which vanishes at first order only.
    t.up_to(1, "moments", &[x.clone()], |x| {
        let (mean, variance) = ops::moments(&x[0], &[0], &Attr::None, false)?;
        Ok(vec![mean, variance])
    });
    let own = [x, real("mean", &[3], -1.0, 1.0), real("variance", &[3], 0.5, 1.5), real("scale", &[3], 0.5, 1.5)];
    t.add("batch_normalization", &own, |x| {
        ops::batch_normalization(&x[0], &x[1], &x[2], Some(&x[1]), Some(&x[3]), 1e-3)
    });
}

fn equations(t: &mut Table) {
    let one: [(&str, &[usize]); 9] = [
        ("ij->ji", &[2, 3]),
        ("ij->", &[2, 3]),
        ("ijk->kj", &[2, 3, 2]),
        ("ii->", &[3, 3]),
        ("ii->i", &[3, 3]),
        ("iji->j", &[2, 3, 2]),
        ("...ij->...ji", &[2, 2, 3]),
        ("...i->...", &[2, 3]),
        ("i...->...", &[2, 3]),
    ];
    for (equation, shape) in one {
        t.add(&format!("einsum {equation}"), &[real(equation, shape, -1.0, 1.0)], move |x| {
            ops::square(ops::einsum(equation, &[ops::square(&x[0])?], &Attr::None))
        });
    }
    let two: [(&str, &[usize], &[usize]); 11] = [
        ("ij,jk->ik", &[2, 3], &[3, 4]),
        ("ij,jk", &[2, 3], &[3, 4]),
        ("ij,ij->", &[2, 3], &[2, 3]),
        ("i,j->ji", &[2], &[3]),
        ("bij,bjk->bik", &[2, 2, 3], &[2, 3, 2]),
        ("ijl,jkm->ik", &[2, 3, 2], &[3, 2, 2]),
        ("ii,ij->j", &[2, 2], &[2, 3]),
        ("...ij,...jk->...ik", &[2, 2, 3], &[1, 3, 2]),
        ("...ij,jk->...ik", &[2, 2, 3], &[3, 2]),
        ("ij,...jk->...ik", &[2, 3], &[2, 3, 2]),
        ("i...,j...->ij...", &[2, 3], &[2, 1]),
    ];
    for (equation, left, right) in two {
        let inputs = [real(equation, left, -1.0, 1.0), real(&format!("{equation} right"), right, -1.0, 1.0)];
        t.add(&format!("einsum {equation}"), &inputs, move |x| ops::einsum(equation, x, &Attr::None));
    }
    let inputs = [complex("left", &[2, 3]), complex("right", &[3, 2])];
    t.add("einsum complex", &inputs, |x| ops::einsum("ij,jk->ki", x, &Attr::None));
    let inputs = [real("a", &[2], -1.0, 1.0), real("b", &[2, 3], -1.0, 1.0), real("c", &[3], -1.0, 1.0)];
    t.add("einsum of three", &inputs, |x| ops::einsum("i,ij,j->", x, &Attr::None));
}

/// Square matrices that are well away from singular ones.
fn regular(seed: &str, shape: &[usize]) -> Tensor {
    let noise = real(seed, shape, -0.3, 0.3);
    let size = shape[shape.len() - 1] as i64;
    let steps = ops::linspace(Tensor::scalar(1.0_f64), Tensor::scalar(size as f64), size, 0);
    ops::add(&noise, ops::matrix_diag(steps, 0, -1, -1)).unwrap()
}

fn matrices(t: &mut Table) {
    let x = real("diagonal", &[2, 3], -1.0, 1.0);
    t.add("diag", &[x.clone()], |x| {
        ops::square(ops::diag(ops::square(&x[0]), &Attr::Int(1), -1, -1, &Attr::Int(0), ""))
    });
    t.add("diag_part", &[x.clone()], |x| {
        ops::square(ops::diag_part(ops::square(&x[0]), &Attr::Int(1), &Attr::Int(0), ""))
    });
    t.add("set_diag", &[x.clone(), real("d", &[2], -1.0, 1.0)], |x| {
        ops::square(ops::set_diag(ops::square(&x[0]), ops::square(&x[1]), &Attr::Int(0), ""))
    });
    t.add("band_part", &[x.clone()], |x| ops::square(ops::band_part(ops::square(&x[0]), 0, 1)));
    t.add("trace", &[real("trace", &[2, 2], -1.0, 1.0)], |x| ops::square(ops::trace(&x[0])));
    t.add("tensor_diag", &[x.clone()], |x| ops::tensor_diag_part(ops::square(ops::tensor_diag(&x[0]))));
    t.add("cross", &[x.clone(), real("cross", &[2, 3], -1.0, 1.0)], |x| ops::cross(&x[0], &x[1]));
    for adjoint in [false, true] {
        t.add(&format!("inv {adjoint}"), &[regular("inv", &[2, 3, 3])], move |x| ops::inv(&x[0], adjoint));
        let inputs = [regular("solve", &[3, 3]), real("rhs", &[3, 2], -1.0, 1.0)];
        t.add(&format!("solve {adjoint}"), &inputs, move |x| ops::solve(&x[0], &x[1], adjoint));
        for lower in [false, true] {
            t.add(&format!("triangular_solve {adjoint} {lower}"), &inputs, move |x| {
                ops::triangular_solve(&x[0], &x[1], lower, adjoint)
            });
        }
    }
    t.add("det", &[regular("det", &[2, 3, 3])], |x| ops::det(&x[0]));
    t.up_to(2, "slogdet", &[regular("slogdet", &[3, 3])], |x| match ops::slogdet(&x[0])? {
        Returned::Named(_, _, parts) => Ok(vec![parts[1].clone()]),
        _ => Ok(Vec::new()),
    });
    let symmetric = |x: &Tensor| ops::add(x, ops::adjoint(x));
    t.add("cholesky", &[regular("cholesky", &[3, 3])], move |x| ops::cholesky(symmetric(&x[0])?));
    t.add("logdet", &[regular("logdet", &[3, 3])], move |x| ops::logdet(symmetric(&x[0])?));
    t.add("cholesky_solve", &[regular("chol", &[3, 3]), real("rhs", &[3, 1], -1.0, 1.0)], |x| {
        ops::cholesky_solve(&x[0], &x[1])
    });
    t.add("lstsq tall", &[real("tall", &[3, 2], 0.5, 1.5), real("rhs", &[3, 1], -1.0, 1.0)], |x| {
        ops::lstsq(&x[0], &x[1], 0.1, true)
    });
    t.add("lstsq wide", &[real("wide", &[2, 3], 0.5, 1.5), real("rhs", &[2, 1], -1.0, 1.0)], |x| {
        ops::lstsq(&x[0], &x[1], 0.1, true)
    });
    t.add("expm", &[real("expm", &[3, 3], -0.5, 0.5)], |x| ops::expm(&x[0]));
    t.add("expm large", &[real("expm", &[2, 2], 3.0, 9.0)], |x| ops::log(ops::expm(&x[0])));
    t.up_to(2, "eigh", &[regular("eigh", &[3, 3])], move |x| {
        let (values, vectors) = ops::eigh(symmetric(&x[0])?)?;
        Ok(vec![values, ops::square(vectors)?])
    });
    t.add("eigvalsh", &[regular("eigh", &[3, 3])], move |x| ops::eigvalsh(symmetric(&x[0])?));
    for shape in [[3, 3], [2, 3], [3, 2]] {
        t.up_to(1, &format!("svd {shape:?}"), &[real("svd", &shape, -1.0, 2.0)], |x| {
            match ops::svd(&x[0], false, true)? {
                Returned::Tuple(parts) => parts.into_iter().map(ops::square).collect(),
                _ => Ok(Vec::new()),
            }
        });
        t.up_to(1, &format!("qr {shape:?}"), &[real("qr", &shape, -1.0, 2.0)], |x| match ops::qr(&x[0], false)? {
            Returned::Named(_, _, parts) => Ok(parts),
            _ => Ok(Vec::new()),
        });
    }
    t.up_to(1, "svd values", &[real("svd", &[2, 3], -1.0, 2.0)], |x| match ops::svd(&x[0], false, false)? {
        Returned::One(values) => Ok(vec![values]),
        _ => Ok(Vec::new()),
    });
    t.up_to(1, "pinv", &[real("pinv", &[3, 2], -1.0, 2.0)], |x| Ok(vec![ops::pinv(&x[0], None, false)?]));
}

fn images(t: &mut Table) {
    let x = real("images", &[1, 5, 4, 2], -1.0, 1.0);
    let borders = [Attr::from("SAME"), Attr::from("VALID"), list(&[&[0, 0], &[1, 0], &[2, 1], &[0, 0]])];
    for padding in borders {
        for (stride, dilation) in [(1, 1), (2, 1), (1, 2)] {
            let title = format!("{padding:?} {stride} {dilation}");
            let (strides, dilations, padding) = (Attr::Int(stride), Attr::Int(dilation), padding.clone());
            let own = (strides.clone(), dilations.clone(), padding.clone());
            let inputs = [x.clone(), real("filter", &[2, 2, 2, 3], -1.0, 1.0)];
            t.add(&format!("conv2d {title}"), &inputs, move |x| {
                ops::conv2d(&x[0], &x[1], &own.0, &own.2, &Attr::None, &own.1)
            });
            let inputs = [x.clone(), real("depthwise", &[2, 2, 2, 2], -1.0, 1.0)];
            t.add(&format!("depthwise_conv2d {title}"), &inputs, move |x| {
                ops::depthwise_conv2d(&x[0], &x[1], &strides, &padding, &Attr::None, &dilations)
            });
        }
    }
    for padding in ["SAME", "VALID"] {
        let (size, stride) = (Attr::from(&[2_i64, 3][..]), Attr::Int(2));
        let own = (size.clone(), stride.clone());
        t.add(&format!("max_pool2d {padding}"), &[x.clone()], move |x| {
            ops::square(ops::max_pool2d(ops::square(&x[0]), &own.0, &own.1, &Attr::from(padding), &Attr::None))
        });
        t.add(&format!("avg_pool2d {padding}"), &[x.clone()], move |x| {
            ops::square(ops::avg_pool2d(&x[0], &size, &stride, &Attr::from(padding), &Attr::None))
        });
    }
    let flow = real("flow", &[1, 5, 4, 2], -1.0, 1.0);
    t.add("max_pool_grad_grad", &[flow], move |g| {
        let (size, stride) = (&[2_i64, 2][..], &[2_i64, 1][..]);
        let largest = ops::max_pool_op(&x, size, stride, "VALID", &[] as &[i64])?;
        ops::square(ops::max_pool_grad_grad(&x, largest, &g[0], size, stride, "VALID", &[] as &[i64]))
    });
    t.add("conv2d_transpose", &[real("t", &[1, 2, 2, 1], -1.0, 1.0), real("f", &[3, 3, 2, 1], -1.0, 1.0)], |x| {
        ops::conv2d_transpose(
            &x[0],
            &x[1],
            &Shape::from([1, 4, 4, 2]),
            &Attr::Int(2),
            &Attr::from("SAME"),
            &Attr::None,
            &Attr::None,
        )
    });
    t.add("conv1d", &[real("row", &[2, 5, 1], -1.0, 1.0), real("f", &[3, 1, 2], -1.0, 1.0)], |x| {
        ops::conv1d(&x[0], &x[1], &Attr::Int(2), &Attr::from("SAME"), &Attr::None, &Attr::None)
    });
    t.add("max_pool1d", &[real("row", &[2, 5, 1], -1.0, 1.0)], |x| {
        ops::max_pool1d(&x[0], &Attr::Int(2), &Attr::Int(2), &Attr::from("VALID"), &Attr::None)
    });
    t.add("space_to_depth", &[real("block", &[1, 4, 2, 1], -1.0, 1.0)], |x| {
        ops::square(ops::space_to_depth(ops::square(&x[0]), 2, "NHWC"))
    });
    t.add("ensure_shape", &[real("e", &[2], -1.0, 1.0)], |x| ops::ensure_shape(ops::square(&x[0]), &Attr::Int(2)));
    t.up_to(2, "dynamic_partition", &[real("p", &[3, 2], -1.0, 1.0)], |x| {
        ops::dynamic_partition(ops::square(&x[0]), ints(&[3], &[1, 0, 1]), 2)
    });
    t.add("reverse_sequence", &[real("s", &[2, 3], -1.0, 1.0)], |x| {
        ops::square(ops::reverse_sequence(&x[0], ints(&[2], &[2, 3]), Some(1), Some(0)))
    });
    let photo = real("photo", &[1, 3, 3, 1], 0.1, 0.9);
    t.add("total_variation", &[photo.clone()], |x| ops::total_variation(&x[0]));
    t.add("rot90", &[photo], |x| ops::square(ops::rot90(&x[0], 3)));
    t.add("frame", &[real("frame", &[5], -1.0, 1.0)], |x| ops::frame(ops::square(&x[0]), 3, 2, true, 0.0, -1));
}
