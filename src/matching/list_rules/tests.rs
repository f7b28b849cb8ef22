//! The rules over invented candidates, and what must hold whatever they are.

use super::*;
use crate::matching::list_ruleset::ExampleRules;
use proptest::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What is known of an invented vacancy.
#[derive(Debug, Clone, Copy)]
struct Invented {
    score: u32,
    employer: u8,
    traits: BitSet32,
}

struct Market {
    all: Vec<(Candidate, BitSet32)>,
    complete: usize,
}

impl Market {
    /// In order of score; the first `complete` are candidates, the others are found by looking.
    fn new(invented: &[Invented], complete: usize) -> Self {
        let mut all: Vec<(Candidate, BitSet32)> = invented
            .iter()
            .enumerate()
            .map(|(number, one)| {
                let listed = Listed {
                    key: OrderKey {
                        base: one.score,
                        tie: Reverse(0),
                        id: Reverse(number as u128),
                    },
                    segment: 0,
                    row: number as u32,
                };
                let employer = (one.employer > 0).then_some(u64::from(one.employer));
                (Candidate { listed, employer }, one.traits)
            })
            .collect();
        all.sort_by_key(|(candidate, _)| Reverse(candidate.listed.key));
        let complete = complete.min(all.len());
        Self { all, complete }
    }

    fn ranked(&self) -> Vec<Candidate> {
        self.all.iter().map(|&(candidate, _)| candidate).collect()
    }

    fn head(&mut self, rules: &ListRules, mix: &Mix) -> Head {
        let ranked = self.ranked();
        let pool = Pool {
            ranked: &ranked,
            complete: self.complete,
        };
        head(rules, mix, pool, self)
    }
}

impl Supply for Market {
    fn traits(&self, listed: Listed) -> BitSet32 {
        let same = |(candidate, _): &&(Candidate, BitSet32)| candidate.listed == listed;
        self.all
            .iter()
            .find(same)
            .map_or(BitSet32::EMPTY, |&(_, traits)| traits)
    }

    fn best_below(&mut self, wanted: &Wanted) -> Option<Candidate> {
        let fits = |(candidate, traits): &&(Candidate, BitSet32)| {
            traits.has(wanted.list_trait as usize)
                && traits.has(ListTrait::ViableMarket as usize)
                && candidate.listed.key.base >= wanted.least_score
                && !wanted.sitting.contains(&candidate.listed.key.id.0)
                && candidate
                    .employer
                    .is_none_or(|employer| !wanted.full.contains(&employer))
        };
        let below = &self.all[self.complete..];
        below.iter().find(fits).map(|&(candidate, _)| candidate)
    }
}

fn rules() -> ListRules {
    ListRules {
        first: 50,
        per_employer: 3,
        mixed: 5,
        least_lifted: 0.5,
        soon_days: 14,
        mix: BTreeMap::new(),
        examples: ExampleRules::default(),
    }
}

fn one_of_each() -> Mix {
    Mix::from([(ListTrait::OwnTrade, 1), (ListTrait::BranchSwitch, 1)])
}

fn own() -> BitSet32 {
    BitSet32::EMPTY
        .with(ListTrait::OwnTrade as usize)
        .with(ListTrait::ViableMarket as usize)
}

fn switch() -> BitSet32 {
    BitSet32::EMPTY
        .with(ListTrait::BranchSwitch as usize)
        .with(ListTrait::ViableMarket as usize)
}

fn invented(score: u32, employer: u8, traits: BitSet32) -> Invented {
    Invented {
        score,
        employer,
        traits,
    }
}

fn scores(head: &Head) -> Vec<u32> {
    head.places.iter().map(|place| place.listed.key.base).collect()
}

#[test]
fn an_employer_waits_after_three() {
    let five_of_one = (0..5).map(|at| invented(900_000 - at, 1, own()));
    let all: Vec<Invented> = five_of_one.chain([invented(800_000, 2, own())]).collect();
    let mut market = Market::new(&all, all.len());
    let head = market.head(&rules(), &Mix::new());
    assert_eq!(scores(&head), [900_000, 899_999, 899_998, 800_000]);
    assert_eq!(head.floor.map(|floor| floor.base), Some(800_000));
}

#[test]
fn an_unknown_employer_never_waits() {
    let all: Vec<Invented> = (0..60).map(|at| invented(900_000 - at, 0, own())).collect();
    let head = Market::new(&all, all.len()).head(&rules(), &Mix::new());
    assert_eq!(head.places.len(), 50);
}

