//! Compares every text with what numpy and TensorFlow printed, byte for byte: one test for each row that `record.py`
//! wrote. `RECORDED=FILE` reads another file than the committed one.

// The whole file is a test, though not one that clippy recognises.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::path::{Path, PathBuf};
use std::rc::Rc;

use half::{bf16, f16};
use libtest_mimic::{Arguments, Failed, Trial};
use num_complex::Complex;
use tape_show::array::{Around, Printed, Strings};
use tape_show::as_string::AsString;
use tape_show::{FloatMode, PrintOptions, Sign, array, dtype, scalar, tensor, tf_print};
use tape_tensor::array::Bytes;
use tape_tensor::{Array, DType, Element, Scalar, Shape};

fn main() {
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded.tsv");
    let file = std::env::var_os("RECORDED").map_or(committed, PathBuf::from);
    let rows = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let trials = rows.lines().enumerate().map(|(number, line)| {
        let row = Row::parse(line);
        Trial::test(format!("{} {} [{}] line {}", row.kind, row.dtype, row.shape, number + 1), move || row.check())
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit();
}

/// A line of the file.
struct Row {
    kind: String,
    options: Vec<(String, String)>,
    dtype: String,
    shape: String,
    bits: String,
    expected: Vec<u8>,
}

impl Row {
    fn parse(line: &str) -> Row {
        let fields: Vec<&str> = line.split('\t').collect();
        let [kind, options, dtype, shape, bits, expected] = fields[..] else { panic!("not a row: {line}") };
        let option = |pair: &str| {
            let (key, value) = pair.split_once('=').unwrap();
            (key.into(), String::from_utf8(unescape(value)).unwrap())
        };
        let options = options.split_terminator(';');
        Row {
            kind: kind.into(),
            options: options.map(option).collect(),
            dtype: dtype.into(),
            shape: shape.into(),
            bits: bits.into(),
            expected: unescape(expected),
        }
    }

    fn check(&self) -> Result<(), Failed> {
        let got = self.print();
        if got == self.expected {
            return Ok(());
        }
        let (got, expected) = (String::from_utf8_lossy(&got), String::from_utf8_lossy(&self.expected));
        Err(format!("options {:?}, bits {}\nexpected:\n{expected}\ngot:\n{got}", self.options, self.bits).into())
    }

    fn print(&self) -> Vec<u8> {
        let value = self.array();
        if self.kind == "as_string" {
            return self.as_string(&value);
        }
        let options = self.print_options();
        let element = || value.get(0).unwrap();
        let unicode = Printed { array: &value, strings: Strings::Unicode };
        let bytes = Printed { array: &value, strings: Strings::Bytes };
        let text = match &*self.kind {
            "str" => array::str(&value, &options),
            "repr" => array::repr(&value, &options),
            "array2string" => {
                let [separator, prefix, suffix] =
                    ["separator", "prefix", "suffix"].map(|key| self.option(key).unwrap());
                array::array2string(&value, &options, &Around { separator, prefix, suffix })
            }
            "scalar_str" => scalar::str(&element()),
            "scalar_repr" => scalar::repr(&element()),
            "python" => scalar::python(&element()),
            "tensor_str" => tensor::str(&value, &options),
            "tensor_repr" => tensor::repr(&value, &options),
            "variable_repr" => tensor::variable_repr("Variable:0", &value, &options),
            "tf_print" => return tf_print::tensor(&value, self.option("summarize").unwrap().parse().unwrap()),
            "unicode_str" | "unicode_scalar" => array::str(unicode, &options),
            "unicode_repr" => array::repr(unicode, &options),
            "unicode_dtype" => dtype::numpy_repr(unicode),
            "unicode_scalar_repr" => match element() {
                Scalar::String(bytes) => scalar::text_repr(std::str::from_utf8(&bytes).unwrap()),
                other => panic!("{other:?} is no string"),
            },
            "bytes_str" => array::str(bytes, &options),
            "bytes_repr" => array::repr(bytes, &options),
            "bytes_dtype" => dtype::numpy_repr(bytes),
            other => panic!("unknown kind {other}"),
        };
        text.into_bytes()
    }

    fn as_string(&self, value: &Array) -> Vec<u8> {
        let number = |key| self.option(key).map_or(-1, |text| text.parse().unwrap());
        let attributes = AsString {
            precision: number("precision"),
            scientific: self.option("scientific") == Some("True"),
            shortest: self.option("shortest") == Some("True"),
            width: number("width"),
            fill: self.option("fill").unwrap_or_default().into(),
        };
        match attributes.apply(value) {
            Ok(texts) => texts.as_slice::<Bytes>().unwrap().join(&b'\n'),
            Err(message) => message.into_bytes(),
        }
    }

    fn option(&self, key: &str) -> Option<&str> {
        self.options.iter().find(|(name, _)| name == key).map(|(_, value)| value.as_str())
    }

    fn print_options(&self) -> PrintOptions {
        let mut options = PrintOptions::default();
        for (key, value) in &self.options {
            match key.as_str() {
                "precision" => options.precision = value.parse().unwrap(),
                "threshold" => options.threshold = value.parse().unwrap(),
                "edgeitems" => options.edgeitems = value.parse().unwrap(),
                "linewidth" => options.linewidth = value.parse().unwrap(),
                "suppress" => options.suppress = value == "True",
                "nanstr" => options.nanstr = value.clone(),
                "infstr" => options.infstr = value.clone(),
                "sign" => options.sign = Sign::from_name(value).unwrap(),
                "floatmode" => options.floatmode = FloatMode::from_name(value).unwrap(),
                "separator" | "prefix" | "suffix" | "summarize" => {}
                other => panic!("unknown option {other}"),
            }
        }
        options
    }

    fn array(&self) -> Array {
        let sizes = self.shape.split_terminator(',').map(|size| size.parse().unwrap());
        let shape: Shape = sizes.collect();
        match DType::from_name(&self.dtype).unwrap() {
            DType::Bool => self.fill(shape, |[byte]: [u8; 1]| byte != 0),
            DType::Int8 => self.fill(shape, i8::from_le_bytes),
            DType::Int16 => self.fill(shape, i16::from_le_bytes),
            DType::Int32 => self.fill(shape, i32::from_le_bytes),
            DType::Int64 => self.fill(shape, i64::from_le_bytes),
            DType::UInt8 => self.fill(shape, u8::from_le_bytes),
            DType::UInt16 => self.fill(shape, u16::from_le_bytes),
            DType::UInt32 => self.fill(shape, u32::from_le_bytes),
            DType::UInt64 => self.fill(shape, u64::from_le_bytes),
            DType::Float16 => self.fill(shape, f16::from_le_bytes),
            DType::BFloat16 => self.fill(shape, bf16::from_le_bytes),
            DType::Float32 => self.fill(shape, f32::from_le_bytes),
            DType::Float64 => self.fill(shape, f64::from_le_bytes),
            DType::Complex64 => self.fill(shape, |bytes: [u8; 8]| {
                let bits = u64::from_le_bytes(bytes);
                Complex::new(f32::from_bits(bits as u32), f32::from_bits((bits >> 32) as u32))
            }),
            DType::Complex128 => self.fill(shape, |bytes: [u8; 16]| {
                let bits = u128::from_le_bytes(bytes);
                Complex::new(f64::from_bits(bits as u64), f64::from_bits((bits >> 64) as u64))
            }),
            DType::String => {
                let elements = self.bits.split('.').map(|element| Rc::from(unhex(element))).collect();
                repeat::<Bytes>(shape, elements)
            }
        }
    }

    fn fill<T: Element, const N: usize>(&self, shape: Shape, element: impl Fn([u8; N]) -> T) -> Array {
        let bytes = unhex(&self.bits);
        repeat(shape, bytes.chunks_exact(N).map(|chunk| element(chunk.try_into().unwrap())).collect())
    }
}

/// Fills a shape with elements, over and over.
fn repeat<T: Element>(shape: Shape, elements: Vec<T>) -> Array {
    let count = shape.elements();
    Array::from_vec(shape, elements.into_iter().cycle().take(count).collect())
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect()
}

fn unescape(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut out = Vec::new();
    while let Some(byte) = bytes.next() {
        match (byte, byte == b'\\') {
            (_, false) => out.push(byte),
            (_, true) => match bytes.next() {
                Some(b'n') => out.push(b'\n'),
                Some(b'x') => {
                    let digits: Vec<u8> = bytes.by_ref().take(2).collect();
                    out.extend(unhex(std::str::from_utf8(&digits).unwrap()));
                }
                Some(other) => out.push(other),
                None => {}
            },
        }
    }
    out
}
