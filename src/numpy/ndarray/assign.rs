//! Writing into arrays.

use tape_lang::exception::value_error;
use tape_lang::{Result, Value, Vm};
use tape_tensor::layout::broadcast_to;
use tape_tensor::{Array, DType, Element, Shape};

use super::NdArray;
use super::index::{Key, Places, parse_key};
use crate::convert;
use crate::dispatch::each_type;
use crate::error::{cannot_broadcast_into, from_kernel, tight};

impl NdArray {
    /// `array[key] = value`.
    ///
    /// # Errors
    /// `IndexError`, `ValueError` for values that do not fit or an array that cannot be written to.
    pub(super) fn assign(&self, vm: &mut Vm, key: &Value, value: &Value) -> Result<()> {
        self.check_writeable()?;
        let selected = parse_key(vm, &self.view.borrow(), key)?;
        let values = convert::items_as(vm, value, Some(self.descr()))?.array;
        match selected {
            Key::Element(position) => {
                if values.len() != 1 || values.shape().rank() > 0 && self.dtype() == DType::String {
                    return Err(value_error("setting an array element with a sequence."));
                }
                self.put(&[position], &values.with_shape([1]))
            }
            Key::View(view) => {
                let shape = view.shape();
                let values = spread(&values, &shape).ok_or_else(|| cannot_broadcast_into(values.shape(), &shape))?;
                self.write(&view, &values?)
            }
            Key::Places(places) => {
                let values = fitted(&values, &places)?;
                self.put(&places.positions, &values)
            }
        }
    }

    /// Refuses to write into an array that is for reading only.
    ///
    /// # Errors
    /// `ValueError`.
    pub fn check_writeable(&self) -> Result<()> {
        if self.writeable.get() { Ok(()) } else { Err(value_error("assignment destination is read-only")) }
    }

    /// Replaces all the elements that it shows.
    ///
    /// # Errors
    /// `ValueError` for another shape, or an array that is for reading only.
    pub fn fill_all(&self, values: &Array) -> Result<()> {
        self.check_writeable()?;
        let view = self.view.borrow().clone();
        self.write(&view, values)
    }

    /// Puts values at positions of the shared elements.
    fn put(&self, positions: &[usize], values: &Array) -> Result<()> {
        fn put<T: Element>(array: &mut Array, positions: &[usize], values: &Array) {
            let values = values.as_slice::<T>().unwrap_or_default();
            let Some(elements) = array.as_mut_slice::<T>() else { return };
            for (&position, value) in positions.iter().zip(values) {
                if let Some(element) = elements.get_mut(position) {
                    element.clone_from(value);
                }
            }
        }
        let mut array = self.elements.array.borrow_mut();
        each_type!(array.dtype(), T => put::<T>(&mut array, positions, values));
        Ok(())
    }

    /// The elements at positions of the shared elements.
    ///
    /// # Errors
    /// `MemoryError`.
    pub(super) fn pick(&self, places: &Places) -> Result<Array> {
        let elements = self.elements.array.borrow();
        let flat = elements.with_shape([elements.len()]);
        let picked = tape_tensor::layout::take(&flat, 0, &places.positions).map_err(from_kernel)?;
        Ok(picked.with_shape(places.shape.clone()))
    }
}

/// Values under the shape that they are assigned to; leading axes of size 1 too many do not count.
fn spread(values: &Array, shape: &Shape) -> Option<Result<Array>> {
    let extra = values.shape().rank().saturating_sub(shape.rank());
    if values.shape()[..extra].iter().any(|&size| size != 1) {
        return None;
    }
    let thin = values.with_shape(&values.shape()[extra..]);
    match broadcast_to(&thin, shape) {
        Ok(spread) => Some(Ok(spread)),
        Err(tape_tensor::Error::Broadcast { .. }) => None,
        Err(other) => Some(Err(from_kernel(other))),
    }
}

fn fitted(values: &Array, places: &Places) -> Result<Array> {
    match spread(values, &places.shape) {
        Some(values) => values,
        None if places.by_mask && values.shape().rank() == 1 && places.shape.rank() == 1 => {
            let (given, wanted) = (values.len(), places.positions.len());
            Err(value_error(format!(
                "NumPy boolean array indexing assignment cannot assign {given} input values to the {wanted} output \
                 values where the mask is true"
            )))
        }
        None => Err(value_error(format!(
            "shape mismatch: value array of shape {} could not be broadcast to indexing result of shape {}",
            tight(values.shape()),
            tight(&places.shape)
        ))),
    }
}
