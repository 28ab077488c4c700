//! Axes in the cells of a grid: `subplot`, `subplots`.

use tape_lang::exception::value_error;
use tape_lang::{Result, Value, Vm};
use tape_plot::axes::Placement;
use tape_plot::geometry::Rect;

use crate::axes::AxesHandle;
use crate::figure::{Cells, FigureHandle};
use crate::grid::Grid;
use crate::gridspec::SubplotSpec;
use crate::keywords::Keywords;
use crate::numbers::flat;

/// The cells that `subplot` was asked for: nothing, one number of three digits, or rows, columns and index.
///
/// # Errors
/// `ValueError`, `TypeError`, in matplotlib's words.
pub fn cells(vm: &mut Vm, given: &[Value]) -> Result<Cells> {
    if let [one] = given
        && let Some(SubplotSpec(cells)) = one.downcast()
    {
        return Ok(cells.clone());
    }
    let (rows, columns, index) = match given {
        [] => (1, 1, Value::Int(1)),
        [one] => {
            let number = vm.index(one)?;
            if !(100..1000).contains(&number) {
                return Err(value_error(format!(
                    "Single argument to subplot must be a three-digit integer, not {number}"
                )));
            }
            (number / 100, number / 10 % 10, Value::Int(number % 10))
        }
        [rows, columns, index] => (vm.index(rows)?, vm.index(columns)?, index.clone()),
        other => {
            let count = other.len();
            return Err(tape_lang::exception::type_error(format!(
                "subplot() takes 1 or 3 positional arguments but {count} were given"
            )));
        }
    };
    let (first, last) = match &index {
        Value::Tuple(pair) if pair.len() == 2 => (vm.index(&pair[0])?, vm.index(&pair[1])?),
        one => (vm.index(one)?, vm.index(one)?),
    };
    let most = rows * columns;
    if rows < 1 || columns < 1 {
        return Err(value_error(format!("Number of rows must be a positive integer, not {rows}")));
    }
    if first < 1 || last > most || first > last {
        let shown = vm.repr(&index)?;
        return Err(value_error(format!("num must be an integer with 1 <= num <= {most}, not {shown}")));
    }
    Ok((rows as usize, columns as usize, first as usize - 1..last as usize))
}

/// Axes in all cells of a grid, as `plt.subplots` returns them.
///
/// # Errors
/// `ValueError` for an impossible grid.
pub fn subplots(vm: &mut Vm, figure: &FigureHandle, rows: i64, columns: i64, keywords: &mut Keywords) -> Result<Value> {
    if rows < 1 || columns < 1 || rows * columns > 400 {
        let (what, number) = if rows < 1 { ("rows", rows) } else { ("columns", columns) };
        return Err(value_error(format!("Number of {what} must be a positive integer, not {number}")));
    }
    let squeeze = keywords.truth(vm, &["squeeze"])?.unwrap_or(true);
    let mut shares = |names: &[&str]| -> Result<String> {
        Ok(match keywords.take(names) {
            Some(Value::Bool(true)) => "all".to_owned(),
            Some(text) if text.as_str().is_some() => vm.str(&text)?,
            _ => "none".to_owned(),
        })
    };
    let (share_x, share_y) = (shares(&["sharex"])?, shares(&["sharey"])?);
    let parts = keywords.take(&["gridspec_kw"]);
    let (widths, heights) = match &parts {
        Some(Value::Dict(dict)) => {
            let mut of = |name: &str| dict.get_str(name).map(|value| flat(vm, &value)).transpose();
            (of("width_ratios")?, of("height_ratios")?)
        }
        _ => (None, None),
    };
    let widths = keywords.take(&["width_ratios"]).map(|value| flat(vm, &value)).transpose()?.or(widths);
    let heights = keywords.take(&["height_ratios"]).map(|value| flat(vm, &value)).transpose()?.or(heights);
    let of_each = match keywords.take(&["subplot_kw"]) {
        Some(Value::Dict(dict)) => dict.items(),
        _ => Vec::new(),
    };
    let (rows, columns) = (rows as usize, columns as usize);
    let mut made: Vec<Value> = Vec::new();
    for index in 0..rows * columns {
        let (row, column) = (index / columns, index % columns);
        let mut own = Keywords::default();
        for (name, value) in &of_each {
            own.offer(name.as_str().unwrap_or_default(), value.clone());
        }
        let partner = |share: &str, own_first: usize| {
            match share {
                "all" if index > 0 => made.first(),
                "row" if column > 0 => made.get(row * columns),
                "col" if row > 0 => made.get(column),
                _ => None,
            }
            .filter(|_| own_first == 0)
            .cloned()
        };
        if let Some(other) = partner(&share_x, 0) {
            own.offer("sharex", other);
        }
        if let Some(other) = partner(&share_y, 0) {
            own.offer("sharey", other);
        }
        let value = figure.subplot(vm, (rows, columns, index..index + 1), &mut own)?;
        crate::axes::set(vm, &value, own)?;
        if let Some(axes) = value.downcast::<AxesHandle>() {
            let mut axes = axes.axes.borrow_mut();
            // Axes that share a direction show its labels at the edge only.
            axes.x.shows_labels = !matches!(share_x.as_str(), "all" | "col") || row + 1 == rows;
            axes.y.shows_labels = !matches!(share_y.as_str(), "all" | "row") || column == 0;
            let (left, width) = share_of(widths.as_deref(), column, columns);
            let (top, height) = share_of(heights.as_deref(), row, rows);
            axes.placement = Placement::Cell(Rect::new(left, top, width, height));
        }
        made.push(value);
    }
    *figure.current.borrow_mut() = made.last().cloned();
    Ok(match (squeeze, rows, columns) {
        (true, 1, 1) => made.remove(0),
        (true, 1, _) | (true, _, 1) => Value::object(Grid::new(vec![rows * columns], made)),
        _ => Value::object(Grid::new(vec![rows, columns], made)),
    })
}

/// Where a column or row begins and how large it is.
fn share_of(ratios: Option<&[f64]>, index: usize, count: usize) -> (f64, f64) {
    match ratios {
        Some(ratios) if ratios.len() == count => {
            let whole: f64 = ratios.iter().sum();
            (ratios[..index].iter().sum::<f64>() / whole, ratios[index] / whole)
        }
        _ => (index as f64 / count as f64, 1.0 / count as f64),
    }
}
