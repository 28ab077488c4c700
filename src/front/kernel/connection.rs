//! The connection file that a client writes for its kernel.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

/// Where a client waits, and the key that signs what is said.
#[derive(Debug)]
pub struct Connection {
    address: String,
    /// The key of the signatures.
    pub key: String,
    ports: Value,
}

/// The channels of a kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Requests.
    Shell,
    /// Requests that do not wait for those of the shell channel: interrupt, shutdown.
    Control,
    /// What everybody hears.
    Publish,
    /// Questions to the user.
    Stdin,
    /// Whatever comes goes back.
    Heartbeat,
}

impl Connection {
    /// Reads a connection file.
    ///
    /// # Errors
    /// When it cannot be read, is none, or asks for what is not done: other transports than TCP, other machines, no signatures.
    pub fn read(path: &Path) -> Result<Connection> {
        let text = std::fs::read_to_string(path).with_context(|| format!("can't open file '{}'", path.display()))?;
        Connection::parse(&text).with_context(|| format!("'{}' is no connection file for this kernel", path.display()))
    }

    fn parse(text: &str) -> Result<Connection> {
        let ports: Value = serde_json::from_str(text)?;
        let field = |name: &str| ports[name].as_str().unwrap_or_default().to_owned();
        let (transport, address, key) = (field("transport"), field("ip"), field("key"));
        ensure!(transport == "tcp", "its transport is '{transport}'; only tcp is spoken");
        let loopback = address == "localhost" || address.parse().is_ok_and(|ip: std::net::IpAddr| ip.is_loopback());
        ensure!(loopback, "its address is '{address}'; only this machine is served");
        ensure!(!key.is_empty(), "it has no key; messages must be signed");
        let scheme = field("signature_scheme");
        ensure!(scheme == "hmac-sha256", "its signature scheme is '{scheme}'; only hmac-sha256 is known");
        let connection = Connection { address, key, ports };
        for channel in [Channel::Shell, Channel::Control, Channel::Publish, Channel::Stdin, Channel::Heartbeat] {
            if connection.port(channel).is_none() {
                bail!("it has no {}", port_name(channel));
            }
        }
        Ok(connection)
    }

    /// Where a channel is bound: `tcp://127.0.0.1:54321`.
    #[must_use]
    pub fn endpoint(&self, channel: Channel) -> String {
        let host = if self.address.contains(':') { format!("[{}]", self.address) } else { self.address.clone() };
        format!("tcp://{host}:{}", self.port(channel).unwrap_or_default())
    }

    fn port(&self, channel: Channel) -> Option<u16> {
        u16::try_from(self.ports[port_name(channel)].as_u64()?).ok()
    }
}

fn port_name(channel: Channel) -> &'static str {
    match channel {
        Channel::Shell => "shell_port",
        Channel::Control => "control_port",
        Channel::Publish => "iopub_port",
        Channel::Stdin => "stdin_port",
        Channel::Heartbeat => "hb_port",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(change: impl Fn(&mut Value)) -> String {
        let mut file = serde_json::json!({
            "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5,
            "ip": "127.0.0.1", "key": "k", "transport": "tcp", "signature_scheme": "hmac-sha256",
        });
        change(&mut file);
        file.to_string()
    }

    #[test]
    fn channels_have_addresses() {
        let connection = Connection::parse(&file(|_| {})).unwrap();
        assert_eq!(connection.endpoint(Channel::Publish), "tcp://127.0.0.1:2");
        assert_eq!(connection.key, "k");
    }

    #[test]
    fn only_what_is_safe_is_taken() {
        let refused = |change: fn(&mut Value)| Connection::parse(&file(change)).unwrap_err().to_string();
        assert_eq!(
            refused(|file| file["ip"] = "0.0.0.0".into()),
            "its address is '0.0.0.0'; only this machine is served"
        );
        assert_eq!(
            refused(|file| file["ip"] = "192.168.1.4".into()),
            "its address is '192.168.1.4'; only this machine is served"
        );
        assert_eq!(refused(|file| file["key"] = "".into()), "it has no key; messages must be signed");
        assert_eq!(refused(|file| file["transport"] = "ipc".into()), "its transport is 'ipc'; only tcp is spoken");
        assert!(refused(|file| file["signature_scheme"] = "hmac-md5".into()).contains("hmac-sha256"));
        assert_eq!(refused(|file| file["hb_port"] = Value::Null), "it has no hb_port");
        assert!(Connection::parse("[]").is_err());
    }
}
