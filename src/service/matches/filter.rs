//! From the filters of a request to what the list leaves out, and what dropping one would give.

use super::trial::Trial;
use crate::domain::ids::OrganisationId;
use crate::domain::lists::Form;
use crate::domain::set::BitSet32;
use crate::matching::extract::{epoch_day, source_hash, text_hash};
use crate::matching::features::{NO_END, NO_START, flag};
use crate::matching::filter::OfferFilter;
use crate::matching::gates::GateCode;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{Filter, List, ListQuery};
use crate::matching::list_traits::ListTrait;
use crate::matching::plan::Plan;
use crate::ports::match_table::MatchTableView;
use crate::wire::match_filters_in::MatchFilters;
use crate::wire::match_out::RelaxationOut;
use std::collections::BTreeSet;

/// Stands for an organisation that owns nothing in the table.
const NO_ORGANISATION: u16 = u16::MAX;

/// The number of an organisation within the table.
pub(super) fn number_of(organisation: &OrganisationId, table: &dyn MatchTableView) -> u16 {
    table.organisation_number(organisation).unwrap_or(NO_ORGANISATION)
}

/// Nothing left out but what others own.
pub(super) fn all_of(organisation: &OrganisationId, table: &dyn MatchTableView) -> Filter {
    Filter {
        organisation: number_of(organisation, table),
        ..Filter::default()
    }
}

/// The filter of a request, but for what is asked of offers.
pub(super) fn filter(
    organisation: &OrganisationId,
    asked: &MatchFilters,
    table: &dyn MatchTableView,
    knowledge: &Knowledge,
) -> Filter {
    let (work, sender, pair) = (&asked.work, &asked.sender, &asked.pair);
    let taxonomy = &knowledge.taxonomy;
    Filter {
        organisation: number_of(organisation, table),
        occupations: some_set(!work.occupations.is_empty(), || {
            work.unit_groups()
                .into_iter()
                .filter_map(|code| taxonomy.occupations.ix(code))
                .map(|ix| ix.0)
                .collect()
        }),
        industries: some_set(!work.industries.is_empty(), || {
            work.industries.iter().map(|division| division.number()).collect()
        }),
        postcodes: postcodes(asked, knowledge),
        areas: some_set(!work.areas.is_empty(), || {
            work.areas.iter().map(|&area| area as u8 + 1).collect()
        }),
        employers: some_set(!sender.employers.is_empty(), || {
            sender
                .employers
                .iter()
                .map(|employer| text_hash(employer))
                .collect()
        }),
        sources: some_set(!sender.sources.is_empty(), || {
            sender.sources.iter().map(|source| source_hash(source)).collect()
        }),
        origins: sender.origins.iter().map(|&origin| origin as usize).collect(),
        flags: flags(asked),
        skills: some_set(!asked.skills.is_empty(), || {
            let known = asked.skills.iter().filter_map(|id| taxonomy.skills.find_id(id));
            known.map(|skill| skill.0).collect()
        }),
        apply_by: asked.apply_by.map(|days| {
            let from = days.from.map_or(NO_START, epoch_day);
            (from, days.to.map_or(NO_END, epoch_day))
        }),
        max_minutes: pair.max_travel_minutes,
        rungs: pair.rungs.iter().map(|&rung| rung as usize).collect(),
        traits: traits(asked),
        ..Filter::default()
    }
}

/// What a request asks of the offer that is taken.
pub(super) fn offers(asked: &MatchFilters) -> OfferFilter {
    let offer = &asked.offer;
    let paid = Form::ALL.iter().filter(|form| offer.paid_only && form.is_paid());
    OfferFilter {
        forms: asked.work.forms.iter().map(|form| form.position()).collect(),
        paid: paid.map(|form| form.position()).collect(),
        minutes: offer
            .hours
            .map(|hours| (hours.min.minutes(), hours.max.minutes())),
        start_after: offer.start_after.map(epoch_day),
        start_before: offer.start_before.map(epoch_day),
        weeks: offer
            .weeks
            .map(|weeks| (weeks.min.unwrap_or(0), weeks.max.unwrap_or(u16::MAX))),
        places: offer.places_free.unwrap_or(0),
    }
}

fn flags(asked: &MatchFilters) -> BitSet32 {
    let support = asked.support;
    chosen([
        (support.mentor, flag::MENTOR),
        (support.buddy, flag::BUDDY),
        (support.on_site_danish, flag::ON_SITE_DANISH),
    ])
}

