//! Making the answer to a match list.

use super::counterfactuals::{Looked, counterfactuals};
use super::cursor::{self, PageCursor};
use super::facets::facets;
use super::filter::{Refiltered, Relaxing};
use super::list_terms::{ListTerms, deferral, steering};
use super::mobility_package::PairParts;
use super::page::{Page, PageItem, first_page, next_page, still_listed};
use super::questions::next_best_question;
use super::recorded::{Answered, MadeWith};
use super::render::Renderer;
use super::request::Terms;
use super::standing::{self, StandingOf};
use super::trial::Trial;
use super::{Engine, filter, to_bytes};
use crate::domain::ids::{MatchId, OrganisationId, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::matching::list::{List, ListQuery};
use crate::matching::list_ruleset::Mix;
use crate::matching::list_traits::ListPart;
use crate::matching::plan::Plan;
use crate::matching::score::{nearest, score};
use crate::ports::match_table::MatchTableView;
use crate::service::error::ServiceError;
use crate::wire::coded::Labeller;
use crate::wire::list_rules_out::{DeferralOut, PlacedOut, WaitedFor};
use crate::wire::match_in::{Include, MatchRequest};
use crate::wire::match_out::{MatchListOut, MatchOut, NotNowOut, PinnedOut, TotalOut};
use jiff::Timestamp;
use uuid::Uuid;

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
    deferral: Option<DeferralOut<'a>>,
    match_id: MatchId,
    fingerprint: cursor::Fingerprint,
    page: Page,
    /// Whether it is the first page of its list.
    is_first: bool,
    /// How many vacancies a decision leaves out.
    hidden: Option<usize>,
}

impl Found<'_> {
    /// Whether other help comes first, so that nothing was looked for.
    fn is_paused(&self) -> bool {
        self.deferral.as_ref().is_some_and(|deferral| deferral.paused)
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
        self.answer(asked, found)
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
    fn answer(&self, asked: ListAsked<'_>, found: Found<'_>) -> Result<Answered, ServiceError> {
        let searched = !found.is_paused();
        let Found {
            trial,
            list_terms,
            deferral,
            match_id,
            fingerprint,
            page,
            is_first,
            hidden,
        } = found;
        let Trial {
            plan,
            terms,
            table,
            query,
            ..
        } = trial;
        let renderer = Renderer {
            plan,
            language: asked.language,
            parts: PairParts::of(&asked.request.include),
        };
        let mut items = matches(&renderer, table, &page.items);
        let mut closed = not_now(&renderer, table, &page.counted);
        if searched && asked.includes(Include::Counterfactuals) {
            add_counterfactuals(&trial, &page, asked, &mut items, &mut closed);
        }
        let refiltered = Refiltered {
            organisation: asked.organisation,
            trial,
            asked: &asked.request.filters,
        };
        let facets = if searched {
            let labeller = Labeller {
                vocabulary: &*self.vocabulary,
                language: asked.language,
            };
            facets(&refiltered, &asked.request.facets, labeller)
        } else {
            Vec::new()
        };
        let asks = searched && asked.includes(Include::NextBestQuestion);
        let relaxes = searched && query.count_sole_failures;
        let reply = MatchListOut {
            match_id: match_id.to_string(),
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            strategy: terms.strategy_out(),
            weights: terms.weights_out(&plan.weights),
            as_of: terms.as_of_text(),
            total: total(&page),
            next_cursor: next_cursor(match_id, &page, terms, fingerprint),
            schemes: renderer.schemes(items.iter().map(|item| &item.pair)),
            matches: items,
            not_now: closed,
            relaxations: if relaxes {
                let counted = &page.counted;
                let relaxing = Relaxing {
                    list: refiltered,
                    counted,
                };
                relaxing.relaxations()
            } else {
                Vec::new()
            },
            facets,
            next_best_question: asks.then(|| next_best_question(&trial, asked.language)).flatten(),
            assumed: terms.assumed(asked.seeker),
            list: list_terms.out(),
            deferral,
            hidden,
            pinned: pinned(&renderer, table, asked.standing.filter(|_| is_first && searched)),
        };
        let bytes = to_bytes(&reply)?;
        let made = MadeWith {
            terms,
            table,
            language: asked.language,
            items: &page.items,
            reached: page.reached,
            not_now: &page.counted.not_now,
        };
        let page = made.page(reply, &bytes);
        Ok(Answered {
            id: match_id,
            bytes,
            page,
        })
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

/// The items of a page, scored and written.
pub(super) fn matches<'a>(
    renderer: &Renderer<'a>,
    table: &'a dyn MatchTableView,
    items: &[PageItem],
) -> Vec<MatchOut<'a>> {
    items
        .iter()
        .map(|item| {
            let (view, card) = table.vacancy(item.listed);
            let pair = score(renderer.plan, &view);
            let id = VacancyId::from_uuid(Uuid::from_u128(view.core.id));
            MatchOut {
                rank: item.rank,
                placed: PlacedOut {
                    list_part: ListPart::of(pair.branch.map(|fit| fit.rung)),
                    lifted: item.lifted,
                    waited: item.waited.then_some(WaitedFor::EmployerCap),
                },
                pair: renderer.pair(&view, &card, Some(id), &pair),
            }
        })
        .collect()
}

/// What was pinned and is still kept, in the order in which it was.
fn pinned<'a>(
    renderer: &Renderer<'a>,
    table: &'a dyn MatchTableView,
    standing: Option<&StandingOf>,
) -> Vec<PinnedOut<'a>> {
    let pinned = standing.into_iter().flat_map(|standing| &standing.pinned);
    pinned
        .filter_map(|&id| {
            let (view, card) = table.vacancy(table.find(id)?);
            let pair = score(renderer.plan, &view);
            Some(PinnedOut {
                passes: pair.gates.open(),
                pair: renderer.pair(&view, &card, Some(id), &pair),
            })
        })
        .collect()
}

fn not_now<'a>(renderer: &Renderer<'a>, table: &'a dyn MatchTableView, list: &List) -> Vec<NotNowOut<'a>> {
    list.not_now
        .iter()
        .map(|&listed| {
            let (view, card) = table.vacancy(listed);
            let pair = nearest(renderer.plan, &view, score(renderer.plan, &view));
            let id = VacancyId::from_uuid(Uuid::from_u128(view.core.id));
            renderer.not_now(&view, &card, id, &pair)
        })
        .collect()
}

/// Puts the counterfactuals beside the items of the page and those that fail a gate.
fn add_counterfactuals<'a>(
    trial: &Trial<'a>,
    page: &Page,
    asked: ListAsked<'_>,
    items: &mut [MatchOut<'a>],
    closed: &mut [NotNowOut<'a>],
) {
    let of_page = page.items.iter().map(|item| item.listed);
    let looked: Vec<Looked<'_>> = of_page
        .chain(page.counted.not_now.iter().copied())
        .map(|listed| {
            let (view, _) = trial.table.vacancy(listed);
            Looked::at(trial.plan, view)
        })
        .collect();
    let first_k = asked
        .request
        .first_k
        .unwrap_or(trial.plan.rules.ruleset.explanations.first_k);
    let places = items
        .iter_mut()
        .map(|item| &mut item.pair.counterfactuals)
        .chain(closed.iter_mut().map(|item| &mut item.counterfactuals));
    for (place, told) in places.zip(counterfactuals(trial, &looked, first_k, asked.language)) {
        *place = told;
    }
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
