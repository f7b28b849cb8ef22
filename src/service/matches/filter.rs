//! From the filters of a request to what the list leaves out, and what dropping one would give.

use crate::domain::ids::OrganisationId;
use crate::matching::gates::GateCode;
use crate::matching::knowledge::Knowledge;
use crate::matching::list::{Filter, List, ListQuery};
use crate::matching::plan::Plan;
use crate::ports::match_table::MatchTableView;
use crate::wire::filters_in::MatchFilters;
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

/// The filter of a request.
pub(super) fn filter(
    organisation: &OrganisationId,
    asked: &MatchFilters,
    table: &dyn MatchTableView,
    knowledge: &Knowledge,
) -> Filter {
    let work = &asked.work;
    let occupations = &knowledge.taxonomy.occupations;
    Filter {
        organisation: number_of(organisation, table),
        forms: work.forms.iter().map(|form| form.position()).collect(),
        occupations: some_set(!work.occupations.is_empty(), || {
            work.unit_groups()
                .into_iter()
                .filter_map(|code| occupations.ix(code))
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
        max_minutes: asked.max_travel_minutes,
        ..Filter::default()
    }
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

/// What dropping each single constraint would give, most first.
pub(super) fn relaxations(
    plan: &Plan<'_>,
    table: &dyn MatchTableView,
    query: &ListQuery,
    list: &List,
) -> Vec<RelaxationOut> {
    let gates = GateCode::ALL
        .iter()
        .zip(list.sole_failures)
        .filter(|(_, gain)| *gain > 0);
    let mut relaxations: Vec<RelaxationOut> = gates
        .map(|(code, gain)| RelaxationOut {
            constraint: code.code().to_owned(),
            gain,
        })
        .collect();
    let passed = list.total.unwrap_or(list.items.len());
    for (name, filter) in without_one(&query.filter) {
        let wider = ListQuery {
            filter,
            limit: 1,
            not_now: 0,
            count_all: true,
            ..query.clone()
        };
        let gain = table.list(plan, &wider).total.unwrap_or(0).saturating_sub(passed);
        if gain > 0 {
            relaxations.push(RelaxationOut {
                constraint: format!("filters.{name}"),
                gain,
            });
        }
    }
    if query.min_score > 0 {
        let wider = ListQuery {
            min_score: 0,
            limit: 1,
            not_now: 0,
            count_all: true,
            ..query.clone()
        };
        let gain = table.list(plan, &wider).total.unwrap_or(0).saturating_sub(passed);
        relaxations.push(RelaxationOut {
            constraint: "min_score".to_owned(),
            gain,
        });
    }
    relaxations.sort_by(|one, other| {
        other
            .gain
            .cmp(&one.gain)
            .then(one.constraint.cmp(&other.constraint))
    });
    relaxations
}

fn without_one(filter: &Filter) -> Vec<(&'static str, Filter)> {
    let mut wider = Vec::new();
    if !filter.forms.is_empty() {
        wider.push((
            "forms",
            Filter {
                forms: Filter::default().forms,
                ..filter.clone()
            },
        ));
    }
    if filter.occupations.is_some() {
        wider.push((
            "occupations",
            Filter {
                occupations: None,
                ..filter.clone()
            },
        ));
    }
    if filter.industries.is_some() {
        wider.push((
            "industries",
            Filter {
                industries: None,
                ..filter.clone()
            },
        ));
    }
    if filter.postcodes.is_some() {
        wider.push((
            "places",
            Filter {
                postcodes: None,
                ..filter.clone()
            },
        ));
    }
    if filter.areas.is_some() {
        wider.push((
            "areas",
            Filter {
                areas: None,
                ..filter.clone()
            },
        ));
    }
    if filter.max_minutes.is_some() {
        wider.push((
            "max_travel_minutes",
            Filter {
                max_minutes: None,
                ..filter.clone()
            },
        ));
    }
    wider
}
