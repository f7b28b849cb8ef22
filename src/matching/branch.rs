//! The branch axis: is the move from where the person has been to this job viable, and wise?

use super::features::Teaching;
use super::knowledge::Knowledge;
use super::rules::{Move, Rules};
use super::ruleset::BranchRules;
use crate::domain::codes::IndustryDivision;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{BranchWillingness, EducationLevel};
use crate::domain::units::TenthYears;
use crate::taxonomy::balance::Balance;
use crate::taxonomy::occupations::OccupationIx;

crate::closed_list! {
    /// How far a job lies from where the person has been.
    Rung { OwnTrade = "own_trade", Neighbour = "neighbour", Cross = "cross" }
}

/// An occupation the person comes from.
#[derive(Debug, Clone, Copy)]
pub struct Source<'k> {
    /// The occupation.
    pub occupation: OccupationIx,
    /// The industry it was held in, 0 when unknown.
    pub industry: u8,
    /// 1 for work done for years, less for a short time or an education completed.
    pub strength: f64,
    /// An education led there, not work done.
    pub from_education: bool,
    /// What leaving the trade is worth in the home's area, 0..=1.
    leaving: f64,
    moves: &'k [Move],
}

/// The best source for a job, and what it gives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BranchFit {
    /// Score of the axis, 0..=1.
    pub score: f64,
    /// Rung of the move.
    pub rung: Rung,
    /// Where the person comes from.
    pub from: OccupationIx,
    /// The move.
    pub step: Move,
    /// How viable the move is, 0..=1, with what the vacancy teaches.
    pub viability: f64,
    /// Part of the score that viability gives.
    pub viability_part: f64,
    /// Part of the score that the labour market gives.
    pub wisdom_part: f64,
    /// State of the labour market for the job in its area.
    pub balance: Option<Balance>,
}

/// The occupations a person comes from: the history, and what a vocational or higher education
/// leads to. None of them when neither is known, nor when the history is known to be empty: there
/// is nothing to move from. The first past job therefore gives the axis data it did not have, which
/// may move a score either way and is told by `coverage`.
pub fn sources<'k>(
    seeker: &Jobseeker,
    home_area: u8,
    rules: &'k Rules,
    knowledge: &'k Knowledge,
) -> Vec<Source<'k>> {
    let taxonomy = &knowledge.taxonomy;
    let source = |occupation: OccupationIx, industry: u8, strength: f64, from_education: bool| Source {
        occupation,
        industry,
        strength,
        from_education,
        leaving: 1.0 - rules.market(home_area, occupation.0),
        moves: rules.moves_from(occupation, knowledge),
    };
    let history = seeker.resources.experience.iter().flatten().filter_map(|past| {
        let occupation = taxonomy.occupations.ix(past.occupation)?;
        let strength = years_strength(past.years, &rules.ruleset.branch);
        Some(source(
            occupation,
            past.industry.map_or(0, IndustryDivision::number),
            strength,
            false,
        ))
    });
    let education = seeker
        .resources
        .education
        .iter()
        .filter(|done| done.level != EducationLevel::Primary);
    let led_to = education
        .filter_map(|done| {
            Some((
                done.level,
                taxonomy.education_fields.resolve(done.field.as_deref()?).ok()?,
            ))
        })
        .flat_map(|(level, field)| {
            let led_to = taxonomy.education_fields.occupations(field).iter();
            led_to.filter(move |&&occupation| {
                leads_to_level(level, taxonomy.occupations.skill_level(occupation))
            })
        })
        .map(|&occupation| source(occupation, 0, rules.ruleset.branch.education_strength, true));
    let mut sources: Vec<Source<'k>> = history.chain(led_to).collect();
    sources.sort_by(|one, other| {
        let key = |source: &Source<'_>| (source.occupation.0, source.industry, source.from_education);
        key(one)
            .cmp(&key(other))
            .then(other.strength.total_cmp(&one.strength))
    });
    sources.dedup_by_key(|source| (source.occupation.0, source.industry, source.from_education));
    sources
}

/// A job held briefly is a weaker place to come from than one held for years.
fn years_strength(years: Option<TenthYears>, rules: &BranchRules) -> f64 {
    let share = years.map_or(1.0, |years| {
        (years.years() / rules.full_strength_years.max(0.1)).min(1.0)
    });
    rules.least_strength + (1.0 - rules.least_strength) * share
}

