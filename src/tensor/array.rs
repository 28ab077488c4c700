//! The dense array: row-major, immutable to everyone but its only holder, cheap to clone.
//!
//! # Design
//! One element lives inside the array itself, so scalars never allocate. Everything larger lives in a shared
//! [`Buffer`]. Nobody outside this crate sees which of the two it is, nor when the elements were computed: all access
//! goes through slices, which leaves room for pooling and for deferred (fused) work behind the same door.

use std::rc::Rc;

use half::{bf16, f16};
use num_complex::Complex;

use crate::deferred::{self, Pending};
use crate::{DType, Error, Result, Shape};

/// The bytes of one string element.
pub type Bytes = Rc<[u8]>;

/// No request for more than this many bytes is tried.
const MEMORY_LIMIT: usize = 1 << 38;

/// A dense, row-major array of one element type.
///
/// # Examples
/// ```
/// use tape_tensor::{Array, DType, Shape};
/// let array = Array::from_vec([2, 2], vec![1.0f32, 2.0, 3.0, 4.0]);
/// assert_eq!(array.dtype(), DType::Float32);
/// assert_eq!(array.as_slice::<f32>(), Some(&[1.0f32, 2.0, 3.0, 4.0][..]));
/// assert_eq!(array.as_slice::<f64>(), None);
/// ```
#[derive(Clone, Debug)]
pub struct Array {
    shape: Shape,
    data: Data,
}

#[derive(Clone, Debug)]
pub(crate) enum Data {
    /// One element.
    One(Scalar),
    /// Elements in memory.
    Shared(Rc<Buffer>),
    /// Elements that are computed when somebody looks.
    Pending(Rc<Pending>),
}

impl Array {
    /// An array of `elements` in row-major order.
    ///
    /// The number of elements must be that of the shape; kernels see to that.
    #[must_use]
    pub fn from_vec<T: Element>(shape: impl Into<Shape>, elements: Vec<T>) -> Array {
        let shape = shape.into();
        debug_assert_eq!(shape.elements(), elements.len(), "shape {shape} of {} elements", elements.len());
        let data = match <[T; 1]>::try_from(elements) {
            Ok([element]) => Data::One(element.into_scalar()),
            Err(elements) => Data::Shared(Rc::new(T::into_buffer(elements))),
        };
        Array { shape, data }
    }

    /// An array without axes that holds one element.
    #[inline]
    #[must_use]
    pub fn scalar<T: Element>(element: T) -> Array {
        Array { shape: Shape::SCALAR, data: Data::One(element.into_scalar()) }
    }

    /// An array of one element, whatever its number of axes; no allocation.
    #[must_use]
    pub fn one<T: Element>(shape: Shape, element: T) -> Array {
        debug_assert_eq!(shape.elements(), 1);
        Array { shape, data: Data::One(element.into_scalar()) }
    }

    /// An array of these parts, which must belong together.
    pub(crate) fn of(shape: Shape, data: Data) -> Array {
        Array { shape, data }
    }

    /// Where the elements are.
    pub(crate) fn data(&self) -> &Data {
        &self.data
    }

