//! Small sets of closed-list values as bits, so that a gate is one machine instruction.

use serde::{Deserialize, Serialize};

/// A set of positions 0..=31.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BitSet32(u32);

impl BitSet32 {
    /// The set without members.
    pub const EMPTY: Self = Self(0);
    /// The set of all 32 positions.
    pub const FULL: Self = Self(u32::MAX);

    /// This set with `position` added; positions above 31 are not representable and are ignored.
    #[must_use]
    pub const fn with(self, position: usize) -> Self {
        if position < 32 {
            Self(self.0 | (1 << position))
        } else {
            self
        }
    }

    /// Whether `position` is a member.
    pub const fn has(self, position: usize) -> bool {
        position < 32 && self.0 & (1 << position) != 0
    }

    /// Members of this set that `other` lacks.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Members of either set.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Members of both sets.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether nothing is in the set.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// How many members the set has.
    pub const fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// The members in rising order.
    pub fn iter(self) -> impl Iterator<Item = usize> {
        (0..32).filter(move |&position| self.has(position))
    }

    /// The bits themselves, for storage.
    pub const fn bits(self) -> u32 {
        self.0
    }
}

impl FromIterator<usize> for BitSet32 {
    fn from_iter<I: IntoIterator<Item = usize>>(positions: I) -> Self {
        positions.into_iter().fold(Self::EMPTY, Self::with)
    }
}
