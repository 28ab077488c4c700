//! The formulas of labels (`$\theta_0^2$`) as plain Unicode text.

/// Commands and the characters they stand for.
#[rustfmt::skip]
const SYMBOLS: &[(&str, &str)] = &[
    ("alpha", "α"), ("beta", "β"), ("gamma", "γ"), ("delta", "δ"), ("epsilon", "ϵ"), ("varepsilon", "ε"), ("zeta", "ζ"),
    ("eta", "η"), ("theta", "θ"), ("iota", "ι"), ("kappa", "κ"), ("lambda", "λ"), ("mu", "μ"), ("nu", "ν"), ("xi", "ξ"),
    ("pi", "π"), ("rho", "ρ"), ("sigma", "σ"), ("tau", "τ"), ("upsilon", "υ"), ("phi", "ϕ"), ("varphi", "φ"), ("chi", "χ"),
    ("psi", "ψ"), ("omega", "ω"), ("Gamma", "Γ"), ("Delta", "Δ"), ("Theta", "Θ"), ("Lambda", "Λ"), ("Xi", "Ξ"), ("Pi", "Π"),
    ("Sigma", "Σ"), ("Phi", "Φ"), ("Psi", "Ψ"), ("Omega", "Ω"), ("nabla", "∇"), ("partial", "∂"), ("infty", "∞"),
    ("sum", "∑"), ("prod", "∏"), ("int", "∫"), ("sqrt", "√"), ("times", "×"), ("cdot", "·"), ("pm", "±"), ("leq", "≤"),
    ("le", "≤"), ("geq", "≥"), ("ge", "≥"), ("neq", "≠"), ("ne", "≠"), ("approx", "≈"), ("sim", "∼"), ("in", "∈"), ("to", "→"),
    ("rightarrow", "→"), ("leftarrow", "←"), ("ldots", "…"), ("dots", "…"), ("ell", "ℓ"), ("circ", "∘"), ("degree", "°"),
    ("quad", " "), (",", " "), (";", " "), ("!", ""), (" ", " "), ("{", "{"), ("}", "}"), ("$", "$"), ("%", "%"), ("_", "_"),
    ("log", "log"), ("ln", "ln"), ("exp", "exp"), ("sin", "sin"), ("cos", "cos"), ("tan", "tan"), ("tanh", "tanh"),
    ("max", "max"), ("min", "min"), ("left", ""), ("right", ""), ("mathrm", ""), ("mathbf", ""), ("mathit", ""), ("text", ""),
    ("mathcal", ""), ("mathdefault", ""), ("rm", ""), ("bf", ""), ("hat", ""), ("bar", ""), ("vec", ""), ("tilde", ""),
];

const PLAIN: &str = "0123456789+-=()aehijklmnoprstuvx";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵉʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛˣ";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

/// A label as it is shown: what stands between dollar signs is read as a formula.
///
/// # Examples
/// ```
/// use tape_plot::mathtext::plain;
/// assert_eq!(plain("loss $J(\\theta_1)$"), "loss J(θ₁)");
/// assert_eq!(plain("$x^2$ and $\\frac{a}{b}$"), "x² and a/b");
/// assert_eq!(plain("costs $5"), "costs $5");
/// ```
#[must_use]
pub fn plain(label: &str) -> String {
    let dollars = label.matches('$').count() - label.matches("\\$").count();
    if dollars == 0 || dollars % 2 == 1 {
        return label.replace("\\$", "$");
    }
    let mut text = String::new();
    for (index, part) in label.split('$').enumerate() {
        if index % 2 == 0 { text.push_str(part) } else { text.push_str(&formula(part)) }
    }
    text
}

/// Digits and letters raised: `−12` becomes `⁻¹²`.
#[must_use]
pub fn superscript(text: &str) -> String {
    shifted(text, RAISED).unwrap_or_else(|| format!("^{text}"))
}

fn shifted(text: &str, to: &str) -> Option<String> {
    let find = |c: char| PLAIN.chars().position(|own| own == c).and_then(|index| to.chars().nth(index));
    text.replace('−', "-").chars().map(find).collect()
}

fn formula(source: &str) -> String {
    let mut text = String::new();
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '\\' => {
                let letters = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
                let length = if letters == 0 { rest.chars().next().map_or(0, char::len_utf8) } else { letters };
                let (command, after) = rest.split_at(length);
                rest = after;
                if command == "frac" {
                    let (above, below) = (group(&mut rest), group(&mut rest));
                    text.push_str(&format!("{}/{}", formula(above), formula(below)));
                    continue;
                }
                let known = SYMBOLS.iter().find(|(name, _)| *name == command);
                text.push_str(known.map_or(command, |(_, symbol)| symbol));
            }
            '^' | '_' => {
                let inner = formula(group(&mut rest));
                let table = if c == '^' { RAISED } else { LOWERED };
                match shifted(&inner, table) {
                    Some(moved) => text.push_str(&moved),
                    None if c == '^' && inner.chars().count() > 1 => text.push_str(&format!("^({inner})")),
                    None => text.push_str(&format!("{c}{inner}")),
                }
            }
            '{' | '}' => {}
            '-' => text.push('−'),
            other => text.push(other),
        }
    }
    text
}

/// What a command or a raised place takes: a group in braces, a command, or one character.
fn group<'a>(rest: &mut &'a str) -> &'a str {
    let source = *rest;
    let end = match source.chars().next() {
        Some('{') => {
            let mut depth = 0;
            let close = source.char_indices().find(|(_, c)| {
                depth += i32::from(*c == '{') - i32::from(*c == '}');
                depth == 0
            });
            let end = close.map_or(source.len(), |(index, _)| index);
            *rest = source.get(end + 1..).unwrap_or("");
            return &source[1..end];
        }
        Some('\\') => 1 + source[1..].bytes().take_while(u8::is_ascii_alphabetic).count(),
        Some(c) => c.len_utf8(),
        None => 0,
    };
    let (taken, after) = source.split_at(end);
    *rest = after;
    taken
}
