//! TensorFlow as a program sees it: the bridge between the language and the tensors.
//!
//! * [`namespace`], [`table`]: the names under `tf`, made when somebody asks for them
//! * [`dispatch`]: how TensorFlow words wrong calls
//! * [`call`]: calls of the op table: binding, conversion, results
//! * [`convert`]: from values of the language to tensors; [`nest`]: structures of values
//! * [`tensor`], [`variable`], [`slices`], [`shape`], [`dtype`]: the objects that programs hold
//! * [`tape`]: gradient tapes and forward accumulators; [`custom`]: gradients that the program writes
//! * [`keras`]: the names of keras
//! * [`random`]: seeds and what is drawn with them
//! * `print`: `tf.print`; [`log`]: the log and where it goes
//! * [`errors`]: TensorFlow's exceptions and its words for what went wrong below
//! * [`sites`]: where in the program an op was called; [`machine`]: the way back into the program from inside a sweep
//!
//! Nothing in here loops over numbers: that is done below.

pub mod call;
pub mod constant;
pub mod convert;
pub mod custom;
pub mod dispatch;
pub mod dtype;
pub mod errors;
pub mod keras;
pub mod library;
pub mod log;
pub mod machine;
pub mod namespace;
pub mod nest;
pub mod print;
pub mod random;
pub mod reference;
pub mod scope;
pub mod shape;
pub mod sites;
pub mod slices;
pub mod table;
pub mod tape;
pub mod tensor;
pub mod variable;

pub use namespace::install;

/// The version of TensorFlow whose behaviour this is.
pub const VERSION: &str = "2.21.0";
