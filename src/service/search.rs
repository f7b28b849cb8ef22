//! Searching vacancies by words, filters and counts.

use super::bounded::BoundedPool;
use super::error::ServiceError;
use crate::domain::codes::{IndustryDivision, OccupationCode, Postcode};
use crate::domain::ids::{OrganisationId, VacancyId};
use crate::domain::language::Language;
use crate::domain::record::VacancyRecord;
use crate::ports::{
    ChangeLog, Cursor, Facet, Interpreted, StatusFilter, TextAnswer, TextIndex, TextIndexError, TextQuery,
    VacancyFacet, VacancyFilters,
};
use crate::service::danish_time;
use crate::wire::coded::Labeller;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::filters_in::{SearchFilters, StatusAsked};
use crate::wire::search_in::{SearchRequest, read_search_request};
use crate::wire::search_out::{
    ConceptOut, CorrectionOut, FacetOut, FacetValueOut, InterpretedOut, SearchHit, SearchOut,
};
use crate::wire::vacancy_out::VacancyOut;
use crate::wire::vocabulary::Vocabulary;
use jiff::Timestamp;
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The use cases of searching.
#[derive(Clone)]
pub struct SearchService {
    index: Arc<dyn TextIndex>,
    log: Arc<dyn ChangeLog>,
    vocabulary: Arc<dyn Vocabulary>,
    pool: BoundedPool,
}

impl SearchService {
    /// Searches run on `pool`.
    pub fn new(
        index: Arc<dyn TextIndex>,
        log: Arc<dyn ChangeLog>,
        vocabulary: Arc<dyn Vocabulary>,
        pool: BoundedPool,
    ) -> Self {
        Self {
            index,
            log,
            vocabulary,
            pool,
        }
    }

    /// Searches vacancies.
    pub async fn search(
        &self,
        organisation: &OrganisationId,
        body: &Value,
        language: Language,
        now: Timestamp,
    ) -> Result<SearchOut, ServiceError> {
        let request = read_search_request(body, self.vocabulary.as_ref()).map_err(ServiceError::Invalid)?;
        let as_of = request.as_of.unwrap_or(now);
        let query = query(request, organisation.clone(), as_of);
        let index = Arc::clone(&self.index);
        let answer = self.pool.run(move || index.search(&query)).await?;
        let answer = answer.map_err(|error| match error {
            TextIndexError::InvalidCursor => bad_cursor(),
            other => other.into(),
        })?;
        self.out(organisation, answer, language, as_of).await
    }

    async fn out(
        &self,
        organisation: &OrganisationId,
        answer: TextAnswer<VacancyId>,
        language: Language,
        as_of: Timestamp,
    ) -> Result<SearchOut, ServiceError> {
        let labeller = Labeller {
            vocabulary: self.vocabulary.as_ref(),
            language,
        };
        let ids: Vec<VacancyId> = answer.hits.iter().map(|hit| hit.id).collect();
        let records = self.log.vacancies_by_ids(&ids).await?;
        let records: BTreeMap<VacancyId, VacancyRecord> = records
            .into_iter()
            .filter(|record| record.organisation == *organisation)
            .map(|record| (record.id, record))
            .collect();
        // A vacancy deleted since the index was written is left out.
        let hit = |hit: &crate::ports::Hit<VacancyId>| {
            records.get(&hit.id).map(|record| SearchHit {
                score: hit.score,
                vacancy: VacancyOut::new(record, labeller),
            })
        };
        Ok(SearchOut {
            total: answer.total,
            hits: answer.hits.iter().filter_map(hit).collect(),
            facets: answer
                .facets
                .into_iter()
                .map(|facet| facet_out(facet, labeller))
                .collect(),
            interpreted: interpreted_out(answer.interpreted, labeller),
            next_cursor: answer.next.map(|cursor| cursor.0),
            as_of: danish_time::text(as_of),
            index_generation: answer.generation,
        })
    }
}

fn bad_cursor() -> ServiceError {
    ServiceError::Invalid(vec![FieldError::new(
        "/cursor",
        FieldErrorCode::BadFormat,
        "this cursor was not given out for this search",
    )])
}

fn query(request: SearchRequest, organisation: OrganisationId, as_of: Timestamp) -> TextQuery {
    let facet = |facet: &crate::wire::search_in::Facet| VacancyFacet::from_code(facet.code());
    TextQuery {
        organisation,
        text: request.text,
        filters: filters(request.filters),
        facets: request.facets.iter().filter_map(facet).collect(),
        limit: usize::from(request.limit),
        after: request.cursor.map(Cursor),
        as_of: danish_time::day(as_of),
    }
}

fn filters(asked: SearchFilters) -> VacancyFilters {
    let unit_groups = asked.work.unit_groups();
    VacancyFilters {
        forms: asked.work.forms,
        occupations: unit_groups.iter().map(OccupationCode::to_string).collect(),
        industries: asked.work.industries,
        postcodes: asked.work.postcodes,
        municipalities: asked.work.municipalities,
        areas: asked
            .work
            .areas
            .iter()
            .map(|area| area.code().to_owned())
            .collect(),
        skills: asked.skills,
        languages: asked.languages,
        hours: asked.hours,
        sources: asked.sources,
        origins: asked.origins,
        status: match asked.status {
            StatusAsked::OpenNow => StatusFilter::Open,
            StatusAsked::OneOf(statuses) => StatusFilter::Is(statuses),
            StatusAsked::Any => StatusFilter::Any,
        },
    }
}

/// A counted field with the names of its values.
pub(super) fn facet_out(facet: Facet, labeller: Labeller<'_>) -> FacetOut {
    let label = |value: &str| match facet.field {
        "occupation" => OccupationCode::parse(value).map(|code| labeller.occupation(code).label),
        "industry" => IndustryDivision::parse(value).map(|code| labeller.industry(code).label),
        "postcode" => Postcode::parse(value).map(|code| labeller.postcode(code).label),
        _ => None,
    };
    let value = |(value, count): (String, u64)| FacetValueOut {
        label: label(&value),
        value,
        count,
    };
    FacetOut {
        field: facet.field,
        values: facet.values.into_iter().map(value).collect(),
    }
}

fn interpreted_out(interpreted: Interpreted, labeller: Labeller<'_>) -> InterpretedOut {
    let concept = |concept: crate::ports::Concept| ConceptOut {
        kind: concept.kind.code(),
        label: match concept.kind {
            crate::ports::ConceptKind::Occupation => OccupationCode::parse(&concept.code)
                .map_or(concept.label, |code| labeller.occupation(code).label),
            crate::ports::ConceptKind::Skill => labeller.skill(&concept.code).label,
            crate::ports::ConceptKind::Place => concept.label,
        },
        code: concept.code,
    };
    let correction = |correction: crate::ports::Correction| CorrectionOut {
        given: correction.given,
        used: correction.used,
    };
    InterpretedOut {
        terms: interpreted.terms,
        excluded: interpreted.excluded,
        corrected: interpreted.corrected.into_iter().map(correction).collect(),
        ignored: interpreted.ignored,
        concepts: interpreted.concepts.into_iter().map(concept).collect(),
        required: interpreted.required,
    }
}
