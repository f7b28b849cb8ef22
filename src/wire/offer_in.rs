//! Reads the offers of a vacancy.

use super::bounds::{MOST_DURATION_WEEKS, MOST_PLACES, MOST_RAMP_WEEKS, OFFERS_LENGTH};
use super::field_error::FieldErrorCode;
use super::reader::{Field, Object};
use super::schedule_in::{hours, hours_range, schedule};
use crate::domain::lists::Form;
use crate::domain::units::{HoursRange, WeeklyMinutes};
use crate::domain::vacancy::{HoursPlan, Offer};

/// Fields of an offer.
pub const OFFER_FIELDS: &[&str] = &[
    "form",
    "hours_per_week",
    "start",
    "end",
    "duration_weeks",
    "places",
    "preapproved",
    "schedule",
    "hours_plan",
    "paid_hours",
    "internship_hours",
    "hire_intent",
];
/// Fields of a plan of hours that rise.
pub const HOURS_PLAN_FIELDS: &[&str] = &["start", "target", "ramp_weeks"];

/// The offers; a vacancy that names none is an ordinary job.
pub(super) fn offers(field: Field<'_, '_>) -> Vec<Offer> {
    let given: Vec<Offer> = field
        .list(OFFERS_LENGTH)
        .map(|list| list.iter().filter_map(offer).collect())
        .unwrap_or_default();
    if given.is_empty() {
        vec![Offer::of_form(Form::OrdinaryJob)]
    } else {
        given
    }
}

fn offer(field: Field<'_, '_>) -> Option<Offer> {
    let object = field.object(OFFER_FIELDS)?;
    let form = object.field("form");
    let form_read = if form.is_given() {
        form.closed(Form::CODES, Form::from_code)
    } else {
        form.required("the placement form")
    };
    // The other fields are read even when the form is wrong, so that all errors are answered at once.
    let form = form_read.unwrap_or(Form::OrdinaryJob);
    let (paid_hours, internship_hours) = parts_of_hybrid(&object, form);
    let hours = object.field("hours_per_week");
    let given_hours = hours_range(hours);
    let offer = Offer {
        form,
        hours: sum_of_parts(hours, given_hours, paid_hours, internship_hours),
        start: object.field("start").date(),
        end: object.field("end").date(),
        duration_weeks: object
            .field("duration_weeks")
            .integer(1..=MOST_DURATION_WEEKS)
            .map(|weeks| weeks as u16),
        places: object
            .field("places")
            .integer(0..=MOST_PLACES)
            .map(|places| places as u16),
        preapproved: object.field("preapproved").flag(),
        schedule: schedule(object.field("schedule")),
        hours_plan: hours_plan(object.field("hours_plan")),
        paid_hours,
        internship_hours,
        hire_intent: object.field("hire_intent").flag(),
    };
    if let (Some(start), Some(end)) = (offer.start, offer.end)
        && end < start
    {
        object
            .field("end")
            .error(FieldErrorCode::EndBeforeStart, "the last day is before the first");
    }
    form_read.map(|_| offer)
}

/// The paid and the unpaid part of a hybrid; both or neither, and no other form has them.
fn parts_of_hybrid(object: &Object<'_, '_>, form: Form) -> (Option<WeeklyMinutes>, Option<WeeklyMinutes>) {
    let (paid, unpaid) = (object.field("paid_hours"), object.field("internship_hours"));
    if form != Form::Hybrid {
        for field in [paid, unpaid].into_iter().filter(Field::is_given) {
            field.error(
                FieldErrorCode::Contradiction,
                "only the form hybrid has this part",
            );
        }
        return (None, None);
    }
    match (paid.is_given(), unpaid.is_given()) {
        (true, false) => unpaid.required("the hours of internship beside the paid ones"),
        (false, true) => paid.required("the paid hours beside the internship"),
        _ => Some(()),
    };
    (hours(paid), hours(unpaid))
}

/// The hours of the whole offer: as given, or the sum of a hybrid's parts.
fn sum_of_parts(
    field: Field<'_, '_>,
    given: Option<HoursRange>,
    paid: Option<WeeklyMinutes>,
    unpaid: Option<WeeklyMinutes>,
) -> Option<HoursRange> {
    let (Some(paid), Some(unpaid)) = (paid, unpaid) else {
        return given;
    };
    let sum = WeeklyMinutes::from_minutes(paid.minutes() + unpaid.minutes());
    match given {
        None if sum.hours() > WeeklyMinutes::MAX_HOURS => {
            field.error(
                FieldErrorCode::OutOfRange,
                "paid hours and internship are more than a week holds",
            );
            None
        }
        None => HoursRange::new(sum, sum),
        Some(range) if range.min <= sum && sum <= range.max => Some(range),
        Some(range) => {
            field.error(
                FieldErrorCode::Contradiction,
                "paid hours and internship together lie outside the hours per week",
            );
            Some(range)
        }
    }
}

fn hours_plan(field: Field<'_, '_>) -> Option<HoursPlan> {
    let object = field.object(HOURS_PLAN_FIELDS)?;
    let (start, target, weeks) = (
        object.field("start"),
        object.field("target"),
        object.field("ramp_weeks"),
    );
    let first = if start.is_given() {
        hours(start)
    } else {
        start.required("the hours to begin with")
    };
    let last = if target.is_given() {
        hours(target)
    } else {
        target.required("the hours to reach")
    };
    let ramp = if weeks.is_given() {
        weeks.integer(0..=MOST_RAMP_WEEKS)
    } else {
        weeks.required("the weeks it takes")
    };
    let (first, last, ramp) = (first?, last?, ramp?);
    if first > last {
        start.error(FieldErrorCode::MinAboveMax, "the plan begins above its target");
        return None;
    }
    Some(HoursPlan {
        start: first,
        target: last,
        ramp_weeks: ramp as u16,
    })
}
