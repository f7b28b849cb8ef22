//! The smallest change that would open a failed gate: of the profile where the person can make it,
//! else of the vacancy, by the municipality, or with time.

use super::changes::{Change, ChangeAction, ChangeValue, ChangedBy, ProfileChange, hours, number};
use crate::domain::language::Language;
use crate::domain::lists::{Accommodation, Demand, TargetGroup, WorkRequirementKind};
use crate::domain::requirement::DEMAND_RULES;
use crate::domain::travel_mode::TravelMode;
use crate::matching::extract::date_of;
use crate::matching::features::{OfferFeatures, VacancyView, flag};
use crate::matching::gates::GateCode;
use crate::matching::mobility::{Travel, Trips};
use crate::matching::plan::Plan;
use crate::matching::ruleset_rows::Who;
use crate::matching::score::PairScore;
use crate::taxonomy::credentials::{AuthorisationIx, LicenceIx};
use std::borrow::Cow;

/// Means of transport that could be added, those that ask least first, with the licence each needs.
const MODES: [(TravelMode, Option<&str>); 4] = [
    (TravelMode::Bicycle, None),
    (TravelMode::Transit, None),
    (TravelMode::Moped, Some("AM")),
    (TravelMode::Car, Some("B")),
];
/// Up to so many minutes one way above the wish, a longer trip is the smaller change.
const MOST_EXTRA_MINUTES: u16 = 30;

/// The changes of the profile that together open a failed gate; none where the person cannot open it.
pub fn profile_changes(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    code: GateCode,
) -> Vec<ProfileChange> {
    let core = vacancy.core;
    let Some(offer) = vacancy.offers.get(pair.offer) else {
        return Vec::new();
    };
    match code {
        GateCode::HoursExceed => hours_to_give(plan, offer).into_iter().collect(),
        GateCode::ScheduleConflict => more_days(plan, vacancy, offer).into_iter().collect(),
        GateCode::TravelInfeasibleShift => faster_mode(plan, vacancy, offer).into_iter().collect(),
        GateCode::LegalTravelExceeded => nearer(plan, vacancy, offer, pair.travel).into_iter().collect(),
        GateCode::LicenceMissing => {
            let missing = plan.gates.missing_licences(core) & !core.licence_support;
            licences_to_get(plan, missing)
        }
        GateCode::AuthorisationMissing => {
            vec![ProfileChange::Authorisation(AuthorisationIx(core.authorisation))]
        }
        GateCode::DanishBelowMin => {
            let bridged = u8::from(core.flags.has(flag::ON_SITE_DANISH));
            let level = core.danish_min.saturating_sub(bridged).max(1);
            vec![ProfileChange::Language { code: *b"da", level }]
        }
        _ => Vec::new(),
    }
}

/// What would open a failed gate of an offer, as changes of named fields: those of the profile where there are any.
pub(super) fn changes<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    of_profile: Vec<ProfileChange>,
    (offer, code): (usize, GateCode),
    language: Language,
) -> Vec<Change<'k>> {
    if !of_profile.is_empty() {
        return of_profile
            .into_iter()
            .map(|change| change.told(plan, language))
            .collect();
    }
    let Some(offer) = vacancy.offers.get(offer) else {
        return Vec::new();
    };
    match code {
        GateCode::FormNotEligible if plan.gates.forms.has_ended(offer.form) => Vec::new(),
        GateCode::FormNotEligible => vec![eligibility(plan, offer)],
        GateCode::DemandConflict => accommodations(plan, vacancy, offer),
        GateCode::Expired => vec![opening(plan, vacancy, offer)],
        _ => of_others(plan, offer, code).into_iter().collect(),
    }
}

fn of_others<'k>(plan: &Plan<'k>, offer: &OfferFeatures, code: GateCode) -> Option<Change<'k>> {
    let set = |by, field| Change::of_field(by, ChangeAction::Set, field);
    let employer = |field| set(ChangedBy::Employer, field);
    Some(match code {
        GateCode::HoursExceed => fewer_hours(plan, offer),
        GateCode::FormDurationExceeded => employer("vacancy.offers.duration_weeks")
            .from(number(offer.duration_weeks))
            .to(number(plan.gates.longest_weeks(offer.form).unwrap_or(0)))
            .in_unit("weeks"),
        GateCode::ScheduleConflict if offer.rota => employer("vacancy.rota"),
        GateCode::ScheduleConflict => set(ChangedBy::Person, "availability"),
        GateCode::TravelInfeasibleShift | GateCode::LegalTravelExceeded => employer("vacancy.schedule"),
        GateCode::RatioFull => employer("vacancy.employer.subsidised_heads"),
        GateCode::NoFreePlace => employer("vacancy.offers.places").from(number(0)).to(number(1)),
        GateCode::Vetoed => Change::of_field(ChangedBy::Person, ChangeAction::Remove, "vetoes"),
        GateCode::Deferred => set(ChangedBy::Municipality, "job_first_deferral.active")
            .from(ChangeValue::Flag(true))
            .to(ChangeValue::Flag(false)),
        _ => return None,
    })
}

