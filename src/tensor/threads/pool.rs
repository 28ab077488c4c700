//! The threads that share work: as many as there are processors, the caller among them.
//!
//! A step of training is made of many short pieces of work, tens of microseconds apart. A thread that has gone to sleep
//! between them takes longer to wake, up to a hundred microseconds on a virtual machine, than such a piece takes. So
//! workers stay awake for a moment ([`PATIENCE`]) after each piece, as those of the usual libraries for linear algebra do,
//! and give the processor away to whoever asks for it meanwhile.

#![allow(unsafe_code)]

use std::cell::UnsafeCell;
use std::hint::spin_loop;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// How long a worker stays awake without work.
const PATIENCE: Duration = Duration::from_millis(1);

/// Looks at the job before a waiting thread offers its processor to others.
const LOOKS: u32 = 100;

/// A worker's stack.
const STACK_BYTES: usize = 1 << 20;

/// Something that all threads do at once; each is told its number, the owner's is 0.
type Job = dyn Fn(usize) + Sync;

/// Set in [`Pool::state`] while workers may join the job. Below it their number, above it the number of the job.
const OPEN: u64 = 1 << 16;
const NEXT_JOB: u64 = OPEN << 1;
const WORKERS: u64 = OPEN - 1;

struct Pool {
    /// Held by the thread whose job it is.
    owner: Mutex<()>,
    state: AtomicU64,
    /// Written by the owner while the job is not open and nobody is at it.
    job: UnsafeCell<*const Job>,
    workers: OnceLock<Vec<Worker>>,
}

struct Worker {
    thread: Thread,
    asleep: &'static AtomicBool,
}

// SAFETY: the job is read only by workers that have joined, between which and its writing lies an exchange of the state.
unsafe impl Sync for Pool {}

static POOL: Pool =
    Pool { owner: Mutex::new(()), state: AtomicU64::new(0), job: UnsafeCell::new(&|_| ()), workers: OnceLock::new() };

/// How many threads there are.
pub(super) fn threads() -> usize {
    1 + POOL.workers().len()
}

/// Runs the job on this thread, and on all others that come in time. One that panics does so here, once all have left.
pub(super) fn everywhere(job: &(dyn Fn(usize) + Sync)) {
    // Somebody else's work, or work within work: this thread does it alone.
    let Ok(owner) = POOL.owner.try_lock() else { return job(0) };
    let panic = Mutex::new(None);
    let caught = |thread| {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| job(thread))) {
            panic.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(payload);
        }
    };
    POOL.open(&caught);
    caught(0);
    POOL.close();
    drop(owner);
    if let Some(payload) = panic.into_inner().unwrap_or_else(PoisonError::into_inner) {
        resume_unwind(payload);
    }
}

impl Pool {
    fn workers(&'static self) -> &'static [Worker] {
        self.workers.get_or_init(|| {
            let others = thread::available_parallelism().map_or(0, |count| count.get() - 1);
            (1..=others.min(WORKERS as usize)).map_while(|number| self.hire(number)).collect()
        })
    }

    /// A new worker, if the system has room for one.
    fn hire(&'static self, number: usize) -> Option<Worker> {
        let asleep: &'static AtomicBool = Box::leak(Box::new(AtomicBool::new(false)));
        let builder = thread::Builder::new().name("tape worker".into()).stack_size(STACK_BYTES);
        let handle = builder.spawn(move || self.serve(number, asleep)).ok()?;
        Some(Worker { thread: handle.thread().clone(), asleep })
    }

    /// Lets the workers join a job. The caller is the owner, and closes it before the job ends.
    fn open(&'static self, job: &(dyn Fn(usize) + Sync)) {
        let workers = self.workers();
        // SAFETY: the job before is closed, so nobody reads; `close` keeps this one alive as long as anybody does.
        unsafe {
            *self.job.get() =
                std::mem::transmute::<*const (dyn Fn(usize) + Sync + '_), *const Job>(std::ptr::from_ref(job));
        }
        let state = self.state.load(Ordering::Relaxed);
        self.state.store(((state & !(NEXT_JOB - 1)) + NEXT_JOB) | OPEN, Ordering::SeqCst);
        for worker in workers {
            // Either this sees a worker that falls asleep, or that worker sees the job.
            if worker.asleep.load(Ordering::SeqCst) {
                worker.thread.unpark();
            }
        }
    }

    /// Waits until everybody has left the job.
    fn close(&self) {
        let mut state = self.state.fetch_and(!OPEN, Ordering::AcqRel);
        let mut looks = 0;
        while state & WORKERS != 0 {
            pause(&mut looks);
            state = self.state.load(Ordering::Acquire);
        }
    }

    /// What a worker does all its life.
    fn serve(&self, number: usize, asleep: &AtomicBool) {
        let mut done = 0;
        loop {
            let state = self.wait(done, asleep);
            done = state & !(NEXT_JOB - 1);
            let joined = self.state.fetch_update(Ordering::AcqRel, Ordering::Acquire, |state| {
                (state & !(NEXT_JOB - 1) == done && state & OPEN != 0).then_some(state + 1)
            });
            if joined.is_ok() {
                // SAFETY: the owner wrote the job before it opened it, and waits for this worker before it ends.
                unsafe { (**self.job.get())(number) };
                self.state.fetch_sub(1, Ordering::Release);
            }
        }
    }

    /// Waits for a job after the one `done`: awake at first, then asleep.
    fn wait(&self, done: u64, asleep: &AtomicBool) -> u64 {
        let is_new = |state: u64| state & OPEN != 0 && state & !(NEXT_JOB - 1) != done;
        let (mut looks, mut since) = (0, None);
        loop {
            let state = self.state.load(Ordering::Acquire);
            if is_new(state) {
                return state;
            }
            pause(&mut looks);
            if looks.is_multiple_of(LOOKS) && since.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                asleep.store(true, Ordering::SeqCst);
                while !is_new(self.state.load(Ordering::SeqCst)) {
                    thread::park();
                }
                asleep.store(false, Ordering::Relaxed);
            }
        }
    }
}

/// A moment of waiting; now and then the processor goes to others.
fn pause(looks: &mut u32) {
    *looks = looks.wrapping_add(1);
    if looks.is_multiple_of(LOOKS) { thread::yield_now() } else { spin_loop() }
}
