//! `tape kernel`: the kernel for Jupyter, protocol 5.4 over ZeroMQ.
//!
//! Two threads of an asynchronous runtime serve the sockets ([`channels`]); the session lives on the thread of the process and takes
//! requests from a queue ([`desk`]). What must not wait for a cell is answered beside it: interrupt and shutdown on the control
//! channel ([`control`]), completion and help from a snapshot ([`bystander`]).

mod answers;
mod bystander;
mod channels;
mod clock;
mod connection;
mod console;
mod control;
mod desk;
mod outbox;
mod spec;
mod wire;

use std::path::Path;
use std::sync::mpsc;

use anyhow::Result;
use tape_lang::vm::Silent;

use self::bystander::Bystander;
use self::channels::Receivers;
use self::connection::Connection;
use self::control::Control;
use self::desk::Desk;
use super::arguments::{KernelAction, Settings};
use super::{files, interrupt};
use crate::shell::{Manner, Session};

/// Does what the command line says.
///
/// # Errors
/// When the kernel cannot be installed, or cannot reach its client.
pub fn main(action: &KernelAction, settings: &Settings) -> Result<()> {
    match action {
        KernelAction::Install { prefix } => {
            let folder = spec::install(prefix.as_deref())?;
            super::say(&format!("Installed the kernel 'tape' in {}", folder.display()));
            Ok(())
        }
        KernelAction::Run { connection_file } => run(connection_file, settings),
    }
}

/// Serves a client until it asks for the end.
fn run(file: &Path, settings: &Settings) -> Result<()> {
    let connection = Connection::read(file)?;
    let mut session = Session::new(Box::new(Silent), Manner::Notebook);
    files::grant(&mut session, settings)?;
    session.begin_prompt();
    let flag = session.interrupt_flag();
    interrupt::listen(&flag);
    interrupt::watch(settings, &flag);
    control::follow_parent();

    let (requests, inbox) = mpsc::channel();
    let (replies, answers) = mpsc::channel();
    let bystander = Bystander::default();
    let receivers = Receivers {
        shell: Box::new({
            let bystander = bystander.clone();
            move |outbox, request| {
                if let Some(request) = bystander.offer(outbox, request) {
                    // The desk is there as long as the process is.
                    let _ = requests.send(request);
                }
            }
        }),
        control: Box::new({
            let control = Control::new(flag.clone());
            move |outbox, request| control.answer(outbox, &request)
        }),
        stdin: Box::new(move |_, reply| drop(replies.send(reply))),
    };
    let service = channels::serve(&connection, receivers)?;
    Desk::new(session, service.outbox().clone(), bystander, flag, answers).serve(&inbox);
    Ok(())
}
