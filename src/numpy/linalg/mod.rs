//! `np.linalg`.

mod eigen;
mod norms;

use std::cell::RefCell;
use std::rc::Rc;

use num_complex::Complex64;
use rustc_hash::FxHashMap;
use tape_lang::exception::value_error;
use tape_lang::value::Module;
use tape_lang::vm::Namespace;
use tape_lang::{Args, Name, NativeFunction, Raise, Result, Value, Vm};
use tape_tensor::cast::cast;
use tape_tensor::layout::transpose;
use tape_tensor::{Array, DType, linalg};

use crate::error::from_kernel;
use crate::exceptions::LINALG_ERROR;
use crate::functions::creation::pattern;
use crate::linear::matmul;
use crate::ufunc::{Binary, Unary, quiet_binary, quiet_unary};
use crate::{convert, ndarray_of, value_of};

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "norm",
        "(x, ord=None, axis=None, keepdims=False)",
        "A norm of a matrix or vector.",
        norms::norm,
    )
    .python(),
    NativeFunction::new("inv", "(a)", "The inverse of a matrix.", inv).python(),
    NativeFunction::new(
        "pinv",
        "(a, rcond=None, hermitian=False, *, rtol=None)",
        "The pseudo-inverse of a matrix.",
        pinv,
    )
    .python(),
    NativeFunction::new("det", "(a)", "The determinant of a matrix.", det).python(),
    NativeFunction::new("slogdet", "(a)", "Sign and logarithm of the determinant.", slogdet).python(),
    NativeFunction::new("solve", "(a, b)", "The solution of a linear equation.", solve).python(),
    NativeFunction::new("lstsq", "(a, b, rcond=None)", "The least-squares solution of a linear equation.", lstsq)
        .python(),
    NativeFunction::new("qr", "(a, mode='reduced')", "The QR decomposition.", qr).python(),
    NativeFunction::new(
        "svd",
        "(a, full_matrices=True, compute_uv=True, hermitian=False)",
        "The singular value decomposition.",
        svd,
    )
    .python(),
    NativeFunction::new("svdvals", "(x, /)", "The singular values.", svdvals).python(),
    NativeFunction::new("cholesky", "(a, /, *, upper=False)", "The Cholesky decomposition.", cholesky).python(),
    NativeFunction::new("eigh", "(a, UPLO='L')", "Eigenvalues and eigenvectors of a symmetric matrix.", eigh).python(),
    NativeFunction::new("eigvalsh", "(a, UPLO='L')", "Eigenvalues of a symmetric matrix.", eigvalsh).python(),
    NativeFunction::new("eig", "(a)", "Eigenvalues and eigenvectors.", eig).python(),
    NativeFunction::new("eigvals", "(a)", "Eigenvalues.", eigvals).python(),
    NativeFunction::new(
        "matrix_rank",
        "(A, tol=None, hermitian=False, *, rtol=None)",
        "The rank of a matrix.",
        matrix_rank,
    )
    .python(),
    NativeFunction::new("matrix_power", "(a, n)", "A power of a matrix.", matrix_power).python(),
    NativeFunction::new("cond", "(x, p=None)", "The condition number of a matrix.", cond).python(),
    NativeFunction::new("multi_dot", "(arrays, *, out=None)", "The product of several matrices.", multi_dot).python(),
];

/// Functions of `np.linalg` that are those of `np`.
const SHARED: &[&str] = &["matmul", "outer", "cross", "trace", "diagonal", "tensordot", "vecdot", "matrix_transpose"];

/// Makes the module.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("numpy.linalg", Rc::new(Linalg))))
}

struct Linalg;

impl Namespace for Linalg {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        let text = name.as_str();
        if text == "LinAlgError" {
            return Ok(Some(Value::from(&LINALG_ERROR)));
        }
        if SHARED.contains(&text) {
            let numpy = vm.import("numpy")?;
            return vm.find_attribute(&numpy, name);
        }
        Ok(FUNCTIONS.iter().find(|function| function.name() == text).map(Value::Native))
    }

    fn names(&self) -> Vec<&'static str> {
        FUNCTIONS.iter().map(NativeFunction::name).chain(["LinAlgError"]).chain(SHARED.iter().copied()).collect()
    }
}

fn failed(text: impl Into<String>) -> Raise {
    Raise::new(&LINALG_ERROR, text)
}

