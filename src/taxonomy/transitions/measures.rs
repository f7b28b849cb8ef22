//! How alike two occupations are, by four measures: essential skills, all skills, kinds of
//! activity, and what the work asks of body and day.
//!
//! They follow those of the published feasibility study (Nesta, Mapping Career Causeways, 2021), so
//! that its ratings can say how much each tells: the target's essential skills against the
//! source's essential ones, and against all of the source's; the groups of the skill tree both
//! work in; and how many of the listed demands the two works agree on.

use crate::domain::lists::Demand;
use crate::taxonomy::similarity::{RARITY_ONE, Similarity};
use crate::taxonomy::skills::{SkillIx, Skills};

/// How surely somebody from an occupation has one of its optional skills, in percent.
const OPTIONAL_BROUGHT: u32 = 60;
/// Skills that weigh less than this together (in ordinary skills) tell too little of an occupation:
/// the rest up to it counts as not brought.
const LEAST_EVIDENCE: u32 = 3;

/// Skills taken over from relatives tell less: this many times as much is needed of them.
const AT_SECOND_HAND: u32 = 2;

/// What an occupation is made of.
#[derive(Debug, Clone, Copy)]
pub struct Portrait<'t> {
    /// Skills the work cannot be done without.
    pub essential: &'t [SkillIx],
    /// Skills that are good to have.
    pub optional: &'t [SkillIx],
    /// What the work asks of body and day; empty where nothing is known.
    pub demands: &'t [Demand],
    /// The skills are those of relatives, for want of its own.
    pub inherited: bool,
}

/// The likeness of two occupations; each share is 0..=1, `None` where the target (or, for the
/// context, either) says nothing to judge by.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Share of the target's essential skills that the source's essential ones bring.
    pub essential: Option<f64>,
    /// Share of the target's essential skills that all the source's skills bring.
    pub with_optional: Option<f64>,
    /// Share of the target's optional skills that all the source's skills bring.
    pub optional: Option<f64>,
    /// Share of the target's groups of the skill tree that the source works in too.
    pub activities: Option<f64>,
    /// Share of all listed demands on which the two works agree.
    pub context: Option<f64>,
}

/// How surely each of some skills is brought, in percent; ordered by skill, the others are not.
#[derive(Debug, Clone, Default)]
struct Sureness(Vec<(SkillIx, u8)>);

impl Sureness {
    /// The surest of each skill.
    fn of(mut brought: Vec<(SkillIx, u8)>) -> Self {
        brought.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
        brought.dedup_by_key(|&mut (skill, _)| skill);
        brought.shrink_to_fit();
        Self(brought)
    }

    fn percent(&self, skill: SkillIx) -> u8 {
        let place = self.0.binary_search_by_key(&skill, |&(known, _)| known);
        place.map_or(0, |place| self.0[place].1)
    }
}

/// What somebody from an occupation brings.
#[derive(Debug, Clone)]
pub struct Brought {
    by_essential: Sureness,
    by_all: Sureness,
    groups: Sureness,
    demands: u32,
}

impl Brought {
    /// What an occupation gives; near skills are brought in part.
    pub fn by(portrait: Portrait<'_>, skills: &Skills, similarity: &Similarity) -> Self {
        let essential = portrait.essential.iter().map(|&skill| (skill, 100));
        let optional = portrait.optional.iter().map(|&skill| (skill, OPTIONAL_BROUGHT));
        let all = || essential.clone().chain(optional.clone());
        let mut by_essential = Vec::new();
        for (skill, sure) in essential.clone() {
            spread(&mut by_essential, skill, sure, similarity);
        }
        let mut by_all = by_essential.clone();
        for (skill, sure) in optional.clone() {
            spread(&mut by_all, skill, sure, similarity);
        }
        let groups = all().flat_map(|(skill, sure)| {
            let groups = groups_of(skill, skills).into_iter();
            groups.map(move |group| (group, sure as u8))
        });
        Self {
            by_essential: Sureness::of(by_essential),
            groups: Sureness::of(groups.collect()),
            by_all: Sureness::of(by_all),
            demands: demand_bits(portrait.demands),
        }
    }

    /// How surely a skill, or one near it, is brought by all that the occupation teaches, in percent.
    pub fn percent(&self, skill: SkillIx) -> u8 {
        self.by_all.percent(skill)
    }
}

fn spread(brought: &mut Vec<(SkillIx, u8)>, skill: SkillIx, sure: u32, similarity: &Similarity) {
    brought.push((skill, sure as u8));
    let near = similarity.near(skill).iter();
    brought.extend(near.map(|&(other, nearness)| (other, (sure * u32::from(nearness) / 100) as u8)));
}

/// The broader skills, or the skill itself at the top of the hierarchy. Never empty.
fn groups_of(skill: SkillIx, skills: &Skills) -> Vec<SkillIx> {
    match skills.broader(skill) {
        [] => vec![skill],
        broader => broader.to_vec(),
    }
}

fn demand_bits(demands: &[Demand]) -> u32 {
    demands.iter().fold(0, |bits, &demand| bits | 1 << demand as u32)
}

/// Skills or groups that a target wants, with their weights.
#[derive(Debug, Default)]
struct Wanted {
    skills: Vec<(SkillIx, u32)>,
    /// All weights together, or the least evidence if that is more; 0 without skills.
    total: u32,
}

fn least_evidence(inherited: bool) -> u32 {
    let times = if inherited { AT_SECOND_HAND } else { 1 };
    times * LEAST_EVIDENCE * u32::from(RARITY_ONE)
}

