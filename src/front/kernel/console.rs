//! The console of a session whose user sits before a client.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use tape_lang::vm::{Console, Picture};
use tape_notebook::{Data, Stream};

use super::outbox::Outbox;
use super::wire::Message;
use crate::front::outputs;

/// How long printed text may wait for more.
const PATIENCE: Duration = Duration::from_millis(50);

/// How much of it may gather.
const ENOUGH: usize = 1 << 16;

/// The least time between two large pieces: a client shows no more, and what it does not read must be kept.
const BREATH: Duration = Duration::from_millis(5);

/// How often it is looked whether a question was interrupted.
const GLANCE: Duration = Duration::from_millis(10);

/// Printed text on its way, shared with the thread that sends what has waited long enough.
#[derive(Clone)]
pub struct Printer(Arc<Mutex<Pending>>);

struct Pending {
    outbox: Outbox,
    /// The request that runs.
    request: Option<Message>,
    out: String,
    err: String,
    /// Since when the oldest of it waits.
    since: Option<Instant>,
    /// When something was sent last.
    last: Instant,
}

impl Printer {
    /// A printer; text that nobody flushes leaves after a moment.
    #[must_use]
    pub fn new(outbox: Outbox) -> Printer {
        let (out, err) = (String::new(), String::new());
        let pending = Pending { outbox, request: None, out, err, since: None, last: Instant::now() };
        let printer = Printer(Arc::new(Mutex::new(pending)));
        let shared = printer.clone();
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(PATIENCE / 5);
                let mut pending = shared.lock();
                if pending.since.is_some_and(|since| since.elapsed() > PATIENCE) {
                    pending.flush();
                }
            }
        });
        printer
    }

    /// Sets the request that printed text belongs to.
    pub fn begin(&self, request: &Message) {
        self.flush();
        self.lock().request = Some(request.clone());
    }

    /// Sends what has gathered.
    pub fn flush(&self) {
        self.lock().flush();
    }

    /// Shows something to everybody, after what was printed before.
    pub fn show(&self, data: &Data) {
        let mut pending = self.lock();
        pending.flush();
        if let Some(request) = &pending.request {
            pending.outbox.publish(
                &request.header,
                "display_data",
                json!({
                    "data": bundle(data), "metadata": {}, "transient": {},
                }),
            );
        }
    }

    fn print(&self, stream: Stream, text: &str) {
        let mut pending = self.lock();
        let buffer = match stream {
            Stream::Out => &mut pending.out,
            Stream::Err => &mut pending.err,
        };
        buffer.push_str(text);
        let length = buffer.len();
        pending.since.get_or_insert_with(Instant::now);
        if length >= ENOUGH {
            let rest = BREATH.saturating_sub(pending.last.elapsed());
            pending.flush();
            drop(pending);
            std::thread::sleep(rest);
        }
    }

    fn request(&self) -> Option<Message> {
        self.lock().request.clone()
    }

    fn lock(&self) -> MutexGuard<'_, Pending> {
        // Text that a panic left behind is still text.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    fn flush(&mut self) {
        let (out, err) = (std::mem::take(&mut self.out), std::mem::take(&mut self.err));
        self.send(Stream::Out, &out);
        self.send(Stream::Err, &err);
        self.since = None;
    }

    fn send(&mut self, stream: Stream, text: &str) {
        if let (false, Some(request)) = (text.is_empty(), &self.request) {
            self.outbox.publish(&request.header, "stream", json!({"name": stream.name(), "text": text}));
            self.last = Instant::now();
        }
    }
}

/// Forms by their media types, as messages carry them.
#[must_use]
pub fn bundle(data: &Data) -> Value {
    Value::Object(data.iter().map(|(kind, text)| (kind.clone(), text.as_str().into())).collect::<Map<_, _>>())
}

/// Whether the client that sent a request shows questions to its user.
fn answers_questions(request: &Message) -> bool {
    request.content["allow_stdin"].as_bool().unwrap_or(true)
}

/// Standard output, error and input of the session.
pub struct Client {
    /// Where its output goes.
    pub printer: Printer,
    /// Where its questions go.
    pub outbox: Outbox,
    /// What comes from the stdin channel.
    pub answers: Receiver<Message>,
    /// Stops a question, as it stops a program.
    pub interrupt: Arc<AtomicBool>,
}

impl Console for Client {
    fn write_stdout(&mut self, text: &str) {
        self.printer.print(Stream::Out, text);
    }

    fn write_stderr(&mut self, text: &str) {
        self.printer.print(Stream::Err, text);
    }

    fn read_line(&mut self, prompt: &str) -> Option<String> {
        let request = self.printer.request().filter(answers_questions)?;
        self.printer.flush();
        // An answer to a question that was given up is no answer to this one.
        while self.answers.try_recv().is_ok() {}
        self.outbox.ask(&request, prompt);
        while !self.interrupt.load(Ordering::Relaxed) {
            match self.answers.recv_timeout(GLANCE) {
                Ok(answer) => return answer.content["value"].as_str().map(str::to_owned),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
        }
        None
    }

    fn takes_input(&self) -> bool {
        self.printer.request().is_some_and(|request| answers_questions(&request))
    }

    fn flush(&mut self) {
        let mut pending = self.printer.lock();
        let out = std::mem::take(&mut pending.out);
        pending.send(Stream::Out, &out);
    }

    fn flush_stderr(&mut self) {
        let mut pending = self.printer.lock();
        let err = std::mem::take(&mut pending.err);
        pending.send(Stream::Err, &err);
    }

    fn show(&mut self, picture: &dyn Picture) -> bool {
        self.printer.show(&outputs::forms(picture));
        true
    }
}
