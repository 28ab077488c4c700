//! `numpy.random`.

use std::fmt::Display;

use tape_tensor::random::numpy::BoundedInt;
use tape_tensor::random::{LegacyNumpy, Pcg64Generator, Samplers, SeedSequence};

use crate::book::{Bits, Book};

const WEIGHTS: [f64; 7] = [0.1, 0.0, 0.25, 0.05, 0.35, 0.0, 0.25];

fn as_ints(indices: &[usize]) -> Vec<i64> {
    indices.iter().map(|&index| index as i64).collect()
}

#[test]
fn numpy_draws() {
    let book = Book::read(include_str!("numpy.txt"));
    check_legacy(&book);
    check_sequences(&book);
    check_generator(&book);
    book.close();
}

fn check_legacy(book: &Book) {
    for seed in [0, 1, 42, u32::MAX] {
        let mut source = LegacyNumpy::from_seed(seed);
        let drawn: Vec<f64> = (0..100_003).map(|_| source.random()).collect();
        book.check(&format!("legacy {seed} random"), &drawn);
        let mut source = LegacyNumpy::from_seed(seed);
        let drawn: Vec<f64> = (0..100_003).map(|_| source.standard_normal()).collect();
        book.check(&format!("legacy {seed} normal"), &drawn);
    }
    for (what, seeds) in [("legacy array", &[1, 2, 3][..]), ("legacy array of one", &[42])] {
        let mut source = LegacyNumpy::from_seeds(seeds);
        book.check(what, &(0..1000).map(|_| source.random()).collect::<Vec<_>>());
    }
    let mut source = LegacyNumpy::from_seed(7);
    check_ranges(&mut Ranges { book, name: "legacy", source: &mut source });
    let wide = [(1i64, 4), (2, 599), (3, 69_999)];
    book.check("legacy int each", &source.randint_each(wide.into_iter().cycle().take(90)));
    let narrow = [(1u8, 4), (2, 59), (3, 254)];
    book.check("legacy int each uint8", &source.randint_each(narrow.into_iter().cycle().take(90)));
    book.check("legacy choice", &as_ints(&source.choice(17, 100, true)));
    book.check("legacy choice unique", &as_ints(&source.choice(17, 9, false)));
    check_samplers(book, "legacy", &mut source);
}

fn check_sequences(book: &Book) {
    for seed in [0, 1, 42, 1 << 32, (1 << 100) + 5, (1 << 127) + 1] {
        book.check(&format!("sequence {seed}"), &SeedSequence::from_int(seed).generate(10));
        let mut source = Pcg64Generator::from_seed(seed);
        let drawn: Vec<f64> = (0..1000).map(|_| source.random()).collect();
        book.check(&format!("generator {seed} random"), &drawn);
    }
    book.check("sequence list", &SeedSequence::from_words(&[1, 2, 3, 4, 5, 6]).generate(10));
}

fn check_fills<T: Bits>(book: &Book, what: &str, draw: fn(&mut Pcg64Generator) -> T) {
    for n in [1, 5, 1000, 1_000_003] {
        let mut source = Pcg64Generator::from_seed(5);
        let drawn: Vec<T> = (0..n).map(|_| draw(&mut source)).collect();
        book.check(&format!("generator {what} {n}"), &drawn);
    }
}

fn check_generator(book: &Book) {
    check_fills(book, "random float64", Pcg64Generator::random);
    check_fills(book, "random float32", Pcg64Generator::random_f32);
    check_fills(book, "normal float64", Pcg64Generator::standard_normal);
    check_fills(book, "normal float32", Pcg64Generator::standard_normal_f32);
    check_fills(book, "exponential float64", Pcg64Generator::standard_exponential);
    check_fills(book, "exponential float32", Pcg64Generator::standard_exponential_f32);
    let mut source = Pcg64Generator::from_seed(7);
    check_ranges(&mut Ranges { book, name: "generator", source: &mut source });
    let wide = [(1i64, 4), (2, 599), (3, 69_999)];
    book.check("generator int each", &source.integers_each(wide.into_iter().cycle().take(90)));
    let narrow = [(1u8, 4), (2, 59), (3, 254)];
    book.check("generator int each uint8", &source.integers_each(narrow.into_iter().cycle().take(90)));
    book.check("generator choice", &as_ints(&source.choice(17, 100)));
    let sizes = [(17, 9), (17, 17), (5, 0), (1000, 900), (10_000, 300), (10_001, 300), (10_001, 100), (30_000, 1200)];
    for (count, size) in sizes {
        for (shuffle, name) in [(true, "True"), (false, "False")] {
            let drawn = source.choice_without_replacement(count, size, shuffle);
            book.check(&format!("generator choice {count} {size} {name}"), &as_ints(&drawn));
        }
    }
    check_samplers(book, "generator", &mut source);
}

