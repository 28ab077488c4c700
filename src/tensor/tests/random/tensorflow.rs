//! `tf.random`.

use half::{bf16, f16};
use tape_tensor::DType;
use tape_tensor::random::tensorflow::{Integer, Real};
use tape_tensor::random::{Algorithm, Philox, SeedState, SeedWidth, fold_in, split};

use crate::book::{Bits, Book};

const LENGTHS: [usize; 7] = [1, 2, 3, 4, 5, 1000, 100_003];

fn stream() -> Philox {
    Philox::from_seeds(42, 7)
}

fn filled<T: Default + Clone>(count: usize, fill: impl FnOnce(&mut [T])) -> Vec<T> {
    let mut out = vec![T::default(); count];
    fill(&mut out);
    out
}

#[test]
fn tensorflow_draws() {
    let book = Book::read(include_str!("tensorflow.txt"));
    check_reals::<f16>(&book, "float16");
    check_reals::<bf16>(&book, "bfloat16");
    check_reals::<f32>(&book, "float32");
    check_reals::<f64>(&book, "float64");
    check_ints::<i32>(&book, "int32", &[(0, 10), (-7, 69), (i32::MIN, i32::MAX)]);
    check_ints::<i64>(&book, "int64", &[(0, 10), (-7, 69), (i64::MIN, i64::MAX)]);
    check_rates(&book, "float16", f16::from_f64, f16::to_f64);
    check_rates(&book, "float32", |value| value as f32, f64::from);
    check_rates(&book, "float64", |value| value, |value| value);
    check_binomial(&book);
    check_categorical(&book);
    check_shuffle(&book);
    check_eager_seeds(&book);
    check_function_seeds(&book);
    check_stateless(&book);
    check_generator(&book);
    book.close();
}

fn check_reals<T: Real + Bits>(book: &Book, dtype: &str) {
    for n in LENGTHS {
        book.check(&format!("uniform {dtype} {n}"), &filled::<T>(n, |out| stream().uniform(out)));
        book.check(&format!("normal {dtype} {n}"), &filled::<T>(n, |out| stream().normal(out)));
        book.check(&format!("truncated {dtype} {n}"), &filled::<T>(n, |out| stream().truncated_normal(out)));
    }
}

fn check_ints<T: Integer + Bits + std::fmt::Display>(book: &Book, dtype: &str, ranges: &[(T, T)]) {
    for &(low, high) in ranges {
        for n in LENGTHS {
            let drawn = filled::<T>(n, |out| stream().uniform_int(low, high, out));
            book.check(&format!("int {dtype} {low} {high} {n}"), &drawn);
        }
    }
}

/// Rates and shapes are rounded to the dtype on the way in and drawn values on the way out.
fn check_rates<T: Bits>(book: &Book, dtype: &str, narrow: fn(f64) -> T, wide: fn(T) -> f64) {
    let round = |drawn: Vec<f64>| drawn.into_iter().map(narrow).collect::<Vec<T>>();
    for alpha in [0.0, 0.3, 1.0, 2.5, 40.0] {
        let alphas = [wide(narrow(alpha)); 2];
        book.check(&format!("gamma {dtype} {alpha:?}"), &round(stream().gamma(&alphas, 1000)));
        let drawn = Philox::stateless([3, 4]).gamma(&alphas, 1000);
        book.check(&format!("stateless gamma {dtype} {alpha:?}"), &round(drawn));
    }
    for rate in [0.0, 0.7, 3.0, 9.5, 10.0, 37.5, 2000.0] {
        let rates = [wide(narrow(rate)), 4.0];
        book.check(&format!("poisson {dtype} {rate:?}"), &round(stream().poisson(&rates, 1000)));
    }
}

