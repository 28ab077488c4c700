//! The list of all ops, from their declarations.

use tape_grad::op::{DTypes, Gradient, Partial};
use tape_grad::{Body, Function, Param, ParamKind};
use tape_tensor::DType;

/// An op or function in a line.
#[derive(Clone, Debug)]
pub struct Row {
    /// The name that help shows.
    pub name: &'static str,
    /// Its other names.
    pub aliases: Vec<&'static str>,
    /// Its parameters, as Python writes them.
    pub signature: String,
    /// The dtypes that each input takes; empty for what is made of several ops.
    pub dtypes: Vec<(&'static str, Vec<&'static str>)>,
    /// Whether gradients flow through it.
    pub gradient: Differentiable,
    /// What it does, in a sentence.
    pub summary: &'static str,
}

/// Whether gradients flow through an op.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Differentiable {
    /// Into at least one input.
    Yes,
    /// As far as the ops allow that it is made of.
    Composed,
    /// Into no input, for this reason.
    No(&'static str),
}

impl Differentiable {
    /// A word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Differentiable::Yes => "yes",
            Differentiable::Composed => "composed",
            Differentiable::No(_) => "no",
        }
    }
}

/// Every op and function, by name.
#[must_use]
pub fn rows() -> Vec<Row> {
    let mut rows: Vec<Row> = tape_ops::functions().filter_map(row).collect();
    rows.sort_by_key(|row| row.name);
    rows
}

fn row(function: &'static Function) -> Option<Row> {
    let (name, aliases) = function.paths.split_first()?;
    let (dtypes, gradient) = match function.body {
        Body::Op(op) => {
            let dtypes = op.inputs.iter().map(|input| (input.name, dtype_names(input.dtypes))).collect();
            (dtypes, differentiable(&op.gradient))
        }
        Body::Composite(_) => (Vec::new(), Differentiable::Composed),
    };
    let summary = function.doc.trim().lines().next().unwrap_or("");
    Some(Row { name, aliases: aliases.to_vec(), signature: signature(function.params), dtypes, gradient, summary })
}

fn differentiable(gradient: &Gradient) -> Differentiable {
    match gradient {
        Gradient::Each(partials) => {
            let reason = |partial: &Partial| match partial {
                Partial::Nothing(reason) => Some(*reason),
                Partial::Rule(..) | Partial::Any(..) => None,
            };
            match partials.iter().map(reason).collect::<Option<Vec<_>>>() {
                Some(reasons) => Differentiable::No(reasons.first().copied().unwrap_or("it has no inputs")),
                None => Differentiable::Yes,
            }
        }
        Gradient::Joint(..) => Differentiable::Yes,
        Gradient::Nothing(reason) => Differentiable::No(reason),
        Gradient::Missing => Differentiable::No("TensorFlow has no gradient for it"),
    }
}

fn dtype_names(dtypes: DTypes) -> Vec<&'static str> {
    DType::ALL.into_iter().filter(|dtype| dtypes.contains(*dtype)).map(DType::name).collect()
}

/// `(x, axis=None, name=None)`.
#[must_use]
pub fn signature(params: &[Param]) -> String {
    let one = |param: &Param| match (param.kind, param.default) {
        (ParamKind::Rest, _) => format!("*{}", param.name),
        (_, Some(default)) => format!("{}={default}", param.name),
        (_, None) => param.name.to_owned(),
    };
    format!("({})", params.iter().map(one).collect::<Vec<_>>().join(", "))
}
