//! What moves a score away from the sum of its contributions, visibly: vacancies that were liked or
//! disliked, and how many have been sent to the same door. Nothing else may.

use super::features::{Ask, AskSource, UNKNOWN, VacancyView};
use super::knowledge::Knowledge;
use super::list_ruleset::ExampleRules;
use super::weights::{FULL, micro};
use crate::domain::set::BitSet32;
use crate::taxonomy::occupations::OccupationIx;

crate::closed_list! {
    /// Why a score was moved.
    AdjustmentCode {
        /// More people than it has places were sent to the vacancy. No ledger counts them yet.
        Congested = "CONGESTED",
        /// It is like a vacancy that was liked.
        LikedSimilar = "LIKED_SIMILAR",
        /// It is like a vacancy that was disliked.
        DislikedSimilar = "DISLIKED_SIMILAR",
    }
}

/// A move of a score, in micro-points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
    /// Why.
    pub code: AdjustmentCode,
    /// How far; what is left of it after keeping the score within 0..=1000000.
    pub value: i32,
}

/// A vacancy that others are compared with.
#[derive(Debug, Clone, PartialEq)]
pub struct Example {
    occupation: u16,
    group: Option<u16>,
    employer: Option<u64>,
    forms: BitSet32,
    asks: Vec<u16>,
}

impl Example {
    /// What is compared of a vacancy.
    pub fn of(vacancy: &VacancyView<'_>, knowledge: &Knowledge) -> Self {
        let occupation = vacancy.core.occupation;
        Self {
            occupation,
            group: minor_group(occupation, knowledge),
            employer: vacancy.keys.employer(),
            forms: vacancy.offers.iter().map(|offer| offer.form.position()).collect(),
            asks: asked(vacancy.asks).collect(),
        }
    }

    /// How alike a vacancy is, 0..=1.
    fn similarity(&self, vacancy: &VacancyView<'_>, rules: &ExampleRules, knowledge: &Knowledge) -> f64 {
        let occupation = vacancy.core.occupation;
        let work = if occupation == UNKNOWN || self.occupation == UNKNOWN {
            0.0
        } else if occupation == self.occupation {
            1.0
        } else if minor_group(occupation, knowledge) == self.group {
            rules.near_occupation
        } else {
            0.0
        };
        let same_employer = self.employer.is_some() && self.employer == vacancy.keys.employer();
        let same_form = vacancy
            .offers
            .iter()
            .any(|offer| self.forms.has(offer.form.position()));
        rules.occupation * work
            + rules.employer * share(usize::from(same_employer), 1)
            + rules.skills * self.shared_asks(vacancy.asks)
            + rules.form * share(usize::from(same_form), 1)
    }

    /// Asked items of both, of those that either asks for.
    fn shared_asks(&self, asks: &[Ask]) -> f64 {
        let shared = asked(asks)
            .filter(|item| self.asks.binary_search(item).is_ok())
            .count();
        share(shared, self.asks.len() + asked(asks).count() - shared)
    }
}

/// What is asked of anybody, rather than typical of the occupation, in rising order.
fn asked(asks: &[Ask]) -> impl Iterator<Item = u16> {
    let stated = asks.iter().filter(|ask| ask.source != AskSource::Typical);
    stated.map(|ask| ask.item)
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The first three digits of the unit group.
fn minor_group(occupation: u16, knowledge: &Knowledge) -> Option<u16> {
    let known = (occupation != UNKNOWN).then_some(OccupationIx(occupation))?;
    Some(knowledge.taxonomy.occupations.code(known).number() / 10)
}

/// What steers a list beside the scorer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Steering {
    /// Vacancies that were liked.
    pub liked: Vec<Example>,
    /// Vacancies that were disliked.
    pub disliked: Vec<Example>,
}

impl Steering {
    /// The most a score can be raised, micro-points.
    pub fn most_up(&self, rules: &ExampleRules) -> u32 {
        if self.liked.is_empty() {
            0
        } else {
            micro(1.0, rules.most_liked)
        }
    }

    /// A score with everything that moves it.
    pub fn score(
        &self,
        vacancy: &VacancyView<'_>,
        base: u32,
        rules: &ExampleRules,
        knowledge: &Knowledge,
    ) -> u32 {
        if self.liked.is_empty() && self.disliked.is_empty() {
            return base;
        }
        let moves = self.moves(vacancy, base, rules, knowledge);
        let score = moves
            .iter()
            .fold(i64::from(base), |score, one| score + i64::from(one.value));
        // The moves keep it within the range.
        score as u32
    }

    /// Everything that moves a score, in the order in which it is applied; a value of 0 moves nothing.
    pub fn moves(
        &self,
        vacancy: &VacancyView<'_>,
        base: u32,
        rules: &ExampleRules,
        knowledge: &Knowledge,
    ) -> [Adjustment; 2] {
        let pull = |examples: &[Example], most: f64| {
            let alike = examples
                .iter()
                .map(|example| example.similarity(vacancy, rules, knowledge))
                .fold(0.0, f64::max);
            if alike < rules.least {
                0
            } else {
                micro(most, alike.min(1.0))
            }
        };
        let up = pull(&self.liked, rules.most_liked).min(FULL - base.min(FULL));
        let down = pull(&self.disliked, rules.most_disliked).min(base + up);
        [
            Adjustment {
                code: AdjustmentCode::LikedSimilar,
                value: up as i32,
            },
            Adjustment {
                code: AdjustmentCode::DislikedSimilar,
                value: -(down as i32),
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::lists::Form;
    use proptest::prelude::*;

    fn rules() -> ExampleRules {
        ExampleRules {
            most_liked: 0.06,
            most_disliked: 0.12,
            least: 0.3,
            occupation: 0.4,
            near_occupation: 0.5,
            employer: 0.2,
            skills: 0.3,
            form: 0.1,
        }
    }

    fn example(occupation: u16, asks: &[u16]) -> Example {
        Example {
            occupation,
            group: None,
            employer: None,
            forms: BitSet32::EMPTY.with(Form::OrdinaryJob.position()),
            asks: asks.to_vec(),
        }
    }

    #[test]
    fn asked_items_are_shared_of_those_that_either_asks_for() {
        let ask = |item| Ask {
            item,
            essential: true,
            source: AskSource::Listed,
        };
        let one = example(UNKNOWN, &[1, 2, 3]);
        assert!((one.shared_asks(&[ask(2), ask(3), ask(4)]) - 0.5).abs() < 1e-12);
        assert!(one.shared_asks(&[]).abs() < 1e-12);
        assert!(example(UNKNOWN, &[]).shared_asks(&[]).abs() < 1e-12);
        let typical = Ask {
            source: AskSource::Typical,
            ..ask(2)
        };
        assert!(one.shared_asks(&[typical]).abs() < 1e-12);
    }

    #[test]
    fn nothing_is_raised_without_something_liked() {
        assert_eq!(Steering::default().most_up(&rules()), 0);
        let steering = Steering {
            liked: vec![example(UNKNOWN, &[])],
            disliked: Vec::new(),
        };
        assert_eq!(steering.most_up(&rules()), 60_000);
    }

    proptest! {
        #[test]
        fn a_share_is_a_share(part in 0usize..100, rest in 0usize..100) {
            prop_assert!((0.0..=1.0).contains(&share(part, part + rest)));
        }
    }
}
