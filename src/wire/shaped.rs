//! Lists and texts that take their shape while they are written, so that nothing is kept of them; and texts that
//! have theirs already.

use serde::{Serialize, Serializer};
use std::fmt::Display;
use std::marker::PhantomData;

/// Items of the scorer in the shape that they have on the wire.
#[derive(Debug)]
pub struct Shaped<'a, T, Out> {
    items: &'a [T],
    shape: PhantomData<fn() -> Out>,
}

impl<'a, T, Out: From<&'a T>> Shaped<'a, T, Out> {
    /// These items.
    pub const fn new(items: &'a [T]) -> Self {
        Self {
            items,
            shape: PhantomData,
        }
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<'a, T, Out: From<&'a T> + Serialize> Serialize for Shaped<'a, T, Out> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.items.iter().map(Out::from))
    }
}

/// Text that stands in the code: it is written without being looked through for what must be escaped, and therefore
/// holds no quotes, backslashes or control characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fixed(pub &'static str);

impl Serialize for Fixed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit_variant("Fixed", 0, self.0)
    }
}

/// Writes what can be printed as text, without making the text first.
pub(super) fn printed<T: Display, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(value)
}
