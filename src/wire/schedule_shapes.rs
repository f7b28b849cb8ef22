//! Shapes of time that are the same in both directions: windows, rotas, hours.

use crate::domain::lists::Weekday;
use crate::domain::schedule::{Rota, Schedule, Window, weekdays};
use crate::domain::units::{HoursRange, WeeklyMinutes};
use crate::domain::vacancy::HoursPlan;
use serde::{Serialize, Serializer};
use utoipa::ToSchema;

/// A number that is written without a fraction when it has none: `37`, `7.4`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlainNumber(pub f64);

impl Serialize for PlainNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < 1e15 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

impl From<WeeklyMinutes> for PlainNumber {
    fn from(time: WeeklyMinutes) -> Self {
        Self(time.hours())
    }
}

/// A window that recurs every week. One that ends at or before its start ends the next day.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WeekWindow {
    /// Days on which the window begins.
    #[schema(min_items = 1, max_items = 7)]
    pub days: Vec<Weekday>,
    /// When it begins.
    #[schema(pattern = "^[0-2]?[0-9]:[0-5][0-9]$", example = "07:00")]
    pub from: String,
    /// When it ends; `24:00` is the end of the day.
    #[schema(pattern = "^[0-2]?[0-9]:[0-5][0-9]$", example = "15:00")]
    pub to: String,
}

/// Work in turns away from a weekly rhythm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotaDays {
    /// Days at work in a row.
    #[schema(minimum = 1, maximum = 365)]
    pub days_on: u16,
    /// Days off in a row.
    #[schema(minimum = 0, maximum = 365)]
    pub days_off: u16,
}

/// A rota as an item of a schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RotaItem {
    /// The turns.
    pub rota: RotaDays,
}

/// Weekly shifts and turns together.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShiftsAndRota {
    /// Weekly shifts.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 50)]
    pub shifts: Option<Vec<WeekWindow>>,
    /// Turns.
    pub rota: Option<RotaDays>,
}

/// One item of a schedule.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ScheduleItem {
    /// A shift.
    Shift(WeekWindow),
    /// The turns.
    Rota(RotaItem),
}

/// When the work lies: a list of shifts, in which a rota may stand, or both by name.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum ScheduleShape {
    /// Shifts, with a rota among them or not.
    Items(Vec<ScheduleItem>),
    /// Shifts and turns by name.
    Named(ShiftsAndRota),
}

/// A range of hours a week.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursPerWeek {
    /// Fewest hours.
    #[schema(value_type = f64, minimum = 0, maximum = 84)]
    pub min: PlainNumber,
    /// Most hours.
    #[schema(value_type = f64, minimum = 0, maximum = 84)]
    pub max: PlainNumber,
}

/// Hours that rise from a start to a target.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HoursPlanShape {
    /// Hours in the first week.
    #[schema(value_type = f64, minimum = 0, maximum = 84)]
    pub start: PlainNumber,
    /// Hours when fully in.
    #[schema(value_type = f64, minimum = 0, maximum = 84)]
    pub target: PlainNumber,
    /// Weeks from the one to the other.
    #[schema(minimum = 0, maximum = 104)]
    pub ramp_weeks: u16,
}

/// A time of day as it is written, `HH:MM`.
pub fn time_of_day(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

impl From<&Window> for WeekWindow {
    fn from(window: &Window) -> Self {
        Self {
            days: weekdays(window.days).collect(),
            from: time_of_day(window.from),
            to: time_of_day(window.to),
        }
    }
}

impl From<Rota> for RotaDays {
    fn from(rota: Rota) -> Self {
        Self {
            days_on: rota.days_on,
            days_off: rota.days_off,
        }
    }
}

impl From<&Schedule> for ScheduleShape {
    fn from(schedule: &Schedule) -> Self {
        let shifts = || schedule.shifts.iter().map(WeekWindow::from);
        match schedule.rota {
            None => Self::Items(shifts().map(ScheduleItem::Shift).collect()),
            Some(rota) => Self::Named(ShiftsAndRota {
                shifts: (!schedule.shifts.is_empty()).then(|| shifts().collect()),
                rota: Some(rota.into()),
            }),
        }
    }
}

impl From<HoursRange> for HoursPerWeek {
    fn from(range: HoursRange) -> Self {
        Self {
            min: range.min.into(),
            max: range.max.into(),
        }
    }
}

impl From<HoursPlan> for HoursPlanShape {
    fn from(plan: HoursPlan) -> Self {
        Self {
            start: plan.start.into(),
            target: plan.target.into(),
            ramp_weeks: plan.ramp_weeks,
        }
    }
}
