//! The cursor of a match list: where the next page begins, bound to the request it belongs to.

use super::request::Terms;
use crate::domain::ids::MatchId;
use crate::domain::jobseeker::Jobseeker;
use crate::matching::list::OrderKey;
use crate::matching::list_traits::ListTrait;
use crate::service::error::ServiceError;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::json;
use crate::wire::list_shape_in::ListShape;
use crate::wire::match_filters_in::MatchFilters;
use crate::wire::match_in::MatchRequest;
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::fmt::Debug;
use std::sync::LazyLock;
use uuid::Uuid;

/// What a cursor is bound to: profile, weights, filters and ruleset.
pub(super) type Fingerprint = [u8; 8];

/// The shape of a cursor; raised when it changes.
const VERSION: u8 = 1;

/// One of the first places of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FirstPlace {
    /// The vacancy's UUID.
    pub(super) id: u128,
    /// The trait it was lifted for.
    pub(super) lifted: Option<ListTrait>,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageCursor {
    /// The list it belongs to.
    pub(super) match_id: MatchId,
    /// The moment of the first page.
    pub(super) as_of: Timestamp,
    /// How many places the pages before had.
    pub(super) offset: usize,
    /// The last item in order of score after the first places.
    pub(super) after: Option<OrderKey>,
    /// Where waiting ends among those.
    pub(super) floor: Option<OrderKey>,
    /// The first places.
    pub(super) head: Vec<FirstPlace>,
}

/// The fingerprint of a request, without its cursor, limit and moment.
pub(super) fn fingerprint(seeker: &Jobseeker, request: &MatchRequest, terms: &Terms) -> Fingerprint {
    let mut profile = Vec::with_capacity(4096);
    // A profile is plain data; should writing it ever fail, cursors merely bind less closely.
    let _ = json::append(&mut profile, seeker);
    let mut hasher = Sha256::new_with_prefix(profile);
    hasher.update(told(&request.filters, &USUAL_FILTERS).as_bytes());
    hasher.update(format!("{:?}{:?}", request.min_score, request.scoring.strategy));
    hasher.update(told(&request.shape, &USUAL_SHAPE).as_bytes());
    let axes = terms.axes();
    for weight in [axes.resources, axes.mobility, axes.branch] {
        hasher.update(weight.to_be_bytes());
    }
    hasher.update(terms.ruleset_out().hash);
    let digest = hasher.finalize();
    std::array::from_fn(|at| digest[at])
}

/// Most requests narrow and shape nothing; to tell of every field that it is open takes longer than all else here.
static USUAL_FILTERS: LazyLock<String> = LazyLock::new(|| format!("{:?}", MatchFilters::default()));
static USUAL_SHAPE: LazyLock<String> = LazyLock::new(|| format!("{:?}", ListShape::default()));