/// Numbers in the float type that decompositions work in: integers in double precision.
fn in_float(array: &Array) -> Result<Array> {
    match array.dtype() {
        DType::Float16 | DType::BFloat16 => {
            Err(tape_lang::exception::type_error(format!("array type {} is unsupported in linalg", array.dtype())))
        }
        dtype if dtype.is_floating() || dtype.is_complex() => Ok(array.clone()),
        _ => cast(array, DType::Float64).map_err(from_kernel),
    }
}

fn matrices(vm: &mut Vm, value: &Value) -> Result<Array> {
    let array = in_float(&convert::array(vm, value)?)?;
    let rank = array.shape().rank();
    if rank < 2 {
        return Err(failed(format!("{rank}-dimensional array given. Array must be at least two-dimensional")));
    }
    Ok(array)
}

fn square(vm: &mut Vm, value: &Value) -> Result<Array> {
    let array = matrices(vm, value)?;
    let rank = array.shape().rank();
    if array.shape()[rank - 1] != array.shape()[rank - 2] {
        return Err(failed("Last 2 dimensions of the array must be square"));
    }
    Ok(array)
}

/// A kernel's refusal of a matrix.
fn singular(error: tape_tensor::Error) -> Raise {
    match error {
        tape_tensor::Error::Invalid(_) => failed("Singular matrix"),
        other => from_kernel(other),
    }
}

fn turned(array: &Array) -> Result<Array> {
    let rank = array.shape().rank();
    let mut order: Vec<usize> = (0..rank).collect();
    order.swap(rank - 1, rank - 2);
    transpose(array, &order).map_err(from_kernel)
}

