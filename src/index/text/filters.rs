//! Filters, checked document by document against columns.

use super::columns::{Columns, FieldColumn, Values};
use super::documents::day_number;
use crate::domain::codes::OccupationCode;
use crate::domain::ids::OrganisationId;
use crate::domain::lists::VacancyStatus;
use crate::domain::units::HoursRange;
use crate::index::schema::unpack_minutes;
use crate::ports::{JobseekerQuery, StatusFilter, TextIndexError, TextQuery};
use jiff::civil::Date;
use std::ops::RangeInclusive;
use tantivy::DocId;

/// What a field must say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Filter {
    pub(super) field: &'static str,
    test: Test,
}

#[derive(Debug, Clone, PartialEq)]
enum Test {
    /// One of these words.
    Words(Vec<String>),
    /// A number in one of these ranges.
    Numbers(Vec<RangeInclusive<u64>>),
    /// A range of weekly minutes that overlaps this one, or none said.
    Overlaps(RangeInclusive<u16>),
    /// Absent or at most this.
    AtMost(i64),
    /// Absent or at least this.
    AtLeast(i64),
}

/// The filters of a search among vacancies.
pub(super) fn of_vacancies(query: &TextQuery) -> Result<Vec<Filter>, TextIndexError> {
    let asked = &query.filters;
    let mut filters = Filters::of(&query.organisation);
    filters.status(&asked.status, query.as_of);
    filters.codes("form", asked.forms.iter().map(|form| form.code()));
    filters.occupations("occupation", &asked.occupations)?;
    filters.numbers(
        "industry",
        asked.industries.iter().map(|code| u64::from(code.number())),
    );
    filters.numbers(
        "postcode",
        asked.postcodes.iter().map(|code| u64::from(code.number())),
    );
    filters.codes("municipality", asked.municipalities.iter().map(String::as_str));
    filters.codes("area", asked.areas.iter().map(String::as_str));
    filters.codes("skill", asked.skills.iter().map(String::as_str));
    filters.codes("language", asked.languages.iter().map(String::as_str));
    filters.codes("source", asked.sources.iter().map(String::as_str));
    filters.codes("origin", asked.origins.iter().map(|origin| origin.code()));
    filters.hours(asked.hours);
    Ok(filters.0)
}

/// The filters of a search among jobseekers.
pub(super) fn of_jobseekers(query: &JobseekerQuery) -> Result<Vec<Filter>, TextIndexError> {
    let asked = &query.filters;
    let mut filters = Filters::of(&query.organisation);
    filters.occupations("experience", &asked.experience)?;
    filters.occupations("wish", &asked.wishes)?;
    filters.codes("skill", asked.skills.iter().map(String::as_str));
    filters.numbers(
        "postcode",
        asked.postcodes.iter().map(|code| u64::from(code.number())),
    );
    filters.codes("municipality", asked.municipalities.iter().map(String::as_str));
    filters.codes("area", asked.areas.iter().map(String::as_str));
    filters.codes(
        "target_group",
        asked.target_groups.iter().map(|group| group.code()),
    );
    filters.codes(
        "readiness",
        asked.readiness.iter().map(|readiness| readiness.code()),
    );
    filters.codes("track", asked.tracks.iter().map(|track| track.code()));
    filters.codes("mode", asked.modes.iter().map(|mode| mode.code()));
    Ok(filters.0)
}

struct Filters(Vec<Filter>);

impl Filters {
    fn of(organisation: &OrganisationId) -> Self {
        Self(vec![Filter {
            field: "organisation",
            test: Test::Words(vec![organisation.as_str().to_owned()]),
        }])
    }

    fn add(&mut self, field: &'static str, test: Test) {
        self.0.push(Filter { field, test });
    }

    fn codes<'a>(&mut self, field: &'static str, codes: impl Iterator<Item = &'a str>) {
        let words: Vec<String> = codes.map(str::to_owned).collect();
        if !words.is_empty() {
            self.add(field, Test::Words(words));
        }
    }

    fn numbers(&mut self, field: &'static str, numbers: impl Iterator<Item = u64>) {
        let ranges: Vec<_> = numbers.map(|number| number..=number).collect();
        if !ranges.is_empty() {
            self.add(field, Test::Numbers(ranges));
        }
    }

    fn occupations(&mut self, field: &'static str, prefixes: &[String]) -> Result<(), TextIndexError> {
        let ranges: Vec<_> = prefixes
            .iter()
            .map(|prefix| {
                code_range(prefix).ok_or_else(|| TextIndexError::InvalidOccupationPrefix(prefix.clone()))
            })
            .collect::<Result<_, _>>()?;
        if !ranges.is_empty() {
            self.add(field, Test::Numbers(ranges));
        }
        Ok(())
    }

    fn hours(&mut self, hours: Option<HoursRange>) {
        if let Some(hours) = hours {
            self.add("hours", Test::Overlaps(hours.min.minutes()..=hours.max.minutes()));
        }
    }

    fn status(&mut self, status: &StatusFilter, as_of: Date) {
        match status {
            StatusFilter::Any => {}
            StatusFilter::Is(statuses) => self.codes("status", statuses.iter().map(|status| status.code())),
            StatusFilter::Open => {
                self.codes("status", std::iter::once(VacancyStatus::Open.code()));
                let today = day_number(as_of);
                self.add("publish_from", Test::AtMost(today));
                self.add("apply_by", Test::AtLeast(today));
            }
        }
    }
}

