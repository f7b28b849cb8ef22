//! Requests that must be carried out once however often they are sent.

use super::error::ServiceError;
use crate::domain::ids::OrganisationId;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// A caller's key for a request, and a hash of what it asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
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

/// The keys of the requests that this process carries out now.
#[derive(Debug, Clone, Default)]
pub struct InFlight(Arc<Mutex<BTreeSet<Request>>>);

/// Whose request, and under which key.
type Request = (OrganisationId, OnceKey);

impl InFlight {
    /// Notes a request until what is returned is dropped.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] while another one has the same key.
    pub fn enter(&self, organisation: &OrganisationId, key: &OnceKey) -> Result<Entered, ServiceError> {
        let request = (organisation.clone(), key.clone());
        if self.requests(|requests| requests.insert(request.clone())) {
            Ok(Entered {
                among: self.clone(),
                request,
            })
        } else {
            Err(ServiceError::Conflict(
                "a request with this Idempotency-Key is being carried out; send it again for its answer"
                    .to_owned(),
            ))
        }
    }

    fn requests<T>(&self, change: impl FnOnce(&mut BTreeSet<Request>) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// A request that is being carried out.
#[derive(Debug)]
pub struct Entered {
    among: InFlight,
    request: Request,
}

impl Drop for Entered {
    fn drop(&mut self) {
        self.among.requests(|requests| requests.remove(&self.request));
    }
}

/// The key was used for something else.
pub(super) fn other_body() -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new(
        "",
        FieldErrorCode::Contradiction,
        "this Idempotency-Key was used with another body within the last 24 hours",
    )])
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
    fn a_key_is_taken_while_its_request_runs() {
        let in_flight = InFlight::default();
        let (ours, key) = (OrganisationId::default_organisation(), OnceKey("a".to_owned()));
        let other = OrganisationId::from_stored("org_other".to_owned());
        let running = in_flight.enter(&ours, &key);
        assert!(running.is_ok());
        assert!(matches!(
            in_flight.enter(&ours, &key),
            Err(ServiceError::Conflict(_))
        ));
        assert!(
            in_flight.enter(&other, &key).is_ok(),
            "keys are an organisation's own"
        );
        drop(running);
        assert!(in_flight.enter(&ours, &key).is_ok());
    }

    #[test]
    fn a_key_is_short_and_printable() {
        assert!(OnceKey::parse("a-1").is_some());
        assert!(OnceKey::parse("").is_none());
        assert!(OnceKey::parse("a b").is_none());
        assert!(OnceKey::parse(&"a".repeat(129)).is_none());
    }
}