#[test]
fn a_switch_is_lifted_into_the_fifth_place_and_says_so() {
    let mut all: Vec<Invented> = (0..10).map(|at| invented(900_000 - at, 0, own())).collect();
    all.push(invented(600_000, 0, switch()));
    for complete in [all.len(), 10] {
        let head = Market::new(&all, complete).head(&rules(), &one_of_each());
        assert_eq!(
            scores(&head)[..6],
            [900_000, 899_999, 899_998, 899_997, 600_000, 899_996]
        );
        assert_eq!(head.places[4].lifted, Some(ListTrait::BranchSwitch));
        assert!(head.places.iter().filter(|place| place.lifted.is_some()).count() == 1);
    }
}

#[test]
fn what_scores_too_low_or_meets_a_poor_market_is_not_lifted() {
    let own_trade: Vec<Invented> = (0..10).map(|at| invented(900_000 - at, 0, own())).collect();
    let poor = BitSet32::EMPTY.with(ListTrait::BranchSwitch as usize);
    for refused in [invented(499_999, 0, switch()), invented(600_000, 0, poor)] {
        let mut all = own_trade.clone();
        all.push(refused);
        for complete in [all.len(), 10] {
            let head = Market::new(&all, complete).head(&rules(), &one_of_each());
            assert!(head.places.iter().all(|place| place.lifted.is_none()));
        }
    }
}

#[test]
fn the_only_one_of_its_kind_keeps_its_place() {
    let mut all: Vec<Invented> = (0..4)
        .map(|at| invented(900_000 - at, 0, BitSet32::EMPTY))
        .collect();
    all.extend([invented(800_000, 0, own()), invented(600_000, 0, switch())]);
    let head = Market::new(&all, all.len()).head(&rules(), &one_of_each());
    assert_eq!(
        scores(&head),
        [900_000, 899_999, 899_998, 800_000, 600_000, 899_997]
    );
}

#[test]
fn what_is_wanted_leaves_no_place_to_its_like() {
    let poor = BitSet32::EMPTY.with(ListTrait::OwnTrade as usize);
    let mut all: Vec<Invented> = (0..3).map(|at| invented(900_000 - at, 0, switch())).collect();
    all.extend([invented(800_001, 0, poor), invented(800_000, 0, poor)]);
    all.push(invented(600_000, 0, own()));
    let head = Market::new(&all, all.len()).head(&rules(), &Mix::from([(ListTrait::OwnTrade, 3)]));
    let first = head.places.iter().take(5).map(|place| place.listed.key.base);
    assert_eq!(
        first.collect::<Vec<_>>(),
        [900_000, 899_999, 800_001, 800_000, 600_000]
    );
}

#[test]
fn an_employer_with_its_share_among_the_first_is_not_lifted() {
    let mut all: Vec<Invented> = (0..3).map(|at| invented(900_000 - at, 1, own())).collect();
    all.extend((0..5).map(|at| invented(800_000 - at, 0, own())));
    all.extend([invented(700_000, 1, switch()), invented(600_000, 2, switch())]);
    let head = Market::new(&all, all.len()).head(&rules(), &one_of_each());
    assert_eq!(head.places[4].listed.key.base, 600_000);
}

fn any_invented() -> impl Strategy<Value = Invented> {
    (400_000u32..1_000_000, 0u8..8, 0u32..8).prop_map(|(score, employer, bits)| {
        let traits = (0..3).filter(|bit| bits & (1 << bit) != 0);
        let kinds = [
            ListTrait::OwnTrade,
            ListTrait::BranchSwitch,
            ListTrait::ViableMarket,
        ];
        invented(score, employer, traits.map(|bit| kinds[bit] as usize).collect())
    })
}

fn any_rules() -> impl Strategy<Value = (ListRules, Mix)> {
    (1usize..=20, 1usize..=4, 0usize..=3, 0usize..=3).prop_map(|(first, per_employer, own, switch)| {
        let rules = ListRules {
            first,
            per_employer,
            mixed: first.min(5),
            ..rules()
        };
        let mix = Mix::from([(ListTrait::OwnTrade, own), (ListTrait::BranchSwitch, switch)]);
        (rules, mix)
    })
}