impl Wanted {
    fn new(skills: Vec<(SkillIx, u32)>, least: u32) -> Self {
        let total: u32 = skills.iter().map(|&(_, weight)| weight).sum();
        let least = if total > 0 { least } else { 0 };
        Self {
            skills,
            total: total.max(least),
        }
    }

    fn skills(skills: &[SkillIx], inherited: bool, similarity: &Similarity) -> Self {
        let weighed = skills
            .iter()
            .map(|&skill| (skill, u32::from(similarity.rarity(skill))));
        Self::new(weighed.collect(), least_evidence(inherited))
    }

    /// The weighted share that is brought; `None` when nothing is wanted.
    fn share(&self, brought: &Sureness) -> Option<f64> {
        let sum: u64 = self
            .skills
            .iter()
            .map(|&(skill, weight)| u64::from(weight) * u64::from(brought.percent(skill)))
            .sum();
        (self.total > 0).then(|| sum as f64 / (f64::from(self.total) * 100.0))
    }
}

/// What a target wants, laid out for many sources.
#[derive(Debug)]
pub struct Target {
    essential: Wanted,
    optional: Wanted,
    groups: Wanted,
    demands: u32,
}

impl Target {
    /// Lays out what an occupation wants; rare skills weigh more.
    pub fn of(portrait: Portrait<'_>, skills: &Skills, similarity: &Similarity) -> Self {
        let essential = portrait.essential.iter().map(|&skill| (skill, 100));
        let optional = portrait.optional.iter().map(|&skill| (skill, OPTIONAL_BROUGHT));
        let mut groups: Vec<(SkillIx, u32)> = essential
            .chain(optional)
            .flat_map(|(skill, sure)| {
                let groups = groups_of(skill, skills);
                let weight = sure * u32::from(similarity.rarity(skill)) / 100 / groups.len() as u32;
                groups.into_iter().map(move |group| (group, weight))
            })
            .collect();
        groups.sort_unstable_by_key(|&(group, _)| group);
        groups.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self {
            essential: Wanted::skills(portrait.essential, portrait.inherited, similarity),
            optional: Wanted::skills(portrait.optional, portrait.inherited, similarity),
            groups: Wanted::new(groups, least_evidence(portrait.inherited)),
            demands: demand_bits(portrait.demands),
        }
    }

    /// How alike a source is.
    pub fn measures(&self, brought: &Brought) -> Measures {
        let known = self.demands != 0 && brought.demands != 0;
        let agreed = Demand::ALL.len() as u32 - (self.demands ^ brought.demands).count_ones();
        Measures {
            essential: self.essential.share(&brought.by_essential),
            with_optional: self.essential.share(&brought.by_all),
            optional: self.optional.share(&brought.by_all),
            activities: self.groups.share(&brought.groups),
            context: known.then(|| f64::from(agreed) / Demand::ALL.len() as f64),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::relations;
    use proptest::prelude::*;

    fn likeness(from: Portrait<'_>, to: Portrait<'_>) -> Measures {
        let (occupations, skills, rows) = relations::tests::sample();
        let similarity = Similarity::build(&occupations, &skills, &rows);
        Target::of(to, &skills, &similarity).measures(&Brought::by(from, &skills, &similarity))
    }

    const fn portrait<'t>(
        essential: &'t [SkillIx],
        optional: &'t [SkillIx],
        demands: &'t [Demand],
    ) -> Portrait<'t> {
        Portrait {
            essential,
            optional,
            demands,
            inherited: false,
        }
    }

    #[test]
    fn optional_skills_of_the_source_count_in_the_wider_measure_alone() {
        let (_, skills, _) = relations::tests::sample();
        let ix = |id: &str| skills.resolve(id).unwrap();
        let to = [ix("picking"), ix("packing"), ix("accounts")];
        let found = likeness(
            portrait(&[ix("picking")], &[ix("accounts")], &[]),
            portrait(&to, &[], &[]),
        );
        assert!(found.essential.unwrap() < found.with_optional.unwrap());
        assert_eq!((found.optional, found.context), (None, None));
        let nothing = likeness(portrait(&to, &[], &[]), portrait(&[], &[], &[]));
        assert_eq!(nothing, Measures::default());
    }

    #[test]
    fn works_agree_on_the_demands_both_have_and_both_lack() {
        let lifts = [Demand::HeavyLifting, Demand::Standing];
        let found = likeness(
            portrait(&[], &[], &lifts),
            portrait(&[], &[], &[Demand::Standing]),
        );
        let all = Demand::ALL.len() as f64;
        assert!((found.context.unwrap() - (all - 1.0) / all).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn more_skills_brought_never_lower_a_measure(
            had in prop::collection::vec(0_u16..6, 0..5), also in 0_u16..6, wanted in prop::collection::vec(0_u16..6, 0..5),
        ) {
            let ixs = |list: &[u16]| {
                let mut list: Vec<SkillIx> = list.iter().map(|&ix| SkillIx(ix)).collect();
                list.sort_unstable();
                list.dedup();
                list
            };
            let (less, more) = (ixs(&had), ixs(&[had.clone(), vec![also]].concat()));
            let wanted = ixs(&wanted);
            let to = portrait(&wanted, &wanted, &[]);
            for (small, large) in [
                (likeness(portrait(&less, &[], &[]), to), likeness(portrait(&more, &[], &[]), to)),
                (likeness(portrait(&[], &less, &[]), to), likeness(portrait(&[], &more, &[]), to)),
            ] {
                for (small, large) in [
                    (small.essential, large.essential),
                    (small.with_optional, large.with_optional),
                    (small.optional, large.optional),
                    (small.activities, large.activities),
                ] {
                    prop_assert!(small <= large);
                    prop_assert!(large.is_none_or(|share| (0.0..=1.0).contains(&share)));
                }
            }
        }
    }
}
