//! From values of the language to arrays.

use tape_show::array::Strings;
use tape_tensor::DType;
use tape_tensor::array::Bytes;

use crate::descr::Descr;
use crate::items::Items;

/// The element type of elements; that of strings is as wide as the longest.
#[must_use]
pub fn descr_of(items: &Items) -> Descr {
    let width = |length: fn(&[u8]) -> usize| {
        let strings = items.array.as_slice::<Bytes>().unwrap_or_default();
        strings.iter().map(|string| length(string)).max().unwrap_or(0).max(1)
    };
    match (items.dtype(), items.strings) {
        (DType::String, Strings::Objects) => Descr::Object,
        (DType::String, Strings::Bytes) => Descr::Bytes(width(<[u8]>::len)),
        (DType::String, Strings::Unicode) => Descr::Text(width(|bytes| String::from_utf8_lossy(bytes).chars().count())),
        (dtype, _) => Descr::Number(dtype),
    }
}
