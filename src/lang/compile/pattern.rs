//! `match`: each pattern becomes tests that jump to the next case, then the names are bound.

use tape_text::Span;

use super::Compiler;
use super::symbols::{Faulty, fault};
use super::unit::Label;
use crate::ast::{Expr, MatchCase, Pattern, PatternKind};
use crate::code::{Op, Reg};
use crate::name::Name;
use crate::value::Value;

/// What a pattern that matched binds: names and the temporaries that hold their values.
type Captures = Vec<(Name, Reg)>;

impl<'s> Compiler<'s> {
    pub(super) fn match_statement(&mut self, subject: &'s Expr, cases: &'s [MatchCase]) -> Faulty<()> {
        let s = self.temp();
        self.expr(subject, Some(s))?;
        let end = self.unit().label();
        let held = self.unit().live();
        self.unit().blocks.push(super::unit::Block::Held { live: held });
        let before = self.unit().assigned();
        let mut after = None;
        for case in cases {
            let next = self.unit().label();
            self.unit().set_assigned(before.clone());
            let mut captures = Captures::new();
            self.pattern(&case.pattern, s, next, &mut captures)?;
            for &(name, r) in &captures {
                self.store_name(name, r, case.pattern.span);
            }
            self.unit().reset();
            if let Some(guard) = &case.guard {
                self.jump_if(guard, next, false)?;
                self.unit().reset();
            }
            self.block(&case.body)?;
            self.jump(end, case.pattern.span);
            let here = self.unit().assigned();
            self.unit().set_assigned(after.take());
            self.unit().meet(here);
            after = self.unit().assigned();
            self.unit().put(next);
        }
        self.unit().set_assigned(after);
        self.unit().meet(before);
        self.unit().put(end);
        self.unit().blocks.pop();
        self.emit(subject.span, Op::Clear { r: s });
        Ok(())
    }

