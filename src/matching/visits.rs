//! Which kinds of work a search visits next.

use super::weights::FULL;

/// A kind of work of one area in one segment, with the most its vacancies not looked at can score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Visit {
    pub(super) most: u32,
    pub(super) segment: u32,
    pub(super) kind: u32,
}

/// Width of a class of visits, micro-points, as a power of two.
const CLASS: u32 = 12;
const CLASSES: usize = (FULL >> CLASS) as usize + 2;
/// Stands for "no further visit of this class".
const LAST: u32 = u32::MAX;

/// Visits in classes of what they can give, so that the best are made first without all of them being put in
/// order: no result depends on the order within a class.
pub(super) struct Visits {
    /// Each with the number of the next of its class.
    all: Vec<(Visit, u32)>,
    /// First of each class.
    first: [u32; CLASSES],
    /// The highest class that may hold a visit.
    highest: usize,
}

impl Visits {
    pub(super) fn for_so_many(kinds: usize) -> Self {
        Self {
            all: Vec::with_capacity(kinds),
            first: [LAST; CLASSES],
            highest: 0,
        }
    }

    pub(super) fn push(&mut self, visit: Visit) {
        let class = ((visit.most >> CLASS) as usize).min(CLASSES - 1);
        let next = std::mem::replace(&mut self.first[class], self.all.len() as u32);
        self.all.push((visit, next));
        self.highest = self.highest.max(class);
    }

    /// One of the visits of the highest class, unless none can give so much as `least`.
    pub(super) fn pop(&mut self, least: u32) -> Option<Visit> {
        let lowest = ((least >> CLASS) as usize).min(CLASSES - 1);
        while self.highest >= lowest {
            match self.first[self.highest] {
                LAST if self.highest == 0 => return None,
                LAST => self.highest -= 1,
                at => {
                    let (visit, next) = self.all[at as usize];
                    self.first[self.highest] = next;
                    return Some(visit);
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_best_class_comes_first_and_none_is_lost(mosts in prop::collection::vec(0..=FULL, 0..40), least in 0..=FULL) {
            let mut visits = Visits::for_so_many(mosts.len());
            for (kind, &most) in mosts.iter().enumerate() {
                visits.push(Visit { most, segment: 0, kind: kind as u32 });
            }
            let popped: Vec<Visit> = std::iter::from_fn(|| visits.pop(least)).collect();
            prop_assert!(popped.is_sorted_by(|one, next| one.most >> CLASS >= next.most >> CLASS));
            for (kind, &most) in mosts.iter().enumerate() {
                let visit = Visit { most, segment: 0, kind: kind as u32 };
                prop_assert!(most < least || popped.contains(&visit));
            }
        }
    }
}
