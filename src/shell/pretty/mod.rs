//! The text that the prompt shows for a value: its repr, with containers laid out over lines as IPython lays them out.

mod layout;
mod values;

pub use layout::Layout;
pub use values::pretty;
