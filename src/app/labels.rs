//! The words for codes, for the text index: the one place where index and tables meet.

use crate::domain::codes::{OccupationCode, Postcode};
use crate::domain::language::Language;
use crate::index::labels::{Labels, PlaceLabels};
use crate::matching::knowledge::Knowledge;
use crate::ports::{Concept, ConceptKind};
use std::sync::Arc;

/// Concepts of each kind that a user's words may stand for.
const MOST_CONCEPTS: usize = 3;

/// Labels out of the taxonomy and the table of places.
pub struct TableLabels {
    knowledge: Arc<Knowledge>,
    fingerprint: String,
}

impl TableLabels {
    /// Labels of these tables; the fingerprint changes with any of their files.
    pub const fn new(knowledge: Arc<Knowledge>, fingerprint: String) -> Self {
        Self {
            knowledge,
            fingerprint,
        }
    }

    fn occupations(&self, words: &str) -> Vec<Concept> {
        let taxonomy = &self.knowledge.taxonomy;
        let sure = taxonomy.recognise_surely(words).into_iter();
        sure.take(MOST_CONCEPTS)
            .map(|recognised| Concept {
                kind: ConceptKind::Occupation,
                code: taxonomy.occupations.code(recognised.occupation).to_string(),
                label: taxonomy
                    .occupations
                    .label(recognised.occupation, Language::Danish)
                    .to_owned(),
            })
            .collect()
    }

    fn skills(&self, words: &str) -> Vec<Concept> {
        let skills = &self.knowledge.taxonomy.skills;
        let mut named: Vec<_> = skills
            .find_in_text(words)
            .iter()
            .map(|found| found.skill)
            .collect();
        named.sort_unstable();
        named.dedup();
        named
            .into_iter()
            .take(MOST_CONCEPTS)
            .map(|skill| Concept {
                kind: ConceptKind::Skill,
                code: skills.id(skill).to_owned(),
                label: skills.label(skill, Language::Danish).to_owned(),
            })
            .collect()
    }

    fn place_named(&self, words: &str) -> Option<Concept> {
        let places = &self.knowledge.places;
        let place = places.by_postcode(places.resolve(words)?)?;
        Some(Concept {
            kind: ConceptKind::Place,
            code: place.postcode.to_string(),
            label: place.name.clone(),
        })
    }
}

impl Labels for TableLabels {
    fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    fn occupation_labels(&self, code: OccupationCode) -> Vec<String> {
        let occupations = &self.knowledge.taxonomy.occupations;
        let Some(occupation) = occupations.ix(code) else {
            return Vec::new();
        };
        let label = |&language: &Language| occupations.label(occupation, language).to_owned();
        Language::ALL.iter().map(label).collect()
    }

    fn skill_labels(&self, id: &str) -> Vec<String> {
        let skills = &self.knowledge.taxonomy.skills;
        let Some(skill) = skills.find_id(id) else {
            return Vec::new();
        };
        let label = |&language: &Language| skills.label(skill, language).to_owned();
        Language::ALL.iter().map(label).collect()
    }

    fn place(&self, postcode: Postcode) -> Option<PlaceLabels> {
        let place = self.knowledge.places.by_postcode(postcode)?;
        Some(PlaceLabels {
            municipality: place.municipality_code.to_string(),
            area: place.area.code().to_owned(),
            names: vec![place.name.clone(), place.municipality.clone()],
        })
    }

    fn concepts(&self, words: &str) -> Vec<Concept> {
        let mut concepts = self.occupations(words);
        concepts.extend(self.skills(words));
        concepts.extend(self.place_named(words));
        concepts
    }
}
