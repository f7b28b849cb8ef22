//! Quantities with their unit in the type.

use serde::{Deserialize, Serialize};

/// Weekly working time, kept in whole minutes so that it compares exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WeeklyMinutes(u16);

impl WeeklyMinutes {
    /// Longest week that can be offered or wished for: seven days of twelve hours.
    pub const MAX_HOURS: f64 = 84.0;
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// From hours a week, 0..=84; `None` outside or when not a number.
    pub fn from_hours(hours: f64) -> Option<Self> {
        (0.0..=Self::MAX_HOURS)
            .contains(&hours)
            .then(|| Self((hours * 60.0).round() as u16))
    }

    /// From whole minutes a week.
    pub const fn from_minutes(minutes: u16) -> Self {
        Self(minutes)
    }

    /// Minutes a week.
    pub const fn minutes(self) -> u16 {
        self.0
    }

    /// Hours a week.
    pub fn hours(self) -> f64 {
        f64::from(self.0) / 60.0
    }
}

/// A range of weekly working time, `min <= max`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursRange {
    /// Fewest hours.
    pub min: WeeklyMinutes,
    /// Most hours.
    pub max: WeeklyMinutes,
}

impl HoursRange {
    /// A range, `None` when it is upside down.
    pub fn new(min: WeeklyMinutes, max: WeeklyMinutes) -> Option<Self> {
        (min <= max).then_some(Self { min, max })
    }
}

/// Years of experience, kept in tenths.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TenthYears(u16);

impl TenthYears {
    /// From years, 0..=60; `None` outside or when not a number.
    pub fn from_years(years: f64) -> Option<Self> {
        (0.0..=60.0)
            .contains(&years)
            .then(|| Self((years * 10.0).round() as u16))
    }

    /// Tenths of a year.
    pub const fn tenths(self) -> u16 {
        self.0
    }

    /// Years.
    pub fn years(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}
