//! Chance that is the same on every machine: a stream of its own for every record.

use jiff::{Span, ToSpan};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What a stream of chance is for, so that a vacancy and a jobseeker of the same number differ.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Employers,
    Vacancies,
    Jobseekers,
}

/// A stream of chance. Only whole numbers are drawn, by means of our own, so that the corpus does
/// not change when a library draws numbers in another way.
#[derive(Debug)]
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of a record; a longer corpus begins with the shorter one.
    pub(super) fn of(seed: u64, purpose: Purpose, number: u64) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(number * 4 + purpose as u64);
        Self(stream)
    }

    /// A number below `end`, evenly up to one in four billion; 0 when `end` is 0.
    pub(super) fn below(&mut self, end: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(end)) >> 32) as u32
    }

    /// A number from `first` to `last`, both included.
    pub(super) fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last - first + 1)
    }

    /// So many days.
    pub(super) fn days(&mut self, fewest: u32, most: u32) -> Span {
        i64::from(self.between(fewest, most)).days()
    }

    /// True this many times in a hundred.
    pub(super) fn percent(&mut self, chance: u32) -> bool {
        self.below(100) < chance
    }

    /// One of several; `None` when there are none.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len() as u32) as usize)
    }

    /// One of an array, which always has one.
    pub(super) fn one_of<T: Copy, const N: usize>(&mut self, list: [T; N]) -> T {
        const { assert!(N > 0) };
        list[self.below(N as u32) as usize]
    }

    /// Up to `count` different items in the order of the list.
    pub(super) fn some_of<'a, T>(&mut self, list: &'a [T], count: u32) -> Vec<&'a T> {
        let mut wanted = count.min(list.len() as u32);
        let mut chosen = Vec::with_capacity(wanted as usize);
        for (place, item) in list.iter().enumerate() {
            let left = (list.len() - place) as u32;
            if self.below(left) < wanted {
                chosen.push(item);
                wanted -= 1;
            }
        }
        chosen
    }
}

/// Things of different weight.
#[derive(Debug, Clone)]
pub(super) struct Weighted<T> {
    items: Vec<T>,
    /// Sum of the weights up to and with each item.
    ends: Vec<u32>,
}

impl<T> Weighted<T> {
    /// Items with their weights; those that weigh nothing are never drawn.
    pub(super) fn new(items: impl IntoIterator<Item = (T, u32)>) -> Self {
        let mut weighted = Self {
            items: Vec::new(),
            ends: Vec::new(),
        };
        let mut sum = 0;
        for (item, weight) in items.into_iter().filter(|&(_, weight)| weight > 0) {
            sum += weight;
            weighted.items.push(item);
            weighted.ends.push(sum);
        }
        weighted
    }

    /// One of them by weight; `None` when there are none.
    pub(super) fn draw(&self, dice: &mut Dice) -> Option<&T> {
        let sum = *self.ends.last()?;
        let at = dice.below(sum);
        self.items.get(self.ends.partition_point(|&end| end <= at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_repeats_and_differs_from_the_next() {
        let draw = |seed, number| {
            let mut dice = Dice::of(seed, Purpose::Vacancies, number);
            [dice.below(1000), dice.below(1000), dice.below(1000)]
        };
        assert_eq!(draw(1, 1), draw(1, 1));
        assert_ne!(draw(1, 1), draw(1, 2));
        assert_ne!(draw(1, 1), draw(2, 1));
    }

    #[test]
    fn weights_are_kept() {
        let weighted = Weighted::new([("seldom", 1), ("never", 0), ("often", 9)]);
        let mut dice = Dice::of(7, Purpose::Employers, 0);
        let often = (0..1000)
            .filter(|_| weighted.draw(&mut dice) == Some(&"often"))
            .count();
        assert!((850..950).contains(&often), "{often}");
    }

    #[test]
    fn some_are_different_and_in_order() {
        let mut dice = Dice::of(7, Purpose::Employers, 0);
        let list: Vec<u32> = (0..20).collect();
        for count in [0, 3, 20, 30] {
            let some = dice.some_of(&list, count);
            assert_eq!(some.len(), count.min(20) as usize);
            assert!(some.is_sorted());
        }
    }
}
