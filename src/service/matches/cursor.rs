//! The cursor of a match list: where the next page begins, bound to the request it belongs to.

use super::request::Terms;
use crate::domain::jobseeker::Jobseeker;
use crate::matching::list::OrderKey;
use crate::service::error::ServiceError;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::match_in::MatchRequest;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::cmp::Reverse;
use std::fmt::Write;

/// What a cursor is bound to: profile, weights, filters and ruleset.
pub(super) type Fingerprint = [u8; 8];

/// Bytes of a cursor before it is written in hexadecimal.
const LENGTH: usize = 4 + 8 + 16 + 4 + 8 + 8;

/// Where a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageCursor {
    /// The last item of the page before.
    pub(super) after: OrderKey,
    /// How many items the pages before had.
    pub(super) offset: usize,
    /// The moment of the first page.
    pub(super) as_of: Timestamp,
}

/// The fingerprint of a request, without its cursor, limit and moment.
pub(super) fn fingerprint(seeker: &Jobseeker, request: &MatchRequest, terms: &Terms) -> Fingerprint {
    let mut hasher = Sha256::new();
    // A profile is plain data; should writing it ever fail, cursors merely bind less closely.
    hasher.update(serde_json::to_vec(seeker).unwrap_or_default());
    hasher.update(format!(
        "{:?}{:?}{:?}",
        request.filters,
        request.min_score,
        terms.axes()
    ));
    hasher.update(terms.ruleset_out().hash);
    let digest = hasher.finalize();
    std::array::from_fn(|at| digest[at])
}

impl PageCursor {
    /// The cursor as an opaque string.
    pub(super) fn write(&self, fingerprint: Fingerprint) -> String {
        let mut bytes = Vec::with_capacity(LENGTH);
        bytes.extend(self.after.base.to_be_bytes());
        bytes.extend(self.after.tie.0.to_be_bytes());
        bytes.extend(self.after.id.0.to_be_bytes());
        bytes.extend((self.offset as u32).to_be_bytes());
        bytes.extend(self.as_of.as_millisecond().to_be_bytes());
        bytes.extend(fingerprint);
        bytes
            .iter()
            .fold(String::with_capacity(LENGTH * 2), |mut text, byte| {
                // Writing to a string cannot fail.
                let _ = write!(text, "{byte:02x}");
                text
            })
    }

    /// Reads a cursor that this service gave for the same request.
    pub(super) fn read(
        text: &str,
        fingerprint: Fingerprint,
        moment_is_free: bool,
    ) -> Result<Self, ServiceError> {
        let refused = |message: &str| {
            ServiceError::Invalid(vec![FieldError::new(
                "/cursor",
                FieldErrorCode::Contradiction,
                message,
            )])
        };
        let bytes = from_hex(text).ok_or_else(|| refused("this is no cursor of a match list"))?;
        let cursor = Self::from_bytes(&bytes).ok_or_else(|| refused("this is no cursor of a match list"))?;
        if bytes[LENGTH - fingerprint.len()..] != fingerprint {
            return Err(refused(
                "the cursor belongs to another list: profile, filters, weights or ruleset differ",
            ));
        }
        if !moment_is_free {
            return Err(refused("a cursor carries its own as_of: leave as_of out"));
        }
        Ok(cursor)
    }

    fn from_bytes(bytes: &[u8; LENGTH]) -> Option<Self> {
        let (base, rest) = bytes.split_first_chunk::<4>()?;
        let (tie, rest) = rest.split_first_chunk::<8>()?;
        let (id, rest) = rest.split_first_chunk::<16>()?;
        let (offset, rest) = rest.split_first_chunk::<4>()?;
        let (moment, _) = rest.split_first_chunk::<8>()?;
        Some(Self {
            after: OrderKey {
                base: u32::from_be_bytes(*base),
                tie: Reverse(u64::from_be_bytes(*tie)),
                id: Reverse(u128::from_be_bytes(*id)),
            },
            offset: u32::from_be_bytes(*offset) as usize,
            as_of: Timestamp::from_millisecond(i64::from_be_bytes(*moment)).ok()?,
        })
    }
}

fn from_hex(text: &str) -> Option<[u8; LENGTH]> {
    let digits = text.as_bytes();
    if digits.len() != LENGTH * 2 {
        return None;
    }
    let mut bytes = [0; LENGTH];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let nibble = |digit: u8| char::from(digit).to_digit(16);
        *byte = (nibble(pair[0])? * 16 + nibble(pair[1])?) as u8;
    }
    Some(bytes)
}
