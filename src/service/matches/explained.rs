//! What the scorer's explanations look like in an answer.

use super::render::Renderer;
use crate::matching::explain::bridges::Bridge;
use crate::matching::explain::changes::Change;
use crate::matching::explain::gate_lines::GateLine;
use crate::matching::explain::items::{FoundItem, Measure, MissingItem, NearItem};
use crate::matching::explain::path::{Path, PathStep};
use crate::matching::explain::reasons::Reason;
use crate::matching::explain::schemes::funding;
use crate::matching::gates::GateState;
use crate::taxonomy::SkillIx;
use crate::wire::explanation_out::{
    BridgeOut, ChangeOut, FoundOut, FundingOut, GateOut, MissingOut, NearOut, PathOut, PathStepOut,
    ReasonOut, ShortOut,
};
use crate::wire::match_out::{LabelledOut, PairOut};
use std::collections::BTreeSet;

const fn importance(essential: bool) -> &'static str {
    if essential { "essential" } else { "optional" }
}

pub(super) fn found<'a>(items: Vec<FoundItem<'a>>) -> Vec<FoundOut<'a>> {
    let out = |found: FoundItem<'a>| FoundOut {
        kind: found.item.kind,
        skill: found.item.id,
        label: found.item.label,
        importance: importance(found.essential),
        asked: found.source.code(),
        assumed: found.assumed,
    };
    items.into_iter().map(out).collect()
}

pub(super) fn near<'a>(items: Vec<NearItem<'a>>) -> Vec<NearOut<'a>> {
    let out = |near: NearItem<'a>| NearOut {
        kind: near.item.kind,
        skill: near.item.id,
        label: near.item.label,
        importance: importance(near.essential),
        asked: near.source.code(),
        have: near.by,
        similarity: f64::from(near.percent) / 100.0,
        short: near.measure.map(short),
    };
    items.into_iter().map(out).collect()
}

pub(super) fn missing<'a>(items: Vec<MissingItem<'a>>) -> Vec<MissingOut<'a>> {
    let out = |missing: MissingItem<'a>| MissingOut {
        kind: missing.item.kind,
        skill: missing.item.id,
        label: missing.item.label,
        importance: importance(missing.essential),
        asked: missing.source.code(),
        short: missing.measure.map(short),
    };
    items.into_iter().map(out).collect()
}

fn short<'a>(measure: Measure) -> ShortOut<'a> {
    let (asked, held) = measure.codes();
    ShortOut { asked, held }
}

pub(super) fn gate(line: GateLine<'_>) -> GateOut<'_> {
    GateOut {
        code: line.code,
        state: line.state,
        change: line.change,
        smallest: line.smallest.into_iter().map(change).collect(),
        settled_by: line.settled_by,
    }
}

/// The gates that failed.
pub(super) fn failed_gates(lines: Vec<GateLine<'_>>) -> Vec<GateOut<'_>> {
    let failed = lines.into_iter().filter(|line| line.state == GateState::Failed);
    failed.map(gate).collect()
}

pub(super) fn change(change: Change<'_>) -> ChangeOut<'_> {
    ChangeOut {
        by: change.by,
        action: change.action,
        field: change.field,
        of: change.of,
        from: change.from,
        to: change.to,
        unit: change.unit,
        label: change.label,
    }
}

pub(super) fn reasons(reasons: Vec<Reason>) -> Vec<ReasonOut> {
    let out = |reason: Reason| ReasonOut {
        code: reason.code,
        axis: reason.axis,
        text: reason.text,
        contribution: reason.contribution,
    };
    reasons.into_iter().map(out).collect()
}

pub(super) fn bridge(bridge: Bridge<'_>) -> BridgeOut<'_> {
    BridgeOut {
        kind: bridge.kind,
        closes: bridge.closes,
        label: bridge.label,
        days: bridge.days,
        weeks: bridge.weeks,
        schemes: bridge.schemes,
        eligible: bridge.eligible,
    }
}

impl<'a> Renderer<'a> {
    /// The schemes that the bridges of some pairs name, each once.
    pub(super) fn schemes<'p>(&self, pairs: impl Iterator<Item = &'p PairOut<'a>>) -> Vec<FundingOut<'a>>
    where
        'a: 'p,
    {
        let bridges = pairs.flat_map(|pair| &pair.bridges);
        let named: BTreeSet<&str> = bridges
            .flat_map(|bridge| bridge.schemes.iter().copied())
            .collect();
        if named.is_empty() {
            return Vec::new();
        }
        funding(self.plan, self.language)
            .into_iter()
            .filter(|one| named.contains(one.scheme))
            .map(|one| FundingOut {
                scheme: one.scheme,
                eligible: one.eligible,
                conditions: one.conditions,
                most_weeks: one.most_weeks,
                depends_on: one.depends_on,
                source: one.source,
                verify: one.verify,
            })
            .collect()
    }

    pub(super) fn path(&self, path: Path<'a>) -> PathOut<'a> {
        let skills = |list: Vec<SkillIx>| list.into_iter().map(|skill| self.skill(skill)).collect();
        let steps: Vec<PathStepOut<'a>> = path.steps.into_iter().map(step).collect();
        PathOut {
            goal: self.occupation(path.goal),
            at_goal: path.at_goal,
            next_step: steps.iter().find(|step| step.state != GateState::Ok).cloned(),
            had: skills(path.had),
            given: skills(path.given),
            needed: skills(path.needed),
            steps,
        }
    }

    fn skill(&self, skill: SkillIx) -> LabelledOut<'a> {
        let skills = &self.plan.knowledge.taxonomy.skills;
        LabelledOut {
            code: skills.id(skill).to_owned(),
            label: skills.label(skill, self.language),
        }
    }
}

fn step(step: PathStep<'_>) -> PathStepOut<'_> {
    PathStepOut {
        kind: step.kind,
        code: step.code,
        state: step.state,
        text: step.text,
    }
}
