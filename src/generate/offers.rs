//! The ways into a job: forms with the hours and lengths that are usual for them.

use super::dice::Dice;
use super::schedules::schedule;
use crate::domain::lists::Form;
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// An offer with what the rest of the advert needs of it.
pub(super) struct DrawnOffer {
    pub(super) form: Form,
    /// Usual hours a week.
    pub(super) hours: u32,
    pub(super) json: Value,
}

/// What an offer is drawn for.
pub(super) struct OfferFrame<'a> {
    pub(super) setting: &'a str,
    pub(super) is_public: bool,
    pub(super) positions: u32,
    /// The day after which the work begins.
    pub(super) begins_after: Date,
}

/// How often each form is met, in percent.
const FORMS: [(Form, u32); 13] = [
    (Form::OrdinaryJob, 55),
    (Form::PartTime, 30),
    (Form::InternshipPrivate, 2),
    (Form::WageSubsidyPrivate, 2),
    (Form::Apprenticeship, 2),
    (Form::FlexJob, 2),
    (Form::PaidHours, 1),
    (Form::AdultApprenticeship, 1),
    (Form::Igu, 1),
    (Form::Hybrid, 1),
    (Form::WageSubsidyPublic, 1),
    (Form::InternshipPublic, 1),
    (Form::CommunityWork, 1),
];

/// The form of an offer; private and public forms follow the employer.
pub(super) fn form(is_public: bool, dice: &mut Dice) -> Form {
    let mut at = dice.below(100);
    let drawn = FORMS.iter().find(|(_, chance)| {
        let found = at < *chance;
        at = at.saturating_sub(*chance);
        found
    });
    let form = drawn.map_or(Form::OrdinaryJob, |&(form, _)| form);
    match (form, is_public) {
        (Form::InternshipPrivate, true) => Form::InternshipPublic,
        (Form::WageSubsidyPrivate, true) => Form::WageSubsidyPublic,
        (Form::InternshipPublic | Form::CommunityWork, false) => Form::InternshipPrivate,
        (Form::WageSubsidyPublic, false) => Form::WageSubsidyPrivate,
        (form, _) => form,
    }
}

/// An offer of a form.
pub(super) fn offer(form: Form, frame: &OfferFrame<'_>, dice: &mut Dice) -> DrawnOffer {
    let (min, max) = hours(form, frame.setting, dice);
    let start = frame.begins_after.saturating_add(dice.days(1, 40));
    let mut json = Map::new();
    json.insert("form".to_owned(), json!(form.code()));
    json.insert("hours_per_week".to_owned(), json!({"min": min, "max": max}));
    json.insert("start".to_owned(), json!(start.to_string()));
    if let Some((shortest, longest)) = weeks(form) {
        json.insert(
            "duration_weeks".to_owned(),
            json!(dice.between(shortest, longest)),
        );
    }
    if dice.percent(60) {
        json.insert("places".to_owned(), json!(dice.between(1, frame.positions)));
    }
    match form {
        Form::Hybrid => {
            let paid = dice.between(5, min - 5);
            json.insert("paid_hours".to_owned(), json!(paid));
            json.insert("internship_hours".to_owned(), json!(min - paid));
        }
        Form::PartTime if min < 30 && dice.percent(12) => {
            let plan = json!({"start": min / 2, "target": max, "ramp_weeks": dice.between(4, 16)});
            json.insert("hours_plan".to_owned(), plan);
        }
        _ => {}
    }
    if form.counts_against_ratio() {
        json.insert("preapproved".to_owned(), json!(dice.percent(30)));
        json.insert("hire_intent".to_owned(), json!(dice.percent(55)));
    }
    DrawnOffer {
        form,
        hours: u32::midpoint(min, max),
        json: Value::Object(json),
    }
}

/// A vacancy's offers with their schedule beside them.
pub(super) fn offers(frame: &OfferFrame<'_>, dice: &mut Dice) -> (Vec<DrawnOffer>, Option<Value>) {
    let first = offer(form(frame.is_public, dice), frame, dice);
    let schedule = schedule(frame.setting, first.hours, dice);
    let mut offers = vec![first];
    if dice.percent(10) {
        let second = match (offers[0].form, frame.is_public) {
            (Form::OrdinaryJob | Form::PartTime, false) => Form::InternshipPrivate,
            (Form::OrdinaryJob | Form::PartTime, true) => Form::InternshipPublic,
            _ => Form::PartTime,
        };
        offers.push(offer(second, frame, dice));
    }
    (offers, schedule)
}

/// Fewest and most hours a week.
fn hours(form: Form, setting: &str, dice: &mut Dice) -> (u32, u32) {
    match form {
        Form::OrdinaryJob | Form::WageSubsidyPrivate | Form::WageSubsidyPublic => {
            match dice.below(100) {
                // Care and children's homes rarely offer the whole week.
                _ if matches!(setting, "care" | "children") && dice.percent(50) => (28, 34),
                0..62 => (37, 37),
                62..80 => (32, 37),
                80..92 => (30, 37),
                _ => (37, 40),
            }
        }
        Form::PartTime => {
            let fewest = dice.between(4, 14) * 2;
            (fewest, fewest + dice.below(3) * 2)
        }
        Form::PaidHours => (dice.between(3, 8), dice.between(8, 16)),
        Form::Apprenticeship | Form::AdultApprenticeship => (37, 37),
        Form::FlexJob => (dice.between(4, 10), dice.between(10, 20)),
        Form::Igu => (dice.between(25, 32), 37),
        Form::Hybrid => {
            let all = dice.between(18, 32);
            (all, all)
        }
        Form::InternshipPrivate | Form::InternshipPublic => (dice.between(15, 25), dice.between(25, 37)),
        Form::CommunityWork => (dice.between(10, 15), dice.between(15, 30)),
    }
}

/// Shortest and longest length in weeks, of the forms that are limited.
fn weeks(form: Form) -> Option<(u32, u32)> {
    match form {
        Form::InternshipPrivate | Form::InternshipPublic => Some((2, 13)),
        Form::WageSubsidyPrivate | Form::WageSubsidyPublic => Some((13, 26)),
        Form::Hybrid | Form::CommunityWork => Some((4, 13)),
        Form::Igu => Some((104, 104)),
        Form::Apprenticeship | Form::AdultApprenticeship => Some((104, 200)),
        _ => None,
    }
}
