//! Counting what is in a list by field, so that a user sees what each value would leave of it.

use super::filter::Refiltered;
use crate::domain::codes::Postcode;
use crate::domain::lists::{Form, VacancyOrigin};
use crate::matching::branch::Rung;
use crate::matching::features::{UNKNOWN, VacancyCore, VacancyView};
use crate::matching::score::PairScore;
use crate::ports::Facet;
use crate::service::search::facet_out;
use crate::taxonomy::OccupationIx;
use crate::travel::{LabourMarketArea, Place};
use crate::wire::coded::Labeller;
use crate::wire::match_filters_in::MatchFilters;
use crate::wire::match_in::MatchFacet;
use crate::wire::search_out::FacetOut;
use std::collections::BTreeMap;

/// How often every value of a field occurs, by a number that stands for it.
type Counts = BTreeMap<u16, u64>;

/// The fields asked for, counted over everything that passes the filters but the field's own, as in a search.
pub(super) fn facets(list: &Refiltered<'_>, asked: &[MatchFacet], labeller: Labeller<'_>) -> Vec<FacetOut> {
    let without_own = |facet: MatchFacet| {
        let mut wider = list.asked.without_one();
        wider.find(|(name, _)| *name == filter_of(facet))
    };
    // Fields that nothing is narrowed by are counted in one go.
    let (own, free): (Vec<MatchFacet>, Vec<MatchFacet>) =
        asked.iter().partition(|&&facet| without_own(facet).is_some());
    let mut counted = count(list, list.asked, &free);
    for facet in own {
        if let Some((_, wider)) = without_own(facet) {
            counted.extend(count(list, &wider, &[facet]));
        }
    }
    counted.sort_unstable_by_key(|(facet, _)| *facet);
    let out = |(facet, counts)| facet_out(ranked(list, facet, counts), labeller);
    counted.into_iter().map(out).collect()
}

/// The filter by which a list is narrowed to values of a field.
const fn filter_of(facet: MatchFacet) -> &'static str {
    match facet {
        MatchFacet::Form => "forms",
        MatchFacet::Occupation => "occupations",
        MatchFacet::Industry => "industries",
        MatchFacet::Postcode => "postcodes",
        MatchFacet::Municipality => "municipalities",
        MatchFacet::Area => "areas",
        MatchFacet::Rung => "rungs",
        MatchFacet::Origin => "origins",
    }
}

fn count(list: &Refiltered<'_>, filters: &MatchFilters, of: &[MatchFacet]) -> Vec<(MatchFacet, Counts)> {
    if of.is_empty() {
        return Vec::new();
    }
    let (plan, least) = (list.plan(filters), list.trial.query.min_score);
    let mut counted: Vec<(MatchFacet, Counts)> = of.iter().map(|&facet| (facet, Counts::new())).collect();
    let mut visit = |vacancy: &VacancyView<'_>, pair: &PairScore| {
        if plan.steered(vacancy, pair.base) < least {
            return;
        }
        for (facet, counts) in &mut counted {
            if let Some(value) = value(list, *facet, vacancy, pair) {
                *counts.entry(value).or_default() += 1;
            }
        }
    };
    list.trial
        .table
        .each_match(&plan, &list.filter(filters), &mut visit);
    counted
}

/// The value of a field, `None` where it is not known.
fn value(
    list: &Refiltered<'_>,
    facet: MatchFacet,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
) -> Option<u16> {
    let core = vacancy.core;
    match facet {
        MatchFacet::Form => vacancy
            .offers
            .get(pair.offer)
            .map(|offer| offer.form.position() as u16),
        MatchFacet::Occupation => (core.occupation != UNKNOWN).then_some(core.occupation),
        MatchFacet::Industry => (core.industry > 0).then_some(u16::from(core.industry)),
        MatchFacet::Postcode => (core.postcode > 0).then_some(core.postcode),
        MatchFacet::Municipality => place(list, core).map(|place| place.municipality_code),
        MatchFacet::Area => core.area.checked_sub(1).map(u16::from),
        MatchFacet::Rung => pair.branch.map(|fit| fit.rung as u16),
        MatchFacet::Origin => Some(u16::from(core.origin)),
    }
}

fn place<'r>(list: &Refiltered<'r>, core: &VacancyCore) -> Option<&'r Place> {
    let places = &list.trial.knowledge.places;
    places.by_postcode(Postcode::from_number(core.postcode)?)
}

/// The codes of the values, the most frequent first.
fn ranked(list: &Refiltered<'_>, facet: MatchFacet, counts: Counts) -> Facet {
    let occupations = &list.trial.knowledge.taxonomy.occupations;
    let of_list =
        |codes: &[&str], at: u16| codes.get(usize::from(at)).copied().unwrap_or_default().to_owned();
    let code = |value| match facet {
        MatchFacet::Form => of_list(Form::CODES, value),
        MatchFacet::Occupation => occupations.code(OccupationIx(value)).to_string(),
        MatchFacet::Industry => format!("{value:02}"),
        MatchFacet::Postcode => format!("{value:04}"),
        MatchFacet::Municipality => value.to_string(),
        MatchFacet::Area => of_list(LabourMarketArea::CODES, value),
        MatchFacet::Rung => of_list(Rung::CODES, value),
        MatchFacet::Origin => of_list(VacancyOrigin::CODES, value),
    };
    let mut values: Vec<(String, u64)> = counts
        .into_iter()
        .map(|(value, count)| (code(value), count))
        .collect();
    values.sort_by(|(value, count), (other, more)| more.cmp(count).then_with(|| value.cmp(other)));
    Facet {
        field: facet.code(),
        values,
    }
}
