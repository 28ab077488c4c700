//! `matplotlib.lines`: lines that stand in no axes, as legends name them.

use std::rc::Rc;

use tape_lang::value::Module;
use tape_lang::{Args, NativeFunction, Result, Value, Vm};
use tape_plot::artist::{Artist, Line, Shape};
use tape_plot::axes::{Axes, Placement};
use tape_plot::geometry::Rect;

use crate::artists::{ArtistHandle, LINE};
use crate::keywords::Keywords;
use crate::numbers::flat;
use crate::style;

static LINE_2D: NativeFunction =
    NativeFunction::new("Line2D", "(xdata, ydata, **kwargs)", "A line that stands in no axes.", make);

fn make(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let mut keywords = Keywords::of(args, 2);
    let mut line = Line::new(flat(vm, &args[0])?, flat(vm, &args[1])?);
    style::style_line(vm, &mut keywords, &mut line)?;
    let mut artist = Artist::new(Shape::Line(line));
    style::style_artist(vm, &mut keywords, &mut artist)?;
    keywords.finish("Line2D")?;
    let nowhere = tape_plot::shared(Axes::new(Placement::Frame(Rect::default())));
    Ok(ArtistHandle::value(&LINE, &tape_plot::shared(artist), &nowhere))
}

/// Makes `matplotlib.lines`.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = Module::new("matplotlib.lines");
    module.dict.set_str("Line2D", Value::Native(&LINE_2D));
    Ok(Rc::new(module))
}
