//! The array of axes that `plt.subplots` returns: an ndarray of objects to a program.

use std::rc::Rc;

use tape_lang::exception::{index_error, value_error};
use tape_lang::{Class, Name, NativeClass, NativeFunction, Object, Result, Value, Vm};

static GRID: NativeClass = NativeClass::new("ndarray").module("numpy").methods(METHODS).named_in_full();

/// Axes in rows and columns, or in one row.
pub struct Grid {
    shape: Vec<usize>,
    items: Vec<Value>,
}

impl Grid {
    /// The array of a shape.
    #[must_use]
    pub fn new(shape: Vec<usize>, items: Vec<Value>) -> Grid {
        Grid { shape, items }
    }

    /// The array as numpy hands it out: an item where no axes are left.
    fn given(shape: Vec<usize>, items: Vec<Value>) -> Value {
        match (shape.is_empty(), items.first()) {
            (true, Some(item)) => item.clone(),
            _ => Value::object(Grid { shape, items }),
        }
    }

    /// The items along the first axis.
    fn rows(&self) -> Vec<Value> {
        let inner = &self.shape[1..];
        let size = inner.iter().product::<usize>().max(1);
        self.items.chunks(size).map(|row| Grid::given(inner.to_vec(), row.to_vec())).collect()
    }

    fn columns(&self) -> Grid {
        let [rows, columns] = self.shape[..] else {
            return Grid { shape: self.shape.clone(), items: self.items.clone() };
        };
        let turned = (0..columns).flat_map(|column| (0..rows).map(move |row| row * columns + column));
        Grid { shape: vec![columns, rows], items: turned.map(|index| self.items[index].clone()).collect() }
    }

    /// The item or part that one key chooses along the first axis.
    fn choose(&self, vm: &mut Vm, key: &Value) -> Result<Value> {
        let rows = self.rows();
        if vm.has_index(key) {
            let (index, count) = (vm.index(key)?, rows.len() as i64);
            let from_front = if index < 0 { index + count } else { index };
            let found = usize::try_from(from_front).ok().and_then(|index| rows.get(index).cloned());
            return found
                .ok_or_else(|| index_error(format!("index {index} is out of bounds for axis 0 with size {count}")));
        }
        let chosen = vm.item(&Value::list(rows), key)?;
        joined(vm, &chosen, &self.shape[1..])
    }
}

/// Puts rows together again.
fn joined(vm: &mut Vm, rows: &Value, inner: &[usize]) -> Result<Value> {
    let rows = vm.collect(rows)?;
    let mut items = Vec::new();
    for row in &rows {
        match row.downcast::<Grid>() {
            Some(row) => items.extend(row.items.iter().cloned()),
            None => items.push(row.clone()),
        }
    }
    let shape = std::iter::once(rows.len()).chain(inner.iter().copied()).collect();
    Ok(Value::object(Grid { shape, items }))
}

impl Object for Grid {
    fn class(&self) -> Rc<Class> {
        GRID.class()
    }

    fn get_attribute(&self, vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "shape" => Some(Value::tuple(self.shape.iter().map(|size| Value::Int(*size as i64)))),
            "size" => Some(Value::Int(self.items.len() as i64)),
            "ndim" => Some(Value::Int(self.shape.len() as i64)),
            "T" => Some(Value::object(self.columns())),
            "flat" => Some(vm.iterate(&Value::list(self.items.clone()))?),
            _ => None,
        })
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        self.shape.first().map(|size| Ok(*size))
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&Value::list(self.rows())))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let Value::Tuple(keys) = key else { return self.choose(vm, key) };
        match &keys[..] {
            [] => Ok(Grid::given(self.shape.clone(), self.items.clone())),
            [one] => self.choose(vm, one),
            [row, column] if self.shape.len() == 2 => {
                let part = self.choose(vm, row)?;
                match part.downcast::<Grid>() {
                    Some(grid) if grid.shape.len() == 2 => {
                        let turned = grid.columns().choose(vm, column)?;
                        Ok(match turned.downcast::<Grid>() {
                            Some(grid) if grid.shape.len() == 2 => Value::object(grid.columns()),
                            _ => turned,
                        })
                    }
                    Some(grid) => grid.choose(vm, column),
                    None => Ok(part),
                }
            }
            _ => Err(index_error(format!(
                "too many indices for array: array is {}-dimensional, but {} were indexed",
                self.shape.len(),
                keys.len()
            ))),
        }
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let texts = self.items.iter().map(|item| vm.repr(item)).collect::<Result<Vec<String>>>()?;
        let columns = self.shape.last().copied().unwrap_or(1).max(1);
        // numpy breaks a row of objects where it would pass 75 characters.
        let row = |texts: &[String], indent: usize| {
            let mut line = String::new();
            let mut width = indent;
            for (index, text) in texts.iter().enumerate() {
                if index > 0 && width + text.len() + 2 > 75 {
                    line.push_str(&format!(",\n{}", " ".repeat(indent)));
                    width = indent;
                } else if index > 0 {
                    line.push_str(", ");
                    width += 2;
                }
                line.push_str(text);
                width += text.len();
            }
            line
        };
        if self.shape.len() < 2 {
            return Ok(format!("array([{}], dtype=object)", row(&texts, 7)));
        }
        let rows: Vec<String> = texts.chunks(columns).map(|texts| format!("[{}]", row(texts, 8))).collect();
        Ok(format!("array([{}], dtype=object)", rows.join(",\n       ")))
    }
}

fn flat(this: &Value) -> Value {
    let items = this.downcast::<Grid>().map(|grid| grid.items.clone()).unwrap_or_default();
    Value::object(Grid { shape: vec![items.len()], items })
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("ndarray.flatten", "(self, order='C')", "All items in one row.", |_vm, args| {
        Ok(flat(&args[0]))
    }),
    NativeFunction::new("ndarray.ravel", "(self, order='C')", "All items in one row.", |_vm, args| Ok(flat(&args[0]))),
    NativeFunction::new("ndarray.tolist", "(self)", "The rows as lists.", |vm, args| {
        let Some(grid) = args[0].downcast::<Grid>() else { return Ok(Value::None) };
        let rows = grid.rows();
        let lists = rows.iter().map(|row| {
            if row.downcast::<Grid>().is_some() { vm.collect(row).map(Value::list) } else { Ok(row.clone()) }
        });
        Ok(Value::list(lists.collect::<Result<Vec<_>>>()?))
    }),
    NativeFunction::new("ndarray.reshape", "(self, *shape)", "The items in another shape.", |vm, args| {
        let Some(grid) = args[0].downcast::<Grid>() else { return Ok(Value::None) };
        let given = match args.rest(1) {
            [one] if !vm.has_index(one) => vm.collect(one)?,
            several => several.to_vec(),
        };
        let sizes = given.iter().map(|size| vm.index(size)).collect::<Result<Vec<i64>>>()?;
        let known: i64 = sizes.iter().filter(|size| **size >= 0).product();
        let missing = grid.items.len() as i64 / known.max(1);
        let shape: Vec<usize> = sizes.iter().map(|size| if *size < 0 { missing } else { *size } as usize).collect();
        if shape.iter().product::<usize>() != grid.items.len() {
            let shape = crate::numbers::shape_text(&shape);
            return Err(value_error(format!("cannot reshape array of size {} into shape {shape}", grid.items.len())));
        }
        Ok(Value::object(Grid { shape, items: grid.items.clone() }))
    }),
];
