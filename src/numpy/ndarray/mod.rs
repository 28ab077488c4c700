//! The ndarray: a strided view of elements that several arrays may share and write to.
//!
//! # Design
//! The elements are a dense, row-major [`Array`] in a cell; a view of it says which of them an ndarray shows, so writing through
//! one ndarray shows in all that share its elements. What computes works on dense arrays: [`NdArray::items`] gives them without
//! a copy where an ndarray shows all its elements in order. The copy that a later write then needs is made by the array itself,
//! which copies what somebody else still holds.

mod assign;
mod attributes;
mod index;
mod iterator;
mod methods;
mod object;

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;

use tape_lang::{Result, Value};
use tape_show::array::Strings;
use tape_tensor::layout::{Axis, View};
use tape_tensor::{Array, DType, Shape, layout};

use crate::descr::Descr;
use crate::error::from_kernel;
use crate::items::Items;

pub use attributes::PROPERTIES;
pub use iterator::FlatIterator;
pub use methods::METHODS;
pub use object::NDARRAY;

/// The elements that arrays share.
struct Elements {
    array: RefCell<Array>,
    strings: Cell<Strings>,
}

/// An ndarray.
pub struct NdArray {
    elements: Rc<Elements>,
    view: RefCell<View>,
    /// The array that owns the elements, if this one is a view: `base`.
    base: Option<Value>,
    writeable: Cell<bool>,
}

impl NdArray {
    /// An array of its own.
    #[must_use]
    pub fn new(items: impl Into<Items>) -> NdArray {
        let Items { array, strings } = items.into();
        let view = View::of(array.shape());
        NdArray {
            elements: Rc::new(Elements { array: RefCell::new(array), strings: Cell::new(strings) }),
            view: RefCell::new(view),
            base: None,
            writeable: Cell::new(true),
        }
    }

    /// Another view of the elements of `this`, which must stay inside them.
    fn view_of(&self, this: &Value, view: View) -> NdArray {
        NdArray {
            elements: Rc::clone(&self.elements),
            view: RefCell::new(view),
            base: Some(self.base.clone().unwrap_or_else(|| this.clone())),
            writeable: Cell::new(self.writeable.get()),
        }
    }

    /// Another view of the elements as a value.
    #[must_use]
    pub fn viewed(&self, this: &Value, view: View) -> Value {
        Value::object(self.view_of(this, view))
    }

    /// The elements that it shows, dense.
    #[must_use]
    pub fn items(&self) -> Items {
        Items { array: self.array(), strings: self.elements.strings.get() }
    }

    /// The elements that it shows, dense, without what strings mean.
    #[must_use]
    pub fn array(&self) -> Array {
        let elements = self.elements.array.borrow();
        let view = self.view.borrow();
        if is_whole(&view, elements.len()) {
            return elements.with_shape(view.shape());
        }
        // A view shows no more elements than memory was found for, unless it was broadcast.
        layout::read(&elements, &view).unwrap_or_else(|_| Array::from_vec::<f64>([0], Vec::new()))
    }

    /// Elements of another shape whose strings mean what those of this array mean.
    #[must_use]
    pub fn items_of(&self, array: Array) -> Items {
        Items { array, strings: self.strings() }
    }

    /// The sizes of its axes.
    #[must_use]
    pub fn shape(&self) -> Shape {
        self.view.borrow().shape()
    }

    /// The number of axes.
    #[must_use]
    pub fn rank(&self) -> usize {
        self.view.borrow().axes.len()
    }

    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        self.view.borrow().axes.iter().map(|axis| axis.size).product()
    }

    /// The dtype of the elements in memory.
    #[must_use]
    pub fn dtype(&self) -> DType {
        self.elements.array.borrow().dtype()
    }

    /// What strings are.
    #[must_use]
    pub fn strings(&self) -> Strings {
        self.elements.strings.get()
    }

    /// The element type.
    #[must_use]
    pub fn descr(&self) -> Descr {
        crate::convert::descr_of(&Items { array: self.elements.array.borrow().clone(), strings: self.strings() })
    }

    /// How it walks through the elements.
    #[must_use]
    pub fn view(&self) -> Ref<'_, View> {
        self.view.borrow()
    }

    /// Replaces the walk: an assignment to `shape`.
    pub fn set_view(&self, view: View) {
        *self.view.borrow_mut() = view;
    }

    /// Says whether the array can be written to.
    pub fn set_writeable(&self, writeable: bool) {
        self.writeable.set(writeable);
    }

    /// Whether the array can be written to.
    #[must_use]
    pub fn is_writeable(&self) -> bool {
        self.writeable.get()
    }

    /// The array that owns the elements, if this one is a view.
    #[must_use]
    pub fn base(&self) -> Option<&Value> {
        self.base.as_ref()
    }

    /// Whether another array shows some of the same elements.
    #[must_use]
    pub fn shares_elements(&self, other: &NdArray) -> bool {
        if !Rc::ptr_eq(&self.elements, &other.elements) {
            return false;
        }
        let mut own = std::collections::HashSet::new();
        self.view.borrow().positions(|position| {
            own.insert(position);
        });
        let mut shared = false;
        other.view.borrow().positions(|position| shared |= own.contains(&position));
        shared
    }

    /// The element at a position of the shared elements.
    fn element_at(&self, position: usize) -> Option<tape_tensor::Scalar> {
        self.elements.array.borrow().get(position)
    }

    /// Puts as many values of the same dtype as the view has elements where the view points.
    ///
    /// # Errors
    /// `ValueError` for a shape that is not the view's.
    fn write(&self, view: &View, values: &Array) -> Result<()> {
        let mut cell = self.elements.array.borrow_mut();
        if is_whole(view, cell.len()) && values.len() == cell.len() {
            let shape = cell.shape().clone();
            *cell = values.with_shape(shape);
            return Ok(());
        }
        if view.shape() != *values.shape() {
            return Err(crate::error::cannot_broadcast_into(values.shape(), &view.shape()));
        }
        let array = std::mem::replace(&mut *cell, Array::scalar(false));
        *cell = layout::write(array, view, values).map_err(from_kernel)?;
        Ok(())
    }

    /// Replaces all elements, of whatever dtype: `resize` and the like, which own them.
    fn replace(&self, items: Items) {
        self.set_view(View::of(items.array.shape()));
        self.elements.strings.set(items.strings);
        *self.elements.array.borrow_mut() = items.array;
    }
}

/// Whether a view shows as many elements as there are in their own order.
fn is_whole(view: &View, elements: usize) -> bool {
    view.offset == 0 && is_contiguous(view) && view.axes.iter().map(|axis| axis.size).product::<usize>() == elements
}

/// Whether a view shows neighbours in memory one after another.
#[must_use]
pub fn is_contiguous(view: &View) -> bool {
    let mut step = 1;
    for &Axis { size, step: own } in view.axes.iter().rev() {
        if size == 0 {
            return true;
        }
        if size != 1 && own != step {
            return false;
        }
        step *= size as isize;
    }
    true
}