/// What both generators can do with integers, for one checking routine.
trait Integers: Samplers {
    fn fill<T: BoundedInt>(&mut self, low: T, high: T, out: &mut [T]);
    fn weighted(&mut self, size: usize, replace: bool) -> Vec<usize>;
    fn order(&mut self, count: usize) -> Vec<usize>;
    fn mix(&mut self, items: &mut [i64]);
}

impl Integers for LegacyNumpy {
    fn fill<T: BoundedInt>(&mut self, low: T, high: T, out: &mut [T]) {
        self.randint(low, high, out);
    }

    fn weighted(&mut self, size: usize, replace: bool) -> Vec<usize> {
        self.choice_weighted(&WEIGHTS, size, replace)
    }

    fn order(&mut self, count: usize) -> Vec<usize> {
        self.permutation(count)
    }

    fn mix(&mut self, items: &mut [i64]) {
        self.shuffle(items);
    }
}

impl Integers for Pcg64Generator {
    fn fill<T: BoundedInt>(&mut self, low: T, high: T, out: &mut [T]) {
        self.integers(low, high, out);
    }

    fn weighted(&mut self, size: usize, replace: bool) -> Vec<usize> {
        self.choice_weighted(&WEIGHTS, size, replace)
    }

    fn order(&mut self, count: usize) -> Vec<usize> {
        self.permutation(count)
    }

    fn mix(&mut self, items: &mut [i64]) {
        self.shuffle(items);
    }
}

struct Ranges<'a, S> {
    book: &'a Book,
    name: &'static str,
    source: &'a mut S,
}

impl<S: Integers> Ranges<'_, S> {
    fn check<T: BoundedInt + Bits + Display>(&mut self, dtype: &str, low: T, high: T) {
        self.check_named(dtype, &format!("{low} {high}"), low, high);
    }

    fn check_named<T: BoundedInt + Bits>(&mut self, dtype: &str, range: &str, low: T, high: T) {
        for n in [1, 2, 5, 1000] {
            let mut drawn = vec![T::default(); n];
            self.source.fill(low, high, &mut drawn);
            self.book.check(&format!("{} int {dtype} {range} {n}", self.name), &drawn);
        }
    }
}

fn check_ranges<S: Integers>(ranges: &mut Ranges<'_, S>) {
    ranges.check_named("bool", "0 1", false, true);
    ranges.check("uint8", 0u8, 9);
    ranges.check("uint8", 0u8, 255);
    ranges.check("int8", -128i8, 126);
    ranges.check("uint16", 3u16, 40_000);
    ranges.check("int16", i16::MIN, i16::MAX);
    ranges.check("uint32", 0u32, 1 << 31);
    ranges.check("int32", -5i32, 5);
    ranges.check("int32", i32::MIN, i32::MAX);
    ranges.check("int64", 0i64, 99);
    ranges.check("int64", -50i64, 49);
    ranges.check("int64", 0i64, (1 << 32) - 1);
    ranges.check("int64", 0i64, 1 << 32);
    ranges.check("int64", 0i64, 3 << 61);
    ranges.check("int64", 7i64, 7);
    ranges.check("int64", i64::MIN, i64::MAX);
    ranges.check("uint64", 0u64, u64::MAX - 1);
}

fn check_samplers<S: Integers>(book: &Book, name: &str, source: &mut S) {
    check_floats(book, name, source);
    let mut many = |what: String, draw: &dyn Fn(&mut S) -> i64| {
        let drawn: Vec<i64> = (0..1001).map(|_| draw(source)).collect();
        book.check(&format!("{name} {what}"), &drawn);
    };
    for rate in [0.0, 3.0, 10.0, 250.0] {
        many(format!("poisson {rate:?}"), &|source| source.poisson(rate));
    }
    let trials = [
        (10, 0.5),
        (10, 0.0),
        (10, 1.0),
        (0, 0.5),
        (100, 0.9),
        (200, 0.3),
        (1000, 0.6),
        (1_000_000, 0.5),
        (1_000_000_000, 0.001),
    ];
    for (n, p) in trials {
        many(format!("binomial {n} {p:?}"), &|source| source.binomial(n, p));
    }
    many("negative_binomial".to_owned(), &|source| source.negative_binomial(5.0, 0.3));
    many("geometric 0.5".to_owned(), &|source| source.geometric(0.5));
    many("geometric 0.01".to_owned(), &|source| source.geometric(0.01));
    let drawn: Vec<i64> = (0..100).flat_map(|_| source.multinomial(20, &[0.2, 0.3, 0.5])).collect();
    book.check(&format!("{name} multinomial"), &drawn);
    check_orders(book, name, source);
}

