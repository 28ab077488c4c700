//! The desk: takes the requests of the shell channel in turn and has the session do what they ask.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use serde_json::{Map, Value, json};
use tape_notebook::Output;

use super::answers;
use super::bystander::Bystander;
use super::connection::Channel;
use super::console::{Client, Printer, bundle};
use super::control::{kernel_info, leave, shut_down};
use super::outbox::{Outbox, unknown};
use super::wire::Message;
use crate::front::outputs;
use crate::shell::{Kind, Outcome, Session};

/// The session and those it speaks with.
pub struct Desk {
    session: Session,
    outbox: Outbox,
    printer: Printer,
    bystander: Bystander,
    interrupt: Arc<AtomicBool>,
}

impl Desk {
    /// A desk before a session, whose console it becomes.
    #[must_use]
    pub fn new(
        mut session: Session,
        outbox: Outbox,
        bystander: Bystander,
        interrupt: Arc<AtomicBool>,
        answers: Receiver<Message>,
    ) -> Desk {
        let printer = Printer::new(outbox.clone());
        let client =
            Client { printer: printer.clone(), outbox: outbox.clone(), answers, interrupt: Arc::clone(&interrupt) };
        session.vm().set_console(Box::new(client));
        Desk { session, outbox, printer, bystander, interrupt }
    }

    /// Answers requests as long as there are any.
    pub fn serve(&mut self, inbox: &Receiver<Message>) {
        while let Ok(request) = inbox.recv() {
            let outbox = self.outbox.clone();
            let mut behind = Vec::new();
            outbox.serve(Channel::Shell, &request, || {
                let answer = self.answer(&request);
                if answer.as_ref().is_some_and(|answer| stops_others(&request, answer)) {
                    // Only what waits already: what a client sends when it knows of the error is meant.
                    behind.extend(inbox.try_iter());
                }
                answer
            });
            behind.iter().for_each(|request| self.turn_away(request));
        }
    }

    fn answer(&mut self, request: &Message) -> Option<Value> {
        let content = &request.content;
        Some(match request.kind() {
            "execute_request" => self.execute(request),
            "complete_request" => answers::complete(&mut self.session, content, &[]),
            "inspect_request" => answers::inspect(content, |name| self.session.inspect(name)),
            "is_complete_request" => answers::is_complete(content),
            "history_request" => answers::history(&self.session.inputs(), content),
            "kernel_info_request" => kernel_info(),
            "shutdown_request" => shut_down(&self.outbox, request),
            "comm_info_request" => json!({"status": "ok", "comms": {}}),
            "comm_open" => {
                // No widget lives here: the other side is told at once.
                let closed = json!({"comm_id": content["comm_id"], "data": {}});
                self.outbox.publish(&request.header, "comm_close", closed);
                return None;
            }
            _ => return unknown(request),
        })
    }

    /// Runs a cell.
    fn execute(&mut self, request: &Message) -> Value {
        let content = &request.content;
        let flag = |name: &str, otherwise: bool| content[name].as_bool().unwrap_or(otherwise);
        let silent = flag("silent", false);
        let kind = if flag("store_history", !silent) && !silent { Kind::Cell } else { Kind::Aside };
        let code = content["code"].as_str().unwrap_or_default();
        let number = self.session.number();
        if !silent {
            let input = json!({"code": code, "execution_count": number});
            self.outbox.publish(&request.header, "execute_input", input);
        }
        self.bystander.cell_begins(self.session.snapshot());
        self.printer.begin(request);
        self.interrupt.store(false, Ordering::Relaxed);
        let outcome = self.session.submit(code, kind);
        self.printer.flush();
        self.publish(request, &outcome, silent);
        self.session.show_figures();
        self.printer.flush();
        let reply = self.reply(&outcome, number, &content["user_expressions"]);
        self.bystander.cell_ends();
        if let Outcome::Exit(status) = outcome {
            self.outbox.reply(Channel::Shell, request, reply);
            self.outbox.status(request, "idle");
            leave(&self.outbox, status);
        }
        reply
    }

    /// Tells everybody what came of a cell.
    fn publish(&self, request: &Message, outcome: &Outcome, silent: bool) {
        match outputs::of(outcome) {
            Some(Output::Result { number, data }) if !silent => {
                let content = json!({"execution_count": number, "data": bundle(&data), "metadata": {}});
                self.outbox.publish(&request.header, "execute_result", content);
            }
            Some(Output::Error { name, value, traceback }) => {
                let content = json!({"ename": name, "evalue": value, "traceback": traceback});
                self.outbox.publish(&request.header, "error", content);
            }
            _ => {}
        }
    }

    /// What the client that asked is told in the end.
    fn reply(&mut self, outcome: &Outcome, number: usize, expressions: &Value) -> Value {
        if let Some(Output::Error { name, value, traceback }) = outputs::of(outcome) {
            return json!({
                "status": "error", "execution_count": number, "user_expressions": {}, "payload": [],
                "ename": name, "evalue": value, "traceback": traceback,
            });
        }
        let payload = match outcome {
            Outcome::Exit(_) => json!([{"source": "ask_exit", "keepkernel": false}]),
            _ => json!([]),
        };
        let values: Map<String, Value> = expressions
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, text)| (name.clone(), self.value_of(text)))
            .collect();
        json!({"status": "ok", "execution_count": number, "user_expressions": values, "payload": payload})
    }

    /// The value of an expression that the client wants to know.
    fn value_of(&mut self, expression: &Value) -> Value {
        let outcome = self.session.submit(expression.as_str().unwrap_or_default(), Kind::Aside);
        match outputs::of(&outcome) {
            Some(Output::Result { data, .. }) => json!({"status": "ok", "data": bundle(&data), "metadata": {}}),
            Some(Output::Error { name, value, traceback }) => {
                json!({"status": "error", "ename": name, "evalue": value, "traceback": traceback})
            }
            _ => json!({"status": "ok", "data": {"text/plain": "None"}, "metadata": {}}),
        }
    }

    /// Answers a request that was waiting when a cell failed: cells do not run.
    fn turn_away(&mut self, request: &Message) {
        let outbox = self.outbox.clone();
        outbox.serve(Channel::Shell, request, || match request.kind() {
            "execute_request" => Some(json!({"status": "aborted"})),
            _ => self.answer(request),
        });
    }
}

/// Whether the cells that wait are not to run after such an answer.
fn stops_others(request: &Message, answer: &Value) -> bool {
    let asked = request.content["stop_on_error"].as_bool().unwrap_or(true);
    request.kind() == "execute_request" && answer["status"] == "error" && asked
}
