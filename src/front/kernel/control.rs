//! The control channel: what is answered at once, whatever runs.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::{Value, json};

use super::connection::Channel;
use super::outbox::{Outbox, unknown};
use super::wire::{Message, VERSION};

/// How often it is looked whether the client is still there.
const PERIOD: Duration = Duration::from_secs(1);

/// How long an answer gets to be written, and the sockets to send it.
const FAREWELL: Duration = Duration::from_millis(50);

/// Answers the control channel.
pub struct Control {
    interrupt: Arc<AtomicBool>,
}

impl Control {
    /// A control that stops programs by a flag.
    #[must_use]
    pub fn new(interrupt: Arc<AtomicBool>) -> Control {
        Control { interrupt }
    }

    /// Answers a request.
    pub fn answer(&self, outbox: &Outbox, request: &Message) {
        outbox.serve(Channel::Control, request, || match request.kind() {
            "kernel_info_request" => Some(kernel_info()),
            "shutdown_request" => Some(shut_down(outbox, request)),
            "interrupt_request" => {
                self.interrupt.store(true, Ordering::Relaxed);
                Some(json!({"status": "ok"}))
            }
            _ => unknown(request),
        });
    }
}

/// The answer to a `shutdown_request`. The process ends when it is on its way, whatever runs.
pub fn shut_down(outbox: &Outbox, request: &Message) -> Value {
    let outbox = outbox.clone();
    std::thread::spawn(move || {
        std::thread::sleep(FAREWELL);
        leave(&outbox, 0)
    });
    json!({"status": "ok", "restart": request.content["restart"].as_bool().unwrap_or(false)})
}

/// Ends the process after the last words.
pub fn leave(outbox: &Outbox, status: i32) -> ! {
    outbox.finish();
    std::thread::sleep(FAREWELL);
    std::process::exit(status)
}

/// What the kernel says of itself.
#[must_use]
pub fn kernel_info() -> Value {
    let version = env!("CARGO_PKG_VERSION");
    json!({
        "status": "ok",
        "protocol_version": VERSION,
        "implementation": "tape",
        "implementation_version": version,
        "language_info": tape_notebook::language_info(),
        "banner": format!("tape {version}: automatic differentiation with TensorFlow's GradientTape semantics"),
        "debugger": false,
        "supported_features": [],
        "help_links": [
            {"text": "GradientTape", "url": "https://www.tensorflow.org/guide/autodiff"},
            {"text": "Advanced automatic differentiation", "url": "https://www.tensorflow.org/guide/advanced_autodiff"},
        ],
    })
}

/// Ends the process when the client does that started it: a client that is killed can ask for nothing.
#[cfg(unix)]
pub fn follow_parent() {
    let parent = nix::unistd::getppid();
    std::thread::spawn(move || {
        while nix::unistd::getppid() == parent {
            std::thread::sleep(PERIOD);
        }
        std::process::exit(0);
    });
}

/// Elsewhere the client is trusted to say so.
#[cfg(not(unix))]
pub fn follow_parent() {}
