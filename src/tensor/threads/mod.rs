//! Work on several processors at once, for large arrays only.

mod pool;

use std::sync::{Mutex, PoisonError};

/// Steps of work below which waking another thread takes longer than it saves.
const WORTH: usize = 1 << 15;

/// Runs `work` for each of `tasks`, each with a workspace that tasks of one thread share. All tasks together take about
/// so many `steps`, where a step is the work on one number.
///
/// Which thread runs a task must not matter to its result.
pub(crate) fn for_each<T: Send, W>(
    tasks: Vec<T>,
    steps: usize,
    workspace: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, T) + Sync,
) {
    if tasks.len() < 2 || steps < WORTH {
        let mut own = workspace();
        return tasks.into_iter().for_each(|task| work(&mut own, task));
    }
    let tasks = Mutex::new(tasks.into_iter());
    // What panics leaves the tasks as they are: whoever comes next takes the next one.
    let next = || tasks.lock().unwrap_or_else(PoisonError::into_inner).next();
    pool::everywhere(&|| {
        let Some(first) = next() else { return };
        let mut own = workspace();
        work(&mut own, first);
        while let Some(task) = next() {
            work(&mut own, task);
        }
    });
}

/// How many threads there are to share work.
pub(crate) fn count() -> usize {
    pool::threads()
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn every_task_runs_once_whoever_calls() {
        let callers: Vec<_> = (0..4)
            .map(|_| {
                std::thread::spawn(|| {
                    for round in 0..500 {
                        let seen: Vec<AtomicUsize> = (0..7).map(|_| AtomicUsize::new(0)).collect();
                        for_each(
                            (0..7).collect(),
                            WORTH,
                            || (),
                            |(), task: usize| {
                                seen[task].fetch_add(round + 1, Ordering::Relaxed);
                            },
                        );
                        assert!(seen.iter().all(|count| count.load(Ordering::Relaxed) == round + 1));
                    }
                })
            })
            .collect();
        assert!(callers.into_iter().all(|caller| caller.join().is_ok()));
    }

    #[test]
    fn a_panic_reaches_the_caller_and_the_workers_live_on() {
        for _ in 0..20 {
            let run = || for_each((0..4).collect(), WORTH, || (), |(), task: usize| assert_ne!(task, 2));
            assert!(catch_unwind(AssertUnwindSafe(run)).is_err());
        }
        let sum = AtomicUsize::new(0);
        for_each(
            (0..100).collect(),
            WORTH,
            || (),
            |(), task: usize| {
                sum.fetch_add(task, Ordering::Relaxed);
            },
        );
        assert_eq!(sum.into_inner(), 4950);
    }

    #[test]
    fn work_within_work_runs_too() {
        let sum = AtomicUsize::new(0);
        for_each(
            (0..4).collect(),
            WORTH,
            || (),
            |(), _: usize| {
                for_each(
                    (0..4).collect(),
                    WORTH,
                    || (),
                    |(), _: usize| {
                        sum.fetch_add(1, Ordering::Relaxed);
                    },
                );
            },
        );
        assert_eq!(sum.into_inner(), 16);
    }
}