    /// Whether the elements are still to be computed.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(&self.data, Data::Pending(node) if node.waits())
    }

    /// An array filled with one value.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`] where the elements would not fit.
    pub fn full(shape: impl Into<Shape>, value: Scalar) -> Result<Array> {
        let shape = shape.into();
        check_size(&shape, value.dtype())?;
        if shape.elements() == 1 {
            return Ok(Array { shape, data: Data::One(value) });
        }
        let elements = shape.elements();
        if let Some(array) = deferred::fill(&Array::of(Shape::SCALAR, Data::One(value.clone())), &shape) {
            return Ok(array);
        }
        Ok(each_scalar!(value, element => Array::from_vec(shape, vec![element; elements])))
    }

    /// The element of an array without axes, if it is of this type.
    ///
    /// # Examples
    /// ```
    /// use tape_tensor::Array;
    /// assert_eq!(Array::scalar(2.0f32).lone::<f32>(), Some(2.0));
    /// assert_eq!(Array::scalar(2.0f32).lone::<f64>(), None);
    /// assert_eq!(Array::from_vec([1], vec![2.0f32]).lone::<f32>(), None);
    /// ```
    #[inline]
    #[must_use]
    pub fn lone<T: Element + Copy>(&self) -> Option<T> {
        match &self.data {
            Data::One(scalar) if self.shape.is_empty() => T::from_scalar(scalar).copied(),
            _ => None,
        }
    }

    /// The element type.
    #[inline]
    #[must_use]
    pub fn dtype(&self) -> DType {
        match &self.data {
            Data::One(scalar) => scalar.dtype(),
            Data::Shared(buffer) => buffer.dtype(),
            Data::Pending(node) => node.dtype(),
        }
    }

    /// The sizes of the axes.
    #[inline]
    #[must_use]
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// The number of elements.
    #[inline]
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.data {
            Data::One(_) => 1,
            Data::Shared(buffer) => buffer.len(),
            Data::Pending(node) => node.len(),
        }
    }

    /// Whether there are no elements.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The elements in row-major order; `None` where they are of another type.
    #[inline]
    #[must_use]
    pub fn as_slice<T: Element>(&self) -> Option<&[T]> {
        match &self.data {
            Data::One(scalar) => T::from_scalar(scalar).map(std::slice::from_ref),
            Data::Shared(buffer) => T::from_buffer(buffer),
            Data::Pending(node) => T::from_buffer(node.buffer()),
        }
    }

    /// The elements for writing; `None` where they are of another type. Copies them first if anybody else holds them.
    pub fn as_mut_slice<T: Element>(&mut self) -> Option<&mut [T]> {
        self.settle();
        match &mut self.data {
            Data::Pending(_) => None,
            Data::One(scalar) => T::from_scalar_mut(scalar).map(std::slice::from_mut),
            Data::Shared(buffer) => T::from_buffer_mut(Rc::make_mut(buffer)),
        }
    }

    /// Takes the elements out of a node, once they are computed: who writes wants them alone.
    fn settle(&mut self) {
        if let Data::Pending(node) = &self.data {
            let buffer = node.buffer().clone();
            self.data = Data::Shared(buffer);
        }
    }

    /// Whether a write would not have to copy.
    #[must_use]
    pub fn is_unique(&self) -> bool {
        match &self.data {
            Data::One(_) => true,
            Data::Shared(buffer) => Rc::strong_count(buffer) == 1,
            Data::Pending(_) => false,
        }
    }

    /// The same elements under another shape of as many elements (the caller has checked that); no copy.
    #[must_use]
    pub fn with_shape(&self, shape: impl Into<Shape>) -> Array {
        let shape = shape.into();
        debug_assert_eq!(shape.elements(), self.len());
        Array { shape, data: self.data.clone() }
    }

    /// The element at a row-major position, if there is one.
    #[must_use]
    pub fn get(&self, position: usize) -> Option<Scalar> {
        match &self.data {
            Data::One(scalar) => (position == 0).then(|| scalar.clone()),
            Data::Shared(buffer) => buffer.get(position),
            Data::Pending(node) => node.buffer().get(position),
        }
    }

    /// Bytes that the elements take.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.len().saturating_mul(self.dtype().size())
    }
}

/// Refuses a result that could not be stored, before anything asks the allocator for it.
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn check_size(shape: &Shape, dtype: DType) -> Result<()> {
    if shape.elements().saturating_mul(dtype.size()) > MEMORY_LIMIT {
        return Err(Error::OutOfMemory { shape: shape.clone(), dtype });
    }
    Ok(())
}

/// A Rust type that arrays can hold.
pub trait Element: Clone + PartialEq + 'static {
    /// Its dtype.
    const DTYPE: DType;
    /// Wraps a vector of them.
    fn into_buffer(elements: Vec<Self>) -> Buffer;
    /// The elements of a buffer, if it is of this type.
    fn from_buffer(buffer: &Buffer) -> Option<&[Self]>;
    /// The elements of a buffer for writing, if it is of this type.
    fn from_buffer_mut(buffer: &mut Buffer) -> Option<&mut [Self]>;
    /// Wraps one of them.
    fn into_scalar(self) -> Scalar;
    /// The value of a scalar, if it is of this type.
    fn from_scalar(scalar: &Scalar) -> Option<&Self>;
    /// The value of a scalar for writing, if it is of this type.
    fn from_scalar_mut(scalar: &mut Scalar) -> Option<&mut Self>;
}

