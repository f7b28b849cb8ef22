//! The one scorer. Lists, pairs and searches from either side all call [`score`].

use super::bounds::Family;
use super::branch::BranchFit;
use super::features::{OfferFeatures, VacancyView};
use super::gates::Gates;
use super::mobility::{Travel, hours_fit};
use super::plan::Plan;
use super::prior::{PriorFit, prior};
use super::resources::ResourcesFit;
use super::weights::{Applied, FULL, HasData, micro};

/// The mobility axis for one offer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MobilityFit {
    /// Score of the axis, 0..=1.
    pub score: f64,
    /// Part that travel gives.
    pub travel_part: f64,
    /// Part that hours give.
    pub hours_part: f64,
    /// Part that the week gives.
    pub schedule_part: f64,
}

/// A pair, scored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairScore {
    /// Which offer was taken.
    pub offer: usize,
    /// Sum of the contributions, micro-points.
    pub base: u32,
    /// Contributions of resources, mobility, branch and job-first, micro-points.
    pub contributions: [u32; 4],
    /// Weights that were applied.
    pub applied: Applied,
    /// Resources axis, `None` without data.
    pub resources: Option<ResourcesFit>,
    /// Mobility axis, `None` without data.
    pub mobility: Option<MobilityFit>,
    /// Branch axis, `None` without data.
    pub branch: Option<BranchFit>,
    /// The prior.
    pub prior: PriorFit,
    /// How the person would get there.
    pub travel: Travel,
    /// Gates of the vacancy and the offer taken.
    pub gates: Gates,
}

/// Scores a pair by the best of the offers that pass all gates or, while none does, by the lowest of
/// them all: so nothing that opens an offer ever lowers the score of the pair.
pub fn score(plan: &Plan<'_>, vacancy: &VacancyView<'_>) -> PairScore {
    score_foreseen(plan, vacancy, &Foreseen::Nothing)
}

/// What is known of a pair before its columns are read.
#[derive(Debug, Clone, Copy)]
pub(super) enum Foreseen {
    /// The resources axis, `None` without data.
    Resources(Option<ResourcesFit>),
    /// Nothing.
    Nothing,
}

/// The same as [`score`] where some of it is known.
pub(super) fn score_foreseen(plan: &Plan<'_>, vacancy: &VacancyView<'_>, foreseen: &Foreseen) -> PairScore {
    by_offer(plan, vacancy, foreseen, decides)
}

/// What a scored pair would be, were its nearest offer open: the one that fails fewest gates and,
/// of several, the best. The pair itself when it passes.
pub fn nearest(plan: &Plan<'_>, vacancy: &VacancyView<'_>, scored: PairScore) -> PairScore {
    if scored.gates.open() || vacancy.offers.len() < 2 {
        scored
    } else {
        by_offer(plan, vacancy, &Foreseen::Nothing, is_nearer)
    }
}

fn by_offer(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    foreseen: &Foreseen,
    goes_before: impl Fn(&PairScore, &PairScore) -> bool,
) -> PairScore {
    let common = Common {
        resources: match foreseen {
            Foreseen::Resources(fit) => *fit,
            Foreseen::Nothing => plan.resources.fit(vacancy, &plan.rules.ruleset.resources),
        },
        branch: plan.branch(Family::of(vacancy.core)),
        gates: plan.gates.of_vacancy(vacancy),
    };
    let mut taken: Option<PairScore> = None;
    let offers = vacancy.offers.iter().enumerate();
    for (position, offer) in offers.filter(|(_, offer)| plan.offers.admits(vacancy.core, offer)) {
        let scored = score_offer(plan, vacancy, &common, position, offer);
        if taken.as_ref().is_none_or(|known| goes_before(&scored, known)) {
            taken = Some(scored);
        }
    }
    taken.unwrap_or_else(|| without_offer(plan, &common))
}

struct Common {
    resources: Option<ResourcesFit>,
    branch: Option<BranchFit>,
    gates: Gates,
}

