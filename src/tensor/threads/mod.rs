//! Work on several processors at once, for large arrays only.

mod pool;

use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use smallvec::SmallVec;

/// Steps of work below which waking another thread takes longer than it saves.
const WORTH: usize = 1 << 15;

/// Runs `work` for each of `tasks`, each with a workspace that tasks of one thread share. All tasks together take about
/// so many `steps`, where a step is the work on one number.
///
/// Which thread runs a task must not matter to its result. It does matter to the time: what a thread has written lies in the
/// caches of its processor. So each begins with a share of neighbours that is the same for every work of as many parts.
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
    let shares = Mutex::new(Shares::new(tasks, count()));
    // What panics leaves the tasks as they are: whoever comes next takes the next one.
    let next = |thread| shares.lock().unwrap_or_else(PoisonError::into_inner).next(thread);
    pool::everywhere(&|thread| {
        let Some(first) = next(thread) else { return };
        let mut own = workspace();
        work(&mut own, first);
        while let Some(task) = next(thread) {
            work(&mut own, task);
        }
    });
}

/// Tasks dealt out to threads: to each the same number of neighbours.
struct Shares<T> {
    tasks: Vec<Option<T>>,
    /// What is left of each thread's share.
    left: SmallVec<[Range<usize>; 8]>,
}

impl<T> Shares<T> {
    fn new(tasks: Vec<T>, threads: usize) -> Shares<T> {
        let bound = |thread| tasks.len() * thread / threads;
        let left = (0..threads).map(|thread| bound(thread)..bound(thread + 1)).collect();
        Shares { left, tasks: tasks.into_iter().map(Some).collect() }
    }

    /// The next task for a thread: the first one left of its share, or else the last one of whoever has most to do.
    fn next(&mut self, thread: usize) -> Option<T> {
        let own = self.left.get_mut(thread).and_then(Iterator::next);
        let place = own.or_else(|| self.left.iter_mut().max_by_key(|share| share.len())?.next_back());
        self.tasks[place?].take()
    }
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
    fn threads_begin_with_their_own_share_and_then_take_from_the_end_of_others() {
        let mut shares = Shares::new((0..7).collect(), 2);
        let order = [1, 0, 1, 1, 1, 1, 0, 0].map(|thread| shares.next(thread));
        assert_eq!(order, [Some(3), Some(0), Some(4), Some(5), Some(6), Some(2), Some(1), None]);
        assert_eq!(Shares::new(vec![1], 4).next(0), Some(1));
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
