//! Gates in words: what is asked, whether it is met, what would settle or change it.

use super::changes::{Change, ProfileChange};
use super::gate_changes;
use super::gate_phrases::{self, FormWants, GateChange};
use super::words::LicenceName;
use crate::domain::language::Language;
use crate::domain::lists::{Demand, Form};
use crate::domain::set::BitSet32;
use crate::domain::travel_mode::TravelMode;
use crate::matching::extract::date_of;
use crate::matching::features::{NO_END, OfferFeatures, UNKNOWN, VacancyCore, VacancyView};
use crate::matching::form_gates::HoursFault;
use crate::matching::gates::{GateCode, GateState};
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::ruleset_rows::Who;
use crate::matching::score::PairScore;
use crate::taxonomy::credentials::{AuthorisationIx, LicenceIx};
use crate::taxonomy::occupations::OccupationIx;

/// A gate of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct GateLine<'k> {
    /// Which.
    pub code: GateCode,
    /// Whether it is open.
    pub state: GateState,
    /// What would change a failed gate, in words.
    pub change: Option<String>,
    /// The smallest changes that would together open a failed gate.
    pub smallest: Vec<Change<'k>>,
    /// The profile field, or what of the vacancy, that would settle an unverified gate.
    pub settled_by: Option<&'static str>,
}

/// The gates a vacancy raises, and all that are not plainly open, in the order of the closed list.
pub fn gate_lines<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    language: Language,
) -> impl Iterator<Item = GateLine<'k>> {
    GateCode::ALL.iter().filter_map(move |&code| {
        let state = pair.gates.state(code);
        if state == GateState::Ok && !is_raised(code, vacancy.core) {
            return None;
        }
        let failed = state == GateState::Failed;
        let of_profile = if failed {
            gate_changes::profile_changes(plan, vacancy, pair, code)
        } else {
            Vec::new()
        };
        let opened_by = of_profile.first().copied();
        let change = || change(plan, vacancy, pair, (code, opened_by), language);
        Some(GateLine {
            code,
            state,
            change: failed.then(|| gate_phrases::change(&change(), language)),
            smallest: if failed {
                gate_changes::changes(plan, vacancy, of_profile, (pair.offer, code), language)
            } else {
                Vec::new()
            },
            settled_by: (state == GateState::Unverified)
                .then(|| settled_by(plan, code, vacancy.core, vacancy.offers.get(pair.offer))),
        })
    })
}

fn is_raised(code: GateCode, core: &VacancyCore) -> bool {
    match code {
        GateCode::LicenceMissing => core.licences != 0,
        GateCode::AuthorisationMissing => core.authorisation != UNKNOWN,
        GateCode::DanishBelowMin => core.danish_min != 0,
        _ => false,
    }
}

/// Where the answer to an open question belongs: a field of the profile, or of the vacancy.
pub(super) fn settled_by(
    plan: &Plan<'_>,
    code: GateCode,
    core: &VacancyCore,
    offer: Option<&OfferFeatures>,
) -> &'static str {
    match code {
        GateCode::LicenceMissing => "mobility.licences",
        GateCode::AuthorisationMissing => "resources.authorisations",
        GateCode::DanishBelowMin => "resources.languages",
        GateCode::FormNotEligible => {
            offer.map_or("target_group", |offer| eligibility_field(plan, offer.form))
        }
        GateCode::FormDurationExceeded => {
            offer.map_or("target_group", |offer| plan.gates.forms.duration_told_by(offer))
        }
        GateCode::HoursExceed => "vacancy.offers.hours_per_week",
        GateCode::ScheduleConflict => "vacancy.schedule",
        GateCode::DemandConflict if plan.gates.demands(core) == GateState::Ok => "vacancy.schedule",
        GateCode::DemandConflict => "vacancy.demands",
        GateCode::RatioFull => "vacancy.employer.ordinary_fte",
        GateCode::TravelInfeasibleShift | GateCode::LegalTravelExceeded
            if core.zone == UNKNOWN && plan.trips.has_home() =>
        {
            "vacancy.workplace"
        }
        _ => "home.postcode",
    }
}

/// The field that tells whether a person may be placed under a form.
fn eligibility_field(plan: &Plan<'_>, form: Form) -> &'static str {
    match plan.rules.ruleset.who(form) {
        Who::Weeks(_) => "weeks_unemployed",
        Who::IguScheme => "scheme_eligibility.igu",
        Who::AdultApprenticeshipScheme => "scheme_eligibility.adult_apprenticeship",
        Who::Everybody | Who::BenefitGroups | Who::FlexJobGroup | Who::CashBenefit => "target_group",
    }
}

/// The smallest change that would open a failed gate, and whether a change of the profile would.
fn change<'k>(
    plan: &Plan<'k>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
    (code, opened_by): (GateCode, Option<ProfileChange>),
    language: Language,
) -> GateChange<'k> {
    let core = vacancy.core;
    let Some(offer) = vacancy.offers.get(pair.offer) else {
        return GateChange::NoOffer;
    };
    match code {
        GateCode::FormNotEligible if plan.gates.forms.has_ended(offer.form) => {
            GateChange::FormEnded(offer.form)
        }
        GateCode::FormNotEligible => GateChange::FormNotEligible {
            form: offer.form,
            wants: form_wants(plan, offer.form),
        },
        GateCode::FormDurationExceeded => GateChange::Duration {
            offered: offer.duration_weeks,
            allowed: plan.gates.longest_weeks(offer.form).unwrap_or(0),
        },
        GateCode::HoursExceed => hours_change(plan, offer),
        GateCode::ScheduleConflict => schedule_change(plan, vacancy, offer),
        GateCode::TravelInfeasibleShift => no_connection(plan, opened_by),
        GateCode::LegalTravelExceeded => GateChange::TravelTooLong {
            daily: match pair.travel {
                Travel::Reached { daily, .. } => daily,
                _ => 0,
            },
            allowed: plan.trips.daily_bound,
            opened_by,
        },
        GateCode::LicenceMissing => GateChange::Licence(missing_licences(plan, core, language)),
        GateCode::AuthorisationMissing => authorisation(plan, core, language),
        GateCode::DemandConflict => demand_change(plan, core, offer),
        GateCode::DanishBelowMin => GateChange::Danish {
            asked: core.danish_min,
        },
        GateCode::RatioFull => GateChange::Ratio,
        GateCode::NoFreePlace => GateChange::NoPlace,
        GateCode::Vetoed => GateChange::Vetoed,
        GateCode::Expired => expiry(plan, core, offer),
        GateCode::Deferred => GateChange::Deferred(
            plan.seeker
                .job_first_deferral
                .as_ref()
                .and_then(|deferral| deferral.review_on),
        ),
    }
}

