//! `import`: built-in modules from a table of loaders, and the program's own through a resolver.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::exception::module_not_found_error;
use crate::name::Name;
use crate::value::{Module, Value};

/// Makes a module when it is first imported.
pub type ModuleLoader = fn(&mut Vm) -> Result<Rc<Module>>;

/// Finds a module beside the script: gets the dotted name and makes the module, or says that there is none.
pub type Resolver = Rc<dyn Fn(&mut Vm, &str) -> Result<Option<Rc<Module>>>>;

impl Vm {
    /// Adds a built-in module under its dotted name.
    pub fn register_module(&mut self, name: &'static str, loader: ModuleLoader) {
        self.loaders.insert(name, loader);
    }

    /// Sets how modules are found that are not built in.
    pub fn set_resolver(&mut self, resolver: Resolver) {
        self.resolver = Some(resolver);
    }

    /// The names of the built-in modules.
    #[must_use]
    pub fn module_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.loaders.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// The module of a dotted name, loading it and its parents: `import a.b` gives `a.b`.
    ///
    /// # Errors
    /// `ModuleNotFoundError`, and what the module raises while it loads.
    pub fn import(&mut self, name: &str) -> Result<Value> {
        if let Some(module) = self.modules.get_str(name) {
            return Ok(module);
        }
        if let Some(loader) = self.loaders.get(name).copied() {
            let module = Value::Module(loader(self)?);
            self.modules.set_str(name, module.clone());
            return Ok(module);
        }
        if let Some((parent, child)) = name.rsplit_once('.') {
            return self.import_child(name, parent, child);
        }
        if let Some(resolver) = self.resolver.clone()
            && let Some(module) = resolver(self, name)?
        {
            let module = Value::Module(module);
            self.modules.set_str(name, module.clone());
            return Ok(module);
        }
        Err(not_found(name, None))
    }

    /// A module that is an attribute of another, or one beside the script inside a folder.
    fn import_child(&mut self, name: &str, parent: &str, child: &str) -> Result<Value> {
        let package = self.import(parent)?;
        if let Some(value @ Value::Module(_)) = self.find_attribute(&package, Name::new(child))? {
            return Ok(value);
        }
        if let Some(resolver) = self.resolver.clone()
            && let Some(module) = resolver(self, name)?
        {
            let module = Value::Module(module);
            self.modules.set_str(name, module.clone());
            self.set_attribute(&package, Name::new(child), module.clone())?;
            return Ok(module);
        }
        Err(not_found(name, Some(parent)))
    }
}

fn not_found(name: &str, parent: Option<&str>) -> crate::Raise {
    let why = parent.map(|parent| format!("; '{parent}' is not a package")).unwrap_or_default();
    let raise = module_not_found_error(format!("No module named '{name}'{why}"));
    raise.exception().dict().set_str("name", Value::str(name));
    raise
}
