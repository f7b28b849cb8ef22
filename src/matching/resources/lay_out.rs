//! Laying out a profile's resources by item and by occupation.

use super::super::branch::Source;
use super::super::extract::epoch_day;
use super::super::features::EpochDay;
use super::super::knowledge::Knowledge;
use super::super::rules::Rules;
use super::super::ruleset::ResourceRules;
use super::{Covered, EXACT, Item, MOST_WEIGHT, ResourceTables, part_weight};
use crate::domain::jobseeker::{Jobseeker, Resources};
use crate::domain::lists::Mastery;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::skills::SkillIx;

impl ResourceTables {
    pub(super) fn lay_out_experience(
        &mut self,
        brought: &Resources,
        today: EpochDay,
        rules: &Rules,
        knowledge: &Knowledge,
    ) {
        let resource_rules = &rules.ruleset.resources;
        for past in brought.experience.iter().flatten() {
            let Some(occupation) = knowledge.taxonomy.occupations.ix(past.occupation) else {
                continue;
            };
            let years = past.years.map(crate::domain::units::TenthYears::years);
            let value = years_value(years, resource_rules)
                * recency(past.ended.map(|ended| today - epoch_day(ended)), resource_rules);
            let tenths = years.unwrap_or(1.0) * 10.0;
            for (at, step) in rules.moves_from(occupation, knowledge).iter().enumerate() {
                self.experience[at] = self.experience[at].max(step.closeness * value);
                self.relevant_tenths[at] = self.relevant_tenths[at].max(step.closeness * tenths);
            }
        }
    }

    pub(super) fn lay_out_wishes(&mut self, seeker: &Jobseeker, rules: &Rules, knowledge: &Knowledge) {
        let resource_rules = &rules.ruleset.resources;
        let taxonomy = &knowledge.taxonomy;
        let wishes = &seeker.wishes.occupations;
        let said_before = |at: usize| {
            wishes[..at]
                .iter()
                .any(|one| one.unit_groups == wishes[at].unit_groups)
        };
        let distinct = (0..wishes.len()).filter(|&at| !said_before(at));
        for (rank, wish) in distinct.map(|at| &wishes[at]).enumerate() {
            let factor =
                (1.0 - resource_rules.wish_rank_step * rank as f64).max(resource_rules.wish_rank_floor);
            for occupation in wish
                .unit_groups
                .iter()
                .filter_map(|&code| taxonomy.occupations.ix(code))
            {
                for (at, step) in rules.moves_from(occupation, knowledge).iter().enumerate() {
                    self.wished[at] = self.wished[at].max(step.closeness * factor);
                }
            }
        }
        for interest in &seeker.wishes.interests {
            let Ok(interest) = taxonomy.interests.resolve(interest.code()) else {
                continue;
            };
            for occupation in taxonomy.interests.occupations(interest) {
                let wished = &mut self.wished[usize::from(occupation.0)];
                *wished = wished.max(resource_rules.interest_match);
            }
        }
        if let Some(goal) = seeker
            .wishes
            .goal_occupation
            .and_then(|code| taxonomy.occupations.ix(code))
        {
            self.lay_out_goal(goal, rules, knowledge);
        }
    }

    /// A job is a step towards the goal by the share of the goal's essential skills it gives.
    fn lay_out_goal(&mut self, goal: OccupationIx, rules: &Rules, knowledge: &Knowledge) {
        let resource_rules = &rules.ruleset.resources;
        for (at, &shared) in rules.steps_to(goal, knowledge).iter().enumerate() {
            self.towards_goal[at] = if at == usize::from(goal.0) {
                resource_rules.goal_match
            } else if shared >= resource_rules.step_viability {
                resource_rules.step_towards_goal * (0.7 + 0.3 * shared)
            } else {
                0.0
            };
        }
    }

