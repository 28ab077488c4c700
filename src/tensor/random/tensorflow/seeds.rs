//! The seeds of TensorFlow's stateful random ops: `tf.random.set_seed` and the `seed=` of an op.
//!
//! A stateful op keeps its stream in its kernel, and eager TensorFlow keeps a kernel for each combination of op, dtypes
//! and seeds until `set_seed` is called. So two equal calls with `seed=1` give different values, the second continuing
//! where the first stopped; and after `set_seed(s)` everything begins anew.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::Philox;
use crate::DType;
use tape_random::PythonRandom;
use tape_random::entropy;

/// The global seed that counts when only the op has one.
const DEFAULT_GLOBAL_SEED: u32 = 87_654_321;

/// Seeds are taken modulo the largest int32.
const SEED_MODULUS: i128 = i32::MAX as i128;

/// The two seeds of a kernel; `None` for one that TensorFlow seeds from the system.
pub type OpSeeds = Option<[u32; 2]>;

/// What makes eager TensorFlow reuse a kernel, and its stream with it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kernel {
    Eager { op: &'static str, dtypes: [DType; 2], seeds: OpSeeds },
    Node(u64),
}

/// The global seed, what is drawn from it, and the streams of all kernels that have run since it was set.
///
/// ```
/// use tape_tensor::DType;
/// use tape_tensor::random::SeedState;
/// let mut seeds = SeedState::default();
/// seeds.set_seed(1);
/// let mut out = [0.0f32; 4];
/// seeds.kernel("RandomUniform", [DType::Float32, DType::Int32], None).uniform(&mut out); // tf.random.uniform([4])
/// assert_eq!(out, [0.16513085, 0.9014813, 0.6309742, 0.4345461]);
/// ```
#[derive(Clone, Debug, Default)]
pub struct SeedState {
    global: Option<(i128, PythonRandom)>,
    kernels: HashMap<Kernel, Philox>,
}

impl SeedState {
    /// `tf.random.set_seed(seed)`: restarts the drawing of op seeds and the streams of all kernels.
    pub fn set_seed(&mut self, seed: i128) {
        self.global = Some((seed, PythonRandom::from_int(seed)));
        self.kernels.clear();
    }

    /// The seed that `set_seed` was given.
    #[must_use]
    pub fn global_seed(&self) -> Option<i128> {
        self.global.as_ref().map(|(seed, _)| *seed)
    }

    /// The two seeds for an op in eager mode, as TensorFlow's `get_seed` gives them; without an op seed but with a
    /// global one this draws the next op seed.
    pub fn next_op_seed(&mut self, op_seed: Option<i128>) -> OpSeeds {
        let drawn = match (&mut self.global, op_seed) {
            (Some((_, draws)), None) => Some(i128::from(draws.below(1 << 31))),
            (_, given) => given,
        };
        combine(self.global_seed(), drawn)
    }

    /// The stream of the kernel that an eager call of `op` runs.
    ///
    /// `dtypes` are those that tell the op's kernels apart, and `op_seed` is the argument `seed=` of the call.
    pub fn kernel(&mut self, op: &'static str, dtypes: [DType; 2], op_seed: Option<i128>) -> &mut Philox {
        let seeds = self.next_op_seed(op_seed);
        self.stream(Kernel::Eager { op, dtypes, seeds }, seeds)
    }

    /// The stream of an op inside a `tf.function`, where each op of the traced function has its own kernel.
    ///
    /// `node` tells the op from every other op of every function; `seeds` were given to it by [`FunctionSeeds`] when the
    /// function was traced.
    pub fn node(&mut self, node: u64, seeds: OpSeeds) -> &mut Philox {
        self.stream(Kernel::Node(node), seeds)
    }

    /// The seeds of the ops of a `tf.function` that is traced now.
    #[must_use]
    pub fn trace_function(&self) -> FunctionSeeds {
        FunctionSeeds { global: self.global_seed(), next: 0 }
    }

    fn stream(&mut self, kernel: Kernel, seeds: OpSeeds) -> &mut Philox {
        match self.kernels.entry(kernel) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let [seed, seed2] = seeds.map_or_else(entropy::words, |pair| pair.map(u64::from));
                new.insert(Philox::from_seeds(seed, seed2))
            }
        }
    }
}

/// The seeds of the ops of one traced `tf.function`: ops without a seed count up from zero, in the order of tracing.
#[derive(Clone, Debug)]
pub struct FunctionSeeds {
    global: Option<i128>,
    next: u32,
}

impl FunctionSeeds {
    /// The two seeds for the next op.
    pub fn next_op_seed(&mut self, op_seed: Option<i128>) -> OpSeeds {
        let given = match (self.global, op_seed) {
            (Some(_), None) => {
                self.next += 1;
                Some(i128::from(self.next - 1))
            }
            (_, given) => given,
        };
        combine(self.global, given)
    }
}

fn combine(global: Option<i128>, op_seed: Option<i128>) -> OpSeeds {
    let truncate = |seed: i128| seed.rem_euclid(SEED_MODULUS) as u32;
    match (global.map(truncate), op_seed.map(truncate)) {
        // Two zeros would mean "from the system" to the kernel.
        (Some(0), Some(0)) => Some([0, i32::MAX.cast_unsigned()]),
        (Some(seed), Some(seed2)) => Some([seed, seed2]),
        (None, Some(seed2)) => Some([DEFAULT_GLOBAL_SEED, seed2]),
        (_, None) => None,
    }
}
