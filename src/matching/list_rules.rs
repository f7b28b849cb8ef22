//! The order of a list: score, and two rules above it. While the first places are filled an
//! employer who has several already waits, and a few of the very first places are kept for a mix.
//!
//! Candidates come in order of score and the first places come out; nothing here looks anything
//! up except through [`Supply`].

use super::list::{Listed, OrderKey};
use super::list_ruleset::{ListRules, Mix};
use super::list_traits::ListTrait;
use crate::domain::set::BitSet32;
use std::collections::BTreeSet;

mod behind;

pub use behind::{Rival, stands_behind};

/// A vacancy that may take a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Where it stands, and its place by score.
    pub listed: Listed,
    /// Who offers it; an employer that is not known never waits.
    pub employer: Option<u64>,
}

/// A place of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// What stands there.
    pub listed: Listed,
    /// The trait it was lifted for above its place by score.
    pub lifted: Option<ListTrait>,
}

/// The first places of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    /// Best first, but for what was lifted.
    pub places: Vec<Place>,
    /// The lowest place by score that was taken without being lifted. What stands higher and is
    /// not in the head waited for its employer's sake.
    pub floor: Option<OrderKey>,
}

/// The candidates in order of score.
#[derive(Debug, Clone, Copy)]
pub struct Pool<'c> {
    /// So many that [`natural`] fills the first places, or all there are.
    pub ranked: &'c [Candidate],
    /// How many of the best lack nobody; after them, employers with their share may be left out.
    pub complete: usize,
}

/// What is looked for below the complete part of the candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// What the vacancy must be.
    pub list_trait: ListTrait,
    /// Lowest score, micro-points.
    pub least_score: u32,
    /// Employers who have their share.
    pub full: BTreeSet<u64>,
    /// Vacancies that have their place already.
    pub sitting: BTreeSet<u128>,
}

/// Looks things up for the rules.
pub trait Supply {
    /// The traits of a candidate.
    fn traits(&self, listed: Listed) -> BitSet32;
    /// The best vacancy below the complete part that is what is wanted and stands in a market that
    /// is not less good.
    fn best_below(&mut self, wanted: &Wanted) -> Option<Candidate>;
}

/// The candidates that take the first places by score alone, but that employers with their share
/// wait; and those employers.
pub fn natural(rules: &ListRules, candidates: &[Candidate]) -> (Vec<Candidate>, BTreeSet<u64>) {
    let mut shares = Shares::new(rules);
    let mut taken = Vec::with_capacity(rules.first);
    taken.extend(taking(rules.first, candidates, &mut shares));
    (taken, shares.full())
}

/// The first so many that take a place by score alone.
fn taking(
    places: usize,
    candidates: &[Candidate],
    shares: &mut Shares<'_>,
) -> impl Iterator<Item = Candidate> {
    let free = candidates
        .iter()
        .filter(|candidate| shares.take(candidate.employer));
    free.take(places).copied()
}

/// The first places.
pub fn head(rules: &ListRules, mix: &Mix, pool: Pool<'_>, supply: &mut impl Supply) -> Head {
    let complete = pool.ranked.get(..pool.complete).unwrap_or(pool.ranked);
    let mut first = FirstPlaces::new(rules, mix, pool.ranked, supply);
    for (&wanted, &least) in mix {
        first.lift(wanted, least, complete, supply);
    }
    first.fill(pool.ranked)
}

/// How many places each employer has. There are a few dozen at most, which are soonest looked through.
struct Shares<'r> {
    rules: &'r ListRules,
    taken: Vec<(u64, usize)>,
}

impl<'r> Shares<'r> {
    fn new(rules: &'r ListRules) -> Self {
        Self {
            rules,
            taken: Vec::with_capacity(rules.first),
        }
    }

    /// Takes a place for an employer, unless the share is used up.
    fn take(&mut self, employer: Option<u64>) -> bool {
        let Some(employer) = employer else { return true };
        let most = self.rules.per_employer;
        let known = self.taken.iter_mut().find(|(known, _)| *known == employer);
        let Some((_, taken)) = known else {
            self.taken.push((employer, most.min(1)));
            return most > 0;
        };
        let free = *taken < most;
        *taken += usize::from(free);
        free
    }

    fn full(&self) -> BTreeSet<u64> {
        let full = self
            .taken
            .iter()
            .filter(|&&(_, taken)| taken >= self.rules.per_employer);
        full.map(|&(employer, _)| employer).collect()
    }
}

/// Somebody in the first few places.
#[derive(Debug, Clone, Copy)]
struct Sitting {
    candidate: Candidate,
    traits: BitSet32,
    lifted: Option<ListTrait>,
}

/// The first few places while they are mixed.
struct FirstPlaces<'r> {
    rules: &'r ListRules,
    mix: &'r Mix,
    sitting: Vec<Sitting>,
    /// The best that left its place.
    displaced: Option<OrderKey>,
}

