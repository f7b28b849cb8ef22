//! From records to what tantivy indexes.

use crate::domain::codes::{OccupationCode, Postcode};
use crate::domain::lists::{Readiness, TargetGroup, Track};
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use crate::domain::vacancy::Vacancy;
use crate::index::labels::{Labels, PlaceLabels};
use crate::index::schema::{ID_HALVES, SchemaError, field, pack_minutes};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;
use tantivy::TantivyDocument;
use tantivy::schema::{Field, Schema};
use uuid::Uuid;

/// Days from 1970-01-01 to a day.
pub(super) fn day_number(day: Date) -> i64 {
    let epoch = Date::constant(1970, 1, 1);
    // Both days lie within the calendar's range, so the span is at most a few million days.
    epoch.until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// Fields that name a record.
#[derive(Clone, Copy)]
pub(super) struct IdFields {
    pub(super) id: Field,
    halves: [Field; 2],
}

impl IdFields {
    pub(super) fn of(schema: &Schema) -> Result<Self, SchemaError> {
        Ok(Self {
            id: field(schema, "id")?,
            halves: [field(schema, ID_HALVES[0])?, field(schema, ID_HALVES[1])?],
        })
    }

    fn add(self, document: &mut TantivyDocument, id: Uuid) {
        document.add_bytes(self.id, id.as_bytes());
        let (high, low) = id.as_u64_pair();
        document.add_u64(self.halves[0], high);
        document.add_u64(self.halves[1], low);
    }
}

/// Looks labels up once.
struct KnownLabels {
    labels: Arc<dyn Labels>,
    occupations: HashMap<OccupationCode, String>,
    skills: HashMap<String, String>,
    places: HashMap<Postcode, Option<PlaceLabels>>,
}

impl KnownLabels {
    fn new(labels: Arc<dyn Labels>) -> Self {
        Self {
            labels,
            occupations: HashMap::new(),
            skills: HashMap::new(),
            places: HashMap::new(),
        }
    }

    fn occupation(&mut self, code: OccupationCode) -> &str {
        let labels = &self.labels;
        self.occupations
            .entry(code)
            .or_insert_with(|| labels.occupation_labels(code).join("\n"))
    }

    fn skill(&mut self, id: &str) -> &str {
        if !self.skills.contains_key(id) {
            self.skills
                .insert(id.to_owned(), self.labels.skill_labels(id).join("\n"));
        }
        self.skills.get(id).map_or("", String::as_str)
    }

    fn place(&mut self, postcode: Postcode) -> Option<&PlaceLabels> {
        let labels = &self.labels;
        self.places
            .entry(postcode)
            .or_insert_with(|| labels.place(postcode))
            .as_ref()
    }
}

macro_rules! fields {
    ($(#[$meta:meta])* $name:ident { $($field:ident),+ $(,)? }) => {
        $(#[$meta])*
        struct $name { $($field: Field),+ }

        impl $name {
            fn of(schema: &Schema) -> Result<Self, SchemaError> {
                Ok(Self { $($field: field(schema, stringify!($field))?),+ })
            }
        }
    };
}

fields!(
    /// Fields of a vacancy, named as in the schema.
    VacancyFields {
        organisation,
        title,
        labels,
        employer,
        description,
        external_id,
        occupation,
        skill,
        form,
        hours,
        industry,
        postcode,
        municipality,
        area,
        language,
        status,
        source,
        origin,
        positions,
        publish_from,
        apply_by,
        listed_at,
    }
);

/// Makes documents of vacancies.
pub(super) struct VacancyDocuments {
    pub(super) id: IdFields,
    fields: VacancyFields,
    known: KnownLabels,
    words: String,
}

impl VacancyDocuments {
    pub(super) fn new(schema: &Schema, labels: Arc<dyn Labels>) -> Result<Self, SchemaError> {
        Ok(Self {
            id: IdFields::of(schema)?,
            fields: VacancyFields::of(schema)?,
            known: KnownLabels::new(labels),
            words: String::new(),
        })
    }

    pub(super) fn document(&mut self, record: &VacancyRecord) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        self.id.add(&mut document, record.id.uuid());
        document.add_text(self.fields.organisation, record.organisation.as_str());
        document.add_i64(self.fields.listed_at, listed_at(record));
        self.words.clear();
        self.add_texts(&mut document, &record.vacancy);
        self.add_codes(&mut document, &record.vacancy);
        self.add_place(&mut document, &record.vacancy);
        self.add_offers(&mut document, &record.vacancy);
        if !self.words.is_empty() {
            document.add_text(self.fields.labels, &self.words);
        }
        document
    }

    fn add_texts(&mut self, document: &mut TantivyDocument, vacancy: &Vacancy) {
        document.add_text(self.fields.title, &vacancy.title);
        if let Some(description) = &vacancy.description {
            document.add_text(self.fields.description, description);
        }
        if let Some(name) = vacancy
            .employer
            .as_ref()
            .and_then(|employer| employer.name.as_ref())
        {
            document.add_text(self.fields.employer, name);
        }
        if let Some(label) = &vacancy.occupation_label {
            add_words(&mut self.words, label);
        }
    }

    fn add_codes(&mut self, document: &mut TantivyDocument, vacancy: &Vacancy) {
        document.add_text(self.fields.status, vacancy.status.code());
        document.add_text(self.fields.origin, vacancy.origin.code());
        document.add_u64(self.fields.positions, u64::from(vacancy.positions));
        if let Some(key) = &vacancy.source_key {
            document.add_text(self.fields.source, &key.source);
            document.add_text(self.fields.external_id, &key.external_id);
        }
        if let Some(code) = vacancy.occupation {
            document.add_u64(self.fields.occupation, u64::from(code.number()));
            add_words(&mut self.words, self.known.occupation(code));
        }
        if let Some(industry) = vacancy.employer.as_ref().and_then(|employer| employer.industry) {
            document.add_u64(self.fields.industry, u64::from(industry.number()));
        }
        let skills: BTreeSet<&str> = vacancy
            .requirements
            .skills
            .iter()
            .flatten()
            .map(|ask| ask.skill.as_str())
            .collect();
        for id in skills {
            document.add_text(self.fields.skill, id);
            add_words(&mut self.words, self.known.skill(id));
        }
        let languages: BTreeSet<&str> = vacancy
            .requirements
            .languages
            .iter()
            .map(|ask| ask.language.as_str())
            .collect();
        for language in languages {
            document.add_text(self.fields.language, language);
        }
        if let Some(day) = vacancy.publish_from {
            document.add_i64(self.fields.publish_from, day_number(day));
        }
        if let Some(day) = vacancy.apply_by {
            document.add_i64(self.fields.apply_by, day_number(day));
        }
    }

    fn add_place(&mut self, document: &mut TantivyDocument, vacancy: &Vacancy) {
        let Some(postcode) = vacancy.workplace.as_ref().and_then(|place| place.postcode) else {
            return;
        };
        document.add_u64(self.fields.postcode, u64::from(postcode.number()));
        if let Some(place) = self.known.place(postcode) {
            document.add_text(self.fields.municipality, &place.municipality);
            document.add_text(self.fields.area, &place.area);
            for name in &place.names {
                add_words(&mut self.words, name);
            }
        }
    }

    fn add_offers(&self, document: &mut TantivyDocument, vacancy: &Vacancy) {
        let forms: BTreeSet<&str> = vacancy.offers.iter().map(|offer| offer.form.code()).collect();
        for form in forms {
            document.add_text(self.fields.form, form);
        }
        let all_say_hours = vacancy.offers.iter().all(|offer| offer.hours.is_some());
        // An offer that says nothing of hours may have any, so then the whole vacancy may.
        if all_say_hours {
            let hours = vacancy.offers.iter().filter_map(|offer| offer.hours);
            let packed: BTreeSet<u64> = hours
                .map(|hours| pack_minutes(hours.min.minutes(), hours.max.minutes()))
                .collect();
            for range in packed {
                document.add_u64(self.fields.hours, range);
            }
        }
    }
}

/// When a vacancy came to be seen, in seconds since 1970: kept, or published later.
fn listed_at(record: &VacancyRecord) -> i64 {
    const SECONDS_A_DAY: i64 = 86_400;
    let published = record
        .vacancy
        .publish_from
        .map(|day| day_number(day) * SECONDS_A_DAY);
    let created = record.created_at.as_second();
    published.map_or(created, |published| published.max(created))
}

fn add_words(words: &mut String, more: &str) {
    if !more.is_empty() {
        words.push_str(more);
        words.push('\n');
    }
}

fields!(
    /// Fields of a jobseeker, named as in the schema.
    JobseekerFields {
        organisation,
        experience,
        wish,
        skill,
        postcode,
        municipality,
        area,
        target_group,
        readiness,
        track,
        mode,
    }
);

/// Makes documents of jobseekers: codes only.
pub(super) struct JobseekerDocuments {
    pub(super) id: IdFields,
    fields: JobseekerFields,
    known: KnownLabels,
}

impl JobseekerDocuments {
    pub(super) fn new(schema: &Schema, labels: Arc<dyn Labels>) -> Result<Self, SchemaError> {
        Ok(Self {
            id: IdFields::of(schema)?,
            fields: JobseekerFields::of(schema)?,
            known: KnownLabels::new(labels),
        })
    }

    pub(super) fn document(&mut self, record: &JobseekerRecord) -> TantivyDocument {
        let (fields, seeker) = (&self.fields, &record.jobseeker);
        let mut document = TantivyDocument::new();
        self.id.add(&mut document, record.id.uuid());
        document.add_text(fields.organisation, record.organisation.as_str());
        let past = seeker
            .resources
            .experience
            .iter()
            .flatten()
            .map(|job| job.occupation);
        add_numbers(&mut document, fields.experience, past);
        let wished = seeker
            .wishes
            .occupations
            .iter()
            .flat_map(|wish| wish.unit_groups.iter().copied());
        add_numbers(
            &mut document,
            fields.wish,
            wished.chain(seeker.wishes.goal_occupation),
        );
        let skills = seeker
            .resources
            .skills
            .iter()
            .flatten()
            .map(|held| held.skill.as_str());
        add_texts(&mut document, fields.skill, skills);
        let modes = seeker.mobility.modes.iter().flatten().map(|mode| mode.code());
        add_texts(&mut document, fields.mode, modes);
        add_texts(
            &mut document,
            fields.target_group,
            seeker.target_group.map(TargetGroup::code),
        );
        add_texts(
            &mut document,
            fields.readiness,
            seeker.readiness.map(Readiness::code),
        );
        add_texts(&mut document, fields.track, seeker.track.map(Track::code));
        if let Some(home) = seeker.home {
            document.add_u64(fields.postcode, u64::from(home.number()));
            if let Some(place) = self.known.place(home) {
                document.add_text(fields.municipality, &place.municipality);
                document.add_text(fields.area, &place.area);
            }
        }
        document
    }
}

fn add_numbers(document: &mut TantivyDocument, field: Field, codes: impl Iterator<Item = OccupationCode>) {
    let distinct: BTreeSet<OccupationCode> = codes.collect();
    for code in distinct {
        document.add_u64(field, u64::from(code.number()));
    }
}

fn add_texts<'a>(document: &mut TantivyDocument, field: Field, codes: impl IntoIterator<Item = &'a str>) {
    let distinct: BTreeSet<&str> = codes.into_iter().collect();
    for code in distinct {
        document.add_text(field, code);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::samples::vacancy;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number(Date::constant(1970, 1, 1)), 0);
        assert_eq!(day_number(Date::constant(2026, 11, 24)), 20_781);
        assert_eq!(day_number(Date::constant(1969, 12, 31)), -1);
    }

    #[test]
    fn a_vacancy_published_later_is_listed_later() {
        let mut record = vacancy(1, "a");
        assert_eq!(listed_at(&record), record.created_at.as_second());
        record.vacancy.publish_from = Some(Date::constant(2026, 11, 24));
        assert_eq!(listed_at(&record), 20_781 * 86_400);
        record.vacancy.publish_from = Some(Date::constant(2020, 1, 1));
        assert_eq!(listed_at(&record), record.created_at.as_second());
    }
}
