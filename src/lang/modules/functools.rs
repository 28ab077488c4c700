//! `_functools`: the parts of `functools` that run often.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::Result;
use crate::class::{Class, NativeClass, Property};
use crate::exception::type_error;
use crate::methods::receiver::wrong_receiver;
use crate::name::Name;
use crate::native::{Args, NativeFunction};
use crate::object::Object;
use crate::value::{Dict, Module, Tuple, Value};
use crate::vm::Vm;

static PARTIAL: NativeClass = NativeClass::new("partial")
    .module("functools")
    .constructor(&NEW_PARTIAL)
    .properties(PARTIAL_PROPERTIES)
    .doc("New function with partial application of the given arguments and keywords.");
static LRU_CACHE: NativeClass =
    NativeClass::new("_lru_cache_wrapper").module("functools").methods(CACHE_METHODS).not_a_base();

static FUNCTIONS: &[NativeFunction] = &[
    NativeFunction::new(
        "_functools._lru_cache_wrapper",
        "(function, maxsize, typed, info, /)",
        "A function that remembers its results.",
        |vm, args| {
            let most = if args[1].is_none() { None } else { Some(vm.index(&args[1])?.max(0) as usize) };
            Ok(Value::object(LruCache {
                function: args[0].clone(),
                most,
                typed: vm.truth(&args[2])?,
                info: args[3].clone(),
                results: Dict::new(),
                hits: Cell::new(0),
                misses: Cell::new(0),
                attributes: OnceCell::new(),
            }))
        },
    ),
    NativeFunction::new(
        "functools.reduce",
        "(function, iterable, initial=<absent>, /)",
        "Apply a function of two arguments cumulatively to the items of an iterable.",
        |vm, args| {
            let iterator = vm.iterate(&args[1]).map_err(|_| type_error("reduce() arg 2 must support iteration"))?;
            let mut total = match args.get(2) {
                Some(initial) => initial.clone(),
                None => {
                    vm.next(&iterator)?.ok_or_else(|| type_error("reduce() of empty iterable with no initial value"))?
                }
            };
            while let Some(item) = vm.next(&iterator)? {
                total = vm.call_values(&args[0], &[total, item])?;
            }
            Ok(total)
        },
    ),
];

static NEW_PARTIAL: NativeFunction = NativeFunction::new(
    "partial",
    "(cls, func=<absent>, /, *args, **keywords)",
    "A function with some arguments given.",
    |vm, args| {
        let Some(function) = args.get(1) else { return Err(type_error("type 'partial' takes at least one argument")) };
        if !vm.is_callable(function) {
            return Err(type_error("the first argument must be callable"));
        }
        let given = args.rest(2).iter().cloned();
        let keywords = args.keywords(3).cloned().unwrap_or_default();
        // A partial of a partial is one with the arguments of both.
        let made = match function.downcast::<Partial>() {
            None => Partial {
                function: function.clone(),
                args: Rc::new(Tuple::new(given)),
                keywords,
                attributes: OnceCell::new(),
            },
            Some(inner) => {
                let merged = Rc::new(inner.keywords.copy());
                for (key, value) in keywords.items() {
                    merged.insert(vm, key, value)?;
                }
                let all = inner.args.iter().cloned().chain(given);
                Partial {
                    function: inner.function.clone(),
                    args: Rc::new(Tuple::new(all)),
                    keywords: merged,
                    attributes: OnceCell::new(),
                }
            }
        };
        Ok(Value::object(made))
    },
);

/// A function with some of its arguments.
struct Partial {
    function: Value,
    args: Rc<Tuple>,
    keywords: Rc<Dict>,
    attributes: OnceCell<Rc<Dict>>,
}

static PARTIAL_PROPERTIES: &[Property] = &[
    Property::new("args", "The arguments by position.", |_, this| Ok(Value::Tuple(Rc::clone(&partial(this)?.args)))),
    Property::new("func", "The function.", |_, this| Ok(partial(this)?.function.clone())),
    Property::new("keywords", "The arguments by name.", |_, this| Ok(Value::Dict(Rc::clone(&partial(this)?.keywords)))),
];

fn partial(this: &Value) -> Result<&Partial> {
    this.downcast().ok_or_else(|| wrong_receiver("partial", Some(this)))
}

impl Object for Partial {
    fn class(&self) -> Rc<Class> {
        PARTIAL.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.function.clone());
        visit(Value::Tuple(Rc::clone(&self.args)));
        let dicts = std::iter::once(&self.keywords).chain(self.attributes.get());
        dicts.for_each(|dict| visit(Value::Dict(Rc::clone(dict))));
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let mut values: Vec<Value> = self.args.iter().chain(args.by_position()).cloned().collect();
        let mut names = Vec::new();
        for (key, value) in self.keywords.items() {
            let name = Name::new(key.as_str().unwrap_or_default());
            // The call's own keywords win.
            if !args.names.contains(&name) {
                names.push(name);
                values.push(value);
            }
        }
        for (name, value) in args.by_name() {
            names.push(name);
            values.push(value.clone());
        }
        vm.call(&self.function, Args { values: &values, names: &names })
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        own_attribute(&self.attributes, name)
    }

    fn set_attribute(&self, _vm: &mut Vm, name: Name, value: Value) -> Result<()> {
        attributes(&self.attributes).set_name(name, value);
        Ok(())
    }

    fn repr(&self, vm: &mut Vm, _this: &Value) -> Result<String> {
        let mut parts = vec![vm.repr(&self.function)?];
        for value in self.args.iter() {
            parts.push(vm.repr(value)?);
        }
        for (key, value) in self.keywords.items() {
            parts.push(format!("{}={}", vm.str(&key)?, vm.repr(&value)?));
        }
        Ok(format!("functools.partial({})", parts.join(", ")))
    }
}

