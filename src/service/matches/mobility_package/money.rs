//! What is paid for getting there: commuting allowance, and travel to interviews by the municipality of the home.

use super::{Pair, reference};
use crate::domain::codes::Postcode;
use crate::domain::language::Language;
use crate::domain::travel_mode::TimeBand;
use crate::matching::dated::DatedRow;
use crate::matching::features::{UNKNOWN_MINUTES, flag};
use crate::matching::local_rules::InterviewTravel;
use crate::wire::mobility_package_out::{Applies, CommutingOut, InterviewTravelOut};

/// Amounts are told with two decimals.
const OERE: f64 = 100.0;

fn pick(language: Language, da: &'static str, en: &'static str) -> String {
    match language {
        Language::Danish => da.to_owned(),
        Language::English => en.to_owned(),
    }
}

/// Kilometres a day out and home by road, estimated from the straight line.
fn km_per_day(pair: Pair<'_, '_>) -> Option<f64> {
    let places = &pair.plan.knowledge.places;
    let work = Postcode::from_number(pair.view.core.postcode)?;
    let straight = places.km_between(pair.plan.seeker.home?, work)?;
    Some(2.0 * straight * pair.plan.rules.ruleset.estimates.road_per_straight_km)
}

/// What commuting gives under the form of the offer.
pub(super) fn commuting<'a>(pair: Pair<'_, 'a>) -> CommutingOut<'a> {
    let language = pair.language;
    let without = |applies, text| CommutingOut {
        applies,
        km_per_day: None,
        dkk_per_day: None,
        text,
        rule: None,
    };
    let Some(row) = pair.plan.rules.ruleset.commuting_allowance(pair.plan.day) else {
        let text = pick(
            language,
            "Ingen regel gælder på dagen",
            "No rule is in force on the day",
        );
        return without(Applies::Unknown, text);
    };
    let rule = Some(reference(row.term()));
    let form = pair.offer.map(|offer| offer.form);
    if pair.view.core.flags.has(flag::REMOTE) {
        let text = pick(language, "Arbejdet gøres hjemmefra", "The work is done from home");
        return without(Applies::No, text);
    }
    if !form.is_some_and(|form| row.forms.contains(&form)) {
        let unsure = form.is_some_and(|form| row.unsure.contains(&form));
        let (applies, text) = if unsure {
            let text = pick(
                language,
                "Det vides ikke, om formen giver befordringsgodtgørelse",
                "Whether the form gives commuting allowance is not known",
            );
            (Applies::Unknown, text)
        } else {
            let text = pick(
                language,
                "Formen giver ikke befordringsgodtgørelse",
                "The form gives no commuting allowance",
            );
            (Applies::No, text)
        };
        return CommutingOut {
            rule,
            ..without(applies, text)
        };
    }
    let Some(km) = km_per_day(pair) else {
        let text = pick(
            language,
            "Hjem eller arbejdssted kendes ikke",
            "Home or workplace is not known",
        );
        return CommutingOut {
            rule,
            ..without(Applies::Unknown, text)
        };
    };
    let dkk = (row.dkk_for_a_day(km) * OERE).round() / OERE;
    let (applies, text) = if dkk > 0.0 {
        (Applies::Yes, row.text(language).unwrap_or_default().to_owned())
    } else {
        (Applies::No, too_near(row.km_above, language))
    };
    CommutingOut {
        applies,
        km_per_day: Some(km.round() as u16),
        dkk_per_day: Some(dkk),
        text,
        rule,
    }
}

fn too_near(km_above: u16, language: Language) -> String {
    match language {
        Language::Danish => {
            format!("Turen ud og hjem er ikke over {km_above} kilometer: ingen befordringsgodtgørelse")
        }
        Language::English => {
            format!("The trip out and home is not above {km_above} kilometres: no commuting allowance")
        }
    }
}

/// Whether the municipality of the home pays the travel to an interview.
pub(super) fn interview<'a>(pair: Pair<'_, 'a>) -> InterviewTravelOut<'a> {
    let (plan, language) = (pair.plan, pair.language);
    let home = plan
        .seeker
        .home
        .and_then(|postcode| plan.knowledge.places.by_postcode(postcode));
    let row = home.and_then(|place| {
        plan.rules
            .ruleset
            .interview_travel(place.municipality_code, plan.day)
    });
    let municipality = home.map(|place| place.municipality.as_str());
    let Some(row) = row else {
        let text = if municipality.is_some() {
            pick(
                language,
                "Kommunens regel om transport til samtale kendes ikke: spørg kommunen",
                "The municipality's rule on travel to interviews is not known: ask the municipality",
            )
        } else {
            pick(language, "Hjemmet kendes ikke", "The home is not known")
        };
        return InterviewTravelOut {
            applies: Applies::Unknown,
            municipality,
            deadline_days: None,
            deductible_dkk: None,
            text,
            rule: None,
        };
    };
    InterviewTravelOut {
        applies: paid(pair, row),
        municipality,
        deadline_days: row.deadline_days,
        deductible_dkk: row.deductible_dkk,
        text: row.text(language).unwrap_or_default().to_owned(),
        rule: Some(reference(row.term())),
    }
}

/// Every condition of a row; one that fails decides, one that cannot be told leaves it open.
fn paid(pair: Pair<'_, '_>, row: &InterviewTravel) -> Applies {
    let form = pair.offer.map(|offer| !row.except_forms.contains(&offer.form));
    let hours = match (row.min_hours, pair.offer) {
        (None, _) => Some(true),
        (Some(least), Some(offer)) if offer.hours_max != UNKNOWN_MINUTES => {
            Some(offer.hours_max >= least.saturating_mul(60))
        }
        _ => None,
    };
    let answers = [form, hours, far_enough(pair, row)];
    if answers.contains(&Some(false)) {
        Applies::No
    } else if answers.contains(&None) {
        Applies::Unknown
    } else {
        Applies::Yes
    }
}

fn far_enough(pair: Pair<'_, '_>, row: &InterviewTravel) -> Option<bool> {
    if pair.view.core.flags.has(flag::REMOTE) {
        return None;
    }
    if let Some(most) = row.threshold_km {
        return km_per_day(pair).map(|km| km > f64::from(most));
    }
    let plan = pair.plan;
    let places = &plan.knowledge.places;
    let work = Postcode::from_number(pair.view.core.postcode)?;
    let (home, work) = (places.zone_of(plan.seeker.home?)?, places.zone_of(work)?);
    let minutes = |from, to| plan.knowledge.travel.minutes(row.mode?, TimeBand::Day, from, to);
    let daily = minutes(home, work)?.saturating_add(minutes(work, home)?);
    row.threshold_minutes.map(|most| daily > most)
}
