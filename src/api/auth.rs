//! Who may ask: the first argument of every handler is a permission.

use super::answer::ApiError;
use crate::config::AuthConfig;
use crate::domain::ids::OrganisationId;
use crate::wire::problem::ProblemKind;
use actix_web::dev::Payload;
use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, web};
use sha2::{Digest, Sha256};
use std::future::{Ready, ready};

/// Why the settings of who is let in cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AuthError {
    /// A hash is not 64 hexadecimal digits.
    #[error("settings: auth.keys: entry {0} is no SHA-256 hash of 64 hexadecimal digits")]
    NoHash(usize),
    /// The file with hashes cannot be read.
    #[error("settings: auth.keys_file: {0}")]
    File(#[from] std::io::Error),
}

/// Who is let in.
#[derive(Clone)]
pub struct Auth {
    hashes: Vec<[u8; 32]>,
    open: bool,
}

/// What every key begins with.
const KEY_PREFIX: &str = "fh_";

impl Auth {
    /// Reads the hashes of keys.
    pub fn from_config(config: &AuthConfig) -> Result<Self, AuthError> {
        let mut texts = config.keys.clone();
        if !config.keys_file.is_empty() {
            let file = std::fs::read_to_string(&config.keys_file)?;
            let lines = file.lines().map(str::trim);
            texts.extend(
                lines
                    .filter(|line| !line.is_empty() && !line.starts_with('#'))
                    .map(str::to_owned),
            );
        }
        let hash = |(at, text): (usize, &String)| hash_of_hexadecimal(text).ok_or(AuthError::NoHash(at));
        let hashes = texts.iter().enumerate().map(hash).collect::<Result<_, _>>()?;
        Ok(Self {
            hashes,
            open: config.open,
        })
    }

    /// Whether a key is needed.
    pub fn needs_key(&self) -> bool {
        !self.open && !self.hashes.is_empty()
    }

    /// Whether anybody may reach the service from afar: a key is needed, or it was opened on purpose.
    pub fn may_leave_loopback(&self) -> bool {
        self.open || !self.hashes.is_empty()
    }

    fn lets_in(&self, key: &str) -> bool {
        let hash = Sha256::digest(key.as_bytes());
        // Every hash is compared to its end, so that time tells nothing about how near a key was.
        let matching = self.hashes.iter().map(|known| {
            let differing = known.iter().zip(hash.iter()).fold(0, |all, (a, b)| all | (a ^ b));
            u8::from(std::hint::black_box(differing) == 0)
        });
        key.starts_with(KEY_PREFIX) && matching.fold(0, |any, one| any | one) == 1
    }
}

fn hash_of_hexadecimal(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(hash)
}

/// A route that everybody may use.
pub(super) struct Public;

impl FromRequest for Public {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(_: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self))
    }
}

/// Somebody with a key, or anybody where none is needed.
pub(super) struct Caller {
    /// Whose records are read and written.
    pub(super) organisation: OrganisationId,
}

impl FromRequest for Caller {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(caller(request))
    }
}

fn caller(request: &HttpRequest) -> Result<Caller, ApiError> {
    let Some(auth) = request.app_data::<web::Data<Auth>>() else {
        return Err(ApiError::of_kind(ProblemKind::Internal));
    };
    if auth.needs_key() {
        let header = request.headers().get(header::AUTHORIZATION);
        let text = header.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let (scheme, key) = text.split_once(' ').unwrap_or_default();
        if !scheme.eq_ignore_ascii_case("bearer") || !auth.lets_in(key.trim()) {
            return Err(ApiError::new(
                ProblemKind::Unauthorised,
                "send Authorization: Bearer with a key of this service",
            ));
        }
    }
    Ok(Caller {
        organisation: OrganisationId::default_organisation(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of `fh_test`.
    fn auth() -> Auth {
        Auth {
            hashes: vec![[7; 32], Sha256::digest(b"fh_test").into()],
            open: false,
        }
    }

    #[test]
    fn only_the_very_key_is_let_in() {
        assert!(auth().lets_in("fh_test"));
        for key in ["fh_tesT", "fh_", "", "test", "fh_test "] {
            assert!(!auth().lets_in(key), "{key}");
        }
    }

    #[test]
    fn a_hash_is_64_hexadecimal_digits() {
        let with = |key: &str| {
            Auth::from_config(&AuthConfig {
                keys: vec![key.to_owned()],
                keys_file: String::new(),
                open: false,
            })
        };
        assert!(with(&"0f".repeat(32)).is_ok());
        assert!(matches!(with("secret"), Err(AuthError::NoHash(0))));
        assert!(with(&"æ".repeat(32)).is_err());
    }
}