fn check_binomial(book: &Book) {
    let drawn = Philox::stateless([3, 4]).poisson(&[2.5, 25.0], 1000);
    book.check("stateless poisson", &drawn.into_iter().map(|value| value as f32).collect::<Vec<_>>());
    for count in [3.0, 12.0, 100.0] {
        for p in [0.0, 0.1f32, 0.5, 0.7, 1.0] {
            let trials = [(count, p), (2.0 * count, p)];
            let drawn = Philox::stateless([3, 4]).binomial(&trials, 1000);
            let drawn: Vec<f32> = drawn.into_iter().map(|value| value as f32).collect();
            book.check(&format!("binomial {count:?} {p:?}"), &drawn);
        }
    }
    let mut generator = Philox::from_state([5, 0, 0]);
    let _ = generator.binomial(&[(10.0f32, 0.5)], 7);
    book.check("binomial state", &generator.state());
}

fn check_categorical(book: &Book) {
    let logits = [0.0, 1.0, 2.0, -1.0, f64::NEG_INFINITY, 0.5];
    for samples in [1, 5, 6] {
        book.check(&format!("categorical {samples}"), &stream().categorical(&logits, 3, samples));
    }
    book.check("stateless categorical", &Philox::stateless([3, 4]).categorical(&logits, 3, 6));
}

fn check_shuffle(book: &Book) {
    let as_ints = |order: Vec<usize>| order.into_iter().map(|index| index as i64).collect::<Vec<_>>();
    for n in [0, 1, 2, 8, 1000] {
        let mut kernel = stream();
        for turn in 0..2 {
            book.check(&format!("shuffle {n} {turn}"), &as_ints(kernel.shuffle(n)));
        }
        book.check(&format!("stateless shuffle {n}"), &as_ints(Philox::stateless([3, 4]).shuffle(n)));
    }
}

fn uniform(seeds: &mut SeedState, op_seed: Option<i128>) -> Vec<f32> {
    filled(3, |out| seeds.kernel("RandomUniform", [DType::Float32, DType::Int32], op_seed).uniform(out))
}

fn check_eager_seeds(book: &Book) {
    let mut seeds = SeedState::default();
    book.check("fresh op seed", &uniform(&mut seeds, Some(1)));
    book.check("fresh op seed again", &uniform(&mut seeds, Some(1)));
    let wide = filled::<f64>(3, |out| {
        seeds.kernel("RandomUniform", [DType::Float64, DType::Int32], Some(1)).uniform(out);
    });
    book.check("fresh op seed float64", &wide);
    let normal = filled::<f32>(3, |out| {
        seeds.kernel("RandomStandardNormal", [DType::Float32, DType::Int32], Some(1)).normal(out);
    });
    book.check("fresh op seed normal", &normal);
    for seed in [0, 1, 42, -5, (1 << 31) - 1, 1 << 31, (1 << 40) + 3, (1 << 80) + 7] {
        seeds.set_seed(seed);
        for turn in 0..3 {
            book.check(&format!("seed {seed} draw {turn}"), &uniform(&mut seeds, None));
        }
        for op_seed in [0, 5, -1] {
            for turn in 0..2 {
                book.check(&format!("seed {seed} op {op_seed} {turn}"), &uniform(&mut seeds, Some(op_seed)));
            }
        }
        book.check(&format!("seed {seed} last"), &uniform(&mut seeds, None));
    }
}

fn check_function_seeds(book: &Book) {
    let mut seeds = SeedState::default();
    seeds.set_seed(6);
    let mut traced = seeds.trace_function();
    let nodes = [None, None, Some(9)].map(|op_seed| traced.next_op_seed(op_seed));
    let run = |seeds: &mut SeedState| {
        [0, 1, 2].map(|node| filled::<f32>(3, |out| seeds.node(node, nodes[node as usize]).uniform(out)))
    };
    for turn in 0..2 {
        for (index, drawn) in run(&mut seeds).iter().enumerate() {
            book.check(&format!("function {turn} {index}"), drawn);
        }
    }
    seeds.set_seed(8);
    book.check("function reset", &run(&mut seeds)[1]);
}

