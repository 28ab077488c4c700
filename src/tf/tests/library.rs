//! Programs that use what is written in the language itself; what they print was recorded from TensorFlow 2.21.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::cell::RefCell;
use std::rc::Rc;

use tape_lang::Vm;
use tape_lang::compile::Mode;
use tape_lang::value::{Dict, Value};
use tape_lang::vm::Console;
use tape_text::Source;

struct Kept(Rc<RefCell<String>>);

impl Console for Kept {
    fn write_stdout(&mut self, text: &str) {
        self.0.borrow_mut().push_str(text);
    }

    fn write_stderr(&mut self, _text: &str) {}

    fn read_line(&mut self, _prompt: &str) -> Option<String> {
        None
    }
}

/// What a program prints, with the error that it ends with.
fn printed(program: &str) -> String {
    let output = Rc::new(RefCell::new(String::new()));
    let mut vm = Vm::new(Box::new(Kept(Rc::clone(&output))));
    tape_numpy::install(&mut vm);
    tape_tf::install(&mut vm);
    let globals = Rc::new(Dict::new());
    globals.set_str("__name__", Value::str("__main__"));
    if let Err(raised) = vm.run_source(&Source::new("test", program), &globals, Mode::default()) {
        let text = tape_lang::traceback::python(&mut vm, raised.exception());
        output.borrow_mut().push_str(&text);
    }
    output.take()
}

#[test]
fn modules_find_their_variables_by_the_names_of_their_attributes() {
    let program = "\
import tensorflow as tf
class Inner(tf.Module):
    def __init__(self, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(5.0, name='w')
class Outer(tf.Module):
    def __init__(self):
        super().__init__()
        self.b = [tf.Variable(2.0), tf.Variable(3.0, trainable=False)]
        self.sub = Inner()
        self.a = tf.Variable(1.0)
        with self.name_scope:
            self.c = tf.Variable(4.0, name='inner')
m = Outer()
print(m.name, [v.numpy() for v in m.variables] == [1.0, 2.0, 3.0, 4.0, 5.0], m.c.name)
print(len(m.trainable_variables), len(m.non_trainable_variables), [s.name for s in m.submodules])
print(m.b)
class HTTPServer2(tf.Module): pass
print(HTTPServer2().name, Inner('zz').name, tf.Module)
try: Inner('1a b')
except ValueError as e: print(e)
";
    assert_eq!(
        printed(program),
        "outer True outer/inner:0\n4 1 ['inner']\nListWrapper([<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=2.0>, \
         <tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>])\nhttp_server2 zz <class \
         'tensorflow.python.module.module.Module'>\n'1a b' is not a valid module name. Module names must be valid Python \
         identifiers (e.g. a valid class name).\n"
    );
}

#[test]
fn structures_are_mapped_and_compared() {
    let program = "\
import tensorflow as tf
print(tf.nest.map_structure(lambda a, b: a + b, [1, {'x': 2}], [3, {'x': 4}]))
print(tf.nest.pack_sequence_as([1, {'a': 2}], [3, 4]))
try: tf.nest.map_structure(lambda a, b: a + b, [1, 2], [3])
except ValueError as e: print(e)
";
    assert_eq!(
        printed(program),
        "[4, {'x': 6}]\n[3, {'a': 4}]\nThe two structures don't have the same nested structure.\n\nFirst structure: type=list \
         str=[1, 2]\n\nSecond structure: type=list str=[3]\n\nMore specifically: The two structures don't have the same number \
         of elements. First structure: type=list str=[1, 2]. Second structure: type=list str=[3]\nEntire first structure:\n\
         [., .]\nEntire second structure:\n[.]\n"
    );
}

#[test]
fn loops_branches_and_rows() {
    let program = "\
import tensorflow as tf
c = tf.constant
print(tf.cond(c(True), lambda: c(1), lambda: c(2)))
print(tf.switch_case(c(7), [lambda: c(1), lambda: c(2)]))
print(tf.while_loop(lambda i, j: i < 3, lambda i, j: (i + 1, j * 2), (c(0), c(1))))
print(tf.map_fn(lambda x: x * 2, c([1, 2, 3])))
print(tf.vectorized_map(lambda x: tf.reduce_sum(x), c([[1.0, 2.0], [3.0, 4.0]])))
print(tf.foldr(lambda a, x: a - x, c([1, 2, 3])))
print(tf.scan(lambda a, x: a + x, c([1, 2, 3]), reverse=True))
";
    assert_eq!(
        printed(program),
        "tf.Tensor(1, shape=(), dtype=int32)\ntf.Tensor(2, shape=(), dtype=int32)\n(<tf.Tensor: shape=(), dtype=int32, \
         numpy=3>, <tf.Tensor: shape=(), dtype=int32, numpy=8>)\ntf.Tensor([2 4 6], shape=(3,), dtype=int32)\n\
         tf.Tensor([3. 7.], shape=(2,), dtype=float32)\ntf.Tensor(0, shape=(), dtype=int32)\n\
         tf.Tensor([6 5 3], shape=(3,), dtype=int32)\n"
    );
}

#[test]
fn functions_and_tensor_arrays() {
    let program = "\
import tensorflow as tf
@tf.function
def squares(n):
    ta = tf.TensorArray(tf.float32, size=0, dynamic_size=True)
    for i in tf.range(n):
        ta = ta.write(i, tf.cast(i, tf.float32) ** 2)
    return ta.stack()
print(squares(tf.constant(5)))
class Count(tf.Module):
    def __init__(self):
        super().__init__()
        self.count = None
    @tf.function
    def __call__(self):
        if self.count is None:
            self.count = tf.Variable(0)
        return self.count.assign_add(1)
c = Count()
print(c())
print(c())
print(tf.TensorSpec(shape=[None], dtype=tf.int32))
@tf.function(input_signature=[tf.TensorSpec([None], tf.int32)])
def double(x):
    return x * 2
print(double([3, 4]), double.__name__)
print(tf.config.list_physical_devices('GPU'), tf.config.list_physical_devices())
";
    assert_eq!(
        printed(program),
        "tf.Tensor([ 0.  1.  4.  9. 16.], shape=(5,), dtype=float32)\ntf.Tensor(1, shape=(), dtype=int32)\n\
         tf.Tensor(2, shape=(), dtype=int32)\nTensorSpec(shape=(None,), dtype=tf.int32, name=None)\n\
         tf.Tensor([6 8], shape=(2,), dtype=int32) double\n[] [PhysicalDevice(name='/physical_device:CPU:0', \
         device_type='CPU')]\n"
    );
}

/// Bodies that are compiled late would be found wrong late.
#[test]
fn every_file_is_sound() {
    let mut folders = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/library"))];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let source = Source::new(path.display().to_string(), std::fs::read_to_string(&path).unwrap());
            let sound = tape_lang::parse::parse(&source)
                .and_then(|module| tape_lang::compile::compile(&module, &source, Mode::default()));
            assert!(sound.is_ok(), "{}: {:?}", path.display(), sound.err());
            seen += 1;
        }
    }
    assert_eq!(seen, tape_tf::library::MODULES.len());
}
