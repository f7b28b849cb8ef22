//! Counterfactuals: the smallest single changes that lift a job into the first places. Every change is
//! really made: the whole list is made anew, with its rules, for the changed profile lifts other jobs too.

use super::trial::Trial;
use crate::domain::ids::VacancyId;
use crate::domain::language::Language;
use crate::matching::explain::candidates::candidates;
use crate::matching::explain::change_phrases::lifted;
use crate::matching::explain::changes::ProfileChange;
use crate::matching::features::VacancyView;
use crate::matching::list::{Listed, OrderKey};
use crate::matching::list_rules::{Rival, stands_behind};
use crate::matching::plan::Plan;
use crate::matching::score::{PairScore, nearest, score};
use crate::wire::explanation_out::{ChangeOut, CounterfactualOut};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Changes told for one job.
const MOST_TOLD: usize = 3;
/// Plans laid out for each list that may be made: most changes turn out to lift nothing.
const PLANS_PER_LIST: usize = 4;

/// The id of a vacancy that is not kept but stands in the request.
const OF_REQUEST: u128 = 0;

/// A pair that a change could lift.
pub(super) struct Looked<'v> {
    pub(super) view: VacancyView<'v>,
    pub(super) pair: PairScore,
}

impl<'v> Looked<'v> {
    /// A vacancy as a plan scores it: by the offer that is taken or, while all are closed, by the
    /// one that is nearest to opening.
    pub(super) fn at(plan: &Plan<'_>, view: VacancyView<'v>) -> Self {
        let pair = nearest(plan, &view, score(plan, &view));
        Self { view, pair }
    }
}

/// For each pair the single changes that lift it among the first `first_k`, the smallest first. Pairs
/// that stand there already have none.
pub(super) fn counterfactuals<'a>(
    trial: &Trial<'a>,
    looked: &[Looked<'_>],
    first_k: u16,
    language: Language,
) -> Vec<Vec<CounterfactualOut<'a>>> {
    let mut told: Vec<Vec<CounterfactualOut<'a>>> = looked.iter().map(|_| Vec::new()).collect();
    let now = trial.now(usize::from(first_k));
    let threshold = threshold(&now.first, first_k);
    let mut lists_left = usize::from(trial.plan.rules.ruleset.explanations.most_changes);
    let changes = by_change(trial.plan, looked, &now.first);
    for (change, concerned) in changes.into_iter().take(lists_left * PLANS_PER_LIST) {
        let open = concerned.into_iter().filter(|&at| told[at].len() < MOST_TOLD);
        let open: Vec<usize> = open.collect();
        if open.is_empty() || lists_left == 0 {
            continue;
        }
        let ruleset = &trial.plan.rules.ruleset;
        let changed = change.applied_to(trial.plan.seeker, &ruleset.defaults, &trial.knowledge.taxonomy);
        let plan = trial.plan_of(&changed);
        let lifted_pairs = could_enter(&plan, looked, &open, threshold);
        if lifted_pairs.is_empty() {
            continue;
        }
        lists_left -= 1;
        let rivals = trial.rivals(&plan, &now.best);
        let in_reach = in_reach(trial, &plan, (looked, lifted_pairs), (&rivals, first_k));
        if in_reach.is_empty() {
            continue;
        }
        let list = trial.first(&plan, usize::from(first_k), &rivals);
        for (at, pair) in in_reach {
            let Some(rank) = rank_in(&plan, &list, (&looked[at], &pair), first_k) else {
                continue;
            };
            told[at].push(CounterfactualOut {
                change: ChangeOut::from(change.told(trial.plan, language)),
                text: lifted(trial.plan, change, rank, language),
                rank,
                base_score: pair.base,
                gain: pair.base.saturating_sub(looked[at].pair.base),
                first_k,
            });
        }
    }
    told
}

/// The score that a job must reach: knowing more of a person lowers no score, so that the first places
/// of a changed profile are not easier to reach by score.
fn threshold(now: &[Listed], first_k: u16) -> u32 {
    if now.len() < usize::from(first_k) {
        return 0;
    }
    now.iter().map(|item| item.key.base).min().unwrap_or(0)
}

/// Every change that is worth trying, in their order, with the pairs it concerns.
fn by_change(plan: &Plan<'_>, looked: &[Looked<'_>], now: &[Listed]) -> BTreeMap<ProfileChange, Vec<usize>> {
    let stands_first = |pair: &Looked<'_>| {
        let key = OrderKey::of(pair.view.keys, pair.pair.base);
        pair.pair.gates.open() && now.iter().any(|item| item.key.id == key.id)
    };
    let mut changes: BTreeMap<ProfileChange, Vec<usize>> = BTreeMap::new();
    for (at, pair) in looked.iter().enumerate() {
        if stands_first(pair) {
            continue;
        }
        for change in candidates(plan, &pair.view, &pair.pair) {
            changes.entry(change).or_default().push(at);
        }
    }
    changes
}

/// The pairs that would pass and reach the score.
fn could_enter(
    plan: &Plan<'_>,
    looked: &[Looked<'_>],
    open: &[usize],
    threshold: u32,
) -> Vec<(usize, PairScore)> {
    open.iter()
        .map(|&at| (at, score(plan, &looked[at].view)))
        .filter(|(at, pair)| pair.gates.open() && plan.steered(&looked[*at].view, pair.base) >= threshold)
        .collect()
}

/// The pairs that what stands first now, lifted by the same change, leaves within reach of the first places:
/// for no other one need the whole list be made anew.
fn in_reach(
    trial: &Trial<'_>,
    plan: &Plan<'_>,
    (looked, pairs): (&[Looked<'_>], Vec<(usize, PairScore)>),
    (rivals, first_k): (&[Rival], u16),
) -> Vec<(usize, PairScore)> {
    let rules = (&plan.rules.ruleset.list, trial.mix);
    let may_stand_first = |&(at, _): &(usize, PairScore)| {
        let id = looked[at].view.keys.id;
        if id == OF_REQUEST {
            return true;
        }
        let kept = trial.table.find(VacancyId::from_uuid(Uuid::from_u128(id)));
        let one = kept.and_then(|found| trial.rival(plan, found));
        one.is_some_and(|one| !stands_behind(rules, &one, rivals, usize::from(first_k)))
    };
    pairs.into_iter().filter(may_stand_first).collect()
}

/// The place of a pair in a list of the first places, `None` when it does not stand there.
fn rank_in(
    plan: &Plan<'_>,
    list: &[Listed],
    (looked, pair): (&Looked<'_>, &PairScore),
    first_k: u16,
) -> Option<usize> {
    let key = OrderKey::of(looked.view.keys, plan.steered(&looked.view, pair.base));
    let kept = list.iter().position(|item| item.key.id == key.id);
    // A vacancy of the request itself stands in no list; it has the place it would have.
    let is_kept = key.id.0 != OF_REQUEST;
    let place = if is_kept {
        kept?
    } else {
        list.iter().filter(|item| item.key > key).count()
    };
    (place < usize::from(first_k)).then_some(place + 1)
}
