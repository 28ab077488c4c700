//! The global seed, and the streams that ops draw from.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use num_traits::ToPrimitive;
use tape_grad::{Attr, Attrs, OpDef, Tensor, apply_one};
use tape_lang::exception::type_error;
use tape_lang::{NativeFunction, Result, Value, Vm};
use tape_tensor::DType;
use tape_tensor::random::SeedState;

use super::function;
use crate::errors::{Tail, raise};

/// The seeds of a machine.
#[derive(Default)]
pub struct Seeds(pub RefCell<SeedState>);

pub(super) static SET_SEED: NativeFunction =
    function("set_seed", "(seed)", "Sets the global random seed.", |vm, args| {
        let seed = whole(vm, &args[0])?;
        set_seed(vm, seed);
        Ok(Value::None)
    });

/// `tf.random.set_seed`: every stream begins anew; without a seed, unpredictably.
pub fn set_seed(vm: &mut Vm, seed: Option<i128>) {
    let seeds = vm.state::<Seeds>();
    let mut state = seeds.0.borrow_mut();
    match seed {
        Some(seed) => state.set_seed(seed),
        None => *state = SeedState::default(),
    }
}

/// A seed as a program gives it.
///
/// # Errors
/// Python's own, for what has no remainder.
pub(super) fn whole(vm: &mut Vm, given: &Value) -> Result<Option<i128>> {
    match given.plain() {
        Value::None => Ok(None),
        Value::Int(seed) => Ok(Some(i128::from(*seed))),
        Value::BigInt(seed) => Ok(Some(seed.to_i128().unwrap_or_default())),
        Value::Str(_) => Err(type_error("not all arguments converted during string formatting")),
        Value::List(_) | Value::Tuple(_) | Value::Dict(_) => {
            Err(type_error(format!("unsupported operand type(s) for %: '{}' and 'int'", given.type_name())))
        }
        _ => match vm.int(given)? {
            Value::Int(seed) => Ok(Some(i128::from(seed))),
            _ => Ok(Some(0)),
        },
    }
}

/// Runs a stateful op on its stream, which then stands where the op left it.
///
/// `dtypes` are those that tell the op's kernels apart.
///
/// # Errors
/// What the op refuses.
pub(super) fn draw(
    vm: &mut Vm,
    op: &'static OpDef,
    dtypes: [DType; 2],
    seed: Option<i128>,
    inputs: &[&Tensor],
    attrs: &[(&'static str, Attr)],
    tail: Tail,
) -> Result<Tensor> {
    let seeds = vm.state::<Seeds>();
    let mut state = seeds.0.borrow_mut();
    let stream = state.kernel(op.name, dtypes, seed);
    let shared = Rc::new(Cell::new(*stream));
    let attrs = attrs.iter().cloned().chain([("stream", Attr::Stream(Rc::clone(&shared)))]);
    let drawn = apply_one(op, inputs, Attrs::new(attrs)).map_err(|error| raise(error, tail))?;
    *stream = shared.get();
    Ok(drawn)
}

/// Takes the seed that an op would have taken, for a call that needs no random numbers after all.
pub(super) fn pass(vm: &mut Vm, seed: Option<i128>) {
    vm.state::<Seeds>().0.borrow_mut().next_op_seed(seed);
}