/// Declares, for each dtype and its Rust type, the arms of [`Buffer`] and [`Scalar`] and the `Element` impl.
macro_rules! elements {
    ($($name:ident $type:ty;)*) => {
        /// The elements of an array of more or less than one element.
        #[derive(Clone, Debug)]
        pub enum Buffer { $($name(Vec<$type>),)* }

        /// One element of any dtype.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Scalar { $($name($type),)* }

        impl Buffer {
            /// The element type.
            #[inline]
            #[must_use]
            pub fn dtype(&self) -> DType { match self { $(Buffer::$name(_) => DType::$name,)* } }
            /// The number of elements.
            #[must_use]
            pub fn len(&self) -> usize { match self { $(Buffer::$name(v) => v.len(),)* } }
            /// Whether there are none.
            #[must_use]
            pub fn is_empty(&self) -> bool { self.len() == 0 }
            /// The element at a position, if there is one.
            #[must_use]
            pub fn get(&self, position: usize) -> Option<Scalar> {
                match self { $(Buffer::$name(v) => v.get(position).cloned().map(Scalar::$name),)* }
            }
        }

        impl Scalar {
            /// The element type.
            #[inline]
            #[must_use]
            pub fn dtype(&self) -> DType { match self { $(Scalar::$name(_) => DType::$name,)* } }
        }

        $(impl Element for $type {
            const DTYPE: DType = DType::$name;
            fn into_buffer(elements: Vec<Self>) -> Buffer { Buffer::$name(elements) }
            #[inline]
            fn from_buffer(buffer: &Buffer) -> Option<&[Self]> {
                if let Buffer::$name(v) = buffer { Some(v) } else { None }
            }
            fn from_buffer_mut(buffer: &mut Buffer) -> Option<&mut [Self]> {
                if let Buffer::$name(v) = buffer { Some(v) } else { None }
            }
            #[inline]
            fn into_scalar(self) -> Scalar { Scalar::$name(self) }
            #[inline]
            fn from_scalar(scalar: &Scalar) -> Option<&Self> {
                if let Scalar::$name(v) = scalar { Some(v) } else { None }
            }
            fn from_scalar_mut(scalar: &mut Scalar) -> Option<&mut Self> {
                if let Scalar::$name(v) = scalar { Some(v) } else { None }
            }
        })*
    };
}

elements! {
    Bool bool;
    Int8 i8;
    Int16 i16;
    Int32 i32;
    Int64 i64;
    UInt8 u8;
    UInt16 u16;
    UInt32 u32;
    UInt64 u64;
    Float16 f16;
    BFloat16 bf16;
    Float32 f32;
    Float64 f64;
    Complex64 Complex<f32>;
    Complex128 Complex<f64>;
    String Bytes;
}

/// Runs one expression on the value of a [`Scalar`], whatever its dtype.
macro_rules! each_scalar {
    ($scalar:expr, $name:ident => $body:expr) => {
        match $scalar {
            Scalar::Bool($name) => $body,
            Scalar::Int8($name) => $body,
            Scalar::Int16($name) => $body,
            Scalar::Int32($name) => $body,
            Scalar::Int64($name) => $body,
            Scalar::UInt8($name) => $body,
            Scalar::UInt16($name) => $body,
            Scalar::UInt32($name) => $body,
            Scalar::UInt64($name) => $body,
            Scalar::Float16($name) => $body,
            Scalar::BFloat16($name) => $body,
            Scalar::Float32($name) => $body,
            Scalar::Float64($name) => $body,
            Scalar::Complex64($name) => $body,
            Scalar::Complex128($name) => $body,
            Scalar::String($name) => $body,
        }
    };
}
use each_scalar;
