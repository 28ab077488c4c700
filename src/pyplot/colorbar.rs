//! Colorbars.

use tape_lang::{Result, Value, Vm};
use tape_plot::artist::Shape;
use tape_plot::axes::Colorbar;
use tape_plot::axis::Side;
use tape_plot::shared;

use crate::artists::{ArtistHandle, COLORBAR};
use crate::axes::AxesHandle;
use crate::grid::Grid;
use crate::keywords::Keywords;
use crate::numbers::flat;
use crate::ticker;

/// Puts a colorbar beside axes.
///
/// # Errors
/// `TypeError` for what has no colours, `AttributeError` for unknown keywords.
pub fn colorbar(vm: &mut Vm, mappable: &Value, mut keywords: Keywords) -> Result<Value> {
    let Some(of) = mappable.downcast::<ArtistHandle>() else {
        return Err(tape_lang::exception::type_error("colorbar() needs a mappable such as an image or a scatter"));
    };
    let given = keywords.take(&["ax"]).or_else(|| keywords.take(&["cax"]));
    let given = match &given {
        Some(grid) if grid.downcast::<Grid>().is_some() => vm.collect(grid)?.last().cloned(),
        other => other.clone(),
    };
    let axes = given
        .as_ref()
        .and_then(|axes| axes.downcast::<AxesHandle>())
        .map_or_else(|| of.axes.clone(), |own| own.axes.clone());
    let mut side = Side::new(shared(tape_plot::axis::Axis::default()));
    side.label = keywords.text(vm, &["label"])?.unwrap_or_default();
    side.ticks = keywords.take(&["ticks"]).map(|ticks| flat(vm, &ticks)).transpose()?;
    let levels = match &of.artist.borrow().shape {
        Shape::Contours(contours) => Some(thinned(&contours.levels)),
        _ => None,
    };
    side.ticks = side.ticks.or(levels);
    keywords.accept(&[
        "shrink",
        "pad",
        "fraction",
        "aspect",
        "orientation",
        "extend",
        "location",
        "drawedges",
        "spacing",
    ]);
    if let Some(format) = keywords.take(&["format"])
        && let ticker::Texts::As(pattern) = ticker::pattern(&format)?
    {
        side.pattern = Some(pattern);
    }
    keywords.finish("Colorbar")?;
    axes.borrow_mut().colorbar = Some(Colorbar { of: of.artist.clone(), side });
    Ok(ArtistHandle::value(&COLORBAR, &of.artist, &axes))
}

/// At most ten of the levels, those through zero if there is one: matplotlib's `FixedLocator`.
fn thinned(levels: &[f64]) -> Vec<f64> {
    let stride = levels.len().div_ceil(10).max(1);
    let nearest = |start: &usize| {
        levels[*start..].iter().step_by(stride).fold(f64::INFINITY, |least, level| least.min(level.abs()))
    };
    let start = (0..stride.min(levels.len())).min_by(|a, b| nearest(a).total_cmp(&nearest(b))).unwrap_or(0);
    levels[start..].iter().step_by(stride).copied().collect()
}