    pub(super) fn lay_out_skills(
        &mut self,
        seeker: &Jobseeker,
        sources: &[Source<'_>],
        rules: &Rules,
        knowledge: &Knowledge,
    ) {
        let resource_rules = &rules.ruleset.resources;
        let taxonomy = &knowledge.taxonomy;
        if let Some(held) = &seeker.resources.skills {
            for skill in held {
                let Some(ix) = taxonomy.skills.find_id(&skill.skill) else {
                    continue;
                };
                let mastery = match skill.level {
                    Mastery::Beginner => resource_rules.mastery_beginner,
                    Mastery::Experienced => resource_rules.mastery_experienced,
                    Mastery::Expert => resource_rules.mastery_expert,
                };
                self.hold(ix, mastery, true, resource_rules, knowledge);
            }
            return;
        }
        for source in sources {
            let sure = if source.from_education {
                resource_rules.typical_from_education
            } else {
                resource_rules.typical_from_experience
            };
            self.hold_typical(source.occupation, sure, resource_rules, knowledge);
        }
        let wished = seeker
            .wishes
            .occupations
            .iter()
            .flat_map(|wish| &wish.unit_groups);
        for occupation in wished.filter_map(|&code| taxonomy.occupations.ix(code)) {
            self.hold_typical(
                occupation,
                resource_rules.typical_from_wishes,
                resource_rules,
                knowledge,
            );
        }
    }

    fn hold_typical(
        &mut self,
        occupation: OccupationIx,
        sure: f64,
        rules: &ResourceRules,
        knowledge: &Knowledge,
    ) {
        let relations = &knowledge.taxonomy.relations;
        for &skill in relations.essential(occupation) {
            self.hold(skill, sure, false, rules, knowledge);
        }
        for &skill in relations.optional(occupation) {
            self.hold(skill, sure * rules.optional_weight, false, rules, knowledge);
        }
    }

    fn hold(
        &mut self,
        skill: SkillIx,
        sure: f64,
        stated: bool,
        rules: &ResourceRules,
        knowledge: &Knowledge,
    ) {
        let full = f64::from(EXACT) * sure;
        let mut cover = |item: SkillIx, quality: f64| {
            let quality = quality as u16;
            let known = &mut self.covered[usize::from(item.0)];
            // Equal quality goes to the first skill of the table, whatever the order of the profile.
            let better = quality > known.quality || (quality == known.quality && skill.0 < known.by);
            if quality > 0 && better {
                *known = Covered {
                    quality,
                    by: skill.0,
                    stated,
                };
            }
        };
        cover(skill, full);
        for &(near, percent) in knowledge.taxonomy.similarity.near(skill) {
            cover(near, full * rules.near_factor * f64::from(percent) / 100.0);
        }
    }

    pub(super) fn lay_out_certificates(&mut self, brought: &Resources, rules: &Rules, knowledge: &Knowledge) {
        let first = knowledge.taxonomy.skills.len();
        let certificates = self.covered.iter_mut().enumerate().skip(first);
        match &brought.certificates {
            None => {
                let quality = (f64::from(EXACT) * rules.ruleset.resources.unknown_certificate) as u16;
                for (at, covered) in certificates {
                    *covered = Covered {
                        quality,
                        by: at as u16,
                        stated: false,
                    };
                }
            }
            Some(held) => {
                for ix in held
                    .iter()
                    .filter_map(|code| knowledge.taxonomy.certificates.find(code))
                {
                    let item = first + usize::from(ix.0);
                    self.covered[item] = Covered {
                        quality: EXACT,
                        by: item as u16,
                        stated: true,
                    };
                }
            }
        }
    }
}

/// Every skill and certificate with its weight, covered by nothing yet.
pub fn items(rules: &ResourceRules, knowledge: &Knowledge) -> Vec<Item> {
    let taxonomy = &knowledge.taxonomy;
    let certificate = part_weight(rules.certificate_weight);
    let skills = taxonomy
        .skills
        .all()
        .map(|skill| u32::from(taxonomy.similarity.rarity(skill)));
    let certificates = std::iter::repeat_n(certificate, taxonomy.certificates.count());
    let item = |essential: u32| {
        let essential = essential.min(MOST_WEIGHT);
        let optional = (f64::from(essential) * rules.optional_weight) as u16;
        Item {
            quality: 0,
            weights: [optional, essential as u16],
        }
    };
    skills.chain(certificates).map(item).collect()
}

fn years_value(years: Option<f64>, rules: &ResourceRules) -> f64 {
    let Some(years) = years else {
        return rules.experience_unknown_years;
    };
    let share = (years / rules.experience_saturation_years.max(0.1)).min(1.0);
    rules.experience_floor + (1.0 - rules.experience_floor) * share
}

fn recency(days_since: Option<i32>, rules: &ResourceRules) -> f64 {
    let Some(days) = days_since else { return 1.0 };
    let years = f64::from(days.max(0)) / 365.0;
    let span = (rules.recency_floor_years - rules.recency_full_years).max(0.1);
    let faded = ((years - rules.recency_full_years) / span).clamp(0.0, 1.0);
    1.0 - faded * (1.0 - rules.recency_floor)
}

pub(super) fn languages(brought: &Resources) -> Option<Vec<([u8; 2], u8)>> {
    let held = brought.languages.as_ref()?;
    let mut best: Vec<([u8; 2], u8)> = Vec::new();
    for known in held {
        let Ok(language) = <[u8; 2]>::try_from(known.language.as_bytes()) else {
            continue;
        };
        let rank = known.level.rank();
        match best.iter_mut().find(|(code, _)| *code == language) {
            Some((_, level)) => *level = (*level).max(rank),
            None => best.push((language, rank)),
        }
    }
    Some(best)
}

/// Languages, certificates and education beyond the first help a little wherever the person goes.
pub(super) fn extra(brought: &Resources, rules: &ResourceRules) -> f64 {
    let languages = languages(brought).map_or(0, |known| known.len());
    let mut certificates: Vec<&String> = brought.certificates.iter().flatten().collect();
    certificates.sort_unstable();
    certificates.dedup();
    let education = brought.education.as_ref().map_or(0, |done| done.level as usize);
    let count = languages + certificates.len() + education;
    (rules.extra_each * count as f64).min(rules.extra_max)
}
