//! The sockets of the kernel and the threads that serve them.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::runtime::{Builder, Runtime};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use zeromq::{
    PubSocket, RepSocket, RouterRecvHalf, RouterSendHalf, RouterSocket, Socket, SocketRecv, SocketSend, ZmqMessage,
};

use super::connection::{Channel, Connection};
use super::outbox::{Outbox, Parcel};
use super::wire::{Message, Wire};

/// One thread may sign and send while another hears; with a single one VS Code has been seen to miss `idle`.
const THREADS: usize = 2;

/// How long a socket is left alone after it failed.
const PAUSE: Duration = Duration::from_millis(100);

/// What is done with a message.
pub type Receiver = Box<dyn Fn(&Outbox, Message) + Send + Sync>;

/// What is done with the messages of each channel. These run on the sockets' threads: none may take long.
pub struct Receivers {
    /// Requests that wait their turn.
    pub shell: Receiver,
    /// Requests that do not.
    pub control: Receiver,
    /// What the user typed.
    pub stdin: Receiver,
}

/// The running sockets; they close with it.
pub struct Service {
    outbox: Outbox,
    _runtime: Runtime,
}

impl Service {
    /// The way to the clients.
    #[must_use]
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }
}

/// Binds the channels and serves them.
///
/// # Errors
/// When a port is taken, or threads cannot be had.
pub fn serve(connection: &Connection, receivers: Receivers) -> Result<Service> {
    let runtime = Builder::new_multi_thread().worker_threads(THREADS).enable_all().build()?;
    let wire = Arc::new(Wire::new(connection.key.as_bytes()));
    let (sender, parcels) = unbounded_channel();
    let outbox = Outbox::new(Arc::clone(&wire), sender);
    runtime.block_on(async {
        let mut publisher = PubSocket::new();
        bind(&mut publisher, connection, Channel::Publish).await?;
        let mut heartbeat = RepSocket::new();
        bind(&mut heartbeat, connection, Channel::Heartbeat).await?;
        let mut senders = Vec::new();
        for (channel, receiver) in [
            (Channel::Shell, receivers.shell),
            (Channel::Control, receivers.control),
            (Channel::Stdin, receivers.stdin),
        ] {
            let mut router = RouterSocket::new();
            bind(&mut router, connection, channel).await?;
            let (send, receive) = router.split();
            senders.push((channel, send));
            tokio::spawn(hear(receive, Arc::clone(&wire), outbox.clone(), receiver));
        }
        tokio::spawn(speak(parcels, publisher, senders));
        tokio::spawn(echo(heartbeat));
        anyhow::Ok(())
    })?;
    Ok(Service { outbox, _runtime: runtime })
}

async fn bind(socket: &mut impl Socket, connection: &Connection, channel: Channel) -> Result<()> {
    let endpoint = connection.endpoint(channel);
    socket.bind(&endpoint).await.with_context(|| format!("can't listen at {endpoint}"))?;
    Ok(())
}

/// Takes the messages of a channel. One that is not signed, or not for the first time, is dropped without an answer.
async fn hear(mut socket: RouterRecvHalf, wire: Arc<Wire>, outbox: Outbox, receiver: Receiver) {
    loop {
        match socket.recv().await {
            Ok(frames) => match wire.read(&frames.into_vec()) {
                Ok(message) => receiver(&outbox, message),
                Err(refused) => crate::front::say(&format!("tape kernel: a message was refused: {refused:?}")),
            },
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Sends what is in the outbox. A client that has gone does not hear its answer; that is no error of the kernel's.
async fn speak(
    mut parcels: UnboundedReceiver<Parcel>,
    mut publisher: PubSocket,
    mut routers: Vec<(Channel, RouterSendHalf)>,
) {
    while let Some(parcel) = parcels.recv().await {
        match parcel {
            Parcel::Frames(channel, frames) => {
                let Some(message) = assemble(frames) else { continue };
                match routers.iter_mut().find(|(own, _)| *own == channel) {
                    Some((_, router)) => drop(router.send(message).await),
                    None => drop(publisher.send(message).await),
                }
            }
            Parcel::Mark(done) => drop(done.send(())),
        }
    }
}

/// Frames as the sockets take them.
fn assemble(frames: Vec<Vec<u8>>) -> Option<ZmqMessage> {
    let mut frames = frames.into_iter();
    let mut message = ZmqMessage::from(frames.next()?);
    frames.for_each(|frame| message.push_back(frame.into()));
    Some(message)
}

/// Sends back whatever comes: the kernel is alive.
async fn echo(mut socket: RepSocket) {
    loop {
        match socket.recv().await {
            Ok(beat) => drop(socket.send(beat).await),
            Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}
