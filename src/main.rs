//! The binary: a thread with a stack deep enough for the language's own limit of recursion, and on it the front.

mod allocator;

use std::process::exit;
use std::thread;

use self::allocator::Allocator;

#[global_allocator]
static ALLOCATOR: Allocator = Allocator;

/// Reserved, not used: memory is taken as the stack grows.
const STACK: usize = 256 << 20;

fn main() {
    allow_large_pages();
    let front = thread::Builder::new().name("tape".to_owned()).stack_size(STACK);
    let run = || {
        tape_lang::cycles::set_memory_gauge(allocator::in_large_blocks);
        tape::front::main(std::env::args_os())
    };
    let status = match front.spawn(run) {
        // A panic has been reported by the thread itself.
        Ok(thread) => thread.join().unwrap_or(101),
        Err(_) => run(),
    };
    exit(status);
}

/// The allocator keeps to small pages, so that a start needs little memory, and forbids others to the whole process. Large
/// arrays ask for large ones themselves.
fn allow_large_pages() {
    #[cfg(target_os = "linux")]
    // Where the system knows nothing of them, there is nothing to allow.
    let _ = nix::sys::prctl::set_thp_disable(false);
}
