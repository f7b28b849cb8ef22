//! No bound lies below a score: a list that leaves out what its bounds exclude is the list of
//! everything, at every threshold, page and length, for odd people, odd jobs and odd weights.

use super::openings::vacancies;
use super::pool::POOL;
use super::profiles::jobseeker;
use super::world::{DAY, WORLD, cases};
use crate::harness::knowledge;
use foothold::domain::codes::OccupationCode;
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::record::VacancyRecord;
use foothold::domain::set::BitSet32;
use foothold::domain::vacancy::Vacancy;
use foothold::index::match_table::{KeptMatchTable, MatchTableSink};
use foothold::index::sink::{ChangeBatch, ChangeSink};
use foothold::matching::branch::Rung;
use foothold::matching::filter::OfferFilter;
use foothold::matching::list::{Filter, List, ListQuery};
use foothold::matching::list_traits::ListTrait;
use foothold::matching::plan::Plan;
use foothold::matching::ruleset::AxisWeights;
use foothold::ports::match_table::{MatchTable, MatchTableView};
use jiff::Timestamp;
use proptest::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// A table whose base holds all vacancies but the last ones, which lie in the overlay, together
/// with every third of the others once more; every fifth is gone again.
fn table(vacancies: &[Vacancy]) -> Arc<dyn MatchTableView> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("match-table.bin");
    let (mut sink, reader) = MatchTableSink::open(KeptMatchTable::read(file, "test"), knowledge());
    let id = |at: usize| VacancyId::from_uuid(Uuid::from_u128(at as u128 + 1));
    let record = |at: usize| {
        Arc::new(VacancyRecord {
            id: id(at),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy: vacancies[at].clone(),
        })
    };
    let all = 0..vacancies.len();
    let is_early = |at: &usize| at % 4 != 3;
    let base = ChangeBatch {
        upserted_vacancies: all.clone().filter(is_early).map(record).collect(),
        up_to_seq: 1,
        ..ChangeBatch::default()
    };
    let overlay = ChangeBatch {
        upserted_vacancies: all
            .clone()
            .filter(|at| !is_early(at) || at % 3 == 0)
            .map(record)
            .collect(),
        deleted_vacancies: all.filter(|at| at % 5 == 4).map(id).collect(),
        up_to_seq: 2,
        ..ChangeBatch::default()
    };
    sink.apply(&base).expect("applied");
    sink.save().expect("folded");
    sink.apply(&overlay).expect("applied");
    sink.commit().expect("committed");
    reader.current()
}

fn axes() -> impl Strategy<Value = AxisWeights> {
    let usual = WORLD.rules.ruleset.axes;
    let odd = (0u8..=4, 0u8..=4, 0u8..=4).prop_filter_map("all weights are 0", |(one, two, three)| {
        (one + two + three > 0).then(|| AxisWeights {
            resources: f64::from(one),
            mobility: f64::from(two),
            branch: f64::from(three),
        })
    });
    prop_oneof![Just(usual), odd]
}

fn filter() -> impl Strategy<Value = Filter> {
    let own_trade = Filter {
        rungs: [Rung::OwnTrade as usize].into_iter().collect(),
        ..Filter::default()
    };
    let near = Filter {
        max_minutes: Some(30),
        ..Filter::default()
    };
    let without = Filter {
        without: (0..20).collect(),
        ..Filter::default()
    };
    let ix = |code: &OccupationCode| WORLD.knowledge.taxonomy.occupations.ix(*code);
    let some_trades = Filter {
        occupations: Some(
            POOL.occupations
                .iter()
                .step_by(3)
                .filter_map(ix)
                .map(|ix| ix.0)
                .collect(),
        ),
        ..Filter::default()
    };
    let mixed = |one: ListTrait| Filter {
        traits: BitSet32::EMPTY
            .with(one as usize)
            .with(ListTrait::ViableMarket as usize),
        ..Filter::default()
    };
    let mixed = prop_oneof![
        Just(mixed(ListTrait::OwnTrade)),
        Just(mixed(ListTrait::BranchSwitch)),
        Just(mixed(ListTrait::InDemand)),
        Just(mixed(ListTrait::StartableNow)),
    ];
    prop_oneof![2 => mixed, 1 => Just(some_trades), 4 => Just(Filter::default()), 1 => Just(own_trade), 1 => Just(near), 1 => Just(without)]
}

fn offers() -> impl Strategy<Value = OfferFilter> {
    let shorter = OfferFilter {
        minutes: Some((0, 30 * 60)),
        ..OfferFilter::default()
    };
    prop_oneof![3 => Just(OfferFilter::default()), 1 => Just(shorter)]
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn no_bound_lies_below_a_score(
        seeker in jobseeker(),
        own in prop::collection::vec(vacancies(), 1..8),
        axes in axes(),
        filter in filter(),
        offers in offers(),
    ) {
        let table = table(&own.concat());
        let plan = Plan::new(&seeker, axes, DAY, &WORLD.rules, &WORLD.knowledge).taking(offers);
        let everything = ListQuery {
            limit: table.len().max(1),
            after: None,
            min_score: 0,
            filter,
            count_all: true,
            not_now: 7,
            count_sole_failures: true,
        };
        let bounded = everything.uncounted();
        let scored = table.list_by_scoring_all(&plan, &everything);
        let counted = table.list(&plan, &everything);
        prop_assert_eq!(&List { scored: scored.scored, ..counted }, &scored);
        let all = scored.items;
        prop_assert_eq!(&table.list(&plan, &bounded).items, &all);
        for (at, item) in all.iter().enumerate() {
            let as_good = ListQuery { min_score: item.key.base, ..bounded.clone() };
            let upwards = all.iter().filter(|other| other.key.base >= item.key.base).count();
            prop_assert_eq!(&table.list(&plan, &as_good).items[..], &all[..upwards]);
            let first = ListQuery { limit: at + 1, ..bounded.clone() };
            prop_assert_eq!(&table.list(&plan, &first).items[..], &all[..=at]);
            let next = ListQuery { limit: 1, after: Some(item.key), ..bounded.clone() };
            let next = table.list(&plan, &next).items;
            prop_assert_eq!(next.first(), all.get(at + 1));
        }
        // The threshold of a score narrows what is counted and what is shown as "not now" alike.
        for item in all.iter().chain(&scored.not_now).step_by(3) {
            let as_good = ListQuery { min_score: item.key.base, ..everything.clone() };
            let scored = table.list_by_scoring_all(&plan, &as_good);
            let counted = table.list(&plan, &as_good);
            prop_assert_eq!(&List { scored: scored.scored, ..counted }, &scored);
        }
    }
}