/// The named tuples that results are made of, by their names.
#[derive(Default)]
struct ResultClasses(RefCell<FxHashMap<&'static str, Value>>);

/// A named tuple, as the decompositions return it.
fn named(vm: &mut Vm, name: &'static str, fields: &[&str], values: Vec<Value>) -> Result<Value> {
    let classes = vm.state::<ResultClasses>();
    let known = classes.0.borrow().get(name).cloned();
    let class = match known {
        Some(class) => class,
        None => {
            let collections = vm.import("collections")?;
            let fields = Value::list(fields.iter().map(|field| Value::str(*field)).collect());
            let class = vm.call_method(&collections, Name::new("namedtuple"), &[Value::str(name), fields])?;
            classes.0.borrow_mut().insert(name, class.clone());
            class
        }
    };
    vm.call_values(&class, &values)
}

/// The inverses, as the solutions for the unit vectors: so numpy finds them.
fn inverse(array: &Array) -> Result<Array> {
    let size = array.shape()[array.shape().rank() - 1];
    let identity = pattern(size, size, array.dtype(), |row, column| row == column)?;
    let identity = tape_tensor::layout::broadcast_to(&identity, array.shape()).map_err(from_kernel)?;
    linalg::solve(array, &identity, false).map_err(singular)
}

fn inv(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = square(vm, &args[0])?;
    Ok(ndarray_of(inverse(&array)?))
}

fn det(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = square(vm, &args[0])?;
    Ok(value_of(linalg::determinant(&array).map_err(from_kernel)?))
}

fn slogdet(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = square(vm, &args[0])?;
    let (sign, log) = linalg::slogdet(&array).map_err(from_kernel)?;
    named(vm, "SlogdetResult", &["sign", "logabsdet"], vec![value_of(sign), value_of(log)])
}

/// Two arrays in their common float type.
fn together(a: Array, b: Array) -> Result<(Array, Array)> {
    let dtype = crate::promote::promote(a.dtype(), b.dtype());
    Ok((cast(&a, dtype).map_err(from_kernel)?, cast(&b, dtype).map_err(from_kernel)?))
}

fn solve(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let a = square(vm, &args[0])?;
    let b = in_float(&convert::array(vm, &args[1])?)?;
    let (a, b) = together(a, b)?;
    let size = a.shape()[a.shape().rank() - 1];
    let is_vector = b.shape().rank() == 1;
    if b.shape().rank() == 0 {
        return Err(value_error(
            "solve: Input operand 1 does not have enough dimensions (has 0, gufunc core with signature (m,m),(m,n)->(m,n) \
             requires 2)",
        ));
    }
    let given = if is_vector { b.len() } else { b.shape()[b.shape().rank() - 2] };
    if given != size {
        let (name, signature) = if is_vector { ("solve1", "(m,m),(m)->(m)") } else { ("solve", "(m,m),(m,n)->(m,n)") };
        return Err(value_error(format!(
            "{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature {signature} (size \
             {given} is different from {size})"
        )));
    }
    let columns = if is_vector { b.with_shape([size, 1]) } else { b };
    let outer = a.shape()[..a.shape().rank() - 2].to_vec();
    let spread: tape_tensor::Shape =
        outer.iter().chain(&columns.shape()[columns.shape().rank() - 2..]).copied().collect();
    let columns = tape_tensor::layout::broadcast_to(&columns, &spread).map_err(from_kernel)?;
    let solution = linalg::solve(&a, &columns, false).map_err(singular)?;
    if is_vector {
        let shape: Vec<usize> = outer.into_iter().chain([size]).collect();
        return Ok(ndarray_of(solution.with_shape(shape)));
    }
    Ok(ndarray_of(solution))
}

/// The singular values in descending order.
fn singular_values(array: &Array) -> Result<Array> {
    Ok(linalg::svd(array, false).map_err(from_kernel)?.0)
}

/// The least-squares solution, the rank, and the singular values; those below `cutoff` times the largest count as zero.
///
/// # Errors
/// `MemoryError`.
pub fn least_squares(a: &Array, b: &Array, cutoff: f64) -> Result<(Array, usize, Array)> {
    let (values, left, right) = linalg::svd(a, false).map_err(from_kernel)?;
    let wide = cast(&values, DType::Float64).map_err(from_kernel)?;
    let numbers = wide.as_slice::<f64>().unwrap_or_default();
    let limit = cutoff * numbers.first().copied().unwrap_or(0.0);
    let rank = numbers.iter().filter(|&&value| value > limit).count();
    let inverses = numbers.iter().map(|&value| if value > limit { 1.0 / value } else { 0.0 }).collect();
    let inverses = cast(&Array::from_vec([numbers.len(), 1], inverses), a.dtype()).map_err(from_kernel)?;
    let rows = b.shape().first().copied().unwrap_or(0);
    let columns = b.len() / rows.max(1);
    let along = matmul(&turned(&left)?, &b.with_shape([rows, columns]))?;
    let solution = matmul(&right, &quiet_binary(Binary::Multiply, &along, &inverses)?)?;
    let shape: Vec<usize> = std::iter::once(right.shape()[0]).chain(b.shape()[1..].iter().copied()).collect();
    Ok((solution.with_shape(shape), rank, values))
}

fn lstsq(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let a = matrices(vm, &args[0])?;
    let b = in_float(&convert::array(vm, &args[1])?)?;
    let (a, b) = together(a, b)?;
    let [rows, columns] = a.shape()[..] else { return Err(failed("2-dimensional array expected")) };
    if b.shape().first() != Some(&rows) {
        return Err(failed("Incompatible dimensions"));
    }
    let epsilon = if a.dtype() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let cutoff = if args[2].is_none() { epsilon * rows.max(columns) as f64 } else { vm.float(&args[2])? };
    let (solution, rank, values) = least_squares(&a, &b, cutoff)?;
    let residuals = if rank == columns && rows > columns {
        let product = matmul(&a, &solution)?;
        let squares = quiet_unary(Unary::Square, &quiet_binary(Binary::Subtract, &b, &product)?)?;
        let axes = crate::reduce::Axes::new(Some(&[0]), squares.shape().rank());
        let sums = crate::reduce::sum(&squares, &axes, squares.dtype())?;
        sums.with_shape([sums.len()])
    } else {
        tape_tensor::layout::zeros([0].into(), a.dtype()).map_err(from_kernel)?
    };
    let rank = value_of(Array::scalar(rank as i32));
    Ok(Value::tuple([ndarray_of(solution), ndarray_of(residuals), rank, ndarray_of(values)]))
}

fn qr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = matrices(vm, &args[0])?;
    let mode = args[1].as_str().unwrap_or_default().to_owned();
    match mode.as_str() {
        "reduced" | "complete" | "r" => {}
        other => return Err(value_error(format!("Unrecognized mode '{other}'"))),
    }
    let (q, r) = linalg::qr(&array, mode == "complete").map_err(from_kernel)?;
    if mode == "r" {
        return Ok(ndarray_of(r));
    }
    named(vm, "QRResult", &["Q", "R"], vec![ndarray_of(q), ndarray_of(r)])
}

