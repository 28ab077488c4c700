//! `np.seterr` and `np.errstate`: what is done about faults of arithmetic.

use std::cell::Cell;
use std::rc::Rc;

use tape_lang::exception::{type_error, value_error};
use tape_lang::value::Dict;
use tape_lang::{Args, Class, Exception, NativeClass, NativeFunction, Object, Result, Value, Vm};

use crate::ufunc::faults::{ErrorState, Response, Responses};

/// The functions.
pub static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "seterr",
        "(all=None, divide=None, over=None, under=None, invalid=None)",
        "Say what is done about faults of arithmetic.",
        seterr,
    )
    .python(),
    NativeFunction::new("geterr", "()", "What is done about faults of arithmetic.", geterr).python(),
];

/// `numpy.errstate`.
pub static ERRSTATE: NativeClass = NativeClass::new("errstate").module("numpy").constructor(&NEW);

static NEW: NativeFunction = NativeFunction::new(
    "errstate",
    "(cls, *, call=None, all=None, divide=None, over=None, under=None, invalid=None)",
    "What is done about faults of arithmetic in a with block.",
    |_vm, args| {
        let wanted = args[2..].iter().map(response).collect::<Result<Vec<_>>>()?;
        Ok(Value::object(ErrorGuard { wanted, old: Cell::new(None) }))
    },
);

/// The response that an argument names.
fn response(value: &Value) -> Result<Option<Response>> {
    match value.as_str() {
        _ if value.is_none() => Ok(None),
        Some(name @ ("call" | "print" | "log")) => {
            Err(crate::arguments::unsupported(&format!("the response '{name}' to faults")))
        }
        Some(name) => match Response::from_name(name) {
            Some(response) => Ok(Some(response)),
            None => Err(value_error(format!("{name} is not a valid np.seterr option"))),
        },
        None => Err(type_error("responses to faults are named by strings")),
    }
}

/// Responses with others (for all, division, overflow, underflow, invalid) laid over them.
fn changed(mut responses: Responses, wanted: &[Option<Response>]) -> Responses {
    let [all, divide, over, under, invalid] = wanted else { return responses };
    let pick = |own: Option<Response>, old: Response| own.or(*all).unwrap_or(old);
    responses.divide = pick(*divide, responses.divide);
    responses.over = pick(*over, responses.over);
    responses.under = pick(*under, responses.under);
    responses.invalid = pick(*invalid, responses.invalid);
    responses
}

fn as_dict(responses: Responses) -> Value {
    let dict = Rc::new(Dict::new());
    let entries = [
        ("divide", responses.divide),
        ("over", responses.over),
        ("under", responses.under),
        ("invalid", responses.invalid),
    ];
    for (name, response) in entries {
        dict.set_str(name, Value::str(response.name()));
    }
    Value::Dict(dict)
}

fn seterr(vm: &mut Vm, args: Args<'_>) -> Result<Value> {
    let wanted = args.iter().map(response).collect::<Result<Vec<_>>>()?;
    let state = vm.state::<ErrorState>();
    let old = state.0.get();
    state.0.set(changed(old, &wanted));
    Ok(as_dict(old))
}

fn geterr(vm: &mut Vm, _args: Args<'_>) -> Result<Value> {
    Ok(as_dict(vm.state::<ErrorState>().0.get()))
}

/// `with np.errstate(…):`.
struct ErrorGuard {
    wanted: Vec<Option<Response>>,
    old: Cell<Option<Responses>>,
}

impl Object for ErrorGuard {
    fn class(&self) -> Rc<Class> {
        ERRSTATE.class()
    }

    fn enter(&self, vm: &mut Vm, _this: &Value) -> Result<Value> {
        let state = vm.state::<ErrorState>();
        self.old.set(Some(state.0.get()));
        state.0.set(changed(state.0.get(), &self.wanted));
        Ok(Value::None)
    }

    fn exit(&self, vm: &mut Vm, _exception: Option<&Rc<Exception>>) -> Result<bool> {
        if let Some(old) = self.old.take() {
            vm.state::<ErrorState>().0.set(old);
        }
        Ok(false)
    }
}
