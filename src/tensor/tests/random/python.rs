//! Python's `random`.

use tape_tensor::random::PythonRandom;

use crate::book::Book;

#[test]
fn python_draws() {
    let book = Book::read(include_str!("python.txt"));
    check_seeds(&book);
    let mut source = PythonRandom::from_int(7);
    check_integers(&book, &mut source);
    check_sequences(&book, &mut source);
    check_distributions(&book, &mut source);
    book.close();
}

fn check_seeds(book: &Book) {
    for seed in [0, 1, 42, -42, 1 << 32, (1 << 40) + 3, (1 << 100) + 5] {
        let mut source = PythonRandom::from_int(seed);
        let drawn: Vec<f64> = (0..1000).map(|_| source.random()).collect();
        book.check(&format!("seed {seed}"), &drawn);
    }
    let long = "a longer seed that needs more than a single block of the digest, which is why it goes on and \
                on and on until it has passed one hundred and twenty-eight bytes";
    for seed in ["tape", "", long] {
        book.check(&format!("text {}", seed.len()), &[PythonRandom::from_bytes(seed.as_bytes()).random()]);
    }
    book.check("bytes", &[PythonRandom::from_bytes(b"\x00\xffab").random()]);
    // hash(2.5)
    book.check("float", &[PythonRandom::from_hash(1_152_921_504_606_846_978).random()]);
}

fn check_integers(book: &Book, source: &mut PythonRandom) {
    for bits in [1, 8, 31, 32, 33, 52, 64] {
        let drawn: Vec<u64> = (0..100).map(|_| source.getrandbits(bits)).collect();
        book.check(&format!("bits {bits}"), &drawn);
    }
    for bits in [0, 65, 100, 200] {
        book.check(&format!("words {bits}"), &source.getrandbits_words(bits));
    }
    let limit = 10u128.pow(30);
    let limit = [0, 32, 64, 96].map(|shift| (limit >> shift) as u32);
    book.check("below 10**30", &source.below_words(&limit));
    for (low, high) in [(1, 6), (-5, 5), (0, 1 << 40), (i64::MIN, i64::MAX), (3, 3)] {
        let drawn: Vec<i64> = (0..100).map(|_| source.randint(low, high)).collect();
        book.check(&format!("randint {low} {high}"), &drawn);
    }
}

fn check_sequences(book: &Book, source: &mut PythonRandom) {
    let as_ints = |indices: Vec<usize>| indices.into_iter().map(|index| index as i64).collect::<Vec<_>>();
    let drawn = (0..100).map(|_| source.choice(17)).collect();
    book.check("choice", &as_ints(drawn));
    for n in [0, 1, 2, 10, 1000] {
        let mut items: Vec<i64> = (0..n).collect();
        source.shuffle(&mut items);
        book.check(&format!("shuffle {n}"), &items);
    }
    let samples =
        [(10, 3), (10, 10), (21, 5), (22, 5), (1000, 5), (1000, 6), (85, 6), (86, 6), (1000, 500), (1_000_000, 20)];
    for (n, k) in samples {
        book.check(&format!("sample {n} {k}"), &as_ints(source.sample(n, k)));
    }
    book.check("choices", &as_ints(source.choices(17, 100)));
    book.check("choices weighted", &as_ints(source.choices_weighted(&[1.5, 2.0, 2.0, 7.0], 100)));
}

fn check_distributions(book: &Book, source: &mut PythonRandom) {
    let mut many = |name: &str, draw: fn(&mut PythonRandom) -> f64| {
        let drawn: Vec<f64> = (0..1001).map(|_| draw(source)).collect();
        book.check(name, &drawn);
    };
    many("uniform", |source| source.uniform(-2.0, 5.5));
    many("triangular", |source| source.triangular(1.0, 4.0, None));
    many("triangular mode", |source| source.triangular(1.0, 4.0, Some(1.5)));
    many("gauss", |source| source.gauss(1.0, 2.0));
    many("normalvariate", |source| source.normalvariate(1.0, 2.0));
    many("lognormvariate", |source| source.lognormvariate(0.5, 0.25));
    many("expovariate", |source| source.expovariate(1.5));
    many("vonmisesvariate", |source| source.vonmisesvariate(1.0, 4.0));
    many("vonmisesvariate flat", |source| source.vonmisesvariate(1.0, 0.0));
    many("gammavariate 2.5", |source| source.gammavariate(2.5, 2.0));
    many("gammavariate 1.0", |source| source.gammavariate(1.0, 2.0));
    many("gammavariate 0.3", |source| source.gammavariate(0.3, 2.0));
    many("betavariate", |source| source.betavariate(2.0, 0.5));
    many("paretovariate", |source| source.paretovariate(3.0));
    many("weibullvariate", |source| source.weibullvariate(2.0, 1.5));
}

#[test]
fn a_clone_of_the_state_repeats_the_stream() {
    let mut source = PythonRandom::from_int(3);
    source.gauss(0.0, 1.0);
    let mut again = source.clone();
    assert_eq!(source.gauss(0.0, 1.0).to_bits(), again.gauss(0.0, 1.0).to_bits());
    let (words, gauss_next) = source.state();
    let mut rebuilt = PythonRandom::from_state(words.clone(), gauss_next);
    assert_eq!(source.random().to_bits(), rebuilt.random().to_bits());
}

#[test]
fn empty_ranges_come_back() {
    let mut source = PythonRandom::from_entropy();
    assert_eq!(source.below(0), 0);
    assert_eq!(source.below_words(&[0, 0]), []);
    assert_eq!(source.sample(2, 5).len(), 2);
    assert_eq!(source.choices_weighted(&[], 3), []);
    assert!(source.gammavariate(-1.0, 1.0).is_nan());
}
