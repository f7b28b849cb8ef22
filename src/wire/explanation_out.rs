//! What is said of a scored pair: what was found, why, what would open more, and the way on.

use super::match_out::LabelledOut;
use super::shaped::{Fixed, Shaped, printed};
use crate::matching::explain::bridges::BridgeKind;
use crate::matching::explain::changes::{Change, ChangeAction, ChangeValue, ChangedBy};
use crate::matching::explain::items::{Amount, ItemId, ItemKind, Name};
use crate::matching::explain::path::StepKind;
use crate::matching::explain::phrases::Sentence;
use crate::matching::explain::reasons::{Axis, ReasonCode};
use crate::matching::explain::schemes::SchemeCodes;
use crate::matching::gates::{GateCode, GateState};
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// An asked item the person has.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundOut<'a> {
    /// `skill`, `certificate`, `experience`, `education` or `language`.
    #[schema(value_type = String)]
    pub kind: ItemKind,
    /// Id; `years` of experience, a level of education, the code of a language.
    #[schema(value_type = String)]
    pub skill: ItemId<'a>,
    /// Label.
    #[schema(value_type = String)]
    pub label: Name<'a>,
    /// `essential` or `optional`.
    #[schema(value_type = String)]
    pub importance: Fixed,
    /// How it is known that it is asked: `listed` by the sender, named in the advert's `text`, or `typical` of the
    /// occupation. The latter two only where the sender lists no skills.
    #[schema(value_type = String)]
    pub asked: Fixed,
    /// Likely from past jobs rather than stated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
}

/// An asked item something close stands in for.
#[derive(Debug, Serialize, ToSchema)]
pub struct NearOut<'a> {
    /// `skill`, `certificate`, `experience`, `education` or `language`.
    #[schema(value_type = String)]
    pub kind: ItemKind,
    /// Id of what is asked; `years` of experience, a level of education, the code of a language.
    #[schema(value_type = String)]
    pub skill: ItemId<'a>,
    /// Label of what is asked.
    #[schema(value_type = String)]
    pub label: Name<'a>,
    /// `essential` or `optional`.
    #[schema(value_type = String)]
    pub importance: Fixed,
    /// How it is known that it is asked: `listed` by the sender, named in the advert's `text`, or `typical` of the
    /// occupation. The latter two only where the sender lists no skills.
    #[schema(value_type = String)]
    pub asked: Fixed,
    /// What the person has, in words.
    #[schema(value_type = String)]
    pub have: Name<'a>,
    /// How far it stands in, 0..=1.
    pub similarity: f64,
    /// What the person has is likely from past jobs, education and wishes rather than stated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub assumed: bool,
    /// What is asked and what there is of it, for years, education and languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<ShortOut>,
}

/// An asked item nothing stands in for.
#[derive(Debug, Serialize, ToSchema)]
pub struct MissingOut<'a> {
    /// `skill`, `certificate`, `experience`, `education` or `language`.
    #[schema(value_type = String)]
    pub kind: ItemKind,
    /// Id; `years` of experience, a level of education, the code of a language.
    #[schema(value_type = String)]
    pub skill: ItemId<'a>,
    /// Label.
    #[schema(value_type = String)]
    pub label: Name<'a>,
    /// `essential` or `optional`.
    #[schema(value_type = String)]
    pub importance: Fixed,
    /// How it is known that it is asked: `listed` by the sender, named in the advert's `text`, or `typical` of the
    /// occupation. The latter two only where the sender lists no skills.
    #[schema(value_type = String)]
    pub asked: Fixed,
    /// What is asked and what there is of it, for years, education and languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short: Option<ShortOut>,
}

/// What is asked and what there is of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ShortOut {
    /// Asked: years, a level of education, a level of a language.
    #[schema(value_type = String, example = "B1")]
    #[serde(serialize_with = "printed")]
    pub asked: Amount,
    /// Held; `null` for none.
    #[schema(value_type = Option<String>, example = "A2")]
    pub held: Option<HeldOut>,
}

/// What there is of something asked, where there is any.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(transparent)]
pub struct HeldOut(#[serde(serialize_with = "printed")] pub Amount);

/// A gate.
#[derive(Debug, Serialize, ToSchema)]
pub struct GateOut<'a> {
    /// Which.
    #[schema(value_type = String)]
    pub code: GateCode,
    /// `ok`, `failed` or `unverified`.
    #[schema(value_type = String)]
    pub state: GateState,
    /// What would open a failed gate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<&'a str>,
    /// The smallest changes that would together open a failed gate, as fields.
    #[serde(skip_serializing_if = "Shaped::is_empty")]
    #[schema(value_type = Vec<ChangeOut>)]
    pub smallest: Shaped<'a, Change<'a>, ChangeOut<'a>>,
    /// What would settle an unverified gate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub settled_by: Option<Fixed>,
}

/// A reason.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReasonOut<'a> {
    /// Why.
    #[schema(value_type = String)]
    pub code: ReasonCode,
    /// The contribution it is part of.
    #[schema(value_type = String)]
    pub axis: Axis,
    /// In words.
    #[schema(value_type = String)]
    pub text: Sentence<'a>,
    /// Micro-points; 0 for what only informs.
    pub contribution: u32,
}