fn traits(asked: &MatchFilters) -> BitSet32 {
    let pair = &asked.pair;
    chosen([
        (pair.startable_now, ListTrait::StartableNow as usize),
        (pair.in_demand, ListTrait::InDemand as usize),
        (pair.graduate, ListTrait::Graduate as usize),
    ])
}

fn chosen(positions: [(bool, usize); 3]) -> BitSet32 {
    let set = positions.into_iter().filter(|(is_set, _)| *is_set);
    set.map(|(_, position)| position).collect()
}

fn some_set<T: Ord>(asked: bool, set: impl FnOnce() -> BTreeSet<T>) -> Option<BTreeSet<T>> {
    asked.then(set)
}

/// Postcodes that are asked for and lie in an asked municipality.
fn postcodes(asked: &MatchFilters, knowledge: &Knowledge) -> Option<BTreeSet<u16>> {
    let listed: BTreeSet<u16> = asked
        .work
        .postcodes
        .iter()
        .map(|postcode| postcode.number())
        .collect();
    if asked.work.municipalities.is_empty() {
        return (!listed.is_empty()).then_some(listed);
    }
    let within: BTreeSet<u16> = knowledge
        .places
        .iter()
        .filter(|place| {
            let code = format!("{:04}", place.municipality_code);
            asked
                .work
                .municipalities
                .iter()
                .any(|wanted| format!("{wanted:0>4}") == code)
        })
        .map(|place| place.postcode.number())
        .collect();
    let both = if listed.is_empty() {
        within
    } else {
        within.intersection(&listed).copied().collect()
    };
    Some(both)
}

/// A list as its caller would ask for it with other filters.
#[derive(Clone, Copy)]
pub(super) struct Refiltered<'r> {
    /// Whose vacancies are listed.
    pub(super) organisation: &'r OrganisationId,
    /// The list as it was asked for.
    pub(super) trial: Trial<'r>,
    /// The filters it was asked with.
    pub(super) asked: &'r MatchFilters,
}

impl<'r> Refiltered<'r> {
    /// What such filters leave out, and what a decision does.
    pub(super) fn filter(&self, asked: &MatchFilters) -> Filter {
        let Trial {
            query,
            table,
            knowledge,
            ..
        } = self.trial;
        Filter {
            without: query.filter.without.clone(),
            ..filter(self.organisation, asked, table, knowledge)
        }
    }

    /// The plan that takes the offers such filters admit.
    pub(super) fn plan(&self, asked: &MatchFilters) -> Plan<'r> {
        self.trial.plan_of(self.trial.plan.seeker).taking(offers(asked))
    }
}

/// A list whose constraints are dropped one by one.
pub(super) struct Relaxing<'r> {
    /// The list.
    pub(super) list: Refiltered<'r>,
    /// What was counted.
    pub(super) counted: &'r List,
}

impl Relaxing<'_> {
    /// What dropping each single constraint would give, most first.
    pub(super) fn relaxations(&self) -> Vec<RelaxationOut> {
        let gates = GateCode::ALL.iter().zip(self.counted.sole_failures);
        let mut relaxations: Vec<RelaxationOut> = gates
            .filter(|(_, gain)| *gain > 0)
            .map(|(code, gain)| RelaxationOut {
                constraint: code.code().to_owned(),
                gain,
            })
            .collect();
        let (asked, query) = (self.list.asked, self.list.trial.query);
        let filters = asked.without_one().map(|(name, wider)| {
            let gain = self.gain(&wider, query.min_score);
            (format!("filters.{name}"), gain)
        });
        let least = (query.min_score > 0).then(|| ("min_score".to_owned(), self.gain(asked, 0)));
        relaxations.extend(
            filters
                .chain(least)
                .filter(|&(_, gain)| gain > 0)
                .map(|(constraint, gain)| RelaxationOut { constraint, gain }),
        );
        relaxations.sort_by(|one, other| {
            other
                .gain
                .cmp(&one.gain)
                .then(one.constraint.cmp(&other.constraint))
        });
        relaxations
    }

    /// How many more would pass.
    fn gain(&self, asked: &MatchFilters, min_score: u32) -> usize {
        let passed = self.counted.total.unwrap_or(self.counted.items.len());
        let wider = ListQuery {
            min_score,
            count_all: true,
            ..ListQuery::first(1, self.list.filter(asked))
        };
        let total = self.list.trial.table.list(&self.list.plan(asked), &wider).total;
        total.unwrap_or(0).saturating_sub(passed)
    }
}