/// The hours the person would have to give; none where the rules of the form stand in the way.
fn hours_to_give(plan: &Plan<'_>, offer: &OfferFeatures) -> Option<ProfileChange> {
    plan.gates.forms.hours_needed(offer).map(ProfileChange::HoursMost)
}

/// The hours that the rules of the form allow and the person wants.
fn fewer_hours<'k>(plan: &Plan<'k>, offer: &OfferFeatures) -> Change<'k> {
    let field = "vacancy.offers.hours_per_week";
    Change::of_field(ChangedBy::Employer, ChangeAction::Set, field)
        .from(hours(offer.hours_min))
        .to(hours(plan.gates.forms.most_minutes(offer.form)))
        .in_unit("hours")
}

/// More days a week, where the days alone are too few.
fn more_days(plan: &Plan<'_>, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> Option<ProfileChange> {
    let most = plan.seeker.max_days_per_week.unwrap_or(7);
    let days_decide = !offer.rota && offer.days > most && plan.gates.covers_shifts(vacancy, offer);
    days_decide.then_some(ProfileChange::DaysMost(offer.days))
}

/// A longer trip where little more is needed, else a faster means of transport.
fn nearer(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    offer: &OfferFeatures,
    travel: Travel,
) -> Option<ProfileChange> {
    let minutes = travel.minutes()?;
    let longer = ProfileChange::TravelWish(minutes);
    if minutes <= plan.trips.wish.saturating_add(MOST_EXTRA_MINUTES) {
        return Some(longer);
    }
    faster_mode(plan, vacancy, offer).or(Some(longer))
}

/// The first means of transport that would get the person there within the bounds.
fn faster_mode(plan: &Plan<'_>, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> Option<ProfileChange> {
    modes_to_add(plan).find(|change| {
        let trips = trips_with(plan, *change);
        match trips.travel(vacancy.core, offer) {
            Travel::Reached { daily, .. } => daily <= trips.daily_bound,
            _ => false,
        }
    })
}

/// The trips of the person with a change made.
pub(super) fn trips_with<'k>(plan: &Plan<'k>, change: ProfileChange) -> Trips<'k> {
    let ruleset = &plan.rules.ruleset;
    let changed = change.applied_to(plan.seeker, &ruleset.defaults, &plan.knowledge.taxonomy);
    Trips::new(&changed, ruleset, plan.day, plan.knowledge)
}

/// Means of transport the person does not use and could, by what is known of licences.
pub fn modes_to_add(plan: &Plan<'_>) -> impl Iterator<Item = ProfileChange> {
    let ruleset = &plan.rules.ruleset;
    let used = plan.seeker.mobility.modes.as_ref();
    let used = used.unwrap_or(&ruleset.defaults.modes).clone();
    let licences = &plan.knowledge.taxonomy.licences;
    let held = plan.seeker.mobility.licences.as_ref().map(|held| {
        let held = held.iter().filter_map(|code| licences.find(code));
        licences.closure_of(held).0
    });
    let may_drive = move |licence: Option<&str>| match (licence.and_then(|code| licences.find(code)), held) {
        (Some(licence), Some(held)) => held & (1 << licence.0) != 0,
        _ => true,
    };
    MODES
        .into_iter()
        .filter(move |(mode, licence)| !used.contains(mode) && may_drive(*licence))
        .map(|(mode, _)| ProfileChange::Mode(mode))
}

/// The fewest licences that bring all the missing ones: what another one implies is not named.
fn licences_to_get(plan: &Plan<'_>, missing: u32) -> Vec<ProfileChange> {
    let licences = &plan.knowledge.taxonomy.licences;
    let bits = || {
        (0..32u8)
            .filter(move |bit| missing & (1 << bit) != 0)
            .map(LicenceIx)
    };
    let implied = |licence: LicenceIx| {
        bits().any(|other| {
            let brings = |one: LicenceIx, two: LicenceIx| licences.closure(one).0 & (1 << two.0) != 0;
            other != licence && brings(other, licence) && (!brings(licence, other) || other < licence)
        })
    };
    bits()
        .filter(|&licence| !implied(licence))
        .map(ProfileChange::Licence)
        .collect()
}

