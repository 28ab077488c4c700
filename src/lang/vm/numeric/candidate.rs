//! Which functions may be numeric, by the look of their instructions alone.

use crate::code::Op;

/// Whether every instruction of a function may have to do with numbers only, and there is enough of it to be worth a translation: a
/// loop, or a call.
pub(crate) fn is_candidate(ops: &[Op]) -> bool {
    let mut is_worthwhile = false;
    let mut before = None;
    for op in ops {
        let is_numeric = match *op {
            Op::JumpBack { .. } | Op::Call { .. } | Op::CallMethod { .. } => {
                is_worthwhile = true;
                true
            }
            // Of a module, which is loaded by its name.
            Op::LoadAttr { a, .. } | Op::LoadMethod { a, .. } => {
                matches!(before, Some(Op::LoadGlobal { d, .. }) if d == a)
            }
            op => is_of_numbers(op) || makes_a_message(op),
        };
        if !is_numeric {
            return false;
        }
        before = Some(*op);
    }
    is_worthwhile
}

/// Instructions that numbers can be moved, computed and compared with.
fn is_of_numbers(op: Op) -> bool {
    matches!(
        op,
        Op::Const { .. }
            | Op::Move { .. }
            | Op::Take { .. }
            | Op::Clear { .. }
            | Op::CheckLocal { .. }
            | Op::LoadGlobal { .. }
            | Op::Add { .. }
            | Op::Sub { .. }
            | Op::Mul { .. }
            | Op::Div { .. }
            | Op::Mod { .. }
            | Op::FloorDiv { .. }
            | Op::AddK { .. }
            | Op::SubK { .. }
            | Op::MulK { .. }
            | Op::ModK { .. }
            | Op::FloorDivK { .. }
            | Op::KMul { .. }
            | Op::KSub { .. }
            | Op::Binary { .. }
            | Op::AddInplace { .. }
            | Op::SubInplace { .. }
            | Op::MulInplace { .. }
            | Op::Inplace { .. }
            | Op::Unary { .. }
            | Op::Compare { .. }
            | Op::Jump { .. }
            | Op::Test { .. }
            | Op::TestKeep { .. }
            | Op::TestLt { .. }
            | Op::TestLtE { .. }
            | Op::TestGt { .. }
            | Op::TestGtE { .. }
            | Op::TestEq { .. }
            | Op::TestNotEq { .. }
            | Op::TestLtK { .. }
            | Op::TestLtEK { .. }
            | Op::TestGtK { .. }
            | Op::TestGtEK { .. }
            | Op::TestEqK { .. }
            | Op::TestNotEqK { .. }
            | Op::TestNone { .. }
            | Op::GetIter { .. }
            | Op::ForIter { .. }
            | Op::Return { .. }
            | Op::ReturnConst { .. }
    )
}

/// Instructions of `raise ValueError(f"…")`, in front of which a numeric run ends.
fn makes_a_message(op: Op) -> bool {
    matches!(
        op,
        Op::StartText { .. }
            | Op::AppendText { .. }
            | Op::AppendField { .. }
            | Op::Raise { .. }
            | Op::RaiseAssertion { .. }
            | Op::RaiseAssertionBare
    )
}