/// A part of a request as text.
fn told<T: Debug + Default + PartialEq>(part: &T, usual: &'static str) -> Cow<'static, str> {
    if *part == T::default() {
        Cow::Borrowed(usual)
    } else {
        Cow::Owned(format!("{part:?}"))
    }
}

impl PageCursor {
    /// The cursor as an opaque string.
    pub(super) fn write(&self, fingerprint: Fingerprint) -> String {
        let mut bytes = Vec::with_capacity(128 + self.head.len() * 17);
        bytes.push(VERSION);
        bytes.extend(fingerprint);
        bytes.extend(self.match_id.uuid().as_bytes());
        bytes.extend(self.as_of.as_millisecond().to_be_bytes());
        bytes.extend((self.offset as u32).to_be_bytes());
        for key in [self.after, self.floor] {
            write_key(&mut bytes, key);
        }
        for place in &self.head {
            bytes.extend(place.id.to_be_bytes());
            bytes.push(place.lifted.map_or(0, |lifted| lifted as u8 + 1));
        }
        to_hex(&bytes)
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
        let (bound_to, cursor) = from_hex(text)
            .and_then(|bytes| Self::from_bytes(&bytes))
            .ok_or_else(|| refused("this is no cursor of a match list"))?;
        if bound_to != fingerprint {
            return Err(refused(
                "the cursor belongs to another list: profile, filters, weights, strategy or ruleset differ",
            ));
        }
        if !moment_is_free {
            return Err(refused("a cursor carries its own as_of: leave as_of out"));
        }
        Ok(cursor)
    }

    fn from_bytes(bytes: &[u8]) -> Option<(Fingerprint, Self)> {
        let rest = bytes.strip_prefix(&[VERSION])?;
        let (fingerprint, rest) = rest.split_first_chunk::<8>()?;
        let (match_id, rest) = rest.split_first_chunk::<16>()?;
        let (moment, rest) = rest.split_first_chunk::<8>()?;
        let (offset, rest) = rest.split_first_chunk::<4>()?;
        let (after, rest) = read_key(rest)?;
        let (floor, rest) = read_key(rest)?;
        let (places, left) = rest.as_chunks::<17>();
        let cursor = Self {
            match_id: MatchId::from_uuid(Uuid::from_bytes(*match_id)),
            as_of: Timestamp::from_millisecond(i64::from_be_bytes(*moment)).ok()?,
            offset: u32::from_be_bytes(*offset) as usize,
            after,
            floor,
            head: places.iter().map(first_place).collect::<Option<_>>()?,
        };
        left.is_empty().then_some((*fingerprint, cursor))
    }
}

fn first_place(bytes: &[u8; 17]) -> Option<FirstPlace> {
    let (id, lifted) = bytes.split_first_chunk::<16>()?;
    let lifted = match lifted {
        [0] => None,
        [number] => Some(*ListTrait::ALL.get(usize::from(*number) - 1)?),
        _ => return None,
    };
    Some(FirstPlace {
        id: u128::from_be_bytes(*id),
        lifted,
    })
}

fn write_key(bytes: &mut Vec<u8>, key: Option<OrderKey>) {
    bytes.push(u8::from(key.is_some()));
    let Some(key) = key else { return };
    bytes.extend(key.base.to_be_bytes());
    bytes.extend(key.tie.0.to_be_bytes());
    bytes.extend(key.id.0.to_be_bytes());
}

fn read_key(bytes: &[u8]) -> Option<(Option<OrderKey>, &[u8])> {
    let (&given, rest) = bytes.split_first()?;
    if given == 0 {
        return Some((None, rest));
    }
    let (base, rest) = rest.split_first_chunk::<4>()?;
    let (tie, rest) = rest.split_first_chunk::<8>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    let key = OrderKey {
        base: u32::from_be_bytes(*base),
        tie: Reverse(u64::from_be_bytes(*tie)),
        id: Reverse(u128::from_be_bytes(*id)),
    };
    Some((Some(key), rest))
}

/// Bytes in hexadecimal.
pub(super) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let [high, low] = [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
        text.push(high);
        text.push(low);
    }
    text
}

/// Bytes out of hexadecimal; `None` for anything else.
pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, left) = text.as_bytes().as_chunks::<2>();
    let nibble = |digit: u8| char::from(digit).to_digit(16);
    let byte = |pair: &[u8; 2]| Some((nibble(pair[0])? * 16 + nibble(pair[1])?) as u8);
    let bytes = pairs.iter().map(byte).collect::<Option<_>>()?;
    left.is_empty().then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key() -> impl Strategy<Value = Option<OrderKey>> {
        prop::option::of((any::<u32>(), any::<u64>(), any::<u128>())).prop_map(|key| {
            key.map(|(base, tie, id)| OrderKey {
                base,
                tie: Reverse(tie),
                id: Reverse(id),
            })
        })
    }

    fn first_place() -> impl Strategy<Value = FirstPlace> {
        let lifted = prop::option::of(prop::sample::select(ListTrait::ALL));
        (any::<u128>(), lifted).prop_map(|(id, lifted)| FirstPlace { id, lifted })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            numbers in (any::<u128>(), 0i64..4_000_000_000_000, any::<u32>()),
            keys in (key(), key()),
            head in prop::collection::vec(first_place(), 0..=50),
        ) {
            let cursor = PageCursor {
                match_id: MatchId::from_uuid(Uuid::from_u128(numbers.0)),
                as_of: Timestamp::from_millisecond(numbers.1).expect("a moment"),
                offset: numbers.2 as usize,
                after: keys.0,
                floor: keys.1,
                head,
            };
            let text = cursor.write([7; 8]);
            prop_assert!(text.len() <= crate::wire::bounds::CURSOR_LENGTH);
            prop_assert_eq!(PageCursor::read(&text, [7; 8], true).expect("read"), cursor);
            prop_assert!(PageCursor::read(&text, [8; 8], true).is_err());
            prop_assert!(PageCursor::read(&text, [7; 8], false).is_err());
        }

        #[test]
        fn anything_else_is_refused(text in ".{0,200}", hex in "[0-9a-f]{0,400}") {
            prop_assert!(PageCursor::read(&text, [7; 8], true).is_err());
            prop_assert!(PageCursor::read(&hex, [7; 8], true).is_err());
        }
    }
}
