//! `gc`: the [collector of reference cycles](crate::cycles) as programs see it.

use std::cell::Cell;
use std::rc::Rc;

use crate::cycles;
use crate::native::NativeFunction;
use crate::value::words::may_hold_others;
use crate::value::{Module, Value};
use crate::vm::Vm;
use crate::{Result, exception};

/// What `get_threshold()` gives: CPython's numbers for three generations, of which the language has one.
struct Threshold(Cell<[i64; 3]>);

impl Default for Threshold {
    fn default() -> Threshold {
        Threshold(Cell::new([700, 10, 10]))
    }
}

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new("gc.collect", "(generation=2)", "Run the garbage collector.", |vm, args| {
        if !(0..=2).contains(&vm.index(&args[0])?) {
            return Err(exception::value_error("invalid generation"));
        }
        let mut count = cycles::collect();
        vm.run_finalizers();
        // What had a finalizer can go now.
        count += cycles::collect();
        Ok(Value::from(count))
    }),
    NativeFunction::new("gc.disable", "()", "Disable automatic garbage collection.", |_, _| {
        cycles::set_enabled(false);
        Ok(Value::None)
    }),
    NativeFunction::new("gc.enable", "()", "Enable automatic garbage collection.", |_, _| {
        cycles::set_enabled(true);
        Ok(Value::None)
    }),
    NativeFunction::new("gc.freeze", "()", "Freeze all current tracked objects.", |_, _| Ok(Value::None)),
    NativeFunction::new("gc.get_count", "()", "The current collection counts.", |_, _| {
        Ok(Value::tuple([Value::from(cycles::watched_count()), Value::Int(0), Value::Int(0)]))
    }),
    NativeFunction::new("gc.get_debug", "()", "The garbage collection debugging flags.", |_, _| Ok(Value::Int(0))),
    NativeFunction::new("gc.get_threshold", "()", "The current collection thresholds.", |vm, _| {
        Ok(Value::tuple(vm.state::<Threshold>().0.get().map(Value::Int)))
    }),
    NativeFunction::new("gc.is_tracked", "(object, /)", "Whether an object may be part of a cycle.", |_, args| {
        Ok(Value::Bool(may_hold_others(&args[0])))
    }),
    NativeFunction::new("gc.isenabled", "()", "Whether automatic garbage collection is enabled.", |_, _| {
        Ok(Value::Bool(cycles::is_enabled()))
    }),
    NativeFunction::new("gc.set_debug", "(flags, /)", "Set the garbage collection debugging flags.", |_, _| {
        Ok(Value::None)
    }),
    NativeFunction::new(
        "gc.set_threshold",
        "(threshold0, threshold1=10, threshold2=10, /)",
        "Set the collection thresholds; 0 disables collection.",
        |vm, args| {
            let mut threshold = [0; 3];
            for (slot, value) in threshold.iter_mut().zip(args.iter()) {
                *slot = vm.index(value)?;
            }
            vm.state::<Threshold>().0.set(threshold);
            cycles::set_enabled(threshold[0] != 0);
            Ok(Value::None)
        },
    ),
    NativeFunction::new("gc.unfreeze", "()", "Unfreeze all objects.", |_, _| Ok(Value::None)),
];

/// Makes `gc`.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("gc", "The collector of reference cycles.", &[FUNCTIONS]);
    module.dict.set_str("garbage", Value::list(Vec::new()));
    module.dict.set_str("callbacks", Value::list(Vec::new()));
    for (flag, bits) in [("STATS", 1), ("COLLECTABLE", 2), ("UNCOLLECTABLE", 4), ("SAVEALL", 32), ("LEAK", 38)] {
        module.dict.set_str(&format!("DEBUG_{flag}"), Value::Int(bits));
    }
    Ok(module)
}
