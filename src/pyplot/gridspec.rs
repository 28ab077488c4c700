//! `GridSpec` and `subplot_mosaic`: axes over several cells of a grid.

use std::rc::Rc;

use tape_lang::exception::{index_error, value_error};
use tape_lang::{Args, Class, NativeClass, NativeFunction, Object, Result, Value, Vm};

use crate::figure::{Cells, FigureHandle};
use crate::keywords::Keywords;

static GRID_SPEC: NativeClass = NativeClass::new("GridSpec").module("matplotlib.gridspec").constructor(&NEW);
static SUBPLOT_SPEC: NativeClass = NativeClass::new("SubplotSpec").module("matplotlib.gridspec");

/// The class, as `plt.GridSpec`.
#[must_use]
pub fn class() -> Value {
    Value::from(&GRID_SPEC)
}

static NEW: NativeFunction =
    NativeFunction::new("GridSpec", "(cls, nrows, ncols, **kwargs)", "A grid for axes.", |vm, args| {
        let (rows, columns) = (vm.index(&args[1])?, vm.index(&args[2])?);
        make(rows, columns)
    });

/// A grid of so many rows and columns.
///
/// # Errors
/// `ValueError` for other than positive numbers.
pub fn make(rows: i64, columns: i64) -> Result<Value> {
    for (what, count) in [("rows", rows), ("columns", columns)] {
        if !(1..=400).contains(&count) {
            return Err(value_error(format!("Number of {what} must be a positive integer, not {count}")));
        }
    }
    Ok(Value::object(GridSpec { rows: rows as usize, columns: columns as usize }))
}

struct GridSpec {
    rows: usize,
    columns: usize,
}

/// Cells of a grid.
pub struct SubplotSpec(pub Cells);

impl GridSpec {
    /// The first and the last index that a key means.
    fn range(vm: &mut Vm, key: &Value, count: usize) -> Result<(usize, usize)> {
        let all = Value::list((0..count).map(|index| Value::Int(index as i64)).collect());
        let chosen = vm.item(&all, key)?;
        let chosen = if vm.has_index(&chosen) { vec![chosen] } else { vm.collect(&chosen)? };
        match (chosen.first(), chosen.last()) {
            (Some(first), Some(last)) => Ok((vm.index(first)? as usize, vm.index(last)? as usize)),
            _ => Err(index_error("GridSpec slice would result in no space allocated for subplot")),
        }
    }
}

impl Object for GridSpec {
    fn class(&self) -> Rc<Class> {
        GRID_SPEC.class()
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let (first, last) = match key {
            Value::Tuple(pair) if pair.len() == 2 => {
                let (rows, columns) =
                    (GridSpec::range(vm, &pair[0], self.rows)?, GridSpec::range(vm, &pair[1], self.columns)?);
                (rows.0 * self.columns + columns.0, rows.1 * self.columns + columns.1)
            }
            one => GridSpec::range(vm, one, self.rows * self.columns)?,
        };
        Ok(Value::object(SubplotSpec((self.rows, self.columns, first..last + 1))))
    }
}

impl Object for SubplotSpec {
    fn class(&self) -> Rc<Class> {
        SUBPLOT_SPEC.class()
    }
}

/// Axes by the names that rows of names give to cells: `[['A', 'B'], ['C', 'C']]` or `'AB;CC'`.
///
/// # Errors
/// `ValueError` for rows of different lengths.
pub fn mosaic(vm: &mut Vm, figure: &FigureHandle, layout: &Value) -> Result<Value> {
    let rows: Vec<Vec<Value>> = match layout.as_str() {
        Some(text) => {
            let lines = text.split(['\n', ';']).map(str::trim).filter(|line| !line.is_empty());
            lines.map(|line| line.chars().map(|name| Value::str(name.to_string())).collect()).collect()
        }
        None => vm.collect(layout)?.iter().map(|row| vm.collect(row)).collect::<Result<_>>()?,
    };
    let columns = rows.first().map_or(0, Vec::len);
    if columns == 0 || rows.iter().any(|row| row.len() != columns) {
        return Err(value_error("All of the rows must be the same length"));
    }
    let names = rows.concat().iter().map(|name| vm.str(name)).collect::<Result<Vec<String>>>()?;
    let dict = Value::dict();
    let Value::Dict(made) = &dict else { return Ok(dict) };
    for (first, name) in names.iter().enumerate() {
        if name == "." || made.get_str(name).is_some() {
            continue;
        }
        let last = names.iter().rposition(|own| own == name).unwrap_or(first);
        let cells = (rows.len(), columns, first..last + 1);
        let axes = figure.subplot(vm, cells, &mut Keywords::default())?;
        made.set_str(name, axes);
    }
    Ok(dict)
}

/// `Figure.add_gridspec`.
///
/// # Errors
/// As [`make`].
pub fn add_gridspec(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let (rows, columns) = (vm.index(&args[1])?, vm.index(&args[2])?);
    make(rows, columns)
}
