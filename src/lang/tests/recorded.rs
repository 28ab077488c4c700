//! The pure parts of the library against tables recorded from CPython (tests/record).

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may fail loudly")]

use num_bigint::BigInt;
use num_complex::Complex64;
use tape_lang::fault::{Computed, FaultKind};
use tape_lang::{format, number};

fn float(hex: &str) -> f64 {
    f64::from_bits(u64::from_str_radix(hex, 16).unwrap())
}

fn complex(hex: &str) -> Complex64 {
    Complex64::new(float(&hex[..16]), float(&hex[16..]))
}

fn text<T: ToString>(result: Computed<T>) -> String {
    match result {
        Ok(value) => value.to_string(),
        Err(fault) => {
            let class = match fault.kind() {
                FaultKind::Type => "TypeError",
                FaultKind::Value => "ValueError",
                FaultKind::ZeroDivision => "ZeroDivisionError",
                FaultKind::Overflow => "OverflowError",
                FaultKind::Index => "IndexError",
                FaultKind::Lookup => "LookupError",
                FaultKind::Memory => "MemoryError",
            };
            format!("!{class}: {fault}")
        }
    }
}

fn compare(table: &str, compute: impl Fn(&[&str]) -> String) {
    let mut wrong = Vec::new();
    for line in table.lines() {
        let (given, expected) = line.rsplit_once('\t').unwrap();
        let fields: Vec<&str> = given.split('\t').collect();
        let computed = compute(&fields);
        if computed != expected {
            wrong.push(format!("{given}\n  expected {expected}\n  computed {computed}"));
        }
    }
    assert!(wrong.is_empty(), "{} rows differ:\n{}", wrong.len(), wrong[..wrong.len().min(25)].join("\n"));
}

#[test]
fn formats_as_cpython() {
    compare(include_str!("data/format.tsv"), |fields| {
        let [kind, value, spec] = fields else { panic!("a row has four fields") };
        match *kind {
            "float" => text(format::format_float(float(value), spec)),
            "int" => text(format::format_int(&value.parse().unwrap(), spec, "int")),
            "complex" => text(format::format_complex(complex(value), spec)),
            _ => text(format::format_str(value, spec)),
        }
    });
}

/// A float as the tables show it: `f` and its bits, all NaN alike.
fn bits(float: f64) -> String {
    format!("f{:016x}", if float.is_nan() { f64::NAN.to_bits() } else { float.to_bits() })
}

fn complex_bits(number: Complex64) -> String {
    format!("c{}{}", &bits(number.re)[1..], &bits(number.im)[1..])
}

fn float_row(fields: &[&str]) -> Option<String> {
    let a = float(fields[1].strip_prefix('f')?);
    let b = || fields[2].strip_prefix('f').map_or(0.0, float);
    Some(match fields[0] {
        "fmod" => text(number::float::modulo(a, b()).map(bits)),
        "ffloordiv" => text(number::float::floor_divide(a, b()).map(bits)),
        "fdivmod" => {
            text(number::float::divide_with_remainder(a, b()).map(|(q, r)| format!("{},{}", bits(q), bits(r))))
        }
        "fhex" => number::float::to_hex(a),
        "fratio" => text(number::float::integer_ratio(a).map(|(n, d)| format!("{n},{d}"))),
        "fround" => text(number::float::round_to_places(a, fields[2].parse().unwrap()).map(bits)),
        "fint" => text(number::float::to_int(a)),
        "froundint" => text(number::float::round_to_int(a)),
        "frepr" => number::repr_float(a),
        "fpow" => text(number::float::power(a, b()).map(|power| bits(power.unwrap_or(f64::NAN)))),
        other => panic!("no operation {other}"),
    })
}

fn int_row(fields: &[&str]) -> String {
    let a: BigInt = fields[1].parse().unwrap();
    let b = || fields[2].parse::<BigInt>().unwrap();
    let order = || number::float::compare_big(&a, float(&fields[2][1..]));
    match fields[0] {
        "idiv" => text(number::int::true_divide(&a, &b()).map(bits)),
        "ifloordiv" => text(number::int::floor_divide(&a, &b())),
        "imod" => text(number::int::modulo(&a, &b())),
        "ifloat" => text(number::big_to_float(&a).map(bits)),
        "iround" => {
            number::int::round_to_zeros(&a, fields[2][0..].trim_start_matches('-').parse().unwrap()).to_string()
        }
        "ilt" => i32::from(order().is_some_and(std::cmp::Ordering::is_lt)).to_string(),
        "ieq" => i32::from(order().is_some_and(std::cmp::Ordering::is_eq)).to_string(),
        other => panic!("no operation {other}"),
    }
}

fn complex_row(fields: &[&str]) -> Option<String> {
    let a = complex(fields[1].strip_prefix('c')?);
    let b = || complex(&fields[2][1..]);
    Some(match fields[0] {
        "cmul" => complex_bits(number::complex::multiply(a, b())),
        "cdiv" => text(number::complex::divide(a, b()).map(complex_bits)),
        "cabs" => text(number::complex::absolute(a).map(bits)),
        "cpow" => text(number::complex::power(a, b()).map(complex_bits)),
        other => panic!("no operation {other}"),
    })
}

#[test]
fn computes_as_cpython() {
    compare(include_str!("data/number.tsv"), |fields| {
        float_row(fields).or_else(|| complex_row(fields)).unwrap_or_else(|| int_row(fields))
    });
}
