//! `matplotlib` as a program sees it: the functions of `pyplot`, figures and axes as objects. The pictures are those of
//! `tape_plot`; this room reads arguments and answers with what matplotlib answers.
//!
//! * [`state`](mod@state): which figure and axes are current; how a figure leaves.
//! * `figure`, `axes`: their methods; `subplots`, `colorbar`, `saving`: what figures do at more length; `grid`, `gridspec`: axes in rows and columns; `artists`, `containers`, `texts`: what calls return.
//! * `plots`: the calls that draw, a file a kind.
//! * `numbers`, `style`, `text_style`, `keywords`: arguments; `ticker`, `tick_functions`: ticks as objects; `cycle`: the colours in turn; `lines`: lines in no axes.
//! * `module`: the modules themselves. Most functions of `pyplot` are the methods of the current axes or figure by another name.

mod artists;
mod axes;
mod cm;
mod colorbar;
mod containers;
mod cycle;
mod figure;
mod grid;
mod gridspec;
mod keywords;
mod lines;
mod module;
mod names;
mod numbers;
mod plots;
mod pyplot;
mod saving;
mod state;
mod style;
mod styles;
mod subplots;
mod text_style;
mod texts;
mod tick_functions;
mod ticker;

pub use module::install;
pub use state::show_figures;