proptest! {
    #[test]
    fn the_rules_hold_whatever_comes(
        all in prop::collection::vec(any_invented(), 0..80),
        (rules, mix) in any_rules(),
        complete in 0usize..80,
    ) {
        let mut market = Market::new(&all, complete.max(rules.mixed));
        let head = market.head(&rules, &mix);
        let ranked = market.ranked();
        let find = |id: u128| ranked.iter().find(|one| one.listed.key.id.0 == id).expect("a candidate");

        // No employer has more than its share, nobody stands twice, and no place stays empty.
        let mut shares: BTreeMap<u64, usize> = BTreeMap::new();
        let mut seen = BTreeSet::new();
        for place in &head.places {
            prop_assert!(seen.insert(place.listed.key.id.0));
            if let Some(employer) = find(place.listed.key.id.0).employer {
                *shares.entry(employer).or_default() += 1;
            }
        }
        prop_assert!(shares.values().all(|&taken| taken <= rules.per_employer));
        let (natural, _) = natural(&rules, &ranked);
        prop_assert_eq!(head.places.len(), natural.len());

        // Beside what was lifted everything is in order of score.
        let by_score: Vec<OrderKey> = head
            .places
            .iter()
            .filter(|place| place.lifted.is_none())
            .map(|place| place.listed.key)
            .collect();
        prop_assert!(by_score.is_sorted_by(|one, next| one > next));

        // What was lifted has the lowest of the mixed places, and may be lifted.
        let mixed = &head.places[..rules.mixed.min(head.places.len())];
        let first_lifted = mixed.iter().position(|place| place.lifted.is_some()).unwrap_or(mixed.len());
        prop_assert!(mixed[first_lifted..].iter().all(|place| place.lifted.is_some()));
        prop_assert!(head.places[mixed.len()..].iter().all(|place| place.lifted.is_none()));
        for place in mixed.iter().filter(|place| place.lifted.is_some()) {
            let traits = market.traits(place.listed);
            let comes_from_below = natural.iter().take(mixed.len()).all(|one| one.listed != place.listed);
            prop_assert!(!comes_from_below || place.listed.key.base >= rules.least_score());
            prop_assert!(!comes_from_below || traits.has(ListTrait::ViableMarket as usize));
            prop_assert!(place.lifted.is_some_and(|lifted| traits.has(lifted as usize)));
        }

        // Without a mix nothing is lifted.
        let plain = market.head(&rules, &Mix::new());
        prop_assert_eq!(
            plain.places.iter().map(|place| place.listed).collect::<Vec<_>>(),
            natural.iter().map(|one| one.listed).collect::<Vec<_>>()
        );
    }

    #[test]
    fn what_is_known_of_the_rest_does_not_matter(
        all in prop::collection::vec(any_invented(), 5..80),
        (rules, mix) in any_rules(),
        complete in 5usize..80,
    ) {
        let whole = Market::new(&all, all.len()).head(&rules, &mix);
        let part = Market::new(&all, complete).head(&rules, &mix);
        prop_assert_eq!(whole, part);
    }

    #[test]
    fn what_stands_behind_some_has_no_place_before_all(
        all in prop::collection::vec(any_invented(), 5..60),
        (rules, mix) in any_rules(),
        places in 1usize..12,
        seen in prop::collection::vec(any::<bool>(), 60),
    ) {
        let mut market = Market::new(&all, all.len());
        let head = market.head(&rules, &mix);
        let rivals: Vec<Rival> = market
            .all
            .iter()
            .map(|&(candidate, traits)| Rival { candidate, traits })
            .collect();
        let known: Vec<Rival> = rivals.iter().zip(&seen).filter(|(_, seen)| **seen).map(|(one, _)| *one).collect();
        for one in &rivals {
            if stands_behind((&rules, &mix), one, &known, places) {
                let first = head.places.iter().take(places);
                prop_assert!(first.map(|place| place.listed).all(|listed| listed != one.candidate.listed));
            }
        }
    }

    #[test]
    fn without_a_mix_nobody_who_stands_behind_is_overlooked(
        all in prop::collection::vec(any_invented(), 5..60),
        (rules, _) in any_rules(),
    ) {
        let none = Mix::new();
        let mut market = Market::new(&all, all.len());
        let head = market.head(&rules, &none);
        let rivals: Vec<Rival> = market
            .all
            .iter()
            .map(|&(candidate, traits)| Rival { candidate, traits })
            .collect();
        let places = rules.mixed;
        for place in head.places.iter().skip(places) {
            let same = |rival: &&Rival| rival.candidate.listed == place.listed;
            let one = rivals.iter().find(same).expect("a candidate");
            prop_assert!(stands_behind((&rules, &none), one, &rivals, places));
        }
    }
}
