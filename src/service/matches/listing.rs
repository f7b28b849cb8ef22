//! Making the answer to a match list.

use super::beside::Beside;
use super::counterfactuals::{Looked, counterfactuals};
use super::cursor::{self, PageCursor};
use super::facets::facets;
use super::filter::{Refiltered, Relaxing};
use super::frame::Frame;
use super::items::ItemWriter;
use super::list_terms::{ListTerms, deferral, steering};
use super::mobility_package::PairParts;
use super::page::{Page, first_page, next_page, still_listed};
use super::questions::next_best_question;
use super::recorded::{Answered, MadeWith};
use super::render::Renderer;
use super::request::Terms;
use super::standing::{self, StandingOf};
use super::trial::Trial;
use super::{Engine, filter};
use crate::domain::ids::{MatchId, OrganisationId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::matching::list::ListQuery;
use crate::matching::list_ruleset::Mix;
use crate::matching::plan::Plan;
use crate::ports::match_table::MatchTableView;
use crate::service::error::ServiceError;
use crate::wire::coded::Labeller;
use crate::wire::explanation_out::CounterfactualOut;
use crate::wire::list_rules_out::DeferralOut;
use crate::wire::match_in::{Include, MatchRequest};
use crate::wire::match_out::{MatchListOut, RelaxationOut, TotalOut};
use crate::wire::search_out::FacetOut;
use jiff::Timestamp;
use std::hint::black_box;

/// Items of `not_now`.
const NOT_NOW_ITEMS: usize = 20;
/// A list shorter than this comes with what dropping a constraint would give.
const SHORT_LIST: usize = 5;

/// A list as it is asked for.
#[derive(Clone, Copy)]
pub(super) struct ListAsked<'a> {
    pub(super) organisation: &'a OrganisationId,
    pub(super) request: &'a MatchRequest,
    pub(super) seeker: &'a Jobseeker,
    /// What people decided about the jobseeker's lists.
    pub(super) standing: Option<&'a StandingOf>,
    pub(super) language: Language,
}

impl ListAsked<'_> {
    fn includes(&self, part: Include) -> bool {
        self.request.include.contains(&part)
    }
}

/// A page that was found, with everything its answer is written from.
struct Found<'a> {
    trial: Trial<'a>,
    list_terms: &'a ListTerms<'a>,
    deferral: Option<DeferralOut>,
    match_id: MatchId,
    fingerprint: cursor::Fingerprint,
    page: Page,
    /// Whether it is the first page of its list.
    is_first: bool,
    /// How many vacancies a decision leaves out.
    hidden: Option<usize>,
}

impl<'a> Found<'a> {
    /// Whether other help comes first, so that nothing was looked for.
    fn is_paused(&self) -> bool {
        self.deferral.as_ref().is_some_and(|deferral| deferral.paused)
    }

