//! What the mix of a list looks at in a pair: own trade or another branch, how soon, how wanted.

use super::branch::{BranchFit, Rung};
use super::features::{NO_START, UNKNOWN, VacancyView};
use super::gates::GateCode;
use super::plan::Plan;
use super::score::PairScore;
use crate::domain::set::BitSet32;
use crate::taxonomy::balance::Balance;
use crate::taxonomy::occupations::OccupationIx;

crate::closed_list! {
    /// What a pair can be, as far as the mix of a list goes.
    ListTrait {
        /// The person's own occupation and industry.
        OwnTrade = "own_trade",
        /// Another occupation or industry than the person's own.
        BranchSwitch = "branch_switch",
        /// Nothing stands between the person and the first day, and that day is near.
        StartableNow = "startable_now",
        /// The area lacks people for the work.
        InDemand = "in_demand",
        /// Work that asks for a higher education: skill level 4 of ISCO-08.
        Graduate = "graduate",
        /// The labour market of the area is not known to be less good for the work.
        ViableMarket = "viable_market",
    }
}

crate::closed_list! {
    /// The part of the list that an item belongs to.
    ListPart { OwnTrade = "own_trade", BranchSwitch = "branch_switch", Other = "other" }
}

/// Gates that must be known to be open before somebody can start: what is asked by law or by the
/// job, and cannot wait until after the first day.
const HARD_NEEDS: [GateCode; 7] = [
    GateCode::FormNotEligible,
    GateCode::HoursExceed,
    GateCode::LicenceMissing,
    GateCode::AuthorisationMissing,
    GateCode::DemandConflict,
    GateCode::DanishBelowMin,
    GateCode::TravelInfeasibleShift,
];

impl ListPart {
    /// The part that a rung belongs to; without a rung there is nothing to tell by.
    pub const fn of(rung: Option<Rung>) -> Self {
        match rung {
            Some(Rung::OwnTrade) => Self::OwnTrade,
            Some(Rung::Neighbour | Rung::Cross) => Self::BranchSwitch,
            None => Self::Other,
        }
    }
}

/// Traits that every vacancy of one family has, or none of them.
pub(super) const OF_FAMILY: BitSet32 = BitSet32::EMPTY
    .with(ListTrait::OwnTrade as usize)
    .with(ListTrait::BranchSwitch as usize)
    .with(ListTrait::InDemand as usize)
    .with(ListTrait::Graduate as usize)
    .with(ListTrait::ViableMarket as usize);

/// The traits of a scored pair, as positions of [`ListTrait`].
pub fn traits_of(plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> BitSet32 {
    let traits = traits_of_family(plan, vacancy.core.occupation, pair.branch.as_ref());
    if startable_now(plan, vacancy, pair) {
        traits.with(ListTrait::StartableNow as usize)
    } else {
        traits
    }
}

/// The traits [`OF_FAMILY`] of an occupation and the move to it.
pub(super) fn traits_of_family(plan: &Plan<'_>, occupation: u16, branch: Option<&BranchFit>) -> BitSet32 {
    let part = ListPart::of(branch.map(|fit| fit.rung));
    let balance = branch.and_then(|fit| fit.balance);
    let occupations = &plan.knowledge.taxonomy.occupations;
    [
        (ListTrait::OwnTrade, part == ListPart::OwnTrade),
        (ListTrait::BranchSwitch, part == ListPart::BranchSwitch),
        (ListTrait::InDemand, balance == Some(Balance::Shortage)),
        (
            ListTrait::Graduate,
            occupation != UNKNOWN && occupations.skill_level(OccupationIx(occupation)) == 4,
        ),
        (ListTrait::ViableMarket, balance != Some(Balance::LessGood)),
    ]
    .into_iter()
    .filter(|(_, holds)| *holds)
    .map(|(one, _)| one as usize)
    .collect()
}

fn startable_now(plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) -> bool {
    let latest = plan
        .today
        .saturating_add(i32::from(plan.rules.ruleset.list.soon_days));
    let starts = vacancy
        .offers
        .get(pair.offer)
        .map_or(NO_START, |offer| offer.start);
    let free = plan
        .seeker
        .available_from
        .map_or(NO_START, super::extract::epoch_day);
    let open_doubt = HARD_NEEDS
        .iter()
        .any(|&need| pair.gates.unverified.has(need as usize));
    pair.gates.open() && !open_doubt && starts <= latest && free <= latest
}
