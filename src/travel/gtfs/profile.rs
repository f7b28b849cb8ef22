//! Ways worth taking from a place: each leaves later or arrives earlier than all others.

/// Pairs of departure and arrival, the latest departure first; both fall from pair to pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile(Vec<(u32, u32)>);

impl Profile {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// Keeps a way unless another leaves no earlier and arrives no later, and drops those it betters.
    ///
    /// Rides are scanned by falling departure, so the place of a new way is at or near the end.
    pub(super) fn insert(&mut self, departure: u32, arrival: u32) {
        let pairs = &mut self.0;
        let mut at = pairs.len();
        while at > 0 && pairs[at - 1].0 < departure {
            at -= 1;
        }
        if at > 0 && pairs[at - 1].1 <= arrival {
            return;
        }
        let from = at - usize::from(at > 0 && pairs[at - 1].0 == departure);
        let mut until = at;
        while until < pairs.len() && pairs[until].1 >= arrival {
            until += 1;
        }
        if from == until {
            pairs.insert(from, (departure, arrival));
        } else {
            pairs[from] = (departure, arrival);
            pairs.drain(from + 1..until);
        }
    }

    /// The earliest arrival of somebody who is here at a time.
    pub(super) fn arrival(&self, time: u32) -> Option<u32> {
        let pair = self.0.iter().rev().find(|(departure, _)| *departure >= time);
        pair.map(|&(_, arrival)| arrival)
    }

    /// The ways by rising departure.
    pub(super) fn rising(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        self.0.iter().rev().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn only_ways_that_nothing_betters_are_kept(
            ways in prop::collection::vec((0_u32..60, 0_u32..60), 0..40)
        ) {
            let mut profile = Profile::default();
            for &(departure, length) in &ways {
                profile.insert(departure, departure + length);
            }
            for pair in profile.0.windows(2) {
                prop_assert!(pair[0].0 > pair[1].0 && pair[0].1 > pair[1].1);
            }
            for time in 0..130 {
                let exact = ways
                    .iter()
                    .filter(|(departure, _)| *departure >= time)
                    .map(|(departure, length)| departure + length)
                    .min();
                prop_assert_eq!(profile.arrival(time), exact);
            }
        }
    }
}
