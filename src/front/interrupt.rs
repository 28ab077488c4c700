//! What stops a running program from outside: Ctrl-C, the limits of time and memory.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, mpsc};
use std::time::{Duration, Instant};

use super::arguments::Settings;

/// How often the limits are looked at.
const PERIOD: Duration = Duration::from_millis(10);

/// How long a program may take to end after it was told to.
const GRACE: Duration = Duration::from_secs(1);

/// The status of a program that took too long, as of `timeout`.
const TIMED_OUT: i32 = 124;

/// Lets Ctrl-C set the flag that raises `KeyboardInterrupt`.
pub fn listen(flag: &Arc<AtomicBool>) {
    let flag = Arc::clone(flag);
    // Without a handler Ctrl-C ends the process, which is the next best thing.
    let _ = ctrlc::set_handler(move || flag.store(true, Ordering::Relaxed));
}

/// Watches the limits that the command line sets. A program beyond one is told to stop; one that does not is ended.
pub fn watch(settings: &Settings, flag: &Arc<AtomicBool>) {
    let (memory, timeout) = (settings.memory, settings.timeout);
    if memory.is_none() && timeout.is_none() {
        return;
    }
    let flag = Arc::clone(flag);
    let begun = Instant::now();
    std::thread::spawn(move || {
        loop {
            std::thread::sleep(PERIOD);
            if let Some(limit) = timeout.filter(|limit| begun.elapsed() > *limit) {
                stop(
                    &flag,
                    &format!("TimeoutError: the program took longer than {} s", limit.as_secs_f64()),
                    TIMED_OUT,
                );
            }
            if let Some(limit) = memory.filter(|limit| resident_bytes().is_some_and(|bytes| bytes > *limit)) {
                stop(&flag, &format!("MemoryError: the program took more than {limit} bytes"), 1);
            }
        }
    });
}

/// Interrupts what runs if it takes longer, until what is returned is dropped.
pub fn patience(limit: Duration, flag: &Arc<AtomicBool>) -> mpsc::Sender<()> {
    let (done, waits) = mpsc::channel();
    let flag = Arc::clone(flag);
    std::thread::spawn(move || {
        if waits.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
            flag.store(true, Ordering::Relaxed);
        }
    });
    done
}

/// Tells the program to stop, gives it a moment to clean up, and ends the process.
fn stop(flag: &AtomicBool, reason: &str, status: i32) {
    super::say(reason);
    flag.store(true, Ordering::Relaxed);
    std::thread::sleep(GRACE);
    std::process::exit(status);
}

/// How much memory the process has, where the system tells.
fn resident_bytes() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split_whitespace().nth(1)?.parse().ok()?;
    Some(pages * 4096)
}
