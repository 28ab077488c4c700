//! Work on several processors at once, for large arrays only.

use std::sync::Once;

use rayon::prelude::*;

/// Runs `work` for each of `tasks`, each with a workspace that tasks of one thread share.
///
/// Which thread runs a task must not matter to its result.
pub(crate) fn for_each<T: Send, W>(
    tasks: Vec<T>,
    workspace: impl Fn() -> W + Sync + Send,
    work: impl Fn(&mut W, T) + Sync + Send,
) {
    start();
    if tasks.len() < 2 {
        let mut own = workspace();
        tasks.into_iter().for_each(|task| work(&mut own, task));
    } else {
        tasks.into_par_iter().with_max_len(1).for_each_init(workspace, work);
    }
}

/// Makes the thread that comes first one of the workers: it need not wake another to begin with.
fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // Where somebody else has started the workers already, those serve as well.
        let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    });
}
