//! `np.random`: the legacy functions, `RandomState` and `Generator`.
//!
//! The functions of the module are methods of one `RandomState` that belongs to the machine, as in numpy.

mod choice;
mod distributions;
mod generator;
mod legacy;
mod multivariate;

use std::cell::OnceCell;
use std::rc::Rc;

use tape_lang::value::{Method, Module};
use tape_lang::vm::Namespace;
use tape_lang::{Name, NativeFunction, Result, Value, Vm};

use legacy::RandomState;

/// The generator behind the functions of the module.
#[derive(Default)]
struct Global(OnceCell<Value>);

fn global(vm: &mut Vm) -> Value {
    vm.state::<Global>().0.get_or_init(|| Value::object(RandomState::from_entropy())).clone()
}

/// Makes the module.
///
/// # Errors
/// None.
pub fn module(_vm: &mut Vm) -> Result<Rc<Module>> {
    Ok(Rc::new(Module::lazy("numpy.random", Rc::new(Random))))
}

struct Random;

impl Namespace for Random {
    fn get(&self, vm: &mut Vm, name: Name) -> Result<Option<Value>> {
        Ok(match name.as_str() {
            "RandomState" => Some(Value::from(&legacy::RANDOM_STATE)),
            "Generator" => Some(Value::from(&generator::GENERATOR)),
            "default_rng" => Some(Value::Native(&generator::DEFAULT_RNG)),
            other => match methods().find(|method| method.name() == other) {
                Some(function) => {
                    let receiver = global(vm);
                    Some(Value::Method(Rc::new(Method { function: Value::Native(function), receiver })))
                }
                None => None,
            },
        })
    }

    fn names(&self) -> Vec<&'static str> {
        let classes = ["RandomState", "Generator", "default_rng"];
        classes.into_iter().chain(methods().map(NativeFunction::name)).collect()
    }
}

/// The methods of `RandomState` that are functions of the module too.
fn methods() -> impl Iterator<Item = &'static NativeFunction> {
    legacy::METHODS.iter().chain(distributions::METHODS)
}
