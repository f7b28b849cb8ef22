//! Moves from an occupation: the ladder of a branch switch, and single pairs.

mod render;

use self::render::Renderer;
use super::bounded::BoundedPool;
use super::error::ServiceError;
use crate::domain::ids::OrganisationId;
use crate::domain::language::Language;
use crate::matching::knowledge::Knowledge;
use crate::matching::rules::Rules;
use crate::ports::{StatusFilter, TextIndex, TextQuery, VacancyFacet, VacancyFilters};
use crate::service::danish_time;
use crate::service::rulesets::RulesetShelf;
use crate::taxonomy::transitions::Transition;
use crate::taxonomy::transitions::concepts::Concept;
use crate::travel::LabourMarketArea;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::reader::nearest;
use crate::wire::transitions_out::{RulesetUsedOut, TransitionsOut};
use crate::wire::vocabulary::Unknown;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is asked for.
#[derive(Debug, Clone)]
pub struct TransitionsAsked {
    /// Code, address or title of the source.
    pub from: String,
    /// The same of the only target wanted.
    pub to: Option<String>,
    /// The area that balance, outlook and open vacancies are of.
    pub area: Option<String>,
    /// Most moves.
    pub limit: usize,
}

/// The use case of moves between occupations.
#[derive(Clone)]
pub struct TransitionService {
    knowledge: Arc<Knowledge>,
    shelf: Arc<RulesetShelf>,
    index: Arc<dyn TextIndex>,
    pool: BoundedPool,
}

/// Open vacancies by unit group, as an index knows them.
struct OpenVacancies {
    by_unit_group: BTreeMap<String, u64>,
    generation: i64,
}

fn known_area(text: &str) -> Result<LabourMarketArea, Box<FieldError>> {
    LabourMarketArea::from_code(text).ok_or_else(|| {
        let message = format!("one of {} is wanted", LabourMarketArea::CODES.join(", "));
        let error = FieldError::new("/area", FieldErrorCode::UnknownCode, message)
            .suggesting(nearest(text, LabourMarketArea::CODES));
        Box::new(error)
    })
}

impl TransitionService {
    /// Judging and counting run on `pool`.
    pub const fn new(
        knowledge: Arc<Knowledge>,
        shelf: Arc<RulesetShelf>,
        index: Arc<dyn TextIndex>,
        pool: BoundedPool,
    ) -> Self {
        Self {
            knowledge,
            shelf,
            index,
            pool,
        }
    }

    /// The moves from an occupation, best first, as JSON.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for an unknown occupation, with what may have been meant.
    pub async fn transitions(
        &self,
        organisation: &OrganisationId,
        asked: TransitionsAsked,
        language: Language,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        let service = self.clone();
        let organisation = organisation.clone();
        let answer = self
            .pool
            .run(move || service.answer(&organisation, &asked, language, now));
        answer.await?
    }

    fn answer(
        &self,
        organisation: &OrganisationId,
        asked: &TransitionsAsked,
        language: Language,
        now: Timestamp,
    ) -> Result<String, ServiceError> {
        let from = self.concept("/code", &asked.from);
        let to = asked.to.as_deref().map(|to| self.concept("/to", to)).transpose();
        let area = asked.area.as_deref().map(known_area).transpose();
        let (from, to, area) = match (from, to, area) {
            (Ok(from), Ok(to), Ok(area)) => (from, to, area),
            (from, to, area) => {
                let errors = [from.err(), to.err(), area.err()];
                let errors = errors.into_iter().flatten().map(|error| *error);
                return Err(ServiceError::Invalid(errors.collect()));
            }
        };
        let open = self.open_vacancies(organisation, area, now)?;
        let rules = self.shelf.newest();
        let moves = self.moves(from, to, rules);
        let renderer = Renderer {
            knowledge: &self.knowledge,
            rules,
            language,
            area,
            open: &open.by_unit_group,
        };
        let answer = TransitionsOut {
            from: renderer.concept(from),
            area: area.map(LabourMarketArea::code),
            ruleset: RulesetUsedOut {
                id: &rules.ruleset.id,
                hash: &rules.ruleset.hash,
            },
            total: moves.len(),
            transitions: moves
                .iter()
                .take(asked.limit)
                .map(|(to, step)| renderer.one_move(from, *to, step))
                .collect(),
            as_of: danish_time::text(now),
            index_generation: open.generation,
        };
        serde_json::to_string(&answer)
            .map_err(|error| ServiceError::Internal(format!("an answer cannot be written: {error}")))
    }

    fn concept(&self, pointer: &str, text: &str) -> Result<Concept, Box<FieldError>> {
        self.knowledge.taxonomy.resolve_concept(text).map_err(|unknown| {
            let message = "no occupation of the tables in force has this code, address or title";
            let error = FieldError::new(pointer, FieldErrorCode::UnknownCode, message).suggesting(Unknown {
                did_you_mean: unknown.did_you_mean,
            });
            Box::new(error)
        })
    }

    /// Every move, or the one that is asked for, the most viable first.
    fn moves(&self, from: Concept, to: Option<Concept>, rules: &Rules) -> Vec<(Concept, Transition)> {
        let taxonomy = &self.knowledge.taxonomy;
        let targets = match to {
            Some(to) => vec![to],
            None => taxonomy.concepts_like(from),
        };
        let steps = taxonomy.moves_to(from, &targets, rules.transition_weights());
        let mut moves: Vec<(Concept, Transition)> = targets.into_iter().zip(steps).collect();
        moves.sort_by(|one, other| {
            let by_viability = other.1.viability.total_cmp(&one.1.viability);
            by_viability
                .then((other.0 == from).cmp(&(one.0 == from)))
                .then(one.0.cmp(&other.0))
        });
        moves
    }

    fn open_vacancies(
        &self,
        organisation: &OrganisationId,
        area: Option<LabourMarketArea>,
        now: Timestamp,
    ) -> Result<OpenVacancies, ServiceError> {
        let query = TextQuery {
            organisation: organisation.clone(),
            text: None,
            filters: VacancyFilters {
                areas: area.iter().map(|area| area.code().to_owned()).collect(),
                status: StatusFilter::Open,
                ..VacancyFilters::default()
            },
            facets: vec![VacancyFacet::Occupation],
            limit: 1,
            after: None,
            as_of: danish_time::day(now),
        };
        let answer = self.index.search(&query)?;
        let counts = answer.facets.into_iter().flat_map(|facet| facet.values);
        Ok(OpenVacancies {
            by_unit_group: counts.collect(),
            generation: answer.generation,
        })
    }
}
