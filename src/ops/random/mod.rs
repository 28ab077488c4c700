//! Random ops. The streams themselves are drawn below, in `tape_tensor::random`; here stand what an op draws from them and
//! what it refuses.
//!
//! * [`stateless`]: ops whose seed is an input: the same seed, the same values
//! * [`stateful`]: ops that draw from a stream which goes on from call to call; who owns it gives it as a parameter

mod draw;
pub mod stateful;
pub mod stateless;
