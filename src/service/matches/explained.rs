//! What of an explanation is joined with the tables before it is answered: schemes and the way to the goal.

use super::render::Renderer;
use crate::matching::explain::gate_lines::GateLine;
use crate::matching::explain::path::{Path, PathStep};
use crate::matching::explain::schemes::funding;
use crate::matching::gates::GateState;
use crate::taxonomy::SkillIx;
use crate::wire::explanation_out::{FundingOut, GateOut, PathOut, PathStepOut};
use crate::wire::match_out::{CodeOut, LabelledOut};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The gates that failed.
pub(super) fn failed_gates<'e>(lines: &'e [GateLine<'e>]) -> Vec<GateOut<'e>> {
    let failed = lines.iter().filter(|line| line.state == GateState::Failed);
    failed.map(GateOut::from).collect()
}

impl<'a> Renderer<'a> {
    /// The schemes of these codes with the person's access to them.
    pub(super) fn schemes(&self, named: &BTreeSet<&'static str>) -> Vec<FundingOut<'a>> {
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

    pub(super) fn path<'e>(&self, path: &'e Path<'_>) -> PathOut<'e>
    where
        'a: 'e,
    {
        let skills = |list: &[SkillIx]| list.iter().map(|&skill| self.skill(skill)).collect();
        let steps: Vec<PathStepOut<'e>> = path.steps.iter().map(step).collect();
        PathOut {
            goal: self.occupation(path.goal),
            at_goal: path.at_goal,
            next_step: steps.iter().find(|step| step.state != GateState::Ok).cloned(),
            had: skills(&path.had),
            given: skills(&path.given),
            needed: skills(&path.needed),
            steps,
        }
    }

    fn skill(&self, skill: SkillIx) -> LabelledOut<'a> {
        let skills = &self.plan.knowledge.taxonomy.skills;
        LabelledOut {
            code: CodeOut::Skill(skills.id(skill)),
            label: skills.label(skill, self.language),
        }
    }
}

fn step<'e>(step: &'e PathStep<'_>) -> PathStepOut<'e> {
    PathStepOut {
        kind: step.kind,
        code: Cow::Borrowed(&step.code),
        state: step.state,
        text: Cow::Borrowed(&step.text),
    }
}
