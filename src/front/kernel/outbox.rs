//! What the kernel says: answers to one client, news to all.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;

use super::connection::Channel;
use super::wire::{Message, Wire};

/// How long the last words may take to reach the client.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Something on its way out.
pub enum Parcel {
    /// The frames of a message and where they go.
    Frames(Channel, Vec<Vec<u8>>),
    /// Everything before it has been handed to the sockets.
    Mark(mpsc::Sender<()>),
}

/// The one way out. Whatever is put in from any thread leaves in that order.
#[derive(Clone)]
pub struct Outbox {
    wire: Arc<Wire>,
    sender: UnboundedSender<Parcel>,
}

impl Outbox {
    /// An outbox that signs with a key.
    #[must_use]
    pub fn new(wire: Arc<Wire>, sender: UnboundedSender<Parcel>) -> Outbox {
        Outbox { wire, sender }
    }

    /// Tells everybody something that a request brought about; `parent` is the request's header.
    pub fn publish(&self, parent: &Value, kind: &str, content: Value) {
        let topic = format!("kernel.{kind}").into_bytes();
        self.send(Channel::Publish, vec![topic], parent, kind, content);
    }

    /// Says that a request is being worked on, or is done with.
    pub fn status(&self, request: &Message, state: &str) {
        self.publish(&request.header, "status", json!({"execution_state": state}));
    }

    /// Answers a request: an `execute_request` with an `execute_reply`.
    pub fn reply(&self, channel: Channel, request: &Message, content: Value) {
        let kind = request.kind().replace("_request", "_reply");
        self.send(channel, request.identities.clone(), &request.header, &kind, content);
    }

    /// Does the work of a request between the news that it has begun and that it is done, and answers.
    pub fn serve(&self, channel: Channel, request: &Message, work: impl FnOnce() -> Option<Value>) {
        self.status(request, "busy");
        if let Some(content) = work() {
            self.reply(channel, request, content);
        }
        self.status(request, "idle");
    }

    /// Asks the client of a request for a line of input.
    pub fn ask(&self, request: &Message, prompt: &str) {
        let content = json!({"prompt": prompt, "password": false});
        self.send(Channel::Stdin, request.identities.clone(), &request.header, "input_request", content);
    }

    /// Waits until all that was said has been handed over, a moment at most.
    pub fn finish(&self) {
        let (done, wait) = mpsc::channel();
        if self.sender.send(Parcel::Mark(done)).is_ok() {
            // Where it takes too long nobody is listening any more.
            let _ = wait.recv_timeout(LAST_WORDS);
        }
    }

    fn send(&self, channel: Channel, identities: Vec<Vec<u8>>, parent: &Value, kind: &str, content: Value) {
        let message = Message { identities, header: self.wire.header(kind), parent: parent.clone(), content };
        // The other end goes with the process.
        let _ = self.sender.send(Parcel::Frames(channel, self.wire.write(&message)));
    }
}

/// What is answered to a request that is not known.
#[must_use]
pub fn unknown(request: &Message) -> Option<Value> {
    let name = request.kind();
    let value = format!("this kernel does not answer to {name}");
    name.ends_with("_request")
        .then(|| json!({"status": "error", "ename": "NotImplementedError", "evalue": value, "traceback": []}))
}