    /// What people decided that is shown on this page.
    fn standing<'s>(&self, asked: ListAsked<'s>) -> Option<&'s StandingOf> {
        asked.standing.filter(|_| self.is_first && !self.is_paused())
    }

    /// The counterfactuals of the items of the page, then of those that fail a gate, where they are included.
    fn counterfactuals(&self, asked: ListAsked<'_>) -> Vec<Vec<CounterfactualOut<'a>>> {
        if self.is_paused() || !asked.includes(Include::Counterfactuals) {
            return Vec::new();
        }
        let trial = &self.trial;
        let of_page = self.page.items.iter().map(|item| item.listed);
        let looked: Vec<Looked<'_>> = of_page
            .chain(self.page.counted.not_now.iter().copied())
            .map(|listed| {
                let view = trial.table.columns(listed);
                Looked::at(trial.plan, view)
            })
            .collect();
        let usual = trial.plan.rules.ruleset.explanations.first_k;
        let first_k = asked.request.first_k.unwrap_or(usual);
        counterfactuals(trial, &looked, first_k, asked.language)
    }

    fn refiltered(&self, asked: ListAsked<'a>) -> Refiltered<'a> {
        Refiltered {
            organisation: asked.organisation,
            trial: self.trial,
            asked: &asked.request.filters,
        }
    }

    /// What dropping each single constraint would give, where that was counted.
    fn relaxations(&self, asked: ListAsked<'a>) -> Vec<RelaxationOut> {
        if self.is_paused() || !self.trial.query.count_sole_failures {
            return Vec::new();
        }
        let relaxing = Relaxing {
            list: self.refiltered(asked),
            counted: &self.page.counted,
        };
        relaxing.relaxations()
    }

    /// The answer without its items and what stands beside them.
    fn frame(&self, asked: ListAsked<'_>) -> MatchListOut<'_> {
        let Trial {
            plan, terms, table, ..
        } = self.trial;
        let asks = !self.is_paused() && asked.includes(Include::NextBestQuestion);
        MatchListOut {
            match_id: self.match_id.to_string(),
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            strategy: terms.strategy_out(),
            weights: terms.weights_out(&plan.weights),
            as_of: terms.as_of_text(),
            total: total(&self.page),
            next_cursor: next_cursor(self.match_id, &self.page, terms, self.fingerprint),
            schemes: Vec::new(),
            matches: Vec::new(),
            not_now: Vec::new(),
            relaxations: Vec::new(),
            facets: Vec::new(),
            next_best_question: asks
                .then(|| next_best_question(&self.trial, asked.language))
                .flatten(),
            assumed: terms.assumed(asked.seeker),
            list: self.list_terms.out(),
            deferral: self.deferral.clone(),
            hidden: self.hidden,
            pinned: Vec::new(),
        }
    }
}

impl Engine {
    /// The answer to `POST /v1/matches`, with what is recorded of it.
    pub(super) fn list_reply(&self, asked: ListAsked<'_>, now: Timestamp) -> Result<Answered, ServiceError> {
        let ListAsked {
            organisation,
            request,
            seeker,
            standing,
            ..
        } = asked;
        let table = self.table.current();
        let (terms, fingerprint, cursor) = self.terms_and_cursor(request, seeker, now)?;
        let list_terms = ListTerms::new(request, seeker, &terms);
        let plan = self.plan(organisation, request, seeker, &terms, &*table)?;
        let mut query = self.query(organisation, request, &*table);
        let hidden = standing::left_out(standing, |id| still_listed(&plan, &*table, &query, id).is_some());
        query.filter.without.extend(standing::hidden(standing));
        let is_first = cursor.is_none();
        let match_id = cursor
            .as_ref()
            .map_or_else(MatchId::generate, |cursor| cursor.match_id);
        let deferral = deferral(seeker, terms.day());
        let page = if deferral.as_ref().is_some_and(|deferral| deferral.paused) {
            Page::default()
        } else {
            page_of(&plan, &*table, &mut query, list_terms.mix(), cursor)
        };
        let trial = Trial {
            plan: &plan,
            terms: &terms,
            knowledge: &self.knowledge,
            table: &*table,
            query: &query,
            mix: list_terms.mix(),
        };
        let found = Found {
            trial,
            list_terms: &list_terms,
            deferral,
            match_id,
            fingerprint,
            page,
            is_first,
            hidden,
        };
        self.answer(asked, &found)
    }

    /// The terms of a request, and the cursor it came with: that one fixes the moment.
    fn terms_and_cursor(
        &self,
        request: &MatchRequest,
        seeker: &Jobseeker,
        now: Timestamp,
    ) -> Result<(Terms, cursor::Fingerprint, Option<PageCursor>), ServiceError> {
        let mut terms = Terms::new(&request.scoring, seeker, &self.rulesets, now)?;
        let fingerprint = cursor::fingerprint(seeker, request, &terms);
        let cursor = request
            .cursor
            .as_deref()
            .map(|text| PageCursor::read(text, fingerprint, request.scoring.as_of.is_none()))
            .transpose()?;
        if let Some(cursor) = &cursor {
            terms.set_moment(cursor.as_of);
        }
        terms.on_track(seeker, request.shape.track);
        Ok((terms, fingerprint, cursor))
    }

    /// Writes the answer, and what is recorded of it.
    fn answer(&self, asked: ListAsked<'_>, found: &Found<'_>) -> Result<Answered, ServiceError> {
        let Trial {
            plan, terms, table, ..
        } = found.trial;
        let renderer = Renderer {
            plan,
            language: asked.language,
            parts: PairParts::of(&asked.request.include),
        };
        let page = &found.page;
        let mut counterfactuals = found.counterfactuals(asked).into_iter();
        // So that the cards come from memory side by side.
        for item in &page.items {
            black_box(table.fetch(item.listed));
        }
        let mut items = ItemWriter::with_room(page.items.len(), renderer, table, &self.room);
        for item in &page.items {
            items.write(item, counterfactuals.next().unwrap_or_default())?;
        }
        let items = items.finish();
        let beside = Beside::new(&renderer, table, &page.counted, found.standing(asked));
        let frame = MatchListOut {
            schemes: renderer.schemes(&items.schemes),
            not_now: beside.not_now(counterfactuals),
            pinned: beside.pinned(),
            relaxations: found.relaxations(asked),
            facets: self.facets(asked, found),
            ..found.frame(asked)
        };
        let frame = Frame::of(&frame)?;
        let made = MadeWith {
            terms,
            table,
            language: asked.language,
            items: &page.items,
            reached: page.reached,
            not_now: &page.counted.not_now,
        };
        let recorded = made.items(&items);
        let bytes = frame.around(items.json)?;
        Ok(Answered {
            id: found.match_id,
            page: made.page(frame, recorded, &bytes),
            bytes,
        })
    }

    /// The fields that are to be counted.
    fn facets(&self, asked: ListAsked<'_>, found: &Found<'_>) -> Vec<FacetOut> {
        if found.is_paused() {
            return Vec::new();
        }
        let labeller = Labeller {
            vocabulary: &*self.vocabulary,
            language: asked.language,
        };
        facets(&found.refiltered(asked), &asked.request.facets, labeller)
    }

    /// The plan of a request: what it asks of offers and what it was liked or disliked with enter it.
    ///
    /// # Errors
    /// Examples that are not kept.
    pub(super) fn plan<'k>(
        &'k self,
        organisation: &OrganisationId,
        request: &MatchRequest,
        seeker: &'k Jobseeker,
        terms: &'k Terms,
        table: &dyn MatchTableView,
    ) -> Result<Plan<'k>, ServiceError> {
        let ours = filter::number_of(organisation, table);
        let steering = steering(&request.shape.examples, ours, table, &self.knowledge)?;
        let plan = terms.plan(seeker, &self.knowledge);
        Ok(plan.taking(filter::offers(&request.filters)).steered_by(steering))
    }

    fn query(
        &self,
        organisation: &OrganisationId,
        request: &MatchRequest,
        table: &dyn MatchTableView,
    ) -> ListQuery {
        let includes = |part| request.include.contains(&part);
        ListQuery {
            limit: usize::from(request.limit),
            after: None,
            min_score: request.min_score.unwrap_or(0),
            filter: filter::filter(organisation, &request.filters, table, &self.knowledge),
            count_all: includes(Include::Total),
            not_now: if includes(Include::NotNow) {
                NOT_NOW_ITEMS
            } else {
                0
            },
            count_sole_failures: includes(Include::Relaxations),
        }
    }
}

/// The page that is asked for. A short list is counted through, so that it can say what would lengthen it.
fn page_of(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &mut ListQuery,
    mix: &Mix,
    cursor: Option<PageCursor>,
) -> Page {
    let is_first = cursor.is_none();
    let mut page = match cursor {
        None => first_page(plan, table, query, mix),
        Some(cursor) => next_page(plan, table, query, cursor),
    };
    let short = is_first && page.items.len() < SHORT_LIST.min(query.limit);
    if short && !query.count_sole_failures {
        query.count_sole_failures = true;
        page.counted = table.list(plan, query);
    }
    page
}

fn total(page: &Page) -> TotalOut {
    TotalOut {
        value: page.counted.total.unwrap_or(page.reached),
        relation: if page.counted.total.is_some() || !page.more {
            "eq"
        } else {
            "gte"
        },
    }
}

fn next_cursor(
    match_id: MatchId,
    page: &Page,
    terms: &Terms,
    fingerprint: cursor::Fingerprint,
) -> Option<String> {
    let cursor = PageCursor {
        match_id,
        as_of: terms.moment(),
        offset: page.reached,
        after: page.after,
        floor: page.floor,
        head: page.head.clone(),
    };
    page.more.then(|| cursor.write(fingerprint))
}
