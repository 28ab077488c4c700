//! Messages of Jupyter's protocol as they travel: frames, signed with HMAC-SHA256.
//!
//! The frames of a message are identities, `<IDS|MSG>`, signature, header, parent header, metadata, content, and buffers, which
//! this kernel has no use for. See <https://jupyter-client.readthedocs.io/en/stable/messaging.html>.

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Map, Value, json};
use sha2::Sha256;

use super::clock;

/// The version of the protocol that is spoken.
pub const VERSION: &str = "5.4";

/// What divides the identities from the message.
const DELIMITER: &[u8] = b"<IDS|MSG>";

/// How many signatures are remembered, so that no message is taken twice.
const REMEMBERED: usize = 1 << 16;

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Whom it comes from or goes to; for a published one its topic.
    pub identities: Vec<Vec<u8>>,
    /// What it is and who says so.
    pub header: Value,
    /// The header of the message that it answers.
    pub parent: Value,
    /// What it says.
    pub content: Value,
}

impl Message {
    /// Its kind: `execute_request`.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.header["msg_type"].as_str().unwrap_or_default()
    }
}

/// Why frames are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Frames are missing or are no JSON.
    Malformed,
    /// The signature is not that of the connection's key.
    Forged,
    /// It has been there before.
    Repeated,
}

/// One end of a connection: it signs what goes out and checks what comes in.
pub struct Wire {
    mac: Hmac<Sha256>,
    session: String,
    sent: AtomicU64,
    seen: Mutex<HashSet<Vec<u8>>>,
}

impl Wire {
    /// An end with the connection's key.
    #[must_use]
    pub fn new(key: &[u8]) -> Wire {
        // A key of any length is taken: RFC 2104 says how.
        let mac = Hmac::new_from_slice(key).unwrap_or_else(|_| Hmac::new(&Default::default()));
        Wire { mac, session: clock::unique(), sent: AtomicU64::new(0), seen: Mutex::default() }
    }

    /// The header of a new message.
    #[must_use]
    pub fn header(&self, kind: &str) -> Value {
        let number = self.sent.fetch_add(1, Ordering::Relaxed);
        json!({
            "msg_id": format!("{}_{number}", self.session),
            "session": self.session,
            "username": "tape",
            "date": clock::now(),
            "msg_type": kind,
            "version": VERSION,
        })
    }

    /// A message as frames.
    #[must_use]
    pub fn write(&self, message: &Message) -> Vec<Vec<u8>> {
        let empty = Value::Object(Map::new());
        let parts =
            [&message.header, &message.parent, &empty, &message.content].map(|part| part.to_string().into_bytes());
        let signature = hex(&self.sign(&parts).finalize().into_bytes());
        let mut frames = message.identities.clone();
        frames.push(DELIMITER.to_vec());
        frames.push(signature.into_bytes());
        frames.extend(parts);
        frames
    }

    /// The message in frames.
    ///
    /// # Errors
    /// When they are not, when the signature is wrong, or when the message was read before.
    pub fn read<F: AsRef<[u8]>>(&self, frames: &[F]) -> Result<Message, Refused> {
        let frames: Vec<&[u8]> = frames.iter().map(AsRef::as_ref).collect();
        let at = frames.iter().position(|frame| *frame == DELIMITER).ok_or(Refused::Malformed)?;
        let (identities, rest) = frames.split_at(at);
        let [_, signature, header, parent, metadata, content, ..] = rest else { return Err(Refused::Malformed) };
        let given = unhex(signature).ok_or(Refused::Forged)?;
        let mac = self.sign(&[header, parent, metadata, content]);
        mac.verify_slice(&given).map_err(|_| Refused::Forged)?;
        if !self.is_new(given) {
            return Err(Refused::Repeated);
        }
        let json = |frame: &[u8]| serde_json::from_slice::<Value>(frame).map_err(|_| Refused::Malformed);
        Ok(Message {
            identities: identities.iter().map(|frame| frame.to_vec()).collect(),
            header: json(header)?,
            parent: json(parent)?,
            content: json(content)?,
        })
    }

    fn sign<F: AsRef<[u8]>>(&self, parts: &[F]) -> Hmac<Sha256> {
        let mut mac = self.mac.clone();
        parts.iter().for_each(|part| mac.update(part.as_ref()));
        mac
    }

    /// Remembers a signature; false when it was known.
    fn is_new(&self, signature: Vec<u8>) -> bool {
        // A set that a panic left behind is still a set.
        let mut seen = self.seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(signature)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |c: &u8| char::from(*c).to_digit(16).map(|digit| digit as u8);
    let pair = |pair: &[u8]| Some(digit(pair.first()?)? << 4 | digit(pair.get(1)?)?);
    text.chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(wire: &Wire) -> Message {
        Message {
            identities: vec![b"client".to_vec()],
            header: wire.header("execute_request"),
            parent: json!({}),
            content: json!({"code": "1 + 1"}),
        }
    }

    #[test]
    fn messages_survive_the_way() {
        let (here, there) = (Wire::new(b"secret"), Wire::new(b"secret"));
        let sent = message(&here);
        let got = there.read(&here.write(&sent)).unwrap();
        assert_eq!(got, sent);
        assert_eq!(got.kind(), "execute_request");
    }

    #[test]
    fn nothing_unsigned_or_stale_is_taken() {
        let (here, there) = (Wire::new(b"secret"), Wire::new(b"secret"));
        let frames = here.write(&message(&here));
        assert_eq!(Wire::new(b"other").read(&frames), Err(Refused::Forged));
        for changed in 2..7 {
            let mut frames = frames.clone();
            frames[changed].push(b' ');
            assert_eq!(there.read(&frames), Err(Refused::Forged), "frame {changed}");
        }
        let mut unsigned = frames.clone();
        unsigned[2].clear();
        assert_eq!(there.read(&unsigned), Err(Refused::Forged));
        assert!(there.read(&frames).is_ok());
        assert_eq!(there.read(&frames), Err(Refused::Repeated));
        assert_eq!(there.read(&frames[..5]), Err(Refused::Malformed));
        assert_eq!(there.read::<Vec<u8>>(&[]), Err(Refused::Malformed));
    }

    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let wire = Wire::new(b"Jefe");
        let mac = wire.sign(&["what do ya want ", "for nothing?"]).finalize().into_bytes();
        assert_eq!(hex(&mac), "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
        assert_eq!(unhex(b"5bd"), None);
    }
}
