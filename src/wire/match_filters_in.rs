//! Reads what a match list is narrowed to. Values within a filter are alternatives, filters add up.

use super::bounds::{MOST_DURATION_WEEKS, MOST_PLACES, MOST_TRAVEL_MINUTES};
use super::codes_in::{distinct, skill};
use super::field_error::FieldErrorCode;
use super::filters_in::{WorkFilters, origins, sources, work_filters};
use super::jobseeker_in::employer;
use super::reader::{Field, Object};
use super::schedule_in::hours_range;
use super::vocabulary::Vocabulary;
use crate::domain::lists::VacancyOrigin;
use crate::domain::units::HoursRange;
use crate::matching::branch::Rung;
use jiff::civil::Date;

/// Fields of the filters of a match list.
pub const MATCH_FILTER_FIELDS: &[&str] = &[
    "forms",
    "occupations",
    "industries",
    "postcodes",
    "municipalities",
    "areas",
    "max_travel_minutes",
    "hours_per_week",
    "start_after",
    "start_before",
    "duration_weeks",
    "places_free",
    "paid_only",
    "employers",
    "sources",
    "origins",
    "skills",
    "mentor",
    "buddy",
    "on_site_danish",
    "apply_by",
    "rungs",
    "startable_now",
    "in_demand",
    "graduate",
];
/// Fields of a range of weeks.
pub const WEEKS_FIELDS: &[&str] = &["min", "max"];
/// Fields of a range of days.
pub const DAYS_FIELDS: &[&str] = &["from", "to"];

/// What a match list is narrowed to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MatchFilters {
    /// Kind and place of work.
    pub work: WorkFilters,
    /// What the offer must be.
    pub offer: OfferFilters,
    /// Who offers it and who sent it.
    pub sender: SenderFilters,
    /// Ids of skills of which one must be asked for.
    pub skills: Vec<String>,
    /// What the workplace must have ready.
    pub support: SupportFilters,
    /// When the last day to apply must lie.
    pub apply_by: Option<Days>,
    /// What the pair must be.
    pub pair: PairFilters,
}

/// What the offer must be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct OfferFilters {
    /// Weekly hours that must overlap those of the offer.
    pub hours: Option<HoursRange>,
    /// First day on which it may start.
    pub start_after: Option<Date>,
    /// Last day on which it may start.
    pub start_before: Option<Date>,
    /// Fewest and most weeks.
    pub weeks: Option<Weeks>,
    /// Fewest free places.
    pub places_free: Option<u16>,
    /// With a wage for every hour.
    pub paid_only: bool,
}

/// A range of weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weeks {
    /// Fewest.
    pub min: Option<u16>,
    /// Most.
    pub max: Option<u16>,
}

/// A range of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First.
    pub from: Option<Date>,
    /// Last.
    pub to: Option<Date>,
}

/// Who offers it and who sent it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SenderFilters {
    /// CVR numbers, ids in the sending system or names of employers.
    pub employers: Vec<String>,
    /// Sending systems.
    pub sources: Vec<String>,
    /// Where the vacancy came from.
    pub origins: Vec<VacancyOrigin>,
}

/// What the workplace must have ready.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SupportFilters {
    /// A mentor.
    pub mentor: bool,
    /// A colleague who follows the new one.
    pub buddy: bool,
    /// Danish on site.
    pub on_site_danish: bool,
}

/// What the pair must be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PairFilters {
    /// Longest trip one way, in minutes.
    pub max_travel_minutes: Option<u16>,
    /// Rungs of the move.
    pub rungs: Vec<Rung>,
    /// Nothing stands between the person and a first day within two weeks.
    pub startable_now: bool,
    /// The area lacks people for the work.
    pub in_demand: bool,
    /// Work that asks for a higher education.
    pub graduate: bool,
}

/// Takes one filter away.
pub type Drop = fn(&mut MatchFilters);

