//! `import`: built-in modules from a table of loaders, and the program's own through a resolver.

use std::rc::Rc;

use super::Vm;
use crate::Result;
use crate::exception::{MODULE_NOT_FOUND_ERROR, import_error, module_not_found_error};
use crate::name::Name;
use crate::value::{Dict, Module, Value};

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

    /// The modules that were imported, by name: `sys.modules`.
    #[must_use]
    pub fn modules(&self) -> &Rc<Dict> {
        &self.modules
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

impl Vm {
    /// What `import name` binds: the module itself when the whole path is asked for, else the one that the path begins with.
    pub(super) fn import_statement(&mut self, name: Name, whole: bool, level: u16) -> Result<Value> {
        let path = self.absolute(name.as_str(), level)?;
        let module = self.import(&path)?;
        if whole {
            return Ok(module);
        }
        match path.split_once('.') {
            Some((first, _)) => self.import(first),
            None => Ok(module),
        }
    }

    /// The absolute path of a relative import.
    fn absolute(&mut self, name: &str, level: u16) -> Result<String> {
        if level == 0 {
            return Ok(name.to_owned());
        }
        let package = self.globals().and_then(|globals| globals.get_str("__package__"));
        let package = package.as_ref().and_then(Value::as_str).unwrap_or_default().to_owned();
        if package.is_empty() {
            return Err(import_error("attempted relative import with no known parent package"));
        }
        let mut parts: Vec<&str> = package.split('.').collect();
        for _ in 1..level {
            if parts.pop().is_none() || parts.is_empty() {
                return Err(import_error("attempted relative import beyond top-level package"));
            }
        }
        if !name.is_empty() {
            parts.push(name);
        }
        Ok(parts.join("."))
    }

    /// What `from module import name` binds: an attribute or a submodule.
    pub(super) fn import_from(&mut self, module: &Value, name: Name) -> Result<Value> {
        if let Some(found) = self.find_attribute(module, name)? {
            return Ok(found);
        }
        let Value::Module(owner) = module else { return self.get_attribute(module, name) };
        let path = format!("{}.{name}", owner.name);
        match self.import(&path) {
            Err(raise) if raise.is(&MODULE_NOT_FOUND_ERROR) => {
                let file = owner.dict.get_name(Name::FILE);
                let file = file.as_ref().and_then(Value::as_str).unwrap_or("unknown location").to_owned();
                let raise = import_error(format!("cannot import name '{name}' from '{}' ({file})", owner.name));
                raise.exception().dict().set_str("name", Value::str(&*owner.name));
                Err(raise)
            }
            result => result,
        }
    }

    /// `from module import *`: the names in `__all__`, or all without an underscore.
    pub(super) fn import_star(&mut self, module: &Value, globals: &Dict) -> Result<()> {
        let names = match self.find_attribute(module, Name::ALL)? {
            Some(all) => self.collect(&all)?.iter().filter_map(|name| name.as_str().map(str::to_owned)).collect(),
            None => {
                let mut names = self.attribute_names(module);
                names.retain(|name| !name.starts_with('_'));
                names
            }
        };
        for name in names {
            let name = Name::new(&name);
            let value = self.get_attribute(module, name)?;
            globals.set_name(name, value);
        }
        Ok(())
    }
}
