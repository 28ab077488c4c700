//! Tuples of artists that some calls return: `BarContainer` and its kin.

use std::rc::Rc;

use tape_lang::exception::index_error;
use tape_lang::{Class, Name, NativeClass, Object, Result, Value, Vm};

/// `matplotlib.container.BarContainer`.
pub static BAR: NativeClass = NativeClass::new("BarContainer").module("matplotlib.container");
/// `matplotlib.container.ErrorbarContainer`.
pub static ERROR_BAR: NativeClass = NativeClass::new("ErrorbarContainer").module("matplotlib.container");
/// `matplotlib.container.StemContainer`.
pub static STEM: NativeClass = NativeClass::new("StemContainer").module("matplotlib.container");

/// A tuple of artists.
pub struct Container {
    /// Which one it is.
    pub class: &'static NativeClass,
    /// The artists.
    pub items: Vec<Value>,
    /// What it says of its parts by name.
    pub parts: Vec<(&'static str, Value)>,
}

impl Object for Container {
    fn class(&self) -> Rc<Class> {
        self.class.class()
    }

    fn get_attribute(&self, _vm: &mut Vm, _this: &Value, name: Name) -> Result<Option<Value>> {
        Ok(self.parts.iter().find(|(own, _)| *own == name.as_str()).map(|(_, value)| value.clone()))
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.items.len()))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        let index = vm.index(key)?;
        let from_front = if index < 0 { index + self.items.len() as i64 } else { index };
        let found = usize::try_from(from_front).ok().and_then(|index| self.items.get(index));
        found.cloned().ok_or_else(|| index_error("tuple index out of range"))
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&Value::tuple(self.items.iter().cloned())))
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("<{} object of {} artists>", self.class.name(), self.items.len()))
    }
}

/// The list of several bar containers that `hist` returns for several data sets.
pub struct ContainerList(pub Vec<Value>);

static SILENT_LIST: NativeClass = NativeClass::new("silent_list").module("matplotlib.cbook");

impl Object for ContainerList {
    fn class(&self) -> Rc<Class> {
        SILENT_LIST.class()
    }

    fn length(&self, _vm: &mut Vm) -> Option<Result<usize>> {
        Some(Ok(self.0.len()))
    }

    fn item(&self, vm: &mut Vm, _this: &Value, key: &Value) -> Result<Value> {
        vm.item(&Value::list(self.0.clone()), key)
    }

    fn iterate(&self, vm: &mut Vm, _this: &Value) -> Option<Result<Value>> {
        Some(vm.iterate(&Value::list(self.0.clone())))
    }

    fn repr(&self, _vm: &mut Vm, _this: &Value) -> Result<String> {
        Ok(format!("<a list of {} BarContainer objects>", self.0.len()))
    }
}
