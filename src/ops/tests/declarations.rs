//! What every declaration promises, against what was recorded from TensorFlow.

use std::collections::BTreeMap;

use tape_grad::{Body, ParamKind};
use tape_ops::{functions, ops, registration};
use tape_tensor::DType;

/// `tests/record/signatures.py` wrote it: `tf.add(x, y, name=None)`.
const SIGNATURES: &str = include_str!("signatures.txt");

/// Functions whose parameters differ from TensorFlow's, and why.
const OTHER_PARAMETERS: &[(&str, &str)] = &[
    ("tf.einsum", "the two keywords that it takes are named instead of `**kwargs`"),
    ("tf.linalg.einsum", "the two keywords that it takes are named instead of `**kwargs`"),
    ("tf.meshgrid", "the two keywords that it takes are named instead of `**kwargs`"),
    ("tf.scatter_nd", "no `bad_indices_policy`, which is for XLA"),
    ("tf.tensor_scatter_nd_add", "no `bad_indices_policy`, which is for XLA"),
    ("tf.tensor_scatter_nd_sub", "no `bad_indices_policy`, which is for XLA"),
    ("tf.tensor_scatter_nd_max", "no `bad_indices_policy`, which is for XLA"),
    ("tf.tensor_scatter_nd_min", "no `bad_indices_policy`, which is for XLA"),
];

#[test]
fn no_two_functions_share_a_name() {
    let mut names = BTreeMap::new();
    for function in functions() {
        for path in function.paths {
            assert!(names.insert(path, function).is_none(), "{path} is declared twice");
        }
    }
}

#[test]
fn public_functions_have_a_sentence_and_an_example() {
    for function in functions() {
        let Some(path) = function.paths.first().filter(|path| !path.starts_with("tf.raw_ops.")) else { continue };
        assert!(
            function.doc.trim_start().split('\n').next().is_some_and(|line| line.len() > 10),
            "{path} has no sentence"
        );
        assert!(function.doc.contains("\n >>> "), "{path} has no example");
    }
}

#[test]
fn parameters_are_those_of_tensorflow() {
    let mut wrong = Vec::new();
    for function in functions() {
        for path in function.paths.iter().filter(|path| !path.starts_with("tf.raw_ops.")) {
            if OTHER_PARAMETERS.iter().any(|(own, _)| own == path) {
                continue;
            }
            let recorded = SIGNATURES.lines().find_map(|line| line.strip_prefix(path)?.strip_prefix('('));
            let Some(recorded) = recorded.and_then(|line| line.strip_suffix(')')) else {
                wrong.push(format!("{path} was not recorded"));
                continue;
            };
            let own: Vec<String> = function
                .params
                .iter()
                .map(|param| {
                    let name = param.name;
                    match (param.kind, param.default) {
                        (ParamKind::Name, _) => "name".to_owned(),
                        (ParamKind::Rest, _) => format!("*{name}"),
                        (_, Some(default)) => format!("{name}={default}"),
                        (_, None) => name.to_owned(),
                    }
                })
                .collect();
            // What `name=` defaults to never shows, and the last parameters of a few functions are of no use here.
            let theirs: Vec<String> = split(recorded)
                .into_iter()
                .map(|part| if part.starts_with("name=") { "name".to_owned() } else { part })
                .filter(|part| part != "layout=None")
                .collect();
            let named = theirs.iter().any(|part| part == "name");
            let own: Vec<String> = own.into_iter().filter(|part| named || part != "name").collect();
            if own != theirs {
                wrong.push(format!("{path}: ({}) but TensorFlow has ({})", own.join(", "), theirs.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The parameters of a signature; commas inside brackets do not count.
fn split(signature: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for letter in signature.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        match parts.last_mut() {
            Some(last) if letter != ',' || depth > 0 => last.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

#[test]
fn dtypes_are_those_of_the_registry() {
    let mut wrong = Vec::new();
    for op in ops() {
        let Some(registration) = registration(op.name) else { continue };
        for input in op.inputs {
            let allowed: Vec<&str> = registration.allowed(input.group).collect();
            if input.dtypes.only().is_some() || allowed.is_empty() {
                continue;
            }
            for dtype in DType::ALL {
                let theirs = allowed.contains(&dtype.cpp_name());
                if theirs != input.dtypes.contains(dtype) {
                    let verb = if theirs { "takes" } else { "does not take" };
                    wrong.push(format!("{} {verb} {dtype} for {}", op.name, input.name));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn functions_over_an_op_pass_it_what_it_takes() {
    for function in functions() {
        let Body::Op(op) = function.body else { continue };
        let tensors = function.params.iter().filter(|param| {
            matches!(
                param.kind,
                ParamKind::Tensor(_) | ParamKind::TensorOf(_) | ParamKind::OptionalTensor(_) | ParamKind::Tensors
            )
        });
        assert_eq!(tensors.count(), op.inputs.len(), "{:?}", function.paths);
    }
}
