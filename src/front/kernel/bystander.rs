//! Answers that do not wait for a running cell: completion and help from what was known when it began.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};

use tape_lang::vm::Silent;

use super::answers;
use super::connection::Channel;
use super::outbox::Outbox;
use super::wire::Message;
use crate::shell::help::About;
use crate::shell::{Manner, Session};

/// What is built in is the same in every session: a second one, which never runs a cell, tells about it.
const STACK: usize = 64 << 20;

/// The user's names and what there is to say about each.
type Snapshot = Vec<(String, About)>;

/// Stands beside the session.
#[derive(Clone, Default)]
pub struct Bystander(Arc<Shared>);

#[derive(Default)]
struct Shared {
    busy: AtomicBool,
    snapshot: Mutex<Snapshot>,
    questions: Mutex<Option<mpsc::Sender<(Outbox, Message)>>>,
}

impl Bystander {
    /// Notes that a cell begins, and what was there before it.
    pub fn cell_begins(&self, snapshot: Snapshot) {
        *self.0.snapshot.lock().unwrap_or_else(PoisonError::into_inner) = snapshot;
        self.0.busy.store(true, Ordering::Release);
    }

    /// Notes that the session has time again.
    pub fn cell_ends(&self) {
        self.0.busy.store(false, Ordering::Release);
    }

    /// Takes a request that need not wait; gives back any other.
    pub fn offer(&self, outbox: &Outbox, request: Message) -> Option<Message> {
        let can_be_answered = matches!(request.kind(), "complete_request" | "inspect_request" | "is_complete_request");
        if !can_be_answered || !self.0.busy.load(Ordering::Acquire) {
            return Some(request);
        }
        let mut questions = self.0.questions.lock().unwrap_or_else(PoisonError::into_inner);
        let sender = questions.get_or_insert_with(|| self.start());
        // Where no thread could be had, the request waits for the cell like any other.
        sender.send((outbox.clone(), request)).err().map(|refused| refused.0.1)
    }

    /// Starts the thread that answers.
    fn start(&self) -> mpsc::Sender<(Outbox, Message)> {
        let (sender, questions) = mpsc::channel();
        let shared = Arc::clone(&self.0);
        let thread = std::thread::Builder::new().name("bystander".to_owned()).stack_size(STACK);
        // Without the thread its end of the channel is gone, which the sender notices.
        let _ = thread.spawn(move || {
            let mut session = Session::new(Box::new(Silent), Manner::Notebook);
            session.begin_prompt();
            for (outbox, request) in questions {
                answer(&mut session, &shared.snapshot, &outbox, &request);
            }
        });
        sender
    }
}

fn answer(session: &mut Session, snapshot: &Mutex<Snapshot>, outbox: &Outbox, request: &Message) {
    let snapshot = snapshot.lock().unwrap_or_else(PoisonError::into_inner).clone();
    outbox.serve(Channel::Shell, request, || {
        let content = &request.content;
        Some(match request.kind() {
            "complete_request" => {
                let names: Vec<String> = snapshot.iter().map(|(name, _)| name.clone()).collect();
                answers::complete(session, content, &names)
            }
            "inspect_request" => {
                let users =
                    |name: &String| snapshot.iter().find(|(own, _)| own == name).map(|(_, about)| about.clone());
                answers::inspect(content, |name| users(name).or_else(|| session.inspect(name)))
            }
            _ => answers::is_complete(content),
        })
    });
}