fn svd(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = matrices(vm, &args[0])?;
    if !vm.truth(&args[2])? {
        return Ok(ndarray_of(singular_values(&array)?));
    }
    let full = vm.truth(&args[1])?;
    let (values, left, right) = linalg::svd(&array, full).map_err(from_kernel)?;
    let parts = vec![ndarray_of(left), ndarray_of(values), ndarray_of(turned(&right)?)];
    named(vm, "SVDResult", &["U", "S", "Vh"], parts)
}

fn svdvals(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = matrices(vm, &args[0])?;
    Ok(ndarray_of(singular_values(&array)?))
}

fn cholesky(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = square(vm, &args[0])?;
    let lower = linalg::cholesky(&array).map_err(|error| match error {
        tape_tensor::Error::Invalid(_) => failed("Matrix is not positive definite"),
        other => from_kernel(other),
    })?;
    let has_nan = quiet_unary(Unary::Isnan, &lower)?.as_slice::<bool>().is_some_and(|nan| nan.contains(&true));
    if has_nan {
        return Err(failed("Matrix is not positive definite"));
    }
    if vm.truth(&args[1])? { Ok(ndarray_of(turned(&lower)?)) } else { Ok(ndarray_of(lower)) }
}

/// The eigenvalues and eigenvectors of a matrix of which one triangle is read.
fn symmetric(vm: &mut Vm, args: &Args<'_>) -> Result<(Array, Array)> {
    let array = square(vm, &args[0])?;
    let array = match args[1].as_str() {
        Some("L" | "l") => array,
        Some("U" | "u") => turned(&array)?,
        _ => return Err(value_error("UPLO argument must be 'L' or 'U'")),
    };
    linalg::eigh(&array).map_err(from_kernel)
}

fn eigh(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (values, vectors) = symmetric(vm, &args)?;
    named(vm, "EighResult", &["eigenvalues", "eigenvectors"], vec![ndarray_of(values), ndarray_of(vectors)])
}

fn eigvalsh(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(ndarray_of(symmetric(vm, &args)?.0))
}

/// The eigenvalues and eigenvectors of one real matrix; real where all eigenvalues are.
fn decomposed(array: &Array) -> Result<(Array, Array)> {
    let dtype = array.dtype();
    let [size, _] = array.shape()[..] else {
        return Err(crate::arguments::unsupported("eigenvalues of several matrices at once"));
    };
    if dtype.is_complex() {
        return Err(crate::arguments::unsupported("eigenvalues of complex matrices"));
    }
    let wide = cast(array, DType::Float64).map_err(from_kernel)?;
    let cells = wide.as_slice::<f64>().unwrap_or_default().to_vec();
    if cells.iter().any(|cell| !cell.is_finite()) {
        return Err(failed("Array must not contain infs or NaNs"));
    }
    let found = eigen::decompose(cells, size).ok_or_else(|| failed("Eigenvalues did not converge"))?;
    let (values, vectors) = found;
    let cells = (0..size * size).map(|k| vectors[k % size][k / size]);
    let single = dtype == DType::Float32;
    if values.iter().all(|value| value.im == 0.0) {
        let real = if single { DType::Float32 } else { DType::Float64 };
        let values = Array::from_vec([size], values.iter().map(|value| value.re).collect());
        let vectors = Array::from_vec([size, size], cells.map(|cell| cell.re).collect());
        return Ok((cast(&values, real).map_err(from_kernel)?, cast(&vectors, real).map_err(from_kernel)?));
    }
    let complex = if single { DType::Complex64 } else { DType::Complex128 };
    let values = Array::from_vec([size], values);
    let vectors = Array::from_vec([size, size], cells.collect::<Vec<Complex64>>());
    Ok((cast(&values, complex).map_err(from_kernel)?, cast(&vectors, complex).map_err(from_kernel)?))
}

/// The eigenvalues of one real matrix.
///
/// # Errors
/// `LinAlgError`.
pub fn eigenvalues(array: &Array) -> Result<Array> {
    Ok(decomposed(array)?.0)
}

fn eig(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (values, vectors) = decomposed(&square(vm, &args[0])?)?;
    named(vm, "EigResult", &["eigenvalues", "eigenvectors"], vec![ndarray_of(values), ndarray_of(vectors)])
}

fn eigvals(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    Ok(ndarray_of(eigenvalues(&square(vm, &args[0])?)?))
}

