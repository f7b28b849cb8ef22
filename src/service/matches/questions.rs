//! What answering an open field of a profile would move, found out by answering it.

use super::trial::{Now, Trial};
use crate::domain::language::Language;
use crate::matching::explain::question_phrases::{gain, question};
use crate::matching::explain::questions::{Asked, OpenField, answers, unsettled};
use crate::matching::list::Listed;
use crate::matching::plan::Plan;
use crate::matching::score::score;
use crate::wire::explanation_out::{QuestionEffectOut, QuestionOut};

/// What the best of the plausible answers to a field moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Effect {
    /// Jobs among the first that do not stand there now.
    pub(super) new_first: usize,
    /// The largest rise of the score of a job that is among the first with the answer, micro-points.
    pub(super) best_gain: u32,
    /// Open points among the first places that the field settles.
    pub(super) settles: usize,
}

/// The first places as they are, with what they and the vacancies after them ask for.
pub(super) struct Start {
    first: Vec<Listed>,
    /// The best by score alone.
    best: Vec<Listed>,
    asked: Asked,
    unsettled: Vec<&'static str>,
}

impl Start {
    pub(super) fn of(trial: &Trial<'_>) -> Self {
        let rules = &trial.plan.rules.ruleset.explanations;
        let read = usize::from(rules.read_vacancies.max(rules.first_places));
        let Now { first: items, best } = trial.now(read);
        let first_places = usize::from(rules.first_places);
        let mut start = Self {
            first: items.iter().take(first_places).copied().collect(),
            best,
            asked: Asked::default(),
            unsettled: Vec::new(),
        };
        for (at, &listed) in items.iter().enumerate() {
            let view = trial.table.columns(listed);
            let pair = score(trial.plan, &view);
            start.asked.read(trial.plan, &view, &pair);
            if at < first_places {
                let open = unsettled(trial.plan, &view, &pair);
                start.unsettled.extend(open.into_iter().map(|(_, field)| field));
            }
        }
        start
    }

    /// What the best answer to a field moves; every answer takes one of the lists that may be made.
    pub(super) fn effect(&self, trial: &Trial<'_>, field: OpenField, lists_left: &mut usize) -> Effect {
        let settles = self.unsettled.iter().filter(|&&open| open == field.code());
        let mut effect = Effect {
            settles: settles.count(),
            ..Effect::default()
        };
        for answered in answers(field, trial.plan, &self.asked) {
            if *lists_left == 0 {
                break;
            }
            *lists_left -= 1;
            let plan = trial.plan_of(&answered);
            let known = trial.rivals(&plan, &self.best);
            let list = trial.first(&plan, self.places(trial), &known);
            effect.new_first = effect.new_first.max(self.new_among(&list));
            effect.best_gain = effect.best_gain.max(best_gain(trial, &list, trial.plan));
        }
        effect
    }

    fn places(&self, trial: &Trial<'_>) -> usize {
        usize::from(trial.plan.rules.ruleset.explanations.first_places).max(self.first.len())
    }

    fn new_among(&self, list: &[Listed]) -> usize {
        let known = |item: &&Listed| self.first.iter().any(|first| first.key.id == item.key.id);
        list.iter().filter(|item| !known(item)).count()
    }
}

fn best_gain(trial: &Trial<'_>, list: &[Listed], now: &Plan<'_>) -> u32 {
    let gains = list.iter().map(|&listed| {
        let view = trial.table.columns(listed);
        let before = now.steered(&view, score(now, &view).base);
        listed.key.base.saturating_sub(before)
    });
    gains.max().unwrap_or(0)
}

/// The open field whose answer could move the first places most; `None` when none is open or none
/// would move or settle anything.
pub(super) fn next_best_question(trial: &Trial<'_>, language: Language) -> Option<QuestionOut> {
    let rules = &trial.plan.rules.ruleset.explanations;
    let start = Start::of(trial);
    let mut lists_left = usize::from(rules.most_answers);
    let mut best: Option<(OpenField, Effect)> = None;
    for &field in OpenField::ALL {
        if !field.is_open(trial.plan.seeker) {
            continue;
        }
        let effect = start.effect(trial, field, &mut lists_left);
        let moves = effect != Effect::default();
        if moves && best.is_none_or(|(_, known)| effect > known) {
            best = Some((field, effect));
        }
    }
    let first = usize::from(rules.first_places);
    best.map(|(field, effect)| QuestionOut {
        field: field.code(),
        question: question(field, language),
        gain: gain(effect.new_first, effect.settles, first, language),
        effect: effect_out(effect),
    })
}

pub(super) const fn effect_out(effect: Effect) -> QuestionEffectOut {
    QuestionEffectOut {
        new_in_first_ten: effect.new_first,
        best_gain: effect.best_gain,
        settles_in_first_ten: effect.settles,
    }
}
