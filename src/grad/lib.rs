//! The tape: ops as declarations, what listens to them, and the sweeps that differentiate.
//!
//! * [`op`]: the declaration of an op, with its gradient as a rule in public ops; [`infer`]: forms before values
//! * [`apply()`]: the one choke point through which every op runs
//! * [`Tensor`], [`Variable`]: arrays with an identity
//! * [`Tape`]: watching and recording; `sweep`: the reverse pass; `jacobian`: many reverse passes at once
//! * [`Forward`]: forward mode
//! * [`batch`]: ops on many members at once, for the vectorised sweep
//! * [`basic`]: the few ops that the sweep itself needs
//!
//! No language in here: names, keywords and error texts are the business of the rooms above.

pub mod apply;
pub mod attrs;
pub mod basic;
pub mod batch;
pub mod cotangent;
pub mod error;
mod flow;
pub mod forward;
pub mod function;
pub mod infer;
mod jacobian;
pub mod op;
mod places;
mod record;
mod recorders;
mod recording;
mod sweep;
pub mod tape;
mod tensor;
pub mod variable;

pub use apply::{apply, apply_one, set_site, site};
pub use attrs::{Attr, Attrs, Pullback};
pub use cotangent::{Cotangent, IndexedSlices};
pub use error::{Error, Kind, Result};
pub use forward::Forward;
pub use function::{Argument, Arguments, Body, Function, Param, ParamKind, Returned};
pub use op::{Arrays, Batch, DTypes, Gradient, Input, Kernel, OpDef, Outputs, Partial, Reads, Refuses, Upstream};
pub use record::{Recorded, Site};
pub use recorders::unrecorded;
pub use tape::{Source, Tape, Unconnected};
pub use tensor::Tensor;
pub use variable::Variable;
