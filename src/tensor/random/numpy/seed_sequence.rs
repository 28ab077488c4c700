//! numpy's `SeedSequence`: turns any amount of entropy into well mixed seeds.

use tape_random::entropy;

const POOL: usize = 4;

/// A running multiplier of the hash.
#[derive(Clone, Copy)]
struct Hash {
    constant: u32,
    multiplier: u32,
}

impl Hash {
    const MIXING: Hash = Hash { constant: 0x43B0_D7E5, multiplier: 0x931E_8875 };
    const GENERATING: Hash = Hash { constant: 0x8B51_F9DD, multiplier: 0x58F3_8DED };

    fn hash(&mut self, word: u32) -> u32 {
        let word = word ^ self.constant;
        self.constant = self.constant.wrapping_mul(self.multiplier);
        let word = word.wrapping_mul(self.constant);
        word ^ word >> 16
    }
}

/// The mixed pool of a `SeedSequence`.
///
/// ```
/// use tape_tensor::random::SeedSequence;
/// // np.random.SeedSequence(42).generate_state(2)
/// assert_eq!(SeedSequence::from_words(&[42]).generate(2), [3444837047, 2669555309]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeedSequence {
    pool: [u32; POOL],
}

impl SeedSequence {
    /// From the 32-bit words of the entropy.
    ///
    /// An integer gives its words, the lowest first (`[0]` for zero); a list of integers gives the words of each, one
    /// after the other.
    #[must_use]
    pub fn from_words(entropy: &[u32]) -> SeedSequence {
        let mut hash = Hash::MIXING;
        let mut pool: [u32; POOL] =
            std::array::from_fn(|index| hash.hash(entropy.get(index).copied().unwrap_or_default()));
        for source in 0..POOL {
            for target in (0..POOL).filter(|&target| target != source) {
                pool[target] = mix(pool[target], hash.hash(pool[source]));
            }
        }
        for &word in entropy.iter().skip(POOL) {
            for target in &mut pool {
                *target = mix(*target, hash.hash(word));
            }
        }
        SeedSequence { pool }
    }

    /// From an integer that is not negative.
    #[must_use]
    pub fn from_int(seed: u128) -> SeedSequence {
        SeedSequence::from_words(&int_words(seed))
    }

    /// From the system's source of randomness.
    #[must_use]
    pub fn from_entropy() -> SeedSequence {
        let words: [u64; POOL] = entropy::words();
        SeedSequence::from_words(&words.map(|word| word as u32))
    }

    /// `generate_state(count)`: 32-bit words.
    #[must_use]
    pub fn generate(&self, count: usize) -> Vec<u32> {
        let mut hash = Hash::GENERATING;
        self.pool.iter().cycle().take(count).map(|&word| hash.hash(word)).collect()
    }

    /// `generate_state(N, np.uint64)`.
    #[must_use]
    pub fn generate_wide<const N: usize>(&self) -> [u64; N] {
        let words = self.generate(2 * N);
        std::array::from_fn(|index| u64::from(words[2 * index]) | u64::from(words[2 * index + 1]) << 32)
    }
}

/// The words of an integer, the lowest first and at least one.
fn int_words(number: u128) -> Vec<u32> {
    let count = (u128::BITS - number.leading_zeros()).div_ceil(32).max(1);
    (0..count).map(|index| (number >> (32 * index)) as u32).collect()
}

fn mix(left: u32, right: u32) -> u32 {
    let mixed = left.wrapping_mul(0xCA01_F9DD).wrapping_sub(right.wrapping_mul(0x4973_F715));
    mixed ^ mixed >> 16
}
