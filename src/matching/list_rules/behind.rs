//! Which vacancies cannot stand among the first places, told from a few others alone. Whatever else is in the
//! list only stands in their way too.

use super::Candidate;
use crate::domain::set::BitSet32;
use crate::matching::list_ruleset::{ListRules, Mix};
use crate::matching::list_traits::ListTrait;
use std::collections::{BTreeMap, BTreeSet};

/// A vacancy of a list, with its traits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rival {
    /// Where it stands and who offers it.
    pub candidate: Candidate,
    /// Its traits.
    pub traits: BitSet32,
}

/// Whether a vacancy must stand behind the first so many places of a list that holds it and these rivals.
///
/// By score alone it stands behind as many as the employers of the better ones have shares for. Otherwise it
/// could only be lifted for a trait, and then before no better one that has it; of those, fewer than the mix
/// asks for have a place already, and the others wait only where their employer has its share of the mixed
/// places.
pub fn stands_behind<'r>(
    (rules, mix): (&ListRules, &Mix),
    one: &Rival,
    rivals: impl IntoIterator<Item = &'r Rival>,
    places: usize,
) -> bool {
    let mut ahead = Ahead::default();
    let mut chances = chances(rules, mix, one);
    for rival in rivals {
        if rival.candidate.listed.key <= one.candidate.listed.key {
            continue;
        }
        ahead.count(rules, rival);
        chances.retain_mut(|chance| !chance.is_taken_by(rival));
        if chances.is_empty() && ahead.places >= places.max(rules.mixed) {
            return true;
        }
    }
    false
}

/// The places that go to better ones.
#[derive(Default)]
struct Ahead {
    places: usize,
    of_employers: BTreeMap<u64, usize>,
}

impl Ahead {
    fn count(&mut self, rules: &ListRules, rival: &Rival) {
        if let Some(employer) = rival.candidate.employer {
            let taken = self.of_employers.entry(employer).or_default();
            if *taken >= rules.per_employer {
                return;
            }
            *taken += 1;
        }
        self.places += 1;
    }
}

/// A trait that a vacancy could be lifted for.
struct Chance {
    wanted: ListTrait,
    /// Better ones of other employers that must still be found before it is gone.
    left: usize,
    employers: BTreeSet<u64>,
}

/// What a vacancy could be lifted for.
fn chances(rules: &ListRules, mix: &Mix, one: &Rival) -> Vec<Chance> {
    let may_be_lifted = one.traits.has(ListTrait::ViableMarket as usize)
        && one.candidate.listed.key.base >= rules.least_score();
    if !may_be_lifted {
        return Vec::new();
    }
    // So many employers can have their share among the mixed places.
    let full = rules.mixed / rules.per_employer.max(1);
    let wanted = mix.iter().filter(|&(&wanted, _)| one.traits.has(wanted as usize));
    let chance = |(&wanted, &least): (&ListTrait, &usize)| Chance {
        wanted,
        left: least + full,
        employers: BTreeSet::new(),
    };
    wanted.map(chance).collect()
}

impl Chance {
    /// Notes a better one, and tells whether none is left.
    fn is_taken_by(&mut self, rival: &Rival) -> bool {
        let has = |wanted: ListTrait| rival.traits.has(wanted as usize);
        if has(self.wanted) && has(ListTrait::ViableMarket) {
            let counts = rival
                .candidate
                .employer
                .is_none_or(|employer| self.employers.insert(employer));
            self.left = self.left.saturating_sub(usize::from(counts));
        }
        self.left == 0
    }
}
