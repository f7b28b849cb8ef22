//! What stands around the items of a list. It is what a record keeps of an answer, so that a list is put
//! together in one way at first and when it is answered again.

use super::reply_room::{Lent, ReplyRoom};
use super::unwritable;
use crate::service::error::ServiceError;
use crate::wire::json;
use crate::wire::match_out::MatchListOut;
use bytes::Bytes;
use std::ops::Range;

/// Where the items stand. Text within JSON has no plain quotes, so that nothing else reads so.
const NO_ITEMS: &str = "\"matches\":[]";
/// What stands directly before the first item.
const OPENING: &str = "\"matches\":[";
/// Room for what comes before the items; a cursor is most of it.
const ROOM_BEFORE: usize = 4096;

/// The JSON of a list with an empty list of items.
pub(super) struct Frame(String);

impl Frame {
    /// The frame of an answer.
    pub(super) fn of(answer: &MatchListOut<'_>) -> Result<Self, ServiceError> {
        let mut bytes = Vec::with_capacity(4096);
        json::append(&mut bytes, answer).map_err(|error| unwritable(&error))?;
        let text = String::from_utf8(bytes);
        text.map(Self)
            .map_err(|error| ServiceError::Internal(error.to_string()))
    }

    /// The frame as it was recorded.
    pub(super) fn recorded(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The frame as it is recorded.
    pub(super) fn into_text(self) -> String {
        self.0
    }

    /// The whole answer. The items stay where they were written; what comes before them is put into the
    /// room that was left for it.
    pub(super) fn around(&self, items: ItemsJson) -> Result<Bytes, ServiceError> {
        let (before, after) = self
            .0
            .split_once(NO_ITEMS)
            .ok_or_else(|| ServiceError::Internal("a list has no place for its items".to_owned()))?;
        let mut lent = items.0;
        let bytes = &mut lent.bytes;
        bytes.push(b']');
        bytes.extend_from_slice(after.as_bytes());
        let opening = [before, OPENING].concat();
        let Some(begin) = ROOM_BEFORE.checked_sub(opening.len()) else {
            bytes.splice(..ROOM_BEFORE, opening.into_bytes());
            return Ok(Bytes::from_owner(lent));
        };
        bytes[begin..ROOM_BEFORE].copy_from_slice(opening.as_bytes());
        Ok(Bytes::from_owner(lent).slice(begin..))
    }
}

/// The items of a list in JSON with commas between them, after room for what the answer begins with.
pub(super) struct ItemsJson(Lent);

impl ItemsJson {
    /// No items yet, with room for so many bytes of them.
    pub(super) fn with_room(bytes: usize, room: &ReplyRoom) -> Self {
        let mut lent = room.take(ROOM_BEFORE + bytes);
        lent.bytes.resize(ROOM_BEFORE, b' ');
        Self(lent)
    }

    /// Adds an item and answers where it stands.
    pub(super) fn add<E>(
        &mut self,
        write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
    ) -> Result<Range<usize>, E> {
        let bytes = &mut self.0.bytes;
        if bytes.len() > ROOM_BEFORE {
            bytes.push(b',');
        }
        let from = bytes.len();
        write(bytes)?;
        Ok(from..bytes.len())
    }

    /// The JSON that stands at a place.
    pub(super) fn at(&self, place: Range<usize>) -> &[u8] {
        self.0.bytes.get(place).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(items: &[&str]) -> ItemsJson {
        let mut json = ItemsJson::with_room(16, &ReplyRoom::default());
        for item in items {
            let place = json.add(|bytes| {
                bytes.extend_from_slice(item.as_bytes());
                Ok::<(), ServiceError>(())
            });
            assert_eq!(json.at(place.expect("written")), item.as_bytes());
        }
        json
    }

    #[test]
    fn items_stand_in_their_frame_however_long_it_is() {
        for length in [0, 10, ROOM_BEFORE, 3 * ROOM_BEFORE] {
            let before = "x".repeat(length);
            let frame = Frame::recorded(&format!(r#"{{"a":"{before}","matches":[],"b":1}}"#));
            let bytes = frame.around(items(&["1", "[2]"])).expect("a place");
            assert_eq!(bytes, format!(r#"{{"a":"{before}","matches":[1,[2]],"b":1}}"#));
            let bytes = frame.around(items(&[])).expect("a place");
            assert_eq!(bytes, format!(r#"{{"a":"{before}","matches":[],"b":1}}"#));
        }
    }

    #[test]
    fn a_frame_without_a_place_is_refused() {
        assert!(Frame::recorded("{}").around(items(&[])).is_err());
    }
}
