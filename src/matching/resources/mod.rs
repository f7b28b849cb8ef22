//! The resources axis: what the person brings against what the job asks, and what the person wants.

mod lay_out;
mod sums;

use super::branch::Source;
use super::demand::{Asked, Differing};
use super::features::{Ask, AskSource, EpochDay, Teaching, VacancyView};
use super::knowledge::Knowledge;
use super::rules::Rules;
use super::ruleset::ResourceRules;
use crate::domain::jobseeker::Jobseeker;
pub(super) use lay_out::items;
use lay_out::{extra, languages};
pub(super) use sums::Sums;

/// Quality of an item that is fully covered; items are judged in thousandths.
pub const EXACT: u16 = 1000;
/// Weight of an item of ordinary rarity.
const ONE: u32 = 256;

/// How well a person covers one skill or certificate, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered {
    /// 0..=1000.
    pub quality: u16,
    /// The skill that covers it, itself or a near one; meaningless at quality 0.
    pub by: u16,
    /// The person's own statement rather than what past jobs make likely.
    pub stated: bool,
}

/// Most an item weighs.
const MOST_WEIGHT: u32 = 1023;

const NOTHING: Covered = Covered {
    quality: 0,
    by: 0,
    stated: false,
};

/// What coverage reads of a skill or certificate, small so that all of them stay at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Item {
    /// How well it is covered, 0..=1000.
    quality: u16,
    /// Weight as good to have and as essential, 256 for an essential one of ordinary rarity.
    weights: [u16; 2],
}

/// The parts of the axis for one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResourcesFit {
    /// Score of the axis, 0..=1.
    pub score: f64,
    /// Part of the score that covering the asked items gives.
    pub coverage_part: f64,
    /// Part that experience gives.
    pub experience_part: f64,
    /// Part that wishes, interests and goal give.
    pub wishes_part: f64,
    /// Part that what lies beyond the asked gives.
    pub extra_part: f64,
}

/// Everything of a person's resources, laid out by skill and by occupation.
#[derive(Debug)]
pub struct ResourceTables {
    /// By item: skills, then certificates.
    items: Vec<Item>,
    /// By item: how the person covers it.
    covered: Vec<Covered>,
    /// By occupation: value of experience, 0..=1.
    experience: Vec<f64>,
    /// By occupation: years of experience that count there, tenths.
    relevant_tenths: Vec<f64>,
    /// By occupation: closeness to wishes and interests, 0..=1.
    wished: Vec<f64>,
    /// By occupation: the goal itself or a step towards it, 0..=1.
    towards_goal: Vec<f64>,
    has_coverage: bool,
    has_experience: bool,
    has_wishes: bool,
    education: Option<u8>,
    languages: Option<Vec<([u8; 2], u8)>>,
    extra: f64,
}

