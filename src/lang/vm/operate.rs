//! Operators on values: binary, in place, unary, comparisons.

use std::rc::Rc;

use super::{Vm, quick};
use crate::Result;
use crate::exception::type_error;
use crate::name::Name;
use crate::native::Args;
use crate::number;
use crate::operator::{Comparison, Operator, Side, UnaryOp};
use crate::sequence;
use crate::value::Value;

impl Vm {
    /// `left op right`.
    ///
    /// # Errors
    /// `TypeError` when neither operand has the operator; what the operators raise.
    pub fn binary(&mut self, op: Operator, left: &Value, right: &Value) -> Result<Value> {
        let result = self.try_binary(op, left, right)?;
        if matches!(result, Value::NotImplemented) {
            return Err(unsupported(op.description(), left, right));
        }
        Ok(result)
    }

    /// `left + right`, numbers first.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    #[inline]
    pub(crate) fn add(&mut self, left: &Value, right: &Value) -> Result<Value> {
        match quick::add(left, right) {
            Some(sum) => Ok(sum),
            None => self.binary(Operator::Add, left, right),
        }
    }

    /// `left op right`, or [`Value::NotImplemented`] when neither operand has the operator.
    ///
    /// # Errors
    /// What the operators raise.
    pub fn try_binary(&mut self, op: Operator, left: &Value, right: &Value) -> Result<Value> {
        let [forward, backward, _] = op.methods();
        let reflected_first = has_methods(right) && derives_from(right, left) && overrides(right, left, backward);
        if reflected_first {
            let result = self.operand(op, right, left, Side::Right, backward)?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        let result = self.operand(op, left, right, Side::Left, forward)?;
        if !matches!(result, Value::NotImplemented) || reflected_first {
            return Ok(result);
        }
        if matches!(right, Value::Instance(_) | Value::Object(_) | Value::Exception(_) | Value::Class(_)) {
            let result = self.operand(op, right, left, Side::Right, backward)?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        sequence::binary(self, op, left, right)
    }

    /// Asks one operand to apply the operator.
    fn operand(&mut self, op: Operator, this: &Value, other: &Value, side: Side, method: Name) -> Result<Value> {
        match this {
            Value::Instance(_) | Value::Exception(_) => {
                if let Some(result) = self.call_special(this, method, std::slice::from_ref(other))? {
                    return Ok(result);
                }
                let plain = this.plain();
                if matches!(plain, Value::Instance(_) | Value::Exception(_)) {
                    return Ok(Value::NotImplemented);
                }
                match side {
                    Side::Left => self.try_binary(op, &plain.clone(), other.plain()),
                    Side::Right => self.try_binary(op, other.plain(), &plain.clone()),
                }
            }
            Value::Object(object) => object.object().binary(self, this, op, other, side),
            Value::Class(class) if class.has_metaclass() => {
                Ok(self.call_special(this, method, std::slice::from_ref(other))?.unwrap_or(Value::NotImplemented))
            }
            _ if this.is_number() && other.is_number() => match side {
                Side::Left => number::binary(op, this, other),
                Side::Right => number::binary(op, other, this),
            },
            _ => Ok(Value::NotImplemented),
        }
    }

    /// `left op= right`: the new value of the target.
    ///
    /// # Errors
    /// As [`Vm::binary`].
    pub fn inplace(&mut self, op: Operator, left: &Value, right: &Value) -> Result<Value> {
        let result = match left {
            Value::Instance(_) => {
                let method = op.methods()[2];
                match self.call_special(left, method, std::slice::from_ref(right))? {
                    Some(result) => result,
                    None if left.plain().is(left) => Value::NotImplemented,
                    None => match sequence::inplace(self, op, left.plain(), right)? {
                        Value::NotImplemented => Value::NotImplemented,
                        _ => left.clone(),
                    },
                }
            }
            Value::Object(object) => object.object().inplace(self, left, op, right)?,
            _ => sequence::inplace(self, op, left, right)?,
        };
        if !matches!(result, Value::NotImplemented) {
            return Ok(result);
        }
        let result = self.try_binary(op, left, right)?;
        if matches!(result, Value::NotImplemented) {
            return Err(unsupported(&format!("{}=", op.symbol()), left, right));
        }
        Ok(result)
    }

    /// `op value`; `not` gives a bool.
    ///
    /// # Errors
    /// `TypeError` when the value lacks the operator; what the operator raises.
    pub fn unary(&mut self, op: UnaryOp, value: &Value) -> Result<Value> {
        if op == UnaryOp::Not {
            return Ok(Value::Bool(!self.truth(value)?));
        }
        match value {
            Value::Instance(_) => {
                if let Some(result) = self.call_special(value, op.method(), &[])? {
                    return Ok(result);
                }
                let plain = value.plain();
                if !plain.is(value) {
                    return self.unary(op, &plain.clone());
                }
            }
            Value::Object(object) => return object.object().unary(self, value, op),
            _ => {
                if let Some(result) = number::unary(op, value) {
                    return Ok(result);
                }
            }
        }
        Err(type_error(format!("bad operand type for unary {}: '{}'", op.description(), value.type_name())))
    }

    /// `left op right` for one of the six comparisons; the result need not be a bool.
    ///
    /// # Errors
    /// `TypeError` when the values have no order; what the program's methods raise.
    pub fn compare(&mut self, op: Comparison, left: &Value, right: &Value) -> Result<Value> {
        let reflected_first = has_methods(right) && derives_from(right, left);
        if reflected_first {
            let result = self.compare_operand(op.reflected(), right, left)?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        let result = self.compare_operand(op, left, right)?;
        if !matches!(result, Value::NotImplemented) {
            return Ok(result);
        }
        if !reflected_first {
            let result = self.compare_operand(op.reflected(), right, left)?;
            if !matches!(result, Value::NotImplemented) {
                return Ok(result);
            }
        }
        match op {
            Comparison::Eq => Ok(Value::Bool(left.is(right))),
            Comparison::NotEq => Ok(Value::Bool(!left.is(right))),
            _ => {
                let (op, left, right) = (op.symbol(), left.type_name(), right.type_name());
                Err(type_error(format!("'{op}' not supported between instances of '{left}' and '{right}'")))
            }
        }
    }

    fn compare_operand(&mut self, op: Comparison, this: &Value, other: &Value) -> Result<Value> {
        match this {
            Value::Instance(_) | Value::Exception(_) => {
                if let Some(result) = self.call_special(this, op.method(), std::slice::from_ref(other))? {
                    return Ok(result);
                }
                // `!=` is the opposite of the program's `==` unless it has its own.
                if op == Comparison::NotEq
                    && let Some(equal) = self.call_special(this, Name::EQ, std::slice::from_ref(other))?
                    && !matches!(equal, Value::NotImplemented)
                {
                    return Ok(Value::Bool(!self.truth(&equal)?));
                }
                match this.plain() {
                    Value::Instance(_) | Value::Exception(_) => Ok(Value::NotImplemented),
                    plain => self.compare_operand(op, &plain.clone(), &other.plain().clone()),
                }
            }
            Value::Object(object) => object.object().compare(self, this, op, other),
            Value::Class(class) if class.has_metaclass() => {
                Ok(self.call_special(this, op.method(), std::slice::from_ref(other))?.unwrap_or(Value::NotImplemented))
            }
            _ => {
                let other = other.plain();
                if this.is_number() && other.is_number() {
                    return Ok(compare_numbers(op, this, other));
                }
                sequence::compare(self, op, this, other)
            }
        }
    }

    /// Whether two values are the same or equal: what containers ask of their items.
    ///
    /// # Errors
    /// What `__eq__` or the truth of its result raises.
    pub fn equals(&mut self, left: &Value, right: &Value) -> Result<bool> {
        if left.is(right) && !matches!(left, Value::Float(float) if float.is_nan()) {
            return Ok(true);
        }
        if let Some(equal) = left.plain_equal(right) {
            return Ok(equal);
        }
        let result = self.compare(Comparison::Eq, left, right)?;
        self.truth(&result)
    }

    /// Whether `left` sorts before `right`.
    ///
    /// # Errors
    /// As [`Vm::compare`].
    pub fn less_than(&mut self, left: &Value, right: &Value) -> Result<bool> {
        match (left, right) {
            (Value::Int(a), Value::Int(b)) => Ok(a < b),
            (Value::Float(a), Value::Float(b)) => Ok(a < b),
            (Value::Str(a), Value::Str(b)) => Ok(a.as_str() < b.as_str()),
            _ => {
                let result = self.compare(Comparison::Lt, left, right)?;
                self.truth(&result)
            }
        }
    }

    /// Calls a method that the value's class defines in the program, as operators do; nothing if it has none.
    ///
    /// # Errors
    /// What the method raises.
    pub fn call_special(&mut self, this: &Value, method: Name, args: &[Value]) -> Result<Option<Value>> {
        let class = this.class();
        let Some(function) = class.lookup_defined(method) else { return Ok(None) };
        if let Value::None = function {
            // A class that sets a method to None takes the operation away.
            return Ok(None);
        }
        self.call_unbound(&function, this, args).map(Some)
    }

    /// Calls what was found in a class with `this` as its first argument.
    pub(crate) fn call_unbound(&mut self, function: &Value, this: &Value, args: &[Value]) -> Result<Value> {
        if matches!(function, Value::Function(_) | Value::Native(_)) {
            let mut values: smallvec::SmallVec<[Value; 4]> = smallvec::SmallVec::with_capacity(args.len() + 1);
            values.push(this.clone());
            values.extend(args.iter().cloned());
            return self.call(function, Args::positional(&values));
        }
        let bound = self.bind(function, Some(this), &this.class())?;
        self.call(&bound, Args::positional(args))
    }
}

/// Compares two numbers of the language.
fn compare_numbers(op: Comparison, left: &Value, right: &Value) -> Value {
    match op {
        Comparison::Eq => Value::Bool(number::equal(left, right) == Some(true)),
        Comparison::NotEq => Value::Bool(number::equal(left, right) != Some(true)),
        _ if matches!(left, Value::Complex(_)) || matches!(right, Value::Complex(_)) => Value::NotImplemented,
        _ => Value::Bool(number::order(left, right).is_some_and(|ordering| op.holds(ordering))),
    }
}

/// Whether the program or a room may have given it operators.
fn has_methods(value: &Value) -> bool {
    matches!(value, Value::Instance(_) | Value::Object(_))
}

/// Whether the class of `value` properly derives from that of `other`: then its reflected operator goes first.
fn derives_from(value: &Value, other: &Value) -> bool {
    if let (Value::Object(own), Value::Object(other)) = (value, other)
        && own.same_type(other)
    {
        // Classes of one Rust type stand beside each other.
        return false;
    }
    if !matches!(other, Value::Instance(_) | Value::Object(_) | Value::Exception(_) | Value::Class(_)) {
        return value.class().derives_from(other.native_class());
    }
    let (class, base) = (value.class(), other.class());
    !Rc::ptr_eq(&class, &base) && class.is_subclass(&base) && !base.ancestors().is_empty()
}

/// Whether the class of `value` has an operator of its own, other than the one that it inherits from that of `other`. Only
/// classes of the program are asked: those of others say so where the operator is applied.
fn overrides(value: &Value, other: &Value, method: Name) -> bool {
    if !matches!((value, other), (Value::Instance(_), Value::Instance(_))) {
        return true;
    }
    match (value.class().lookup(method), other.class().lookup(method)) {
        (Some(own), Some(inherited)) => !own.is(&inherited),
        (own, _) => own.is_some(),
    }
}

fn unsupported(op: &str, left: &Value, right: &Value) -> crate::Raise {
    let (left_name, right_name) = (left.type_name(), right.type_name());
    if op == ">>"
        && let Value::Native(native) = left
        && native.qualname() == "print"
    {
        return type_error(format!(
            "unsupported operand type(s) for >>: '{left_name}' and '{right_name}'. \
             Did you mean \"print(<message>, file=<output_stream>)\"?"
        ));
    }
    type_error(format!("unsupported operand type(s) for {op}: '{left_name}' and '{right_name}'"))
}
