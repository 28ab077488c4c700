//! `_files`: the session's files as `io` and `os` see them.

use std::cell::RefCell;
use std::io::SeekFrom;
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass};
use crate::exception::{type_error, value_error};
use crate::files::{FileError, Files, Mode, Status, Stream};
use crate::methods::byte_strings::content;
use crate::methods::receiver::wrong_receiver;
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::value::{Module, Value};
use crate::vm::Vm;

/// The text of the path that is the argument at `index`.
fn path<'a>(args: &Args<'a>, index: usize) -> Result<&'a str> {
    let value = &args.values[index];
    let path = value
        .as_str()
        .ok_or_else(|| type_error(format!("expected str, bytes or os.PathLike object, not {}", value.type_name())))?;
    if path.contains('\0') {
        return Err(value_error("embedded null byte"));
    }
    Ok(path)
}

/// Does something with one path; an error names it.
fn with_path<T>(vm: &mut Vm, args: &Args<'_>, work: fn(&Files, &str) -> crate::files::Result<T>) -> Result<T> {
    let path = path(args, 0)?;
    work(&vm.files(), path).map_err(|error| error.raise(&args.values[..1]))
}

/// `r`, `w`, `a` or `x`, with `+` or not, as [`Mode`].
fn mode(letters: &str) -> Mode {
    let (first, updates) = (letters.chars().next().unwrap_or('r'), letters.contains('+'));
    Mode {
        read: first == 'r' || updates,
        write: first != 'r' || updates,
        append: first == 'a',
        truncate: first == 'w',
        create: first != 'r',
        new: first == 'x',
    }
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("_files.open", "(path, mode, /)", "Opens a file.", |vm, args| {
        let mode = mode(args[1].as_str().unwrap_or_default());
        let stream = vm.files().open(path(&args, 0)?, mode).map_err(|error| error.raise(&args.values[..1]))?;
        Ok(Value::object(RawFile(RefCell::new(stream))))
    }),
    NativeFunction::new(
        "_files.status",
        "(path, /)",
        "Whether it is a directory, its length, and when it was written.",
        |vm, args| {
            let Status { is_directory, size, modified } = with_path(vm, &args, Files::status)?;
            Ok(Value::tuple([Value::Bool(is_directory), Value::Int(size as i64), Value::Float(modified)]))
        },
    ),
    NativeFunction::new("_files.absolute", "(path, /)", "The absolute path.", |vm, args| {
        Ok(Value::str(vm.files().absolute(path(&args, 0)?)))
    }),
    NativeFunction::new("_files.listdir", "(path, /)", "The names in a directory.", |vm, args| {
        let names = with_path(vm, &args, Files::list)?;
        Ok(Value::list(names.into_iter().map(Value::from).collect()))
    }),
    NativeFunction::new("_files.mkdir", "(path, /)", "Makes a directory.", |vm, args| {
        with_path(vm, &args, Files::make_directory).map(Value::from)
    }),
    NativeFunction::new("_files.remove", "(path, /)", "Removes a file.", |vm, args| {
        with_path(vm, &args, Files::remove).map(Value::from)
    }),
    NativeFunction::new("_files.rmdir", "(path, /)", "Removes an empty directory.", |vm, args| {
        with_path(vm, &args, Files::remove_directory).map(Value::from)
    }),
    NativeFunction::new("_files.rename", "(source, target, /)", "Gives a file another name.", |vm, args| {
        let (from, to) = (path(&args, 0)?, path(&args, 1)?);
        vm.files().rename(from, to).map(Value::from).map_err(|error| error.raise(args.values))
    }),
    NativeFunction::new("_files.getcwd", "()", "The current directory.", |vm, _| {
        Ok(Value::str(vm.files().directory()))
    }),
    NativeFunction::new("_files.chdir", "(path, /)", "Changes the current directory.", |vm, args| {
        with_path(vm, &args, Files::change_directory).map(Value::from)
    }),
];

/// An open file without buffer or encoding.
struct RawFile(RefCell<Stream>);

static RAW_FILE: NativeClass = NativeClass::new("RawFile").module("_files").methods(METHODS).not_a_base();

impl Object for RawFile {
    fn class(&self) -> Rc<Class> {
        RAW_FILE.class()
    }
}

/// Does something with the receiver's stream.
fn with_stream<T>(args: &Args<'_>, work: impl FnOnce(&mut Stream) -> crate::files::Result<T>) -> Result<T> {
    let file: &RawFile = args[0].downcast().ok_or_else(|| wrong_receiver("RawFile", args.values.first()))?;
    work(&mut file.0.borrow_mut()).map_err(|error| error.raise(&[]))
}

static METHODS: &[NativeFunction] = &[
    NativeFunction::new("RawFile.read", "(self, size, /)", "Reads so many bytes, or all if size < 0.", |vm, args| {
        let limit = u64::try_from(vm.index(&args[1])?).ok();
        with_stream(&args, |stream| stream.read(limit)).map(Value::bytes)
    }),
    NativeFunction::new("RawFile.write", "(self, bytes, /)", "Writes bytes and says how many.", |_, args| {
        let given = match args[1].plain() {
            Value::Bytes(bytes) => bytes.to_vec(),
            other => content(other)
                .ok_or_else(|| type_error(format!("a bytes-like object is required, not '{}'", other.type_name())))?,
        };
        with_stream(&args, |stream| stream.write(&given))?;
        Ok(Value::from(given.len()))
    }),
    NativeFunction::new("RawFile.seek", "(self, offset, whence=0, /)", "Moves in the file.", |vm, args| {
        let offset = vm.index(&args[1])?;
        let to = match vm.index(&args[2])? {
            0 => u64::try_from(offset).map(SeekFrom::Start).ok(),
            1 => Some(SeekFrom::Current(offset)),
            _ => Some(SeekFrom::End(offset)),
        };
        let place = with_stream(&args, |stream| stream.seek(to.ok_or(FileError::Invalid)?))?;
        Ok(Value::Int(place as i64))
    }),
    NativeFunction::new("RawFile.truncate", "(self, size, /)", "Cuts the file off.", |vm, args| {
        let length = u64::try_from(vm.index(&args[1])?).ok();
        with_stream(&args, |stream| stream.truncate(length.ok_or(FileError::Invalid)?))?;
        Ok(args[1].clone())
    }),
];

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(super::module_of("_files", "The files of the session.", &[FUNCTIONS]))
}