/// Whether an education of this level leads to work of this ISCO skill level: a field names work
/// of several levels, and a completed education opens its own and the one below. Skill levels 2, 3
/// and 4 follow vocational, short and longer higher education (ISCO-08, volume I, table 1).
const fn leads_to_level(education: EducationLevel, skill_level: u8) -> bool {
    match education {
        EducationLevel::Primary => false,
        EducationLevel::Vocational => skill_level == 2,
        EducationLevel::ShortHigher => matches!(skill_level, 2 | 3),
        EducationLevel::MediumHigher | EducationLevel::LongHigher => matches!(skill_level, 3 | 4),
    }
}

/// The job at the end of a move.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// Its occupation.
    pub occupation: OccupationIx,
    /// Its industry, 0 when unknown.
    pub industry: u8,
    /// Its labour-market area, see [`VacancyCore::area`](super::features::VacancyCore::area).
    pub area: u8,
    /// How far it teaches its own work.
    pub teaching: Teaching,
}

/// The best move from any source to a job; `None` without sources.
pub fn best_move(
    sources: &[Source<'_>],
    target: Target,
    willingness: BranchWillingness,
    rules: &Rules,
) -> Option<BranchFit> {
    if sources.is_empty() {
        return None;
    }
    let balance = rules.balance(target.area, target.occupation.0);
    let mut best: Option<BranchFit> = None;
    for source in sources {
        let Some(&step) = source.moves.get(usize::from(target.occupation.0)) else {
            continue;
        };
        let fit = one_move(source, step, target, balance, willingness, rules);
        if best.is_none_or(|known| fit.score > known.score) {
            best = Some(fit);
        }
    }
    best
}

/// The most the axis could give a job of this occupation in any industry, where the labour market
/// for it is worth `market`, 0..=1. A better market never gives less.
pub fn upper_bound(
    sources: &[Source<'_>],
    occupation: OccupationIx,
    teaching: Teaching,
    market: f64,
    willingness: BranchWillingness,
    branch: &BranchRules,
) -> f64 {
    let most = |source: &Source<'_>| {
        let step = source.moves.get(usize::from(occupation.0))?;
        let own = source.occupation == occupation;
        let viability = if own {
            1.0
        } else {
            step.viability(teaching, branch)
        };
        let leaving = (1.0 - branch.leave_poor_trade) * market + branch.leave_poor_trade * source.leaving;
        let stays_away = willingness == BranchWillingness::Stay && !own;
        let willing = if stays_away {
            branch.stay_neighbour.max(branch.stay_cross)
        } else {
            1.0
        };
        let score = branch.viability * viability + branch.wisdom * market.max(leaving);
        Some(source.strength * willing * score)
    };
    sources.iter().filter_map(most).fold(0.0, f64::max).min(1.0)
}

fn one_move(
    source: &Source<'_>,
    step: Move,
    target: Target,
    balance: Option<Balance>,
    willingness: BranchWillingness,
    rules: &Rules,
) -> BranchFit {
    let market = rules.balance_value(balance);
    let branch = &rules.ruleset.branch;
    let own = source.occupation == target.occupation;
    let viability = if own {
        1.0
    } else {
        step.viability(target.teaching, branch)
    };
    let rung = rung(source, viability, target, branch.near_viability);
    let wisdom = if rung == Rung::OwnTrade {
        market
    } else {
        (1.0 - branch.leave_poor_trade) * market + branch.leave_poor_trade * source.leaving
    };
    let willing = match (willingness, rung) {
        (BranchWillingness::Stay, Rung::Neighbour) => branch.stay_neighbour,
        (BranchWillingness::Stay, Rung::Cross) => branch.stay_cross,
        (BranchWillingness::Seek, Rung::OwnTrade) => branch.seek_own,
        _ => 1.0,
    };
    let scale = source.strength * willing;
    let viability_part = scale * branch.viability * viability;
    let wisdom_part = scale * branch.wisdom * wisdom;
    BranchFit {
        score: viability_part + wisdom_part,
        rung,
        from: source.occupation,
        step,
        viability,
        viability_part,
        wisdom_part,
        balance,
    }
}

fn rung(source: &Source<'_>, viability: f64, target: Target, near_viability: f64) -> Rung {
    let both_known = source.industry != 0 && target.industry != 0;
    let same_industry = both_known && source.industry == target.industry;
    let same_occupation = source.occupation == target.occupation;
    if same_occupation && (same_industry || !both_known) {
        Rung::OwnTrade
    } else if same_occupation || same_industry || viability >= near_viability {
        Rung::Neighbour
    } else {
        Rung::Cross
    }
}