impl<'r> FirstPlaces<'r> {
    /// The first few places by score alone.
    fn new(rules: &'r ListRules, mix: &'r Mix, ranked: &[Candidate], supply: &impl Supply) -> Self {
        let sit = |candidate: Candidate| Sitting {
            candidate,
            traits: supply.traits(candidate.listed),
            lifted: None,
        };
        Self {
            rules,
            mix,
            sitting: taking(rules.mixed, ranked, &mut Shares::new(rules))
                .map(sit)
                .collect(),
            displaced: None,
        }
    }

    /// Lifts what is wanted until there are `least`, or nothing more that may be lifted.
    fn lift(&mut self, wanted: ListTrait, least: usize, candidates: &[Candidate], supply: &mut impl Supply) {
        // Fewer than the places means that everything there is has its place.
        while self.sitting.len() >= self.rules.mixed && self.count(wanted) < least {
            let Some(found) = self.best(wanted, candidates, supply) else {
                return;
            };
            let traits = supply.traits(found.listed);
            let Some(leaves) = self.displaceable(wanted, traits) else {
                return;
            };
            let left = self.sitting.remove(leaves);
            self.displaced = self.displaced.max(Some(left.candidate.listed.key));
            self.sitting.push(Sitting {
                candidate: found,
                traits,
                lifted: Some(wanted),
            });
        }
    }

    fn count(&self, wanted: ListTrait) -> usize {
        let has = |sitting: &&Sitting| sitting.traits.has(wanted as usize);
        self.sitting.iter().filter(has).count()
    }

    fn best(
        &self,
        wanted: ListTrait,
        candidates: &[Candidate],
        supply: &mut impl Supply,
    ) -> Option<Candidate> {
        let mut shares = Shares::new(self.rules);
        for sitting in &self.sitting {
            shares.take(sitting.candidate.employer);
        }
        let full = shares.full();
        let is_wanted = |candidate: &Candidate| {
            let traits = supply.traits(candidate.listed);
            traits.has(wanted as usize) && traits.has(ListTrait::ViableMarket as usize)
        };
        // What is dear to know is asked last.
        let may_sit = |candidate: &&Candidate| {
            let employer = candidate.employer;
            !self.is_sitting(candidate)
                && employer.is_none_or(|employer| !full.contains(&employer))
                && is_wanted(candidate)
        };
        let high_enough = |candidate: &&Candidate| candidate.listed.key.base >= self.rules.least_score();
        let known = candidates.iter().take_while(high_enough).find(may_sit).copied();
        let wanted = Wanted {
            list_trait: wanted,
            least_score: self.rules.least_score(),
            full,
            sitting: self
                .sitting
                .iter()
                .map(|sitting| sitting.candidate.listed.key.id.0)
                .collect(),
        };
        known.or_else(|| supply.best_below(&wanted))
    }

    fn is_sitting(&self, candidate: &Candidate) -> bool {
        let same = |sitting: &Sitting| sitting.candidate.listed.key.id == candidate.listed.key.id;
        self.sitting.iter().any(same)
    }

    /// The lowest that can leave for somebody with these traits, so that the wish is nearer to being met and
    /// no other one further from it.
    fn displaceable(&self, wish: ListTrait, coming: BitSet32) -> Option<usize> {
        let may_leave = |sitting: &Sitting| {
            sitting.lifted.is_none()
                && !sitting.traits.has(wish as usize)
                && self.mix.iter().all(|(&wanted, &least)| {
                    let position = wanted as usize;
                    !sitting.traits.has(position) || coming.has(position) || self.count(wanted) > least
                })
        };
        self.sitting.iter().rposition(may_leave)
    }

    /// Whoever keeps a place that somebody better left keeps it for the sake of the mix too.
    fn mark_kept(&mut self) {
        let (mix, displaced) = (self.mix, self.displaced);
        for sitting in &mut self.sitting {
            if Some(sitting.candidate.listed.key) < displaced && sitting.lifted.is_none() {
                sitting.lifted = mix
                    .keys()
                    .copied()
                    .find(|&wanted| sitting.traits.has(wanted as usize));
            }
        }
    }

    /// The first few places, then everybody else by score while employers with their share wait.
    fn fill(mut self, candidates: &[Candidate]) -> Head {
        self.mark_kept();
        self.sitting.sort_by_key(|sitting| {
            (
                sitting.lifted.is_some(),
                std::cmp::Reverse(sitting.candidate.listed.key),
            )
        });
        let mut shares = Shares::new(self.rules);
        let mut places: Vec<Place> = Vec::with_capacity(self.rules.first);
        for sitting in &self.sitting {
            shares.take(sitting.candidate.employer);
            places.push(Place {
                listed: sitting.candidate.listed,
                lifted: sitting.lifted,
            });
        }
        for candidate in candidates {
            if places.len() >= self.rules.first {
                break;
            }
            if !self.is_sitting(candidate) && shares.take(candidate.employer) {
                places.push(Place {
                    listed: candidate.listed,
                    lifted: None,
                });
            }
        }
        let by_score = places.iter().filter(|place| place.lifted.is_none());
        let floor = by_score.map(|place| place.listed.key).min();
        Head { places, floor }
    }
}

#[cfg(test)]
mod tests;