fn eligibility<'k>(plan: &Plan<'k>, offer: &OfferFeatures) -> Change<'k> {
    let seeker = plan.seeker;
    let municipality = |field| Change::of_field(ChangedBy::Municipality, ChangeAction::Set, field);
    let code = |code: &'static str| ChangeValue::Code(Cow::Borrowed(code));
    if seeker.eligible_forms.is_some() {
        return Change::of_field(ChangedBy::Municipality, ChangeAction::Add, "eligible_forms")
            .to(code(offer.form.code()));
    }
    match plan.rules.ruleset.who(offer.form) {
        Who::Weeks(least) => Change::of_field(ChangedBy::Time, ChangeAction::Set, "weeks_unemployed")
            .from(number(seeker.weeks_unemployed.unwrap_or(0)))
            .to(number(least))
            .in_unit("weeks"),
        Who::IguScheme => municipality("scheme_eligibility.igu").to(ChangeValue::Flag(true)),
        Who::AdultApprenticeshipScheme => {
            municipality("scheme_eligibility.adult_apprenticeship").to(ChangeValue::Flag(true))
        }
        Who::FlexJobGroup => municipality("target_group").to(code(TargetGroup::FlexJob.code())),
        Who::CashBenefit => municipality("target_group").to(code(TargetGroup::CashBenefit.code())),
        Who::BenefitGroups | Who::Everybody => municipality("target_group"),
    }
}

/// What the employer would have to offer so that no demand meets a requirement.
fn accommodations<'k>(plan: &Plan<'k>, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> Vec<Change<'k>> {
    let core = vacancy.core;
    let needs = |kind| plan.seeker.work_requirements.iter().any(|need| need.kind == kind);
    let conflicts = plan.gates.conflicting_demands(core);
    let mut lifting: Vec<Accommodation> = Vec::new();
    let mut unlifted: Vec<Demand> = Vec::new();
    let met = DEMAND_RULES
        .iter()
        .filter(|rule| conflicts.has(rule.demand as usize) && needs(rule.requirement));
    for rule in met {
        match rule.lifted_by {
            Some(accommodation) => lifting.push(accommodation),
            None => unlifted.push(rule.demand),
        }
    }
    if plan.gates.starts_too_early(offer) {
        lifting.push(Accommodation::FlexibleStart);
    }
    if needs(WorkRequirementKind::NoNight) && offer.at_night {
        lifting.push(Accommodation::DayShiftOnly);
    }
    lifting.sort_unstable();
    lifting.dedup();
    unlifted.sort_unstable();
    unlifted.dedup();
    let offered = lifting
        .into_iter()
        .filter(|&one| !core.accommodations.has(one as usize))
        .map(|one| (ChangeAction::Add, "vacancy.accommodations_offered", one.code()));
    let removed = unlifted
        .into_iter()
        .map(|one| (ChangeAction::Remove, "vacancy.demands", one.code()));
    let mut changes: Vec<Change<'k>> = offered
        .chain(removed)
        .map(|(action, field, code)| {
            Change::of_field(ChangedBy::Employer, action, field).to(ChangeValue::Code(Cow::Borrowed(code)))
        })
        .collect();
    if needs(WorkRequirementKind::HomeEveryNight) && offer.rota {
        changes.push(Change::of_field(
            ChangedBy::Employer,
            ChangeAction::Remove,
            "vacancy.rota",
        ));
    }
    changes
}

fn opening<'k>(plan: &Plan<'k>, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> Change<'k> {
    let core = vacancy.core;
    if core.publish_from > plan.today
        && let Some(day) = date_of(core.publish_from)
    {
        return Change::of_field(ChangedBy::Time, ChangeAction::Set, "vacancy.publish_from")
            .to(ChangeValue::Day(day));
    }
    let field = if !core.flags.has(flag::OPEN) {
        "vacancy.status"
    } else if offer.end < plan.today {
        "vacancy.offers.end"
    } else {
        "vacancy.apply_by"
    };
    Change::of_field(ChangedBy::Employer, ChangeAction::Set, field)
}