impl ResourceTables {
    /// Lays out a person's resources on a day.
    pub fn new(
        seeker: &Jobseeker,
        today: EpochDay,
        sources: &[Source<'_>],
        rules: &Rules,
        knowledge: &Knowledge,
    ) -> Self {
        let brought = &seeker.resources;
        let occupations = knowledge.taxonomy.occupations.len();
        let mut tables = Self {
            items: rules.items().to_vec(),
            covered: vec![NOTHING; rules.items().len()],
            experience: vec![0.0; occupations],
            relevant_tenths: vec![0.0; occupations],
            wished: vec![0.0; occupations],
            towards_goal: vec![0.0; occupations],
            has_coverage: brought.skills.is_some()
                || brought.experience.is_some()
                || brought.education.is_some()
                || !seeker.wishes.occupations.is_empty(),
            has_experience: brought.experience.is_some(),
            has_wishes: !seeker.wishes.occupations.is_empty()
                || !seeker.wishes.interests.is_empty()
                || seeker.wishes.goal_occupation.is_some(),
            education: brought.education.as_ref().map(|done| done.level as u8 + 1),
            languages: languages(brought),
            extra: extra(brought, &rules.ruleset.resources),
        };
        tables.lay_out_experience(brought, today, rules, knowledge);
        tables.lay_out_wishes(seeker, rules, knowledge);
        tables.lay_out_skills(seeker, sources, rules, knowledge);
        tables.lay_out_certificates(brought, rules, knowledge);
        for (item, covered) in tables.items.iter_mut().zip(&tables.covered) {
            item.quality = covered.quality;
        }
        tables
    }

    /// Whether the axis has data for any vacancy.
    pub const fn has_data(&self) -> bool {
        self.has_coverage || self.has_experience || self.has_wishes
    }

    /// How an asked item is covered.
    pub fn covered(&self, item: u16) -> Covered {
        self.covered.get(usize::from(item)).copied().unwrap_or(NOTHING)
    }

    /// What an asked item weighs.
    pub fn weight(&self, item: u16, essential: bool) -> u32 {
        self.items
            .get(usize::from(item))
            .map_or(0, |item| u32::from(item.weights[usize::from(essential)]))
    }

    /// Closeness of an occupation to wishes and interests, 0..=1.
    pub fn wished(&self, occupation: u16) -> f64 {
        at(&self.wished, occupation)
    }

    /// How far an occupation is the goal or a step towards it, 0..=1.
    pub fn towards_goal(&self, occupation: u16) -> f64 {
        at(&self.towards_goal, occupation)
    }

    /// Value of the person's experience in an occupation, 0..=1.
    pub fn experience(&self, occupation: u16) -> f64 {
        at(&self.experience, occupation)
    }

    /// The most the axis could give for any vacancy of this occupation, 0..=1.
    pub fn upper_bound(&self, occupation: u16, teaching: Teaching, rules: &ResourceRules) -> f64 {
        self.combine(Some((1.0, rules.coverage)), occupation, teaching, rules)
            .score
    }

    /// The axis for one vacancy; `None` when there is nothing to judge by.
    pub fn fit(&self, vacancy: &VacancyView<'_>, rules: &ResourceRules) -> Option<ResourcesFit> {
        let core = vacancy.core;
        let mut sums = self.of_asks(vacancy.asks);
        self.add_parts(
            &mut sums,
            core.occupation,
            core.experience_tenths,
            core.education_min,
            rules,
        );
        for asked in vacancy.languages {
            if let Some(quality) = self.language(asked.language, asked.level) {
                sums.add(quality, part_weight(rules.language_weight), AskSource::Listed);
            }
        }
        self.weighed(&sums, core.occupation, core.teaching(), rules)
    }

    /// The same for a vacancy of this work that asks for no languages, by how what it asks differs from `typical`, the
    /// sums of what its occupation wants.
    pub(super) fn fit_by_differences(
        &self,
        asked: Asked,
        differing: Differing<'_>,
        typical: &Sums,
        (occupation, teaching): (u16, Teaching),
        rules: &ResourceRules,
    ) -> Option<ResourcesFit> {
        let mut sums = self.of_differing(differing, typical);
        self.add_parts(
            &mut sums,
            occupation,
            asked.experience_tenths,
            asked.education_min,
            rules,
        );
        self.weighed(&sums, occupation, teaching, rules)
    }

    /// What items that are typically wanted sum up to.
    pub(super) fn of_typical(&self, wanted: impl Iterator<Item = (u16, bool)>) -> Sums {
        let mut sums = Sums::default();
        for (item, essential) in wanted {
            let (quality, weight) = self.weighed_item(item, essential);
            sums.add(quality, weight, AskSource::Typical);
        }
        sums
    }

    fn of_differing(&self, differing: Differing<'_>, typical: &Sums) -> Sums {
        let (mut sums, differences) = match differing {
            Differing::Typical(differences) => (*typical, differences),
            Differing::Own(differences) => (Sums::default(), differences),
        };
        for one in differences {
            if let Some(essential) = one.wanted {
                sums.less(self.weighed_item(one.item, essential), AskSource::Typical);
            }
            if let Some((essential, source)) = one.asked {
                let (quality, weight) = self.weighed_item(one.item, essential);
                sums.add(quality, weight, source);
            }
        }
        sums
    }

    fn of_asks(&self, asks: &[Ask]) -> Sums {
        let mut sums = Sums::default();
        for ask in asks {
            let (quality, weight) = self.weighed_item(ask.item, ask.essential);
            sums.add(quality, weight, ask.source);
        }
        sums
    }

    /// Quality and weight of an item; one that is not known weighs nothing.
    fn weighed_item(&self, item: u16, essential: bool) -> (u16, u32) {
        self.items.get(usize::from(item)).map_or((0, 0), |item| {
            (item.quality, u32::from(item.weights[usize::from(essential)]))
        })
    }

    /// Adds experience and education asked.
    fn add_parts(
        &self,
        sums: &mut Sums,
        occupation: u16,
        experience_tenths: u16,
        education_min: u8,
        rules: &ResourceRules,
    ) {
        if let Some(quality) = self.years_of(occupation, experience_tenths) {
            sums.add(quality, part_weight(rules.years_weight), AskSource::Listed);
        }
        if let Some(quality) = self.education(education_min) {
            sums.add(quality, part_weight(rules.education_weight), AskSource::Listed);
        }
    }

    fn weighed(
        &self,
        sums: &Sums,
        occupation: u16,
        teaching: Teaching,
        rules: &ResourceRules,
    ) -> Option<ResourcesFit> {
        if !self.has_data() {
            return None;
        }
        let coverage = self.has_coverage.then(|| sums.by_source(rules)).flatten();
        if coverage.is_none() && !self.has_experience && !self.has_wishes {
            return None;
        }
        Some(self.combine(coverage, occupation, teaching, rules))
    }

    fn combine(
        &self,
        coverage: Option<(f64, f64)>,
        occupation: u16,
        teaching: Teaching,
        rules: &ResourceRules,
    ) -> ResourcesFit {
        let taught = if teaching == Teaching::Education {
            rules.taught_weight
        } else {
            1.0
        };
        let (coverage, coverage_weight) = coverage.filter(|_| self.has_coverage).unwrap_or((0.0, 0.0));
        let experience_weight = if self.has_experience {
            rules.experience
        } else {
            0.0
        };
        let wishes_weight = if self.has_wishes { rules.wishes } else { 0.0 };
        let (coverage_weight, experience_weight) = (coverage_weight * taught, experience_weight * taught);
        let total = coverage_weight + experience_weight + wishes_weight;
        let scale = if total > 0.0 { 1.0 / total } else { 0.0 };
        let wanted = self.wished(occupation).max(self.towards_goal(occupation));
        let coverage_part = coverage_weight * coverage * scale;
        let experience_part = experience_weight * self.experience(occupation) * scale;
        let wishes_part = wishes_weight * wanted * scale;
        let sum = coverage_part + experience_part + wishes_part;
        let extra_part = self.extra.min((1.0 - sum).max(0.0));
        ResourcesFit {
            score: (sum + extra_part).min(1.0),
            coverage_part,
            experience_part,
            wishes_part,
            extra_part,
        }
    }

    /// Quality of asked years of experience; `None` when none are asked or the history is unknown.
    pub fn years(&self, vacancy: &VacancyView<'_>) -> Option<u16> {
        self.years_of(vacancy.core.occupation, vacancy.core.experience_tenths)
    }

    fn years_of(&self, occupation: u16, asked: u16) -> Option<u16> {
        if asked == 0 || !self.has_experience {
            return None;
        }
        let years = at(&self.relevant_tenths, occupation);
        Some((f64::from(EXACT) * (years / f64::from(asked)).min(1.0)) as u16)
    }

    /// Whether anything asked is judged at all.
    pub const fn judges_coverage(&self) -> bool {
        self.has_coverage
    }

    /// Years of experience that count in an occupation, tenths.
    pub fn years_held(&self, occupation: u16) -> u16 {
        at(&self.relevant_tenths, occupation) as u16
    }

    /// The person's level of education, 0 none or unknown.
    pub fn education_held(&self) -> u8 {
        self.education.unwrap_or(0)
    }

    /// The person's level of a language, 0 none or unknown.
    pub fn language_held(&self, language: [u8; 2]) -> u8 {
        let held = self.languages.iter().flatten();
        held.filter(|known| known.0 == language)
            .map(|known| known.1)
            .max()
            .unwrap_or(0)
    }

    /// Quality of an asked level of education: half for one step below.
    pub fn education(&self, asked: u8) -> Option<u16> {
        let held = self.education.filter(|_| asked > 0)?;
        Some(match asked.saturating_sub(held) {
            0 => EXACT,
            1 => EXACT / 2,
            _ => 0,
        })
    }

    /// Quality of an asked language: half for one level below; `None` when languages are unknown.
    pub fn language(&self, language: [u8; 2], level: u8) -> Option<u16> {
        let held = self
            .languages
            .as_ref()?
            .iter()
            .find(|known| known.0 == language)
            .map_or(0, |known| known.1);
        Some(match level.saturating_sub(held) {
            0 => EXACT,
            1 if held > 0 => EXACT / 2,
            _ => 0,
        })
    }
}

fn at(values: &[f64], occupation: u16) -> f64 {
    values.get(usize::from(occupation)).copied().unwrap_or(0.0)
}

fn part_weight(weight: f64) -> u32 {
    (weight * f64::from(ONE)) as u32
}

#[cfg(test)]
mod tests {
    use super::super::demand::{Differing, differences, samples};
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Items as a person covers them, and nothing else known.
    fn covering(items: Vec<(u16, u16, u16)>) -> ResourceTables {
        let item = |(quality, good, essential)| Item {
            quality,
            weights: [good, essential],
        };
        ResourceTables {
            items: items.into_iter().map(item).collect(),
            covered: Vec::new(),
            experience: Vec::new(),
            relevant_tenths: Vec::new(),
            wished: Vec::new(),
            towards_goal: Vec::new(),
            has_coverage: true,
            has_experience: false,
            has_wishes: false,
            education: None,
            languages: None,
            extra: 0.0,
        }
    }

    proptest! {
        #[test]
        fn differences_sum_up_to_what_all_that_is_asked_does(
            items in prop::collection::vec((0..=EXACT, 1..512_u16, 256..1024_u16), 0..20),
            (asks, wanted) in (samples::asks(), samples::wanted()),
        ) {
            let tables = covering(items);
            let typical = tables.of_typical(wanted.iter().map(|(&item, &essential)| (item, essential)));
            let as_typical = differences(&asks, &wanted);
            let of_own = differences(&asks, &BTreeMap::new());
            let whole = tables.of_asks(&asks);
            prop_assert_eq!(tables.of_differing(Differing::Typical(&as_typical), &typical), whole);
            prop_assert_eq!(tables.of_differing(Differing::Own(&of_own), &typical), whole);
        }
    }
}
