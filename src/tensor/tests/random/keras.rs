//! `keras.random` and `tf.data.Dataset.shuffle`.

use tape_tensor::random::{KerasSeeds, PythonRandom, SeedState, ShuffleBuffer, ShuffleSeeds, keras_stream};

use crate::book::Book;

#[test]
fn keras_draws() {
    let book = Book::read(include_str!("keras.txt"));
    for seed in [0, 1, 42, -3, (1 << 31) - 2, (1 << 31) + 5, 1 << 40] {
        check_seeds(&book, seed);
    }
    check_unseeded(&book);
    for (seed, op_seed) in [(Some(1), Some(5)), (Some(1), None), (None, Some(5)), (Some(0), Some(0))] {
        check_datasets(&book, seed, op_seed);
    }
    book.close();
}

fn check_seeds(book: &Book, seed: i64) {
    let mut out = [0.0f32; 5];
    keras_stream([seed, 0]).uniform(&mut out);
    book.check(&format!("uniform {seed}"), &out);
    let mut seeds = KerasSeeds::new(seed);
    for turn in 0..3 {
        keras_stream(seeds.next_seed()).truncated_normal(&mut out);
        book.check(&format!("generator {seed} {turn}"), &out);
    }
    for turn in 0..3 {
        book.check(&format!("unordered {seed} {turn}"), &seeds.next_unordered());
    }
    book.check(&format!("state {seed}"), &seeds.state());
}

/// After `set_random_seed(7)`.
fn check_unseeded(book: &Book) {
    let mut random = PythonRandom::from_int(7);
    let mut out = [0.0f32; 5];
    let mut global = KerasSeeds::new(KerasSeeds::draw_seed(&mut random));
    for turn in 0..3 {
        keras_stream(global.next_unordered()).normal(&mut out);
        book.check(&format!("global {turn}"), &out);
    }
    keras_stream([KerasSeeds::draw_seed(&mut random), 0]).normal(&mut out);
    book.check("initializer", &out);
}

fn check_datasets(book: &Book, seed: Option<i128>, op_seed: Option<i128>) {
    let named = |seed: Option<i128>| seed.map_or_else(|| "None".to_owned(), |seed| seed.to_string());
    for (size, capacity) in [(8, 8), (8, 3), (8, 100), (1000, 17)] {
        for (reshuffle, name) in [(true, "True"), (false, "False")] {
            let mut global = SeedState::default();
            if let Some(seed) = seed {
                global.set_seed(seed);
            }
            let mut seeds = ShuffleSeeds::new(global.next_op_seed(op_seed), reshuffle);
            for turn in 0..2 {
                let drawn = shuffled(&mut seeds, size, capacity);
                let what = format!("dataset {} {} {size} {capacity} {name} {turn}", named(seed), named(op_seed));
                book.check(&what, &drawn);
            }
        }
    }
}

fn shuffled(seeds: &mut ShuffleSeeds, size: i64, capacity: usize) -> Vec<i64> {
    let mut buffer = ShuffleBuffer::new(seeds.next_iteration());
    let mut source = 0..size;
    let mut drawn = Vec::new();
    loop {
        buffer.fill(&mut source, capacity);
        match buffer.take() {
            Some(item) => drawn.push(item),
            None => return drawn,
        }
    }
}
