//! Work on several processors at once, for large arrays only.

use std::sync::Once;

use rayon::prelude::*;

/// Steps of work below which waking another thread takes longer than it saves.
const WORTH: usize = 1 << 15;

/// Runs `work` for each of `tasks`, each with a workspace that tasks of one thread share. All tasks together take about
/// so many `steps`, where a step is the work on one number.
///
/// Which thread runs a task must not matter to its result.
pub(crate) fn for_each<T: Send, W>(
    tasks: Vec<T>,
    steps: usize,
    workspace: impl Fn() -> W + Sync + Send,
    work: impl Fn(&mut W, T) + Sync + Send,
) {
    if tasks.len() < 2 || steps < WORTH {
        let mut own = workspace();
        tasks.into_iter().for_each(|task| work(&mut own, task));
    } else {
        start();
        tasks.into_par_iter().with_max_len(1).for_each_init(workspace, work);
    }
}

/// How many threads there are to share work.
pub(crate) fn count() -> usize {
    start();
    rayon::current_num_threads()
}

/// Makes the thread that comes first one of the workers: it need not wake another to begin with.
fn start() {
    static STARTED: Once = Once::new();
    STARTED.call_once(|| {
        // Where somebody else has started the workers already, those serve as well.
        let _ = rayon::ThreadPoolBuilder::new().use_current_thread().build_global();
    });
}