fn pinv(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = matrices(vm, &args[0])?;
    let [rows, columns] = array.shape()[..] else {
        return Err(crate::arguments::unsupported("pseudo-inverses of several matrices at once"));
    };
    let cutoff = match [&args[1], &args[3]].into_iter().find(|value| !value.is_none()) {
        Some(value) => vm.float(value)?,
        None if args[1].is_none() => 1e-15,
        None => f64::EPSILON * rows.max(columns) as f64,
    };
    let identity = pattern(rows, rows, array.dtype(), |row, column| row == column)?;
    Ok(ndarray_of(least_squares(&array, &identity, cutoff)?.0))
}

fn matrix_rank(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = in_float(&convert::array(vm, &args[0])?)?;
    let rank = array.shape().rank();
    if rank < 2 {
        let truth = cast(&array, DType::Bool).map_err(from_kernel)?;
        let any = truth.as_slice::<bool>().is_some_and(|truth| truth.contains(&true));
        return Ok(Value::Int(i64::from(any)));
    }
    let values = cast(&singular_values(&array)?, DType::Float64).map_err(from_kernel)?;
    let longest = array.shape()[rank - 2..].iter().copied().max().unwrap_or(0) as f64;
    let epsilon = if array.dtype() == DType::Float32 { f64::from(f32::EPSILON) } else { f64::EPSILON };
    let numbers = values.as_slice::<f64>().unwrap_or_default();
    let row = values.shape().last().copied().unwrap_or(0).max(1);
    let given = if args[1].is_none() { None } else { Some(vm.float(&args[1])?) };
    let count = |row: &[f64]| {
        let limit = given.unwrap_or_else(|| row.iter().copied().fold(0.0, f64::max) * longest * epsilon);
        row.iter().filter(|&&value| value > limit).count() as i64
    };
    let shape = &array.shape()[..rank - 2];
    Ok(value_of(Array::from_vec(shape, numbers.chunks_exact(row).map(count).collect())))
}

fn matrix_power(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = convert::array(vm, &args[0])?;
    let exponent = vm.index(&args[1])?;
    let size = array.shape().last().copied().unwrap_or(0);
    if array.shape().rank() < 2 {
        let rank = array.shape().rank();
        return Err(failed(format!("{rank}-dimensional array given. Array must be at least two-dimensional")));
    }
    if array.shape()[array.shape().rank() - 2] != size {
        return Err(failed("Last 2 dimensions of the array must be square"));
    }
    let mut base = match exponent {
        0.. => array,
        _ => inverse(&in_float(&array)?)?,
    };
    let identity = pattern(size, size, base.dtype(), |row, column| row == column)?;
    let mut result = tape_tensor::layout::broadcast_to(&identity, base.shape()).map_err(from_kernel)?;
    let mut rest = exponent.unsigned_abs();
    let mut first = true;
    while rest > 0 {
        if rest & 1 == 1 {
            result = if first { base.clone() } else { matmul(&result, &base)? };
            first = false;
        }
        rest >>= 1;
        if rest > 0 {
            base = matmul(&base, &base)?;
        }
    }
    Ok(ndarray_of(result))
}

fn cond(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let array = matrices(vm, &args[0])?;
    if args[1].is_none() || args[1].as_int() == Some(2) {
        let values = singular_values(&array)?;
        let last = values.shape().rank() - 1;
        let size = values.shape()[last];
        let pick = |place: usize| -> Result<Array> {
            let taken = tape_tensor::layout::take(&values, last, &[place]).map_err(from_kernel)?;
            Ok(taken.with_shape(&values.shape()[..last]))
        };
        return Ok(value_of(quiet_binary(Binary::Divide, &pick(0)?, &pick(size.saturating_sub(1))?)?));
    }
    let inverse = ndarray_of(inverse(&array)?);
    let norm = |vm: &mut Vm, value: Value| {
        norms::norm(vm, Args::positional(&[value, args[1].clone(), Value::None, Value::Bool(false)]))
    };
    let (own, other) = (norm(vm, ndarray_of(array))?, norm(vm, inverse)?);
    vm.binary(tape_lang::Operator::Mult, &own, &other)
}

fn multi_dot(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let arrays = crate::arguments::arrays(vm, &args[0])?;
    let mut arrays = arrays.into_iter();
    let Some(first) = arrays.next() else { return Err(value_error("Expecting at least two arrays.")) };
    let mut product = first.array;
    for next in arrays {
        product = matmul(&product, &next.array)?;
    }
    crate::arguments::deliver(product, &args[1], "dot")
}
