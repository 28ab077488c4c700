//! What TensorFlow's random ops draw, on top of [`Philox`].

mod backward;
mod binomial;
mod categorical;
mod dataset;
mod fill;
mod gamma;
mod generator;
mod keras;
mod poisson;
mod seeds;
mod shuffle;
mod stateless;

pub use dataset::{ShuffleBuffer, ShuffleSeeds};
pub use fill::{Integer, Real};
pub use generator::Algorithm;
pub use keras::{KerasSeeds, keras_stream};
pub use seeds::{FunctionSeeds, OpSeeds, SeedState};
pub use stateless::{SeedWidth, fold_in, split};

use super::philox::{BLOCKS_PER_OUTPUT, Philox};