/// Every filter by name, with how it is taken away.
pub const CONSTRAINTS: &[(&str, Drop)] = &[
    ("forms", |asked| asked.work.forms.clear()),
    ("occupations", |asked| asked.work.occupations.clear()),
    ("industries", |asked| asked.work.industries.clear()),
    ("postcodes", |asked| asked.work.postcodes.clear()),
    ("municipalities", |asked| asked.work.municipalities.clear()),
    ("areas", |asked| asked.work.areas.clear()),
    ("max_travel_minutes", |asked| asked.pair.max_travel_minutes = None),
    ("hours_per_week", |asked| asked.offer.hours = None),
    ("start_after", |asked| asked.offer.start_after = None),
    ("start_before", |asked| asked.offer.start_before = None),
    ("duration_weeks", |asked| asked.offer.weeks = None),
    ("places_free", |asked| asked.offer.places_free = None),
    ("paid_only", |asked| asked.offer.paid_only = false),
    ("employers", |asked| asked.sender.employers.clear()),
    ("sources", |asked| asked.sender.sources.clear()),
    ("origins", |asked| asked.sender.origins.clear()),
    ("skills", |asked| asked.skills.clear()),
    ("mentor", |asked| asked.support.mentor = false),
    ("buddy", |asked| asked.support.buddy = false),
    ("on_site_danish", |asked| asked.support.on_site_danish = false),
    ("apply_by", |asked| asked.apply_by = None),
    ("rungs", |asked| asked.pair.rungs.clear()),
    ("startable_now", |asked| asked.pair.startable_now = false),
    ("in_demand", |asked| asked.pair.in_demand = false),
    ("graduate", |asked| asked.pair.graduate = false),
];

impl MatchFilters {
    /// The same filters less one, for each that is set, by its name.
    pub fn without_one(&self) -> impl Iterator<Item = (&'static str, Self)> {
        CONSTRAINTS.iter().filter_map(|&(name, drop)| {
            let mut wider = self.clone();
            drop(&mut wider);
            (wider != *self).then_some((name, wider))
        })
    }

    /// Names of the filters that are set.
    pub fn names(&self) -> Vec<&'static str> {
        // Most requests set none, and to take each away in turn is dear.
        if *self == Self::default() {
            return Vec::new();
        }
        self.without_one().map(|(name, _)| name).collect()
    }
}

pub(super) fn match_filters(field: Field<'_, '_>, vocabulary: &dyn Vocabulary) -> MatchFilters {
    let Some(object) = field.object(MATCH_FILTER_FIELDS) else {
        return MatchFilters::default();
    };
    MatchFilters {
        work: work_filters(&object, vocabulary),
        offer: offer_filters(&object),
        sender: sender_filters(&object),
        skills: distinct(object.field("skills"), |item| skill(item, vocabulary), |id| id).unwrap_or_default(),
        support: SupportFilters {
            mentor: object.field("mentor").flag(),
            buddy: object.field("buddy").flag(),
            on_site_danish: object.field("on_site_danish").flag(),
        },
        apply_by: days(object.field("apply_by")),
        pair: PairFilters {
            max_travel_minutes: object
                .field("max_travel_minutes")
                .integer(0..=MOST_TRAVEL_MINUTES)
                .map(|minutes| minutes as u16),
            rungs: distinct(
                object.field("rungs"),
                |item| item.closed(Rung::CODES, Rung::from_code),
                |rung| rung,
            )
            .unwrap_or_default(),
            startable_now: object.field("startable_now").flag(),
            in_demand: object.field("in_demand").flag(),
            graduate: object.field("graduate").flag(),
        },
    }
}

fn offer_filters(object: &Object<'_, '_>) -> OfferFilters {
    let start_after = object.field("start_after").date();
    let last = object.field("start_before");
    let start_before = last.date();
    refuse_backwards(last, start_after, start_before);
    OfferFilters {
        hours: hours_range(object.field("hours_per_week")),
        start_after,
        start_before,
        weeks: weeks(object.field("duration_weeks")),
        places_free: object
            .field("places_free")
            .integer(1..=MOST_PLACES)
            .map(|places| places as u16),
        paid_only: object.field("paid_only").flag(),
    }
}

fn sender_filters(object: &Object<'_, '_>) -> SenderFilters {
    SenderFilters {
        employers: distinct(object.field("employers"), employer, |text| text).unwrap_or_default(),
        sources: sources(object.field("sources")),
        origins: origins(object.field("origins")),
    }
}