/// A bridge.
#[derive(Debug, Serialize, ToSchema)]
pub struct BridgeOut<'a> {
    /// `course`, `mentor`, `buddy`, `introduction`, `on_site_danish`, `licence_support` or `adult_apprenticeship`.
    #[schema(value_type = String)]
    pub kind: BridgeKind,
    /// What it closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<&'a str>,
    /// In words.
    pub label: &'a str,
    /// Length of a course in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Length in weeks, where it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weeks: Option<u16>,
    /// Schemes that may pay.
    #[serde(skip_serializing_if = "SchemeCodes::is_empty")]
    #[schema(value_type = Vec<String>)]
    pub schemes: SchemeCodes,
    /// Whether the person's situation fits one of the schemes: `ok`, `failed`, or `unverified` where the profile does not
    /// tell; the answer's `schemes` say more.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub eligible: Option<GateState>,
}

/// A scheme that a bridge names, as it stands on the day of the answer.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct FundingOut<'a> {
    /// Its code.
    pub scheme: &'static str,
    /// Whether the person's situation fits: `ok`, `failed`, or `unverified` where profile or rules do not tell.
    #[schema(value_type = String)]
    pub eligible: GateState,
    /// Its conditions in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conditions: Option<&'a str>,
    /// How long it can last, in weeks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_weeks: Option<u16>,
    /// The field of the profile that fails or would tell, or `municipality` where it decides each case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub depends_on: Option<&'static str>,
    /// Where the rule stands.
    pub source: &'a str,
    /// Whether the rule still has to be checked against its source.
    pub verify: bool,
}

/// A change of one field.
#[derive(Debug, Serialize, ToSchema)]
pub struct ChangeOut<'a> {
    /// Who can make it: `person`, `employer`, `municipality` or `time`.
    #[schema(value_type = String)]
    pub by: ChangedBy,
    /// `set`, `add` or `remove`.
    #[schema(value_type = String)]
    pub action: ChangeAction,
    /// The field of the profile, or of the vacancy when it begins so.
    #[schema(example = "hours_per_week.max")]
    pub field: &'static str,
    /// The language or authorisation within the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub of: Option<Cow<'a, str>>,
    /// What stands there now, or stands in for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub from: Option<ChangeValue<'a>>,
    /// What it becomes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<serde_json::Value>)]
    pub to: Option<ChangeValue<'a>>,
    /// Unit of the numbers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<&'static str>,
    /// Name of what is added.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub label: Option<Cow<'a, str>>,
}

/// A single change that would lift a job into the first places of the list as it would then be.
#[derive(Debug, Serialize, ToSchema)]
pub struct CounterfactualOut<'a> {
    /// The change.
    pub change: ChangeOut<'a>,
    /// In words.
    pub text: String,
    /// The place the job would have, from 1, among all jobs scored with the changed profile.
    pub rank: usize,
    /// The job's base score with the change, micro-points.
    pub base_score: u32,
    /// How much that is above the base score now, micro-points.
    pub gain: u32,
    /// How many first places were aimed for.
    pub first_k: u16,
}

/// How a job leads to the person's goal.
#[derive(Debug, Serialize, ToSchema)]
pub struct PathOut<'a> {
    /// The goal.
    pub goal: LabelledOut<'a>,
    /// The job is the goal itself.
    pub at_goal: bool,
    /// The next step after, or before, this job; `null` when nothing is left.
    pub next_step: Option<PathStepOut<'a>>,
    /// Essential skills of the goal that the person has, or something near them.
    pub had: Vec<LabelledOut<'a>>,
    /// Essential skills of the goal that the job gives.
    pub given: Vec<LabelledOut<'a>>,
    /// Essential skills of the goal that are still needed after it.
    pub needed: Vec<LabelledOut<'a>>,
    /// All steps, the goal last.
    pub steps: Vec<PathStepOut<'a>>,
}

/// A step on the way to the goal.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PathStepOut<'a> {
    /// `job`, `education`, `authorisation` or `goal`.
    #[schema(value_type = String)]
    pub kind: StepKind,
    /// Code of the occupation, level of education or authorisation.
    #[schema(value_type = String)]
    pub code: Cow<'a, str>,
    /// `ok` when it is open, `failed` when it lies ahead, `unverified` where the profile does not tell.
    #[schema(value_type = String)]
    pub state: GateState,
    /// In words.
    #[schema(value_type = String)]
    pub text: Cow<'a, str>,
}

/// The one open field of the profile whose answer could move the first places most.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionOut {
    /// The field.
    #[schema(example = "mobility.licences")]
    pub field: &'static str,
    /// The question to ask.
    pub question: &'static str,
    /// What an answer can bring, in words.
    pub gain: String,
    /// The same in figures.
    pub effect: QuestionEffectOut,
}

/// What the best of the plausible answers to an open field moves. Plausible are those the first vacancies ask for.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
pub struct QuestionEffectOut {
    /// Jobs among the first ten that do not stand there now.
    pub new_in_first_ten: usize,
    /// The largest rise of the score of a job among the first ten, micro-points.
    pub best_gain: u32,
    /// Open points among the first ten that the field settles.
    pub settles_in_first_ten: usize,
}