fn check_stateless(book: &Book) {
    for seed in [[1, 2], [0, 0], [-3, 7], [1 << 40, -(1 << 50)]] {
        let named = format!("{} {}", seed[0], seed[1]);
        for alg in ["auto_select", "philox"] {
            let drawn = filled::<f32>(5, |out| Philox::stateless(seed).uniform(out));
            book.check(&format!("stateless {alg} {named}"), &drawn);
        }
        book.check(&format!("split int64 {named}"), split(seed, 3, SeedWidth::Int64).as_flattened());
        book.check(&format!("fold int64 {named}"), &fold_in(seed, 9, SeedWidth::Int64));
    }
    let narrow = |wide: &[i64]| wide.iter().map(|&value| value as i32).collect::<Vec<_>>();
    book.check("split int32", &narrow(split([3, 4], 3, SeedWidth::Int32).as_flattened()));
    book.check("fold int32", &narrow(&fold_in([3, 4], 9, SeedWidth::Int32)));
    book.check("full int32", &filled::<i32>(5, |out| Philox::stateless([3, 4]).uniform_full_int(out)));
    book.check("full int64", &filled::<i64>(5, |out| Philox::stateless([3, 4]).uniform_full_int(out)));
    book.check("full uint32", &filled::<u32>(5, |out| Philox::stateless([3, 4]).uniform_full_int(out)));
    book.check("full uint64", &filled::<u64>(5, |out| Philox::stateless([3, 4]).uniform_full_int(out)));
}

fn check_generator(book: &Book) {
    let mut generator = Philox::from_state([1234, 0, 0]);
    book.check("generator 0", &filled::<f32>(4, |out| generator.uniform(out)));
    book.check("generator 1", &filled::<f32>(5, |out| generator.normal(out)));
    book.check("generator 2", &filled::<f32>(6, |out| generator.truncated_normal(out)));
    book.check("generator 3", &filled::<i32>(3, |out| generator.uniform_int(0, 10, out)));
    book.check("generator 4", &filled::<u64>(2, |out| generator.uniform_full_int(out)));
    book.check("generator 5", &filled::<f64>(3, |out| generator.normal(out)));
    book.check("generator 6", &filled::<i64>(2, |out| generator.uniform_full_int(out)));
    book.check("generator 7", &generator.state());
    let keys = filled::<i64>(2, |out| Philox::from_state([5, 0, 0]).uniform_full_int(out));
    let states: Vec<i64> = keys.iter().flat_map(|&key| [0, 0, key]).collect();
    book.check("generator split", &states);
    let mut full = Philox::from_state([-1, -1, 9]);
    full.uniform(&mut [0.0f32; 3]);
    book.check("generator carry", &full.state());
}

#[test]
fn algorithms_have_names_and_states() {
    assert_eq!(Algorithm::from_name(" Auto-Select"), Some(Algorithm::AutoSelect));
    assert_eq!(Algorithm::from_name("nope"), None);
    assert_eq!(Algorithm::from_number(2), Some(Algorithm::Threefry));
    assert_eq!(Algorithm::Threefry.state_from_int(1234), [1234, 0]);
    assert_eq!(Algorithm::Philox.state_from_int(-1), [-1, -1, -1]);
    assert_eq!(Algorithm::Philox.state(&[7, 8, 9, 10]), [7, 8, 9]);
}

#[test]
fn nonsense_rates_come_back() {
    let rates = [f64::NAN, -1.0, f64::INFINITY];
    assert!(stream().poisson(&rates, 2).iter().all(|value| value.is_nan()));
    assert!(stream().gamma(&[f64::NAN, -1.0], 2).iter().all(|value| value.is_nan()));
    let _ = stream().gamma(&[f64::INFINITY, 1e-30], 2);
    let _ = stream().binomial(&[(f32::NAN, 0.5), (f32::INFINITY, 0.5), (1e30, 0.5), (3.0, f32::NAN)], 2);
}