fn decides(one: &PairScore, other: &PairScore) -> bool {
    match (one.gates.open(), other.gates.open()) {
        (true, true) => one.base > other.base,
        (false, false) => one.base < other.base,
        (open, _) => open,
    }
}

fn is_nearer(one: &PairScore, other: &PairScore) -> bool {
    let failed = |pair: &PairScore| pair.gates.failed.len();
    failed(one) < failed(other) || (failed(one) == failed(other) && one.base > other.base)
}

fn score_offer(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    common: &Common,
    position: usize,
    offer: &OfferFeatures,
) -> PairScore {
    let core = vacancy.core;
    let travel = plan.trips.travel(core, offer);
    let mobility = mobility(plan, vacancy, offer, travel);
    let prior = prior(
        core,
        offer,
        plan.towards_education,
        plan.today,
        &plan.rules.ruleset,
    );
    let gates = common
        .gates
        .and(plan.gates.of_offer(vacancy, offer, travel, &plan.trips));
    sum(plan, common, position, mobility, prior, travel, gates)
}

fn sum(
    plan: &Plan<'_>,
    common: &Common,
    offer: usize,
    mobility: Option<MobilityFit>,
    prior: PriorFit,
    travel: Travel,
    gates: Gates,
) -> PairScore {
    let has = HasData {
        resources: common.resources.is_some(),
        mobility: mobility.is_some(),
        branch: common.branch.is_some(),
    };
    let applied = *plan.weights.applied(has);
    let mut contributions = [
        common
            .resources
            .map_or(0, |fit| micro(applied.resources, fit.score)),
        mobility.map_or(0, |fit| micro(applied.mobility, fit.score)),
        common.branch.map_or(0, |fit| micro(applied.branch, fit.score)),
        micro(applied.job_first, prior.score),
    ];
    // Four roundings upwards can pass the full score by a few micro-points.
    let excess = contributions.iter().sum::<u32>().saturating_sub(FULL);
    contributions[3] -= excess.min(contributions[3]);
    PairScore {
        offer,
        base: contributions.iter().sum(),
        contributions,
        applied,
        resources: common.resources,
        mobility,
        branch: common.branch,
        prior,
        travel,
        gates,
    }
}

/// A vacancy always has an offer; should one come without, it has nothing to give.
fn without_offer(plan: &Plan<'_>, common: &Common) -> PairScore {
    let prior = PriorFit {
        score: 0.0,
        ladder: 0.0,
        duration: 0.0,
        start: 0.0,
        places: 0.0,
        support: [0.0; 6],
        intent: 0.0,
    };
    sum(plan, common, 0, None, prior, Travel::Unknown, common.gates)
}

fn mobility(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    offer: &OfferFeatures,
    travel: Travel,
) -> Option<MobilityFit> {
    let rules = &plan.rules.ruleset.mobility;
    let travel_score = match travel {
        Travel::Unknown => return None,
        Travel::NotNeeded => 1.0,
        Travel::NoConnection => 0.0,
        Travel::Reached { .. } => {
            let minutes = travel.minutes().unwrap_or(u16::MAX);
            plan.trips.score(minutes, vacancy.core.remote_days, rules)
        }
    };
    // Moving house makes any place as good as one at the edge of the law.
    let travel_score = if plan.trips.relocate {
        travel_score.max(rules.at_bound)
    } else {
        travel_score
    };
    let schedule = if offer.shifts_len > 0 {
        1.0
    } else {
        rules.unknown_schedule + (1.0 - rules.unknown_schedule) * plan.week_share
    };
    let travel_part = rules.travel * travel_score;
    let hours_part = rules.hours * hours_fit(offer, plan.gates.hours, rules);
    let schedule_part = rules.schedule * schedule;
    let score = (travel_part + hours_part + schedule_part).min(1.0);
    Some(MobilityFit {
        score,
        travel_part,
        hours_part,
        schedule_part,
    })
}
