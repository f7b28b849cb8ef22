//! Reads weekly windows, rotas and hours a week.

use super::bounds::{MOST_HOURS, MOST_ROTA_DAYS, WINDOWS_LENGTH};
use super::field_error::FieldErrorCode;
use super::reader::Field;
use crate::domain::lists::Weekday;
use crate::domain::schedule::{DAY, Rota, Schedule, Window};
use crate::domain::set::BitSet32;
use crate::domain::units::{HoursRange, WeeklyMinutes};
use serde_json::Value;

/// Fields of a window.
pub const WINDOW_FIELDS: &[&str] = &["days", "from", "to"];
/// Fields of an item of a schedule that is a rota.
pub const ROTA_ITEM_FIELDS: &[&str] = &["rota"];
/// Fields of a rota.
pub const ROTA_FIELDS: &[&str] = &["days_on", "days_off"];
/// Fields of a schedule that is not a plain list.
pub const SCHEDULE_FIELDS: &[&str] = &["shifts", "rota"];
/// Fields of a range of hours.
pub const HOURS_FIELDS: &[&str] = &["min", "max"];

/// Windows of the week.
pub(super) fn windows(field: Field<'_, '_>) -> Option<Vec<Window>> {
    Some(field.list(WINDOWS_LENGTH)?.iter().filter_map(window).collect())
}

fn window(field: Field<'_, '_>) -> Option<Window> {
    let object = field.object(WINDOW_FIELDS)?;
    let (days, from, to) = (object.field("days"), object.field("from"), object.field("to"));
    let days_read = if days.is_given() {
        weekdays(days)
    } else {
        days.required("the list of days")
    };
    let start = if from.is_given() {
        from.time_of_day()
    } else {
        from.required("the time it begins")
    };
    let end = if to.is_given() {
        to.time_of_day()
    } else {
        to.required("the time it ends")
    };
    let (days, start, end) = (days_read?, start?, end?);
    if start == DAY {
        from.error(
            FieldErrorCode::OutOfRange,
            "a window begins at 23:59 at the latest",
        );
        return None;
    }
    Some(Window {
        days,
        from: start,
        to: end,
    })
}

fn weekdays(field: Field<'_, '_>) -> Option<BitSet32> {
    let list = field.list(7)?;
    if list.is_empty() {
        field.error(FieldErrorCode::Empty, "at least one day is wanted");
        return None;
    }
    let days: Vec<Option<usize>> = list
        .iter()
        .map(|day| Some(day.closed(Weekday::CODES, Weekday::from_code)? as usize))
        .collect();
    days.into_iter().collect()
}

/// A schedule: a list of windows in which a `{"rota": …}` may stand, or `{"shifts", "rota"}`. One
/// that says nothing is none.
pub(super) fn schedule(field: Field<'_, '_>) -> Option<Schedule> {
    let schedule = if let Some(Value::Object(_)) = field.value() {
        let object = field.object(SCHEDULE_FIELDS)?;
        let (shifts, turns) = (object.field("shifts"), object.field("rota"));
        Schedule {
            shifts: windows(shifts).unwrap_or_default(),
            rota: rota(turns),
        }
    } else {
        let mut schedule = Schedule::default();
        for item in field.list(WINDOWS_LENGTH)?.iter() {
            let is_rota = matches!(item.value(), Some(Value::Object(map)) if map.contains_key("rota"));
            if !is_rota {
                schedule.shifts.extend(window(item));
            } else if schedule.rota.is_some() {
                item.error(FieldErrorCode::Duplicate, "a schedule has one rota");
            } else if let Some(object) = item.object(ROTA_ITEM_FIELDS) {
                schedule.rota = rota(object.field("rota"));
            }
        }
        schedule
    };
    (schedule != Schedule::default()).then_some(schedule)
}

fn rota(field: Field<'_, '_>) -> Option<Rota> {
    let object = field.object(ROTA_FIELDS)?;
    let (on, off) = (object.field("days_on"), object.field("days_off"));
    let days_on = if on.is_given() {
        on.integer(1..=MOST_ROTA_DAYS)
    } else {
        on.required("the days at work in a row")
    };
    let days_off = if off.is_given() {
        off.integer(0..=MOST_ROTA_DAYS)
    } else {
        off.required("the days off in a row")
    };
    Some(Rota {
        days_on: days_on? as u16,
        days_off: days_off? as u16,
    })
}

/// Hours a week as minutes.
pub(super) fn hours(field: Field<'_, '_>) -> Option<WeeklyMinutes> {
    WeeklyMinutes::from_hours(field.number(0.0..=MOST_HOURS)?)
}

/// A range of hours a week: `{"min", "max"}`, or one number for both.
pub(super) fn hours_range(field: Field<'_, '_>) -> Option<HoursRange> {
    if let Some(Value::Number(_)) = field.value() {
        return hours(field).and_then(|same| HoursRange::new(same, same));
    }
    let object = field.object(HOURS_FIELDS)?;
    let (min, max) = (object.field("min"), object.field("max"));
    let fewest = if min.is_given() {
        hours(min)
    } else {
        min.required("the fewest hours")
    };
    let most = if max.is_given() {
        hours(max)
    } else {
        max.required("the most hours")
    };
    let range = HoursRange::new(fewest?, most?);
    if range.is_none() {
        min.error(
            FieldErrorCode::MinAboveMax,
            "the fewest hours are more than the most",
        );
    }
    range
}
