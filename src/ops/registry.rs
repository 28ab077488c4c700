//! TensorFlow's registration of each op, which its messages about dtypes show.

/// How TensorFlow registers an op.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registration {
    /// `x:T, y:T -> z:T`
    pub signature: &'static str,
    /// `attr=T:type,allowed=[DT_FLOAT, DT_DOUBLE]; attr=axis:int,default=-1`
    pub attributes: &'static str,
}

/// A line an op, sorted by name; recorded by `tests/record/registry.py`.
static REGISTRY: &str = include_str!("registry.txt");

/// The registration of an op under its raw name, if TensorFlow has such an op.
///
/// # Examples
/// ```
/// let sin = tape_ops::registration("Sin").ok_or("no Sin")?;
/// assert_eq!(sin.signature, "x:T -> y:T");
/// assert_eq!(sin.allowed("T").next(), Some("bfloat16"));
/// # Ok::<(), &str>(())
/// ```
#[must_use]
pub fn registration(op: &str) -> Option<Registration> {
    REGISTRY.lines().find_map(|line| {
        let (name, rest) = line.split_once('\t')?;
        let (signature, attributes) = rest.split_once('\t')?;
        (name == op).then_some(Registration { signature, attributes })
    })
}

impl Registration {
    /// The registration in one line: `Op<name=Sin; signature=x:T -> y:T; attr=…>`.
    #[must_use]
    pub fn summary(self, op: &str) -> String {
        let rest = if self.attributes.is_empty() { String::new() } else { format!("; {}", self.attributes) };
        format!("Op<name={op}; signature={}{rest}>", self.signature)
    }

    /// The dtypes that a dtype parameter may be, in the order and with the names that messages show; none where all are
    /// allowed.
    pub fn allowed(self, parameter: &str) -> impl Iterator<Item = &'static str> {
        let own = self.attributes.split("; ").find_map(|attribute| {
            let rest = attribute.strip_prefix("attr=")?.strip_prefix(parameter)?.strip_prefix(":type")?;
            rest.split_once("allowed=[")?.1.strip_suffix(']')
        });
        own.unwrap_or("").split(", ").filter_map(|name| name.strip_prefix("DT_")).map(shown)
    }
}

/// The name of a dtype in the middle of a sentence.
fn shown(name: &'static str) -> &'static str {
    const NAMES: [(&str, &str); 19] = [
        ("BFLOAT16", "bfloat16"),
        ("BOOL", "bool"),
        ("COMPLEX128", "complex128"),
        ("COMPLEX64", "complex64"),
        ("DOUBLE", "double"),
        ("FLOAT", "float"),
        ("HALF", "half"),
        ("INT16", "int16"),
        ("INT32", "int32"),
        ("INT64", "int64"),
        ("INT8", "int8"),
        ("QINT16", "qint16"),
        ("QINT32", "qint32"),
        ("QINT8", "qint8"),
        ("UINT16", "uint16"),
        ("UINT32", "uint32"),
        ("UINT64", "uint64"),
        ("UINT8", "uint8"),
        ("VARIANT", "variant"),
    ];
    const OTHERS: [(&str, &str); 3] = [("QUINT16", "quint16"), ("QUINT8", "quint8"), ("STRING", "string")];
    let known = NAMES.iter().chain(&OTHERS).find(|(long, _)| *long == name);
    known.map_or(name, |(_, short)| short)
}
