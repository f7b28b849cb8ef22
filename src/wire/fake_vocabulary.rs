//! A vocabulary of a few words for tests.

use super::vocabulary::{Unknown, Vocabulary};
use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::language::Language;

/// Unit groups with the one title each is known by.
const OCCUPATIONS: &[(&str, &str)] = &[
    ("4321", "lagermedarbejder"),
    ("9333", "pakkemedarbejder"),
    ("8160", "procesoperatør"),
    ("8344", "truckfører"),
    ("5131", "tjener"),
    ("2512", "softwareudvikler"),
];
/// Skills with their labels.
const SKILLS: &[(&str, &str)] = &[
    ("forklift", "truckkørsel"),
    ("picking", "plukning"),
    ("service", "kundeservice"),
];
const LICENCES: &[(&str, &str)] = &[("B", "personbil"), ("C", "lastbil"), ("D", "bus")];
const CERTIFICATES: &[(&str, &str)] = &[
    ("truck_b", "gaffeltruckcertifikat"),
    ("food_hygiene", "hygiejnebevis"),
];
const AUTHORISATIONS: &[(&str, &str)] = &[("nurse", "sygeplejerske"), ("doctor", "læge")];
const FIELDS: &[(&str, &str)] = &[("0913", "sygepleje"), ("0414", "markedsføring")];
const POSTCODES: &[(&str, &str)] = &[
    ("5000", "Odense C"),
    ("5220", "Odense SØ"),
    ("5240", "Odense NØ"),
    ("2100", "København Ø"),
];

pub(crate) struct FakeVocabulary;

fn find(table: &[(&'static str, &'static str)], text: &str) -> Result<String, Unknown> {
    let lower = text.to_lowercase();
    table
        .iter()
        .find(|(code, label)| code.to_lowercase() == lower || label.to_lowercase() == lower)
        .map(|(code, _)| (*code).to_owned())
        .ok_or_else(|| {
            let labels: Vec<&str> = table.iter().map(|&(_, label)| label).collect();
            super::reader::nearest(text, &labels)
        })
}

fn label(table: &[(&'static str, &'static str)], code: &str) -> String {
    table
        .iter()
        .find(|(known, _)| *known == code)
        .map_or(code, |&(_, label)| label)
        .to_owned()
}

fn parsed<T>(code: Option<T>) -> Result<T, Unknown> {
    code.ok_or_else(Unknown::default)
}

impl Vocabulary for FakeVocabulary {
    fn occupation(&self, text: &str) -> Result<OccupationCode, Unknown> {
        find(OCCUPATIONS, text).and_then(|code| parsed(OccupationCode::parse(&code)))
    }
    fn recognise_occupation(&self, text: &str) -> Option<(OccupationCode, u8)> {
        let lower = text.to_lowercase();
        let (code, _) = OCCUPATIONS.iter().find(|(_, title)| lower.contains(title))?;
        Some((OccupationCode::parse(code)?, 80))
    }
    fn wish(&self, text: &str) -> Result<Vec<OccupationCode>, Unknown> {
        let lower = text.to_lowercase();
        let found: Vec<OccupationCode> = OCCUPATIONS
            .iter()
            .filter(|(code, title)| code.starts_with(&lower) || title.starts_with(&lower))
            .filter_map(|(code, _)| OccupationCode::parse(code))
            .collect();
        if found.is_empty() {
            find(OCCUPATIONS, text).map(|_| found)
        } else {
            Ok(found)
        }
    }
    fn skill(&self, text: &str) -> Result<String, Unknown> {
        find(SKILLS, text)
    }
    fn licence(&self, text: &str) -> Result<String, Unknown> {
        find(LICENCES, text)
    }
    fn certificate(&self, text: &str) -> Result<String, Unknown> {
        find(CERTIFICATES, text)
    }
    fn authorisation(&self, text: &str) -> Result<String, Unknown> {
        find(AUTHORISATIONS, text)
    }
    fn education_field(&self, text: &str) -> Result<String, Unknown> {
        find(FIELDS, text)
    }
    fn industry(&self, text: &str) -> Result<IndustryDivision, Unknown> {
        parsed(IndustryDivision::parse(text))
    }
    fn municipality(&self, text: &str) -> Result<String, Unknown> {
        find(&[("461", "Odense"), ("101", "København")], text)
    }
    fn postcode(&self, text: &str) -> Result<Postcode, Unknown> {
        find(POSTCODES, text).and_then(|code| parsed(Postcode::parse(&code)))
    }
    fn occupation_label(&self, code: OccupationCode, _: Language) -> String {
        label(OCCUPATIONS, &code.to_string())
    }
    fn skill_label(&self, id: &str, _: Language) -> String {
        label(SKILLS, id)
    }
    fn licence_label(&self, code: &str, _: Language) -> String {
        label(LICENCES, code)
    }
    fn certificate_label(&self, code: &str, _: Language) -> String {
        label(CERTIFICATES, code)
    }
    fn authorisation_label(&self, code: &str, _: Language) -> String {
        label(AUTHORISATIONS, code)
    }
    fn education_field_label(&self, code: &str, _: Language) -> String {
        label(FIELDS, code)
    }
    fn industry_label(&self, division: IndustryDivision, _: Language) -> String {
        format!("branche {division}")
    }
    fn place_name(&self, postcode: Postcode) -> String {
        label(POSTCODES, &postcode.to_string())
    }
}
