//! The vocabulary of the wire over the tables of the service.

use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::language::Language;
use crate::matching::knowledge::Knowledge;
use crate::taxonomy::normalise::fold;
use crate::taxonomy::{NotRecognised, Taxonomy};
use crate::wire::reader::nearest;
use crate::wire::vocabulary::{Unknown, Vocabulary};
use std::sync::Arc;

/// Codes and labels out of the taxonomy and the table of places.
#[derive(Clone)]
pub struct TableVocabulary {
    knowledge: Arc<Knowledge>,
}

impl TableVocabulary {
    /// A vocabulary over these tables.
    pub const fn new(knowledge: Arc<Knowledge>) -> Self {
        Self { knowledge }
    }

    fn taxonomy(&self) -> &Taxonomy {
        &self.knowledge.taxonomy
    }
}

fn unknown(not_recognised: NotRecognised) -> Unknown {
    Unknown {
        did_you_mean: not_recognised.did_you_mean,
    }
}

impl Vocabulary for TableVocabulary {
    fn occupation(&self, code_or_label: &str) -> Result<OccupationCode, Unknown> {
        let occupation = self
            .taxonomy()
            .resolve_occupation(code_or_label)
            .map_err(unknown)?;
        Ok(self.taxonomy().occupations.code(occupation))
    }

    fn recognise_occupation(&self, text: &str) -> Option<(OccupationCode, u8)> {
        // What is not sure would have a vacancy scored for work it does not offer.
        let recognised = self.taxonomy().recognise_surely(text);
        let first = recognised.first()?;
        let percent = (first.confidence * 100.0).round().clamp(0.0, 100.0) as u8;
        Some((self.taxonomy().occupations.code(first.occupation), percent))
    }

    fn wish(&self, text: &str) -> Result<Vec<OccupationCode>, Unknown> {
        let meant = self.taxonomy().resolve_wish(text).map_err(unknown)?;
        let code = |&occupation| self.taxonomy().occupations.code(occupation);
        let mut codes: Vec<OccupationCode> = meant.iter().map(code).collect();
        codes.sort_unstable();
        Ok(codes)
    }

    fn skill(&self, text: &str) -> Result<String, Unknown> {
        let skills = &self.taxonomy().skills;
        let skill = self.taxonomy().resolve_skill(text).map_err(unknown)?;
        Ok(skills.id(skill).to_owned())
    }

    fn licence(&self, text: &str) -> Result<String, Unknown> {
        let licences = &self.taxonomy().licences;
        let licence = licences.resolve(text).map_err(unknown)?;
        Ok(licences.code(licence).to_owned())
    }

    fn certificate(&self, text: &str) -> Result<String, Unknown> {
        let certificates = &self.taxonomy().certificates;
        let certificate = certificates.resolve(text).map_err(unknown)?;
        Ok(certificates.code(certificate).to_owned())
    }

    fn authorisation(&self, text: &str) -> Result<String, Unknown> {
        let authorisations = &self.taxonomy().authorisations;
        let authorisation = authorisations.resolve(text).map_err(unknown)?;
        Ok(authorisations.code(authorisation).to_owned())
    }

    fn education_field(&self, text: &str) -> Result<String, Unknown> {
        let fields = &self.taxonomy().education_fields;
        let field = fields.resolve(text).map_err(unknown)?;
        Ok(fields.code(field).to_owned())
    }

    fn industry(&self, text: &str) -> Result<IndustryDivision, Unknown> {
        self.taxonomy().industries.resolve(text).map_err(unknown)
    }

    fn postcode(&self, text: &str) -> Result<Postcode, Unknown> {
        let places = &self.knowledge.places;
        places.resolve(text).ok_or_else(|| {
            let nearest = places.nearest_postcodes(text);
            Unknown {
                did_you_mean: nearest.iter().map(Postcode::to_string).collect(),
            }
        })
    }

    fn municipality(&self, text: &str) -> Result<String, Unknown> {
        let wanted = fold(text);
        let places = &self.knowledge.places;
        let found = places.iter().find(|place| {
            place.municipality_code.to_string() == wanted || fold(&place.municipality) == wanted
        });
        found
            .map(|place| place.municipality_code.to_string())
            .ok_or_else(|| {
                let mut names: Vec<&str> = places.iter().map(|place| place.municipality.as_str()).collect();
                names.sort_unstable();
                names.dedup();
                nearest(text, &names)
            })
    }

    fn occupation_label(&self, code: OccupationCode, language: Language) -> String {
        let occupations = &self.taxonomy().occupations;
        occupations.ix(code).map_or_else(
            || code.to_string(),
            |occupation| occupations.label(occupation, language).to_owned(),
        )
    }

    fn skill_label(&self, id: &str, language: Language) -> String {
        let skills = &self.taxonomy().skills;
        let label = skills.find_id(id).map(|skill| skills.label(skill, language));
        label.unwrap_or(id).to_owned()
    }

    fn licence_label(&self, code: &str, language: Language) -> String {
        let licences = &self.taxonomy().licences;
        let label = licences
            .find(code)
            .map(|licence| licences.label(licence, language));
        label.unwrap_or(code).to_owned()
    }

    fn certificate_label(&self, code: &str, language: Language) -> String {
        let certificates = &self.taxonomy().certificates;
        let label = certificates
            .find(code)
            .map(|certificate| certificates.label(certificate, language));
        label.unwrap_or(code).to_owned()
    }

    fn authorisation_label(&self, code: &str, language: Language) -> String {
        let authorisations = &self.taxonomy().authorisations;
        let label = authorisations
            .find(code)
            .map(|authorisation| authorisations.label(authorisation, language));
        label.unwrap_or(code).to_owned()
    }

    fn education_field_label(&self, code: &str, language: Language) -> String {
        let fields = &self.taxonomy().education_fields;
        let label = fields.resolve(code).map(|field| fields.label(field, language));
        label.unwrap_or(code).to_owned()
    }

    fn industry_label(&self, division: IndustryDivision, language: Language) -> String {
        let label = self.taxonomy().industries.label(division, language);
        label.map_or_else(|| division.to_string(), str::to_owned)
    }

    fn place_name(&self, postcode: Postcode) -> String {
        let place = self.knowledge.places.by_postcode(postcode);
        place.map_or_else(|| postcode.to_string(), |place| place.name.clone())
    }
}