/// A range that is open at one end; an object that says neither asks nothing.
fn weeks(field: Field<'_, '_>) -> Option<Weeks> {
    let object = field.object(WEEKS_FIELDS)?;
    let read = |name| {
        let weeks = object.field(name).integer(0..=MOST_DURATION_WEEKS);
        weeks.map(|weeks| weeks as u16)
    };
    let (min, max) = (read("min"), read("max"));
    if min.zip(max).is_some_and(|(min, max)| min > max) {
        object.field("min").error(
            FieldErrorCode::MinAboveMax,
            "the fewest weeks are more than the most",
        );
    }
    (min.is_some() || max.is_some()).then_some(Weeks { min, max })
}

fn days(field: Field<'_, '_>) -> Option<Days> {
    let object = field.object(DAYS_FIELDS)?;
    let last = object.field("to");
    let (from, to) = (object.field("from").date(), last.date());
    refuse_backwards(last, from, to);
    (from.is_some() || to.is_some()).then_some(Days { from, to })
}

fn refuse_backwards(last: Field<'_, '_>, from: Option<Date>, to: Option<Date>) {
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        last.error(
            FieldErrorCode::EndBeforeStart,
            "the last day lies before the first",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::fake_vocabulary::FakeVocabulary;
    use crate::wire::field_error::{Discretion, Findings};
    use serde_json::{Value, json};

    fn read(value: &Value) -> Result<MatchFilters, Vec<(String, FieldErrorCode)>> {
        let findings = Findings::new(Discretion::Confidential);
        let filters = match_filters(Field::root(value, &findings), &FakeVocabulary);
        match findings.into_result() {
            Ok(_) => Ok(filters),
            Err(errors) => Err(errors
                .into_iter()
                .map(|error| (error.pointer, error.code))
                .collect()),
        }
    }

    #[test]
    fn every_filter_can_be_taken_away() {
        let named: Vec<&str> = CONSTRAINTS.iter().map(|&(name, _)| name).collect();
        assert_eq!(named, MATCH_FILTER_FIELDS);
        assert!(MatchFilters::default().names().is_empty());
    }

    #[test]
    fn what_is_set_is_named_and_taken_away_alone() {
        let filters = read(&json!({
            "forms": ["ordinary_job"], "hours_per_week": {"min": 20, "max": 30}, "paid_only": true,
            "employers": ["12345678"], "rungs": ["own_trade"], "apply_by": {"to": "2026-12-01"}, "mentor": false,
        }))
        .expect("accepted");
        let names = [
            "forms",
            "hours_per_week",
            "paid_only",
            "employers",
            "apply_by",
            "rungs",
        ];
        assert_eq!(filters.names(), names);
        for (name, wider) in filters.without_one() {
            assert_eq!(wider.names().len(), names.len() - 1, "{name}");
            assert!(!wider.names().contains(&name));
        }
    }

    #[test]
    fn what_cannot_be_is_refused_by_name() {
        for (value, pointer, code) in [
            (
                json!({"rungs": ["owntrade"]}),
                "/rungs/0",
                FieldErrorCode::UnknownCode,
            ),
            (
                json!({"paid_only": "yes"}),
                "/paid_only",
                FieldErrorCode::WrongType,
            ),
            (
                json!({"places_free": 0}),
                "/places_free",
                FieldErrorCode::OutOfRange,
            ),
            (
                json!({"start_before": "1/12"}),
                "/start_before",
                FieldErrorCode::BadDate,
            ),
            (
                json!({"start_after": "2026-12-01", "start_before": "2026-11-01"}),
                "/start_before",
                FieldErrorCode::EndBeforeStart,
            ),
            (
                json!({"duration_weeks": {"min": 8, "max": 4}}),
                "/duration_weeks/min",
                FieldErrorCode::MinAboveMax,
            ),
            (json!({"hours": 30}), "/hours", FieldErrorCode::UnknownField),
            (json!({"text": "lager"}), "/text", FieldErrorCode::UnknownField),
        ] {
            assert_eq!(read(&value), Err(vec![(pointer.to_owned(), code)]), "{value}");
        }
    }
}