    /// Jumps to `fail` unless the value in `s`, which stays there, has the pattern.
    fn pattern(&mut self, pattern: &'s Pattern, s: Reg, fail: Label, captures: &mut Captures) -> Faulty<()> {
        let span = pattern.span;
        match &pattern.kind {
            PatternKind::Value(value) => {
                let save = self.unit().live();
                let a = self.copy(s, span);
                let b = self.operand(value)?;
                self.emit(span, Op::TestEq { expect: false, a, b });
                self.jump(fail, span);
                self.unit().free_to(save);
            }
            PatternKind::Singleton(constant) => {
                let save = self.unit().live();
                let a = self.copy(s, span);
                let value = super::expression::literal(constant);
                let b = self.constant(value, None, span);
                self.emit(span, Op::TestIs { expect: false, a, b });
                self.jump(fail, span);
                self.unit().free_to(save);
            }
            PatternKind::Sequence(patterns) => self.sequence_pattern(patterns, s, fail, captures, span)?,
            PatternKind::Mapping { keys, patterns, rest } => {
                self.fail_unless_kind(true, s, fail, span);
                let tuple = self.temp();
                let first = self.row(keys)?;
                self.unit().free_to(tuple + 1);
                self.emit(span, Op::BuildTuple { d: tuple, s: first, n: keys.len() as u16 });
                let values = self.temp();
                let keys_again = self.copy(tuple, span);
                self.emit(span, Op::MatchKeys { d: values, s, keys: keys_again });
                self.unit().free_to(values + 1);
                self.destructure(values, patterns.iter(), patterns.len(), fail, captures, span)?;
                if let Some(rest) = rest {
                    let d = self.temp();
                    self.emit(span, Op::MatchRest { d, s, keys: tuple });
                    captures.push((self.name(rest), d));
                }
            }
            PatternKind::Class { class, patterns, keywords } => {
                let class_at = self.temp();
                let (count, names) = (self.temp(), self.temp());
                self.expr(class, Some(class_at))?;
                self.constant(Value::Int(patterns.len() as i64), Some(count), span);
                let list: Vec<Value> = keywords.iter().map(|(name, _)| self.name(name).value()).collect();
                self.constant(Value::tuple(list), Some(names), span);
                self.emit(span, Op::MatchClass { d: class_at, s, class: class_at });
                self.unit().free_to(class_at + 1);
                let all = patterns.iter().chain(keywords.iter().map(|(_, pattern)| pattern));
                self.destructure(class_at, all, patterns.len() + keywords.len(), fail, captures, span)?;
            }
            PatternKind::Star(_) => return fault(span, "starred pattern outside a sequence"),
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern, s, fail, captures)?;
                }
                if let Some(name) = name {
                    let copy = self.copy(s, span);
                    self.capture_name(name, copy, captures, span)?;
                }
            }
            PatternKind::Or(patterns) => self.or_pattern(patterns, s, fail, captures, span)?,
        }
        Ok(())
    }

    fn capture_name(&mut self, name: &str, r: Reg, captures: &mut Captures, span: Span) -> Faulty<()> {
        let name = self.name(name);
        if captures.iter().any(|(known, _)| *known == name) {
            return fault(span, format!("multiple assignments to name '{name}' in pattern"));
        }
        captures.push((name, r));
        Ok(())
    }

    fn copy(&mut self, s: Reg, span: Span) -> Reg {
        let d = self.temp();
        self.emit(span, Op::Move { d, s });
        d
    }

    fn fail_unless_kind(&mut self, mapping: bool, s: Reg, fail: Label, span: Span) {
        let d = self.temp();
        self.emit(span, Op::MatchKind { mapping, d, s });
        self.emit(span, Op::Test { expect: false, r: d });
        self.jump(fail, span);
        self.unit().free_to(d);
    }

    fn sequence_pattern(
        &mut self,
        patterns: &'s [Pattern],
        s: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) -> Faulty<()> {
        self.fail_unless_kind(false, s, fail, span);
        let star = patterns.iter().position(|pattern| matches!(pattern.kind, PatternKind::Star(_)));
        let least = patterns.len() - usize::from(star.is_some());
        let d = self.temp();
        self.emit(span, Op::MatchLength { exact: star.is_none(), d, s, n: least as u16 });
        self.emit(span, Op::Test { expect: false, r: d });
        self.jump(fail, span);
        self.unit().free_to(d);
        let first = self.unit().live();
        for _ in patterns {
            self.temp();
        }
        let a = self.copy(s, span);
        match star {
            None => self.emit(span, Op::Unpack { a, s: first, n: patterns.len() as u16 }),
            Some(star) => {
                let after = patterns.len() - star - 1;
                self.emit(span, Op::UnpackStar { a, s: first, counts: (star as u16) << 8 | after as u16 })
            }
        };
        for (index, pattern) in patterns.iter().enumerate() {
            let r = first + index as Reg;
            match &pattern.kind {
                PatternKind::Star(None) => {}
                PatternKind::Star(Some(name)) => self.capture_name(name, r, captures, pattern.span)?,
                _ => self.pattern(pattern, r, fail, captures)?,
            }
        }
        Ok(())
    }

    /// Fails for `None`; else matches the items of the tuple in `r` with patterns.
    fn destructure(
        &mut self,
        r: Reg,
        patterns: impl Iterator<Item = &'s Pattern>,
        count: usize,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) -> Faulty<()> {
        let copy = self.copy(r, span);
        self.emit(span, Op::TestNone { expect: true, a: copy });
        self.jump(fail, span);
        self.unit().free_to(copy);
        let first = self.unit().live();
        for _ in 0..count {
            self.temp();
        }
        self.emit(span, Op::Unpack { a: r, s: first, n: count as u16 });
        for (index, pattern) in patterns.enumerate() {
            self.pattern(pattern, first + index as Reg, fail, captures)?;
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        patterns: &'s [Pattern],
        s: Reg,
        fail: Label,
        captures: &mut Captures,
        span: Span,
    ) -> Faulty<()> {
        let matched = self.unit().label();
        // Alternatives put what they bind into the same temporaries, in the order of the first.
        let base = self.unit().live();
        let mut shared: Option<Captures> = None;
        let highest = base + 16;
        for (index, pattern) in patterns.iter().enumerate() {
            let next = if index + 1 == patterns.len() { fail } else { self.unit().label() };
            self.unit().free_to(highest);
            let mut bound = Captures::new();
            self.pattern(pattern, s, next, &mut bound)?;
            let slots = match &shared {
                Some(slots) => slots.clone(),
                None => bound.iter().enumerate().map(|(i, (name, _))| (*name, base + i as Reg)).collect(),
            };
            for (name, r) in &bound {
                let Some((_, d)) = slots.iter().find(|(known, _)| known == name) else {
                    return fault(span, "alternative patterns bind different names");
                };
                self.emit(span, Op::Take { d: *d, s: *r });
            }
            if bound.len() != slots.len() {
                return fault(span, "alternative patterns bind different names");
            }
            shared = Some(slots);
            if index + 1 < patterns.len() {
                self.jump(matched, span);
                self.unit().put(next);
            }
        }
        self.unit().put(matched);
        self.unit().free_to(highest);
        captures.extend(shared.unwrap_or_default());
        Ok(())
    }
}