/// All unit groups that begin with these one to four digits.
fn code_range(prefix: &str) -> Option<RangeInclusive<u64>> {
    if prefix.is_empty() || prefix.len() > 4 {
        return None;
    }
    let lowest = OccupationCode::parse(&format!("{prefix:0<4}"))?;
    let highest = OccupationCode::parse(&format!("{prefix:9<4}"))?;
    Some(u64::from(lowest.number())..=u64::from(highest.number()))
}

/// A filter against the columns of one segment.
pub(super) enum SegmentFilter<'s> {
    All,
    Nothing,
    Words {
        places: &'s Values<u64>,
        wanted: Vec<bool>,
    },
    Numbers {
        values: &'s Values<u64>,
        ranges: Vec<RangeInclusive<u64>>,
    },
    Overlaps {
        values: &'s Values<u64>,
        wanted: RangeInclusive<u16>,
    },
    Within {
        values: &'s Values<i64>,
        range: RangeInclusive<i64>,
    },
}

impl Filter {
    /// This filter for a segment.
    pub(super) fn in_segment<'s>(&self, columns: &'s Columns) -> SegmentFilter<'s> {
        let absent_passes = matches!(self.test, Test::Overlaps(_) | Test::AtMost(_) | Test::AtLeast(_));
        let Some(column) = columns.get(self.field) else {
            return if absent_passes {
                SegmentFilter::All
            } else {
                SegmentFilter::Nothing
            };
        };
        match (&self.test, column) {
            (Test::Words(asked), FieldColumn::Words { places, words }) => words_filter(asked, places, words),
            (Test::Numbers(ranges), FieldColumn::Numbers(values)) => SegmentFilter::Numbers {
                values,
                ranges: ranges.clone(),
            },
            (Test::Overlaps(wanted), FieldColumn::Numbers(values)) => SegmentFilter::Overlaps {
                values,
                wanted: wanted.clone(),
            },
            (Test::AtMost(most), FieldColumn::Signed(values)) => within_filter(values, i64::MIN..=*most),
            (Test::AtLeast(least), FieldColumn::Signed(values)) => within_filter(values, *least..=i64::MAX),
            // The schema gives every field the kind its filter needs.
            _ => SegmentFilter::Nothing,
        }
    }
}

fn words_filter<'s>(asked: &[String], places: &'s Values<u64>, words: &[String]) -> SegmentFilter<'s> {
    let mut wanted = vec![false; words.len()];
    for word in asked {
        if let Ok(place) = words.binary_search(word) {
            wanted[place] = true;
        }
    }
    if !wanted.contains(&true) {
        SegmentFilter::Nothing
    } else if places.is_one_each() && !wanted.contains(&false) {
        SegmentFilter::All
    } else {
        SegmentFilter::Words { places, wanted }
    }
}

fn within_filter(values: &Values<i64>, range: RangeInclusive<i64>) -> SegmentFilter<'_> {
    let (lowest, highest) = values.bounds();
    if range.contains(&lowest) && range.contains(&highest) {
        SegmentFilter::All
    } else {
        SegmentFilter::Within { values, range }
    }
}

impl SegmentFilter<'_> {
    /// Whether a document passes.
    #[inline]
    pub(super) fn passes(&self, document: DocId) -> bool {
        match self {
            Self::All => true,
            Self::Nothing => false,
            Self::Words { places, wanted } => places.any(document, |place| {
                wanted.get(place as usize).copied().unwrap_or(false)
            }),
            Self::Numbers { values, ranges } => values.any(document, |number| {
                ranges.iter().any(|range| range.contains(&number))
            }),
            Self::Overlaps { values, wanted } => {
                values.first(document).is_none()
                    || values.any(document, |packed| {
                        let (fewest, most) = unpack_minutes(packed);
                        fewest <= *wanted.end() && most >= *wanted.start()
                    })
            }
            Self::Within { values, range } => {
                values.first(document).is_none_or(|value| range.contains(&value))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range_of_codes() {
        assert_eq!(code_range("4321"), Some(4321..=4321));
        assert_eq!(code_range("43"), Some(4300..=4399));
        assert_eq!(code_range("0"), Some(0..=999));
        for wrong in ["", "x", "43210", "4æ", "-1", " 4"] {
            assert_eq!(code_range(wrong), None, "{wrong}");
        }
    }
}
