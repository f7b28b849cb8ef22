//! Type-ahead over occupations, skills, industries and places; skills found in a text.

use super::bounded::BoundedPool;
use super::error::ServiceError;
use crate::domain::language::Language;
use crate::domain::lists::Importance;
use crate::matching::knowledge::Knowledge;
use crate::taxonomy::{SearchKind, Suggestion};
use crate::travel::PlaceHit;
use crate::wire::reference_out::{PlaceSuggestion, SuggestionOut};
use crate::wire::skill_text::{SkillFoundOut, SkillsFoundOut, SpanOut, read_skill_text};
use serde_json::Value;
use std::sync::Arc;

/// The use cases of looking up codes.
#[derive(Clone)]
pub struct ReferenceService {
    knowledge: Arc<Knowledge>,
    pool: BoundedPool,
}

impl ReferenceService {
    /// Over these tables; long texts are read on the pool.
    pub const fn new(knowledge: Arc<Knowledge>, pool: BoundedPool) -> Self {
        Self { knowledge, pool }
    }

    /// The skills a text names, with where and how they are meant. Nothing of the text is kept.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a body that is not such a text, [`ServiceError::Busy`] when too much waits.
    pub async fn find_skills(
        &self,
        body: &Value,
        language: Language,
    ) -> Result<SkillsFoundOut, ServiceError> {
        let text = read_skill_text(body).map_err(ServiceError::Invalid)?;
        let knowledge = Arc::clone(&self.knowledge);
        self.pool.run(move || found_in(&text, &knowledge, language)).await
    }

    /// What may go on from `query`, best first, at most `limit`.
    pub fn suggest(
        &self,
        kind: SearchKind,
        query: &str,
        language: Language,
        limit: usize,
    ) -> Vec<SuggestionOut> {
        let found = self.knowledge.taxonomy.search(kind, query, language, limit);
        let out = |suggestion: Suggestion| SuggestionOut {
            code: suggestion.code,
            label: suggestion.label,
            matched: suggestion.matched,
            esco_uri: suggestion.esco_uri,
            confidence_percent: suggestion.confidence_percent,
        };
        found.into_iter().map(out).collect()
    }

    /// Places whose name or postcode goes on from `query`, best first, at most `limit`.
    pub fn suggest_places(&self, query: &str, limit: usize) -> Vec<PlaceSuggestion> {
        let found = self.knowledge.places.search(query, limit);
        let out = |hit: PlaceHit| PlaceSuggestion {
            postcode: hit.postcode.to_string(),
            name: hit.name,
            municipality: hit.municipality,
        };
        found.into_iter().map(out).collect()
    }
}

fn found_in(text: &str, knowledge: &Knowledge, language: Language) -> SkillsFoundOut {
    let skills = &knowledge.taxonomy.skills;
    let found = skills.find_in_text(text).into_iter();
    let out = found.map(|mention| SkillFoundOut {
        code: skills.id(mention.skill).to_owned(),
        label: skills.label(mention.skill, language).to_owned(),
        kind: skills.kind(mention.skill).code(),
        matched: text[mention.bytes].to_owned(),
        span: SpanOut {
            start: mention.chars.start,
            end: mention.chars.end,
        },
        negated: mention.negated,
        importance: mention.importance.map(Importance::code),
    });
    SkillsFoundOut {
        skills: out.collect(),
    }
}