fn hours_change<'k>(plan: &Plan<'_>, offer: &OfferFeatures) -> GateChange<'k> {
    let wanted = plan.gates.hours.1;
    match plan.gates.forms.hours_fault(offer) {
        Some(HoursFault::School(school)) => GateChange::SchoolHours { school, wanted },
        Some(HoursFault::OverRules(most)) => GateChange::HoursOfForm {
            offered: offer.hours_min,
            most,
        },
        _ => GateChange::Hours {
            offered: offer.hours_min,
            wanted,
        },
    }
}

fn form_wants(plan: &Plan<'_>, form: Form) -> FormWants {
    let seeker = plan.seeker;
    match plan.rules.ruleset.who(form) {
        _ if seeker.eligible_forms.is_some() => FormWants::Listing,
        Who::Weeks(least) => FormWants::Weeks {
            least,
            now: seeker.weeks_unemployed.unwrap_or(0),
        },
        Who::IguScheme | Who::AdultApprenticeshipScheme => FormWants::Conditions,
        Who::Everybody | Who::BenefitGroups | Who::FlexJobGroup | Who::CashBenefit => FormWants::Group,
    }
}

/// What of the shifts the person cannot work.
fn schedule_change<'k>(plan: &Plan<'_>, vacancy: &VacancyView<'_>, offer: &OfferFeatures) -> GateChange<'k> {
    if offer.rota {
        return GateChange::Rota;
    }
    if let Some((from, to)) = plan.gates.first_shift_not_free(vacancy, offer) {
        return GateChange::Shift { from, to };
    }
    match plan.seeker.max_days_per_week {
        Some(most) if offer.days > most => GateChange::Days {
            offered: offer.days,
            most,
        },
        _ => GateChange::Schedule,
    }
}

/// Public transport has its hours; all else is too far.
fn no_connection<'k>(plan: &Plan<'_>, opened_by: Option<ProfileChange>) -> GateChange<'k> {
    let mode = match opened_by {
        Some(ProfileChange::Mode(mode)) => Some(mode),
        _ => None,
    };
    let used = plan.seeker.mobility.modes.as_ref();
    let used = used.unwrap_or(&plan.rules.ruleset.defaults.modes);
    if used.contains(&TravelMode::Transit) {
        GateChange::NoConnection(mode)
    } else {
        GateChange::OutOfRange(mode)
    }
}

fn missing_licences<'k>(plan: &Plan<'k>, core: &VacancyCore, language: Language) -> Vec<LicenceName<'k>> {
    let licences = &plan.knowledge.taxonomy.licences;
    let missing = plan.gates.missing_licences(core) & !core.licence_support;
    (0..32u8)
        .filter(|bit| missing & (1 << bit) != 0)
        .map(LicenceIx)
        .map(|licence| LicenceName {
            code: licences.code(licence),
            label: licences.label(licence, language),
        })
        .collect()
}

fn authorisation<'k>(plan: &Plan<'k>, core: &VacancyCore, language: Language) -> GateChange<'k> {
    let label = plan
        .knowledge
        .taxonomy
        .authorisations
        .label(AuthorisationIx(core.authorisation), language);
    GateChange::Authorisation {
        label,
        pending: plan.gates.authorisation_pending(core.authorisation),
    }
}

fn demand_change<'k>(plan: &Plan<'k>, core: &VacancyCore, offer: &OfferFeatures) -> GateChange<'k> {
    let stated: BitSet32 = plan.gates.conflicting_demands(core);
    let demands: Vec<Demand> = stated
        .iter()
        .filter_map(|at| Demand::ALL.get(at).copied())
        .collect();
    GateChange::Demand {
        demands,
        by_schedule: offer.rota || offer.at_night || stated.is_empty(),
    }
}

fn expiry<'k>(plan: &Plan<'_>, core: &VacancyCore, offer: &OfferFeatures) -> GateChange<'k> {
    let (day, passed) = if core.publish_from > plan.today {
        (core.publish_from, false)
    } else {
        (core.apply_by.min(offer.end), true)
    };
    let date = (day != NO_END).then(|| date_of(day)).flatten();
    match (date, passed) {
        (Some(date), false) => GateChange::OpensOn(date),
        (Some(date), true) if day < plan.today => GateChange::ClosedOn(date),
        _ => GateChange::Closed,
    }
}

/// The demands an occupation typically makes, for vacancies that state none.
pub fn typical_demands<'k>(plan: &Plan<'k>, core: &VacancyCore) -> &'k [Demand] {
    if core.occupation == UNKNOWN {
        return &[];
    }
    let occupations = &plan.knowledge.taxonomy.occupations;
    occupations.demands(OccupationIx(core.occupation))
}
