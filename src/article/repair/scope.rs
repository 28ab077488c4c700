//! The names of a program by their numbers, and sets of them: a search that keeps many states at once copies these often.

use std::collections::HashMap;
use std::rc::Rc;

use super::line::Line;

/// A set of names, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct NameSet(Rc<Vec<u64>>);

impl NameSet {
    /// Whether a name is in it.
    pub fn contains(&self, name: usize) -> bool {
        self.0.get(name / 64).is_some_and(|word| word >> (name % 64) & 1 == 1)
    }

    /// Whether any of these names is in it.
    pub fn has_any(&self, names: &[usize]) -> bool {
        names.iter().any(|name| self.contains(*name))
    }

    /// Puts names in.
    pub fn extend(&mut self, names: &[usize]) {
        for &name in names {
            let words = Rc::make_mut(&mut self.0);
            if words.len() <= name / 64 {
                words.resize(name / 64 + 1, 0);
            }
            words[name / 64] |= 1 << (name % 64);
        }
    }

    /// Puts the names of another set in.
    pub fn join(&mut self, other: &NameSet) {
        if self.0.is_empty() {
            *self = other.clone();
        } else if !other.0.is_empty() {
            let words = Rc::make_mut(&mut self.0);
            words.resize(words.len().max(other.0.len()), 0);
            words.iter_mut().zip(other.0.iter()).for_each(|(word, more)| *word |= more);
        }
    }

    /// The set without some names.
    pub fn without(&self, names: &[usize]) -> NameSet {
        let mut words = self.0.to_vec();
        for &name in names {
            if let Some(word) = words.get_mut(name / 64) {
                *word &= !(1 << (name % 64));
            }
        }
        NameSet(Rc::new(words))
    }
}

/// The names of a line, by their numbers.
#[derive(Debug, Default)]
pub struct LineNames {
    /// Those that it binds around it.
    pub bound: Vec<usize>,
    /// Those that it needs.
    pub used: Vec<usize>,
    /// The parameters of a `def`.
    pub parameters: Vec<usize>,
}

/// The names of all lines: what each line says of them, and what each is.
pub fn number<'l>(lines: &'l [Line]) -> (Vec<LineNames>, Vec<&'l str>) {
    let mut numbers: HashMap<&'l str, usize> = HashMap::new();
    let mut all: Vec<&'l str> = vec![];
    let mut of = |names: &'l [String]| -> Vec<usize> {
        let number = |name: &'l String| {
            *numbers.entry(name).or_insert_with(|| {
                all.push(name);
                all.len() - 1
            })
        };
        names.iter().map(number).collect()
    };
    let each =
        |line: &'l Line| LineNames { bound: of(&line.bound), used: of(&line.used), parameters: of(&line.parameters) };
    let numbered = lines.iter().map(each).collect();
    (numbered, all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_of_names() {
        let mut one = NameSet::default();
        one.extend(&[3, 200]);
        let before = one.clone();
        let mut other = NameSet::default();
        other.extend(&[64]);
        one.join(&other);
        assert!(one.contains(3) && one.contains(64) && one.contains(200) && !one.contains(4));
        assert!(!before.contains(64));
        assert!(!one.without(&[200, 1000]).has_any(&[200, 4]));
    }
}
