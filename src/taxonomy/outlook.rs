//! The outlook for demand: will there be more or fewer jobs of an occupation in an area?
//!
//! It informs whoever chooses a way; it is no part of a score.

use super::by_area::{ByArea, Published};
use super::occupations::{OccupationIx, Occupations};
use super::table::Problems;

/// Change below this many tenths of a percent is none.
const STABLE_BELOW: i32 = 10;
/// Largest change that is believed, in tenths of a percent.
const MOST_CHANGE: f64 = 1000.0;

crate::closed_list! {
    /// Which way the number of jobs is expected to go.
    Trend {
        /// More jobs.
        Rising = "rising",
        /// About as many.
        Stable = "stable",
        /// Fewer jobs.
        Falling = "falling",
    }
}

/// What is expected of an occupation's jobs in a half-year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// Which way.
    pub trend: Trend,
    /// Change against the year before in tenths of a percent, where a figure was published.
    pub change: Option<i32>,
}

impl Outlook {
    /// Reads `rising`, `stable`, `falling` or a change in percent such as `2.5`: below 1 percent
    /// either way is stable.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(trend) = Trend::from_code(text) {
            return Some(Self { trend, change: None });
        }
        let percent: f64 = text.trim_end_matches('%').trim().replace(',', ".").parse().ok()?;
        let tenths = Some(percent * 10.0).filter(|tenths| tenths.abs() <= MOST_CHANGE)?;
        let change = tenths.round() as i32;
        let trend = match change {
            STABLE_BELOW.. => Trend::Rising,
            change if change <= -STABLE_BELOW => Trend::Falling,
            _ => Trend::Stable,
        };
        Some(Self {
            trend,
            change: Some(change),
        })
    }

    /// As a table has it.
    pub fn to_cell(self) -> String {
        self.change.map_or_else(
            || self.trend.code().to_owned(),
            |tenths| format!("{:.1}", f64::from(tenths) / 10.0),
        )
    }
}

/// Outlook by area and occupation, the newest half-year of each.
#[derive(Debug, Default)]
pub struct Outlooks(ByArea<Outlook>);

impl Outlooks {
    pub(crate) fn parse(text: &str, occupations: &Occupations, problems: &mut Problems) -> Self {
        let value = Outlook::parse;
        Self(ByArea::parse(
            "outlook.tsv",
            "outlook",
            text,
            occupations,
            problems,
            value,
        ))
    }

    /// The outlook of an occupation in an area, else in all of Denmark; `None` where unknown.
    pub fn published(&self, area: &str, occupation: OccupationIx) -> Option<Published<Outlook>> {
        self.0.of(area, occupation)
    }

    /// Whether the table says that its figures are invented.
    pub const fn is_example(&self) -> bool {
        self.0.is_example()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_percentages_are_read_and_written_back() {
        for (text, trend, cell) in [
            ("rising", Trend::Rising, "rising"),
            ("2.5", Trend::Rising, "2.5"),
            ("-1,0 %", Trend::Falling, "-1.0"),
            ("0.9", Trend::Stable, "0.9"),
        ] {
            let outlook = Outlook::parse(text).unwrap();
            assert_eq!(
                (outlook.trend, outlook.to_cell().as_str()),
                (trend, cell),
                "{text}"
            );
        }
        for text in ["", "up", "NaN", "1e9", "500"] {
            assert_eq!(Outlook::parse(text), None, "{text}");
        }
    }
}
