//! Requests that must be carried out once however often they are sent.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt::Write;

/// A caller's key for a request, and a hash of what it asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnceKey(String);

/// Longest key, in bytes.
const MOST_BYTES: usize = 128;

impl OnceKey {
    /// A key of 1 to 128 printable ASCII characters; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=MOST_BYTES).contains(&text.len());
        let printable = text.bytes().all(|byte| byte.is_ascii_graphic());
        (fits && printable).then(|| Self(text.to_owned()))
    }

    /// The key as it is kept.
    pub fn into_text(self) -> String {
        self.0
    }
}

/// A secret of this installation, with which callers' references are hashed.
#[derive(Clone)]
pub struct HashKey(Vec<u8>);

impl HashKey {
    /// A key out of its text in the settings.
    pub fn from_setting(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }

    /// A new random key as text: 244 random bits.
    pub fn generate() -> String {
        format!(
            "{}{}",
            uuid::Uuid::new_v4().simple(),
            uuid::Uuid::new_v4().simple()
        )
    }

    /// A keyed hash, in hexadecimal, of parts that cannot run into each other.
    pub fn hash(&self, parts: &[&[u8]]) -> String {
        // A key of any length is accepted, so this cannot fail.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return String::new();
        };
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        let mut text = String::with_capacity(64);
        for byte in mac.finalize().into_bytes() {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        let key = HashKey::from_setting("secret");
        assert_ne!(key.hash(&[b"ab", b"c"]), key.hash(&[b"a", b"bc"]));
        assert_ne!(key.hash(&[b"ab"]), HashKey::from_setting("other").hash(&[b"ab"]));
        assert_eq!(key.hash(&[b"ab"]).len(), 64);
    }

    #[test]
    fn a_key_is_short_and_printable() {
        assert!(OnceKey::parse("a-1").is_some());
        assert!(OnceKey::parse("").is_none());
        assert!(OnceKey::parse("a b").is_none());
        assert!(OnceKey::parse(&"a".repeat(129)).is_none());
    }
}
