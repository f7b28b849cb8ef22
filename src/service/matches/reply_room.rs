//! Room for answers that is used again: a page of explained items is a quarter of a megabyte, which asked
//! for anew each time is handed back to the system and faulted in again page by page.

use std::sync::{Arc, Mutex, PoisonError};

/// Answers whose room waits to be used again.
const MOST_KEPT: usize = 16;
/// Room larger than this, in bytes, is given back.
const LARGEST_KEPT: usize = 1 << 20;

/// Room that is not in use. Clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct ReplyRoom(Arc<Mutex<Vec<Vec<u8>>>>);

impl ReplyRoom {
    /// Empty room for at least so many bytes, given back when it is dropped.
    pub(super) fn take(&self, bytes: usize) -> Lent {
        let mut taken = self.spare(Vec::pop).unwrap_or_default();
        taken.reserve(bytes);
        Lent {
            bytes: taken,
            of: self.clone(),
        }
    }

    fn spare<T>(&self, with: impl FnOnce(&mut Vec<Vec<u8>>) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Room in use.
#[derive(Debug)]
pub(super) struct Lent {
    pub(super) bytes: Vec<u8>,
    of: ReplyRoom,
}

impl AsRef<[u8]> for Lent {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let mut bytes = std::mem::take(&mut self.bytes);
        bytes.clear();
        if bytes.capacity() <= LARGEST_KEPT {
            self.of.spare(|spare| {
                if spare.len() < MOST_KEPT {
                    spare.push(bytes);
                }
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;

    #[test]
    fn what_was_answered_leaves_its_room() {
        let room = ReplyRoom::default();
        let mut lent = room.take(100);
        lent.bytes.extend_from_slice(b"answer");
        let place = lent.bytes.as_ptr();
        let answer = Bytes::from_owner(lent).slice(2..);
        assert_eq!(&*answer, b"swer");
        assert_eq!(room.spare(|spare| spare.len()), 0);
        drop(answer);
        let again = room.take(50);
        assert_eq!(again.bytes.as_ptr(), place);
        assert!(again.bytes.is_empty());
        let large = room.take(LARGEST_KEPT + 1);
        drop((again, large));
        assert_eq!(room.spare(|spare| spare.len()), 1);
    }
}