fn check_orders<S: Integers>(book: &Book, name: &str, source: &mut S) {
    book.check(&format!("{name} weighted"), &as_ints(&source.weighted(100, true)));
    for size in [1, 3, 5] {
        let drawn: Vec<usize> = (0..50).flat_map(|_| source.weighted(size, false)).collect();
        book.check(&format!("{name} weighted {size} unique"), &as_ints(&drawn));
    }
    for n in [0, 1, 2, 10, 1000] {
        book.check(&format!("{name} permutation {n}"), &as_ints(&source.order(n)));
        let mut items: Vec<i64> = (0..n as i64).collect();
        source.mix(&mut items);
        book.check(&format!("{name} shuffle {n}"), &items);
    }
}

fn check_floats<S: Integers>(book: &Book, name: &str, source: &mut S) {
    let mut many = |what: &str, draw: fn(&mut S) -> f64| {
        let drawn: Vec<f64> = (0..1001).map(|_| draw(source)).collect();
        book.check(&format!("{name} {what}"), &drawn);
    };
    many("normal", |source| source.normal(2.0, 0.5));
    many("exponential", |source| source.exponential(1.5));
    many("uniform", |source| source.uniform(-2.0, 3.0));
    many("lognormal", |source| source.lognormal(0.5, 0.25));
    many("gamma 0.3", |source| source.gamma(0.3, 2.0));
    many("gamma 1.0", |source| source.gamma(1.0, 2.0));
    many("gamma 4.5", |source| source.gamma(4.5, 2.0));
    many("beta 0.4", |source| source.beta(0.4, 0.7));
    many("beta 2.0", |source| source.beta(2.0, 0.5));
    many("beta tiny", |source| source.beta(1e-3, 2e-3));
    many("chisquare", |source| source.chisquare(3.0));
    many("f", |source| source.f(3.0, 5.0));
    many("standard_t", |source| source.standard_t(4.0));
    many("standard_cauchy", |source| source.standard_cauchy());
    many("pareto", |source| source.pareto(3.0));
    many("weibull", |source| source.weibull(1.5));
    many("power", |source| source.power(2.5));
    many("laplace", |source| source.laplace(1.0, 2.0));
    many("gumbel", |source| source.gumbel(1.0, 2.0));
    many("logistic", |source| source.logistic(1.0, 2.0));
    many("rayleigh", |source| source.rayleigh(2.0));
    many("triangular", |source| source.triangular(-1.0, 0.5, 3.0));
    many("vonmises", |source| source.vonmises(1.0, 4.0));
    many("vonmises flat", |source| source.vonmises(1.0, 1e-6));
    many("vonmises sharp", |source| source.vonmises(3.0, 2e6));
}

#[test]
fn nonsense_arguments_come_back() {
    for rate in [f64::NAN, -1.0, f64::INFINITY] {
        let mut legacy = LegacyNumpy::from_entropy();
        let mut source = Pcg64Generator::from_entropy();
        let _ = (legacy.poisson(rate), source.poisson(rate), source.gamma(rate, 1.0), source.beta(rate, rate));
        let _ = (source.binomial(-3, 0.5), source.binomial(10, rate), source.geometric(rate), legacy.geometric(rate));
        let _ = (source.vonmises(rate, rate), legacy.vonmises(0.0, rate), source.negative_binomial(rate, rate));
    }
    let mut source = Pcg64Generator::from_entropy();
    assert_eq!(source.choice(0, 3), []);
    assert_eq!(source.choice_weighted(&[0.0, 1.0], 2, false), [1]);
    assert!(source.choice_weighted(&[f64::NAN, 1.0], 2, false).len() < 2);
    assert_eq!(source.choice_without_replacement(3, 5, true).len(), 3);
    assert_eq!(LegacyNumpy::from_entropy().choice(0, 3, true), []);
}