fn attributes(cell: &OnceCell<Rc<Dict>>) -> &Rc<Dict> {
    cell.get_or_init(|| Rc::new(Dict::new()))
}

fn own_attribute(cell: &OnceCell<Rc<Dict>>, name: Name) -> Result<Option<Value>> {
    if name == Name::DICT {
        return Ok(Some(Value::Dict(Rc::clone(attributes(cell)))));
    }
    Ok(cell.get().and_then(|dict| dict.get_name(name)))
}

/// A function that remembers the results of its latest calls.
struct LruCache {
    function: Value,
    /// How many results are kept; nothing for all.
    most: Option<usize>,
    /// Whether arguments of different types count as different.
    typed: bool,
    /// Makes what `cache_info()` gives.
    info: Value,
    /// Results by arguments, the latest used last.
    results: Dict,
    hits: Cell<i64>,
    misses: Cell<i64>,
    attributes: OnceCell<Rc<Dict>>,
}

static CACHE_METHODS: &[NativeFunction] = &[
    NativeFunction::new(
        "_lru_cache_wrapper.cache_clear",
        "(self, /)",
        "Clear the cache and cache statistics.",
        |_, args| {
            let cache = cache(&args)?;
            cache.results.clear();
            cache.hits.set(0);
            cache.misses.set(0);
            Ok(Value::None)
        },
    ),
    NativeFunction::new("_lru_cache_wrapper.cache_info", "(self, /)", "Report cache statistics.", |vm, args| {
        let cache = cache(&args)?;
        let most = cache.most.map_or(Value::None, Value::from);
        let counts =
            [Value::Int(cache.hits.get()), Value::Int(cache.misses.get()), most, Value::from(cache.results.len())];
        vm.call_values(&cache.info, &counts)
    }),
];

fn cache<'a>(args: &Args<'a>) -> Result<&'a LruCache> {
    args.values[0].downcast().ok_or_else(|| wrong_receiver("_lru_cache_wrapper", args.values.first()))
}

impl LruCache {
    /// What stands for the arguments of a call: a lone integer or string stands for itself.
    fn key(&self, args: Args<'_>) -> Value {
        if let ([only @ (Value::Int(_) | Value::Str(_))], [], false) = (args.values, args.names, self.typed) {
            return only.clone();
        }
        let mut parts = vec![Value::tuple(args.by_position().iter().cloned())];
        for (name, value) in args.by_name() {
            parts.push(name.value());
            parts.push(value.clone());
        }
        if self.typed {
            parts.extend(args.values.iter().map(|value| Value::Class(value.class())));
        }
        Value::tuple(parts)
    }

    fn forget_oldest(&self, vm: &mut Vm) -> Result<()> {
        if let Some((oldest, _)) = self.results.next_entry(&mut 0) {
            self.results.remove(vm, &oldest)?;
        }
        Ok(())
    }
}

impl Object for LruCache {
    fn class(&self) -> Rc<Class> {
        LRU_CACHE.class()
    }

    fn visit(&self, visit: &mut dyn FnMut(Value)) {
        visit(self.function.clone());
        self.results.for_each(|arguments, result| {
            visit(arguments.clone());
            visit(result.clone());
        });
        self.attributes.get().into_iter().for_each(|dict| visit(Value::Dict(Rc::clone(dict))));
    }

    fn release(&self) {
        self.results.clear();
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn call(&self, vm: &mut Vm, _this: &Value, args: Args<'_>) -> Result<Value> {
        let key = self.key(args);
        // Only a bounded cache needs to know what was used last.
        let known = match self.most {
            None => self.results.get(vm, &key)?,
            Some(_) => self.results.remove(vm, &key)?,
        };
        if let Some(result) = known {
            self.hits.set(self.hits.get() + 1);
            if self.most.is_some() {
                self.results.insert(vm, key, result.clone())?;
            }
            return Ok(result);
        }
        self.misses.set(self.misses.get() + 1);
        let result = vm.call(&self.function, args)?;
        if self.most == Some(0) {
            return Ok(result);
        }
        if self.most.is_some_and(|most| self.results.len() >= most) {
            self.forget_oldest(vm)?;
        }
        self.results.insert(vm, key, result.clone())?;
        Ok(result)
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        own_attribute(&self.attributes, name)
    }

    fn set_attribute(&self, _vm: &mut Vm, name: Name, value: Value) -> Result<()> {
        attributes(&self.attributes).set_name(name, value);
        Ok(())
    }

    fn descriptor_get(
        &self,
        _vm: &mut Vm,
        this: &Value,
        instance: Option<&Value>,
        _owner: &Rc<Class>,
    ) -> Option<Result<Value>> {
        instance.map(|instance| Ok(Value::bound(instance, this)))
    }
}

/// Makes the module.
pub(super) fn load(_vm: &mut Vm) -> Result<Rc<Module>> {
    let module = super::module_of("_functools", "Tools that operate on functions.", &[FUNCTIONS]);
    module.dict.set_str("partial", Value::from(&PARTIAL));
    Ok(module)
}
