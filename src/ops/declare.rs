//! The `ops!` macro: one block declares everything about an op or a function.

use tape_grad::{Input, Reads, Recorded, Tensor};

/// Declares ops and functions, each in one place.
///
/// A declaration is one of
///
/// * `op name "Raw" ["tf.name", …] (x: DTYPES, y: DTYPES; axis: Int = "0") { … }`: an op. Inputs come first, then
///   parameters with their defaults as Python writes them; a set of dtypes may be followed by `of Group` (another dtype
///   parameter than `T`) or, for a single input, by `many` (a list) or `each` (a list of tensors of any dtypes). An op with several outputs says `-> Outputs`.
/// * `op name "Raw" […] (…) { as basic::ADD }`: the public face of an op that the tape itself declares.
/// * `fn name ["tf.name", …] (x: Tensor, axis: Ints = "None") -> Tensor { … }`: a function in terms of ops, whose body
///   is Rust with the parameters in scope.
///
/// Every function takes `name=` last, or at the bar: `(start: Tensor | axis: Int = "0")`.
///
/// The fields of an op, in this order:
///
/// * `unary: Sin`, `binary: Add` or `compare: Less` for elementwise ops; for all others `infer:`, `kernel:`, `batch:`
///   (member by member if left out), `refuses:` (`Shapes` if left out)
/// * `gradient:` one of
///   * `{ x(g, y) => mul(g, conj(y)), y => "why nothing flows" }`: a line for each input, in order. `g` is what flows
///     into the output; the other names are what the rule reads, inputs or the output `out`, and the tape keeps just
///     those (of several outputs the second is `out1`). `x(g; r)` also names the record, for shapes and parameters; `x all(up; r)` gets what flows into every
///     output and may give `None` or a sparse gradient.
///   * `joint(READS) |r, up| …`: one rule for all inputs
///   * `none "why"`: the output does not vary with the inputs; `missing`: TensorFlow has none either
///
/// # Expansion
/// For a declaration `sin`: the function [`sin`](crate::sin()), whose tensor arguments may be tensors, references,
/// results or numbers; a module `sin` with `OP` (the [`OpDef`](tape_grad::OpDef)) and `FUNCTION` (the
/// [`Function`](tape_grad::Function) that binding, help and completion read); and an entry in the file's `FUNCTIONS`.
macro_rules! ops {
    ($(
        $(#[doc = $doc:literal])*
        $what:ident $name:ident $($raw:literal)? [$($path:literal),* $(,)?] ($($params:tt)*) $(-> $returned:ty)?
        { $($body:tt)* }
    )*) => {
        $(
            $crate::declare::declaration! {
                $what $name $($raw)? [$($path),*] ($($params)*) ($($returned)?) { $($body)* }
                concat!($($doc, "\n"),*); $(#[doc = $doc])*
            }
        )*

        /// What this file declares, in order.
        pub(crate) static FUNCTIONS: &[&tape_grad::Function] = &[$(&$name::FUNCTION),*];
    };
}

/// One declaration of [`ops!`].
macro_rules! declaration {
    // The public face of an op that exists.
    (op $name:ident $raw:literal $paths:tt ($($params:tt)*) () { as $op:path } $doc:expr; $(#[$meta:meta])*) => {
        pub mod $name {
            use super::*;
            pub use $op as OP;
            $crate::declare::function! { $paths ($($params)*) Op(&OP) $doc }
        }
        $crate::declare::call! { $name ($($params)*) () $(#[$meta])* }
    };
    (op $name:ident $raw:literal $paths:tt ($($params:tt)*) ($($returned:ty)?) { $($body:tt)* } $doc:expr; $(#[$meta:meta])*) => {
        pub mod $name {
            use super::*;
            const INPUTS: &[tape_grad::Input] = $crate::declare::inputs!($($params)*);
            $crate::declare::op_def! { $raw $($body)* }
            $crate::declare::function! { $paths ($($params)*) Op(&OP) $doc }
        }
        $crate::declare::call! { $name ($($params)*) ($($returned)?) $(#[$meta])* }
    };
    (
        fn $name:ident $paths:tt
        ($($param:ident: $kind:ident $(of $group:ident)? $(= $default:literal)?),* $(| $($after:tt)*)?)
        ($returned:ty) { $($body:tt)* } $doc:expr; $(#[$meta:meta])*
    ) => {
        $crate::declare::composite! {
            $name $paths [$($param: $kind $(of $group)? $(= $default)?),*] [$($($after)*)?] ($returned) { $($body)* }
            $doc; $(#[$meta])*
        }
    };
}

/// A function with a body.
macro_rules! composite {
    (
        $name:ident $paths:tt
        [$($param:ident: $kind:ident $(of $group:ident)? $(= $default:literal)?),*]
        [$($after:ident: $after_kind:ident $(of $after_group:ident)? $(= $after_default:literal)?),*]
        ($returned:ty) { $($body:tt)* } $doc:expr; $(#[$meta:meta])*
    ) => {
        pub mod $name {
            /// The function as the language sees it.
            pub static FUNCTION: tape_grad::Function = tape_grad::Function {
                paths: &$paths,
                params: &[
                    $($crate::declare::param!($param $kind [$($group)?] [$($default)?]),)*
                    $crate::declare::NAME,
                    $($crate::declare::param!($after $after_kind [$($after_group)?] [$($after_default)?]),)*
                ],
                doc: $doc,
                body: tape_grad::Body::Composite(|arguments| {
                    let result = super::$name(
                        $($crate::declare::argument!($kind arguments, $param),)*
                        $($crate::declare::argument!($after_kind arguments, $after),)*
                    );
                    result.map(Into::into)
                }),
            };
        }

        $(#[$meta])*
        ///
        /// # Errors
        /// What its ops refuse.
        #[allow(clippy::too_many_arguments, reason = "TensorFlow's own parameters")]
        pub fn $name(
            $($param: $crate::declare::rust_type!($kind),)*
            $($after: $crate::declare::rust_type!($after_kind),)*
        ) -> tape_grad::Result<$returned> {
            $($crate::declare::enter!($kind $param);)*
            $($crate::declare::enter!($after_kind $after);)*
            $($body)*
        }
    };
}

/// The inputs of an op.
macro_rules! inputs {
    ($input:ident: $dtypes:ident many $(; $($rest:tt)*)?) => {
        &[tape_grad::Input::new(stringify!($input), $dtypes).many()]
    };
    ($input:ident: $dtypes:ident each $(; $($rest:tt)*)?) => {
        &[tape_grad::Input::new(stringify!($input), $dtypes).of("").many()]
    };
    ($($input:ident: $dtypes:ident $(of $group:ident)?),* $(; $($rest:tt)*)?) => {
        &[$(tape_grad::Input::new(stringify!($input), $dtypes)$(.of(stringify!($group)))?),*]
    };
}

/// The static `FUNCTION` of an op.
macro_rules! function {
    ($paths:tt ($input:ident: $dtypes:ident each) Op($op:expr) $doc:expr) => {
        $crate::declare::function! { $paths ($input: $dtypes many) Op($op) $doc }
    };
    (
        $paths:tt ($input:ident: $dtypes:ident many $(; $($attr:ident: $kind:ident $(= $default:literal)?),*)?)
        Op($op:expr) $doc:expr
    ) => {
        /// The function as the language sees it.
        pub static FUNCTION: tape_grad::Function = tape_grad::Function {
            paths: &$paths,
            params: &[
                $crate::declare::param!($input Tensors [] []),
                $($($crate::declare::param!($attr $kind [] [$($default)?]),)*)?
                $crate::declare::NAME,
            ],
            doc: $doc,
            body: tape_grad::Body::Op($op),
        };
    };
    (
        $paths:tt
        ($($input:ident: $dtypes:ident $(of $group:ident)?),* $(; $($attr:ident: $kind:ident $(= $default:literal)?),*)?)
        Op($op:expr) $doc:expr
    ) => {
        /// The function as the language sees it.
        pub static FUNCTION: tape_grad::Function = tape_grad::Function {
            paths: &$paths,
            params: &[
                $($crate::declare::tensor_param(stringify!($input), $dtypes, concat!($(stringify!($group))?)),)*
                $($($crate::declare::param!($attr $kind [] [$($default)?]),)*)?
                $crate::declare::NAME,
            ],
            doc: $doc,
            body: tape_grad::Body::Op($op),
        };
    };
}

/// The Rust function of an op.
macro_rules! call {
    (
        $name:ident ($input:ident: $dtypes:ident each) ($returned:ty) $(#[$meta:meta])*
    ) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// What the op refuses.
        pub fn $name($input: &[&tape_grad::Tensor]) -> tape_grad::Result<$returned> {
            tape_grad::apply(&$name::OP, $input, tape_grad::Attrs::NONE)
        }
    };
    (
        $name:ident ($input:ident: $dtypes:ident many $(; $($attr:ident: $kind:ident $(= $default:literal)?),*)?) ()
        $(#[$meta:meta])*
    ) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// What the op refuses.
        pub fn $name($input: &[&tape_grad::Tensor] $($(, $attr: impl Into<tape_grad::Attr>)*)?)
        -> tape_grad::Result<tape_grad::Tensor> {
            let attrs = $crate::declare::attrs!($($($attr),*)?);
            tape_grad::apply_one(&$name::OP, $input, attrs)
        }
    };
    (
        $name:ident
        ($($input:ident: $dtypes:ident $(of $group:ident)?),* $(; $($attr:ident: $kind:ident $(= $default:literal)?),*)?)
        () $(#[$meta:meta])*
    ) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// What the op refuses.
        pub fn $name($($input: impl $crate::Operand,)* $($($attr: impl Into<tape_grad::Attr>),*)?)
        -> tape_grad::Result<tape_grad::Tensor> {
            let attrs = $crate::declare::attrs!($($($attr),*)?);
            if let ($(Some($input),)*) = ($($input.as_tensor(),)*) {
                return tape_grad::apply_one(&$name::OP, &[$($input),*], attrs);
            }
            let inputs = $crate::operand::settle(&$name::OP, [$($input.value()?),*])?;
            tape_grad::apply_one(&$name::OP, &inputs.each_ref(), attrs)
        }
    };
    (
        $name:ident
        ($($input:ident: $dtypes:ident $(of $group:ident)?),* $(; $($attr:ident: $kind:ident $(= $default:literal)?),*)?)
        ($returned:ty) $(#[$meta:meta])*
    ) => {
        $(#[$meta])*
        ///
        /// # Errors
        /// What the op refuses.
        pub fn $name($($input: impl $crate::Operand,)* $($($attr: impl Into<tape_grad::Attr>),*)?)
        -> tape_grad::Result<$returned> {
            let attrs = $crate::declare::attrs!($($($attr),*)?);
            if let ($(Some($input),)*) = ($($input.as_tensor(),)*) {
                return tape_grad::apply(&$name::OP, &[$($input),*], attrs);
            }
            let inputs = $crate::operand::settle(&$name::OP, [$($input.value()?),*])?;
            tape_grad::apply(&$name::OP, &inputs.each_ref(), attrs)
        }
    };
}

/// The parameters of one application of an op.
macro_rules! attrs {
    () => { tape_grad::Attrs::NONE };
    ($($attr:ident),+) => { tape_grad::Attrs::new([$(($crate::declare::plain(stringify!($attr)), $attr.into())),+]) };
}

/// The static `OP`.
macro_rules! op_def {
    ($raw:literal unary: $code:ident, gradient: $($gradient:tt)*) => {
        $crate::declare::op_def! {
            @ $raw, tape_grad::infer::same, tape_grad::Kernel::Unary(tape_tensor::elementwise::Unary::$code),
            tape_grad::Batch::Elementwise, Shapes, $($gradient)*
        }
    };
    ($raw:literal binary: $code:ident, $(refuses: $refuses:ident,)? gradient: $($gradient:tt)*) => {
        $crate::declare::op_def! {
            @ $raw, tape_grad::infer::broadcast, tape_grad::Kernel::Binary(tape_tensor::elementwise::Binary::$code),
            tape_grad::Batch::Elementwise, $crate::declare::or!($($refuses)?; Shapes), $($gradient)*
        }
    };
    ($raw:literal compare: $code:ident, gradient: $($gradient:tt)*) => {
        $crate::declare::op_def! {
            @ $raw, tape_grad::infer::predicate, tape_grad::Kernel::Compare(tape_tensor::elementwise::Compare::$code),
            tape_grad::Batch::Elementwise, Shapes, $($gradient)*
        }
    };
    (
        $raw:literal infer: $infer:expr, kernel: $kernel:expr, $(batch: $batch:expr,)? $(refuses: $refuses:ident,)?
        gradient: $($gradient:tt)*
    ) => {
        $crate::declare::op_def! {
            @ $raw, $infer, $kernel, $crate::declare::or!($($batch)?; tape_grad::Batch::Loop),
            $crate::declare::or!($($refuses)?; Shapes), $($gradient)*
        }
    };
    (@ $raw:literal, $infer:expr, $kernel:expr, $batch:expr, $refuses:expr, $($gradient:tt)*) => {
        /// The op as the tape sees it.
        pub static OP: tape_grad::OpDef = tape_grad::OpDef {
            name: $raw,
            inputs: INPUTS,
            infer: $infer,
            kernel: $kernel,
            gradient: $crate::declare::gradient!($($gradient)*),
            batch: $batch,
            refuses: { use tape_grad::Refuses::*; $refuses },
        };
    };
}

/// The first of two, if it is there.
macro_rules! or {
    (; $default:expr) => {
        $default
    };
    ($given:expr; $default:expr) => {
        $given
    };
}

/// How a gradient flows back through an op.
macro_rules! gradient {
    (none $reason:literal $(,)?) => { tape_grad::Gradient::Nothing($reason) };
    (missing $(,)?) => { tape_grad::Gradient::Missing };
    (joint($reads:expr) $rule:expr) => { tape_grad::Gradient::Joint($reads, $rule) };
    ({ $($partials:tt)* } $(,)?) => { tape_grad::Gradient::Each($crate::declare::partials!([] $($partials)*)) };
}

/// The lines of a gradient, one for each input.
macro_rules! partials {
    ([$($done:expr,)*]) => { &[$($done),*] };
    ([$($done:expr,)*] $input:ident => $reason:literal $(, $($rest:tt)*)?) => {
        $crate::declare::partials!([$($done,)* tape_grad::Partial::Nothing($reason),] $($($rest)*)?)
    };
    (
        [$($done:expr,)*] $input:ident($g:ident $(, $read:ident)* $(; $r:ident)?) => $rule:expr $(, $($rest:tt)*)?
    ) => {
        $crate::declare::partials!([
            $($done,)*
            tape_grad::Partial::Rule($crate::declare::reads(INPUTS, &[$(stringify!($read)),*]), |record, $g| {
                $(let $r = record;)?
                $(let $read = $crate::declare::seen(
                    record, const { $crate::declare::place(INPUTS, stringify!($read)) });)*
                let _ = record;
                $rule
            }),
        ] $($($rest)*)?)
    };
    (
        [$($done:expr,)*] $input:ident all($up:ident $(, $read:ident)*; $r:ident) => $rule:expr $(, $($rest:tt)*)?
    ) => {
        $crate::declare::partials!([
            $($done,)*
            tape_grad::Partial::Any($crate::declare::reads(INPUTS, &[$(stringify!($read)),*]), |$r, $up| {
                $(let $read = $crate::declare::seen(
                    $r, const { $crate::declare::place(INPUTS, stringify!($read)) });)*
                $rule
            }),
        ] $($($rest)*)?)
    };
}

/// A parameter of a function.
macro_rules! param {
    ($name:ident Tensor [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Tensor("T"); $($default)?)
    };
    ($name:ident Tensor [$group:ident] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Tensor(stringify!($group)); $($default)?)
    };
    ($name:ident MaybeTensor [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::OptionalTensor("T"); $($default)?)
    };
    ($name:ident MaybeTensor [$group:ident] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::OptionalTensor(stringify!($group)); $($default)?)
    };
    ($name:ident MaybeInt [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Int; $($default)?)
    };
    ($name:ident MaybeFloat [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Float; $($default)?)
    };
    ($name:ident MaybeBool [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Bool; $($default)?)
    };
    ($name:ident MaybeDType [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::DType; $($default)?)
    };
    ($name:ident MaybeInts [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::Ints; $($default)?)
    };
    ($name:ident $kind:ident [] [$($default:literal)?]) => {
        $crate::declare::param!(@ $name tape_grad::ParamKind::$kind; $($default)?)
    };
    (@ $name:ident $kind:expr; $($default:literal)?) => {
        tape_grad::Param {
            name: $crate::declare::plain(stringify!($name)),
            kind: $kind,
            default: $crate::declare::or!($(Some($default))?; None),
        }
    };
}

/// The Rust type of a parameter of a function with a body.
macro_rules! rust_type {
    (Tensor) => { impl $crate::Operand };
    (MaybeTensor) => { Option<&tape_grad::Tensor> };
    (Tensors) => { &[tape_grad::Tensor] };
    (Rest) => { &[tape_grad::Tensor] };
    (Int) => { i64 };
    (MaybeInt) => { Option<i64> };
    (Float) => { f64 };
    (MaybeFloat) => { Option<f64> };
    (Bool) => { bool };
    (MaybeBool) => { Option<bool> };
    (Str) => { &str };
    (DType) => { tape_tensor::DType };
    (MaybeDType) => { Option<tape_tensor::DType> };
    (Shape) => { &tape_tensor::Shape };
    (Ints) => { &[i64] };
    (MaybeInts) => { Option<&[i64]> };
    (Any) => { &tape_grad::Attr };
}

/// The argument for a parameter of a function with a body.
macro_rules! argument {
    (Tensor $arguments:ident, $param:ident) => {
        $crate::arguments::take::<&tape_grad::Tensor>($arguments, stringify!($param))?
    };
    ($kind:ident $arguments:ident, $param:ident) => {
        $crate::arguments::take($arguments, stringify!($param))?
    };
}

/// Makes a parameter ready for the body of a function.
macro_rules! enter {
    (Tensor $param:ident) => {
        let $param = &$crate::operand::tensor($param)?;
    };
    ($kind:ident $param:ident) => {};
}

pub(crate) use {
    argument, attrs, call, composite, declaration, enter, function, gradient, inputs, op_def, ops, or, param, partials,
    rust_type,
};

/// `name=`, which every function takes.
pub(crate) const NAME: tape_grad::Param =
    tape_grad::Param { name: "name", kind: tape_grad::ParamKind::Name, default: Some("None") };

/// The parameter for an input of an op. What takes a single dtype is converted to that.
pub(crate) const fn tensor_param(
    name: &'static str,
    dtypes: tape_grad::DTypes,
    group: &'static str,
) -> tape_grad::Param {
    let kind = match dtypes.only() {
        Some(dtype) => tape_grad::ParamKind::TensorOf(dtype),
        None if group.is_empty() => tape_grad::ParamKind::Tensor("T"),
        None => tape_grad::ParamKind::Tensor(group),
    };
    tape_grad::Param { name, kind, default: None }
}

/// A name without the mark that keeps it from being a keyword of Rust.
pub(crate) const fn plain(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Where a value that a rule reads stands.
#[derive(Clone, Copy)]
pub(crate) enum Place {
    Input(usize),
    Output(usize),
}

/// The place of the input with a name, or of an output for `out` and `out1`.
pub(crate) const fn place(inputs: &[Input], name: &str) -> Place {
    if same(name, "out") {
        return Place::Output(0);
    }
    if same(name, "out1") {
        return Place::Output(1);
    }
    let mut index = 0;
    while index < inputs.len() {
        if same(inputs[index].name, name) {
            return Place::Input(index);
        }
        index += 1;
    }
    #[expect(clippy::panic, reason = "runs in the compiler: a rule names what its op does not have")]
    {
        panic!("a gradient rule reads something that is neither an input nor `out`")
    }
}

/// What the rule that reads these values declares.
pub(crate) const fn reads(inputs: &[Input], names: &[&str]) -> Reads {
    let mut reads = Reads::NOTHING;
    let mut index = 0;
    while index < names.len() {
        reads = reads.and(match place(inputs, names[index]) {
            Place::Input(index) => Reads::input(index),
            Place::Output(index) => Reads::output(index),
        });
        index += 1;
    }
    reads
}

/// A value that a rule reads.
pub(crate) fn seen<'a>(record: &'a Recorded<'_>, place: Place) -> &'a Tensor {
    match place {
        Place::Input(index) => record.x(index),
        Place::Output(index) => record.y(index),
    }
}

const fn same(left: &str, right: &str) -> bool {
    let (left, right) = (left.as_bytes(), right.as_bytes());
    if left.len() != right.len() {
        return false;
    }
    let mut index = 0;
    while index < left.len() {
        if left[index] != right[index] {
            return false;
        }
        index += 1;
    }
    true
}
