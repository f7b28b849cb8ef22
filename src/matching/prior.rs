//! The job-first prior: how strongly an offer attaches to the labour market, and how surely.

use super::features::{EpochDay, NO_END, NO_START, OfferFeatures, UNKNOWN, VacancyCore, flag};
use super::ruleset::Ruleset;
use crate::domain::lists::Form;

/// Parts of the prior, each already weighed; they sum to the score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PriorFit {
    /// Score, 0..=1.
    pub score: f64,
    /// The form's rung on the ladder.
    pub ladder: f64,
    /// How long it lasts.
    pub duration: f64,
    /// How soon it can start.
    pub start: f64,
    /// How many places are free.
    pub places: f64,
    /// What supports the start: each of the supports' shares, in the order of [`SUPPORTS`].
    pub support: [f64; 6],
    /// The employer means to hire.
    pub intent: f64,
}

/// Supports of an offer, with their share of the support part.
pub const SUPPORTS: [f64; 6] = [0.25, 0.25, 0.15, 0.15, 0.10, 0.10];

/// The prior of one offer on a day.
pub fn prior(
    core: &VacancyCore,
    offer: &OfferFeatures,
    towards_education: bool,
    today: EpochDay,
    ruleset: &Ruleset,
) -> PriorFit {
    let rules = &ruleset.prior;
    let ladder = rules.ladder * ruleset.ladder(offer.form, towards_education);
    let duration = rules.duration * (weeks_left(offer, today) / rules.long_weeks.max(1.0)).min(1.0);
    let start = rules.start * soonness(offer, today, rules.soon_weeks, rules.late_weeks);
    let free = if offer.places == UNKNOWN {
        core.positions
    } else {
        offer.places
    };
    let places = rules.places * (f64::from(free) / rules.many_places.max(1.0)).min(1.0);
    let support = support(core, offer).map(|share| rules.support * share);
    let hires = offer.hire_intent
        || matches!(
            offer.form,
            Form::OrdinaryJob | Form::PartTime | Form::PaidHours | Form::FlexJob
        );
    let intent = if hires { rules.intent } else { 0.0 };
    let score = ladder + duration + start + places + support.iter().sum::<f64>() + intent;
    PriorFit {
        score: score.min(1.0),
        ladder,
        duration,
        start,
        places,
        support,
        intent,
    }
}

fn support(core: &VacancyCore, offer: &OfferFeatures) -> [f64; 6] {
    let has = |position| core.flags.has(position);
    let offered = [
        offer.preapproved,
        has(flag::MENTOR),
        has(flag::BUDDY),
        has(flag::ON_SITE_DANISH),
        offer.ramps_up,
        has(flag::INTRODUCTION) || has(flag::WORK_CULTURE),
    ];
    std::array::from_fn(|at| if offered[at] { SUPPORTS[at] } else { 0.0 })
}

/// Weeks the work lasts from today or its start; endless work counts as any number.
fn weeks_left(offer: &OfferFeatures, today: EpochDay) -> f64 {
    let until_end = (offer.end != NO_END).then(|| {
        let from = if offer.start == NO_START {
            today
        } else {
            offer.start.max(today)
        };
        f64::from((offer.end - from + 1).max(0)) / 7.0
    });
    let limited = (offer.duration_weeks > 0).then(|| f64::from(offer.duration_weeks));
    match (until_end, limited) {
        (Some(end), Some(weeks)) => end.min(weeks),
        (Some(weeks), None) | (None, Some(weeks)) => weeks,
        (None, None) => f64::INFINITY,
    }
}

fn soonness(offer: &OfferFeatures, today: EpochDay, soon_weeks: f64, late_weeks: f64) -> f64 {
    if offer.start == NO_START {
        return 0.75;
    }
    let weeks = f64::from((offer.start - today).max(0)) / 7.0;
    let way = (weeks - soon_weeks) / (late_weeks - soon_weeks).max(1.0);
    1.0 - 0.8 * way.clamp(0.0, 1.0)
}
