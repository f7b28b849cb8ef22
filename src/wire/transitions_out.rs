//! Moves from an occupation, as they are answered.

use super::coded::Coded;
use super::explanation_out::BridgeOut;
use crate::matching::branch::Rung;
use crate::taxonomy::Balance;
use crate::taxonomy::outlook::Trend;
use serde::Serialize;
use utoipa::ToSchema;

/// The ladder of moves from an occupation.
#[derive(Debug, Serialize, ToSchema)]
pub struct TransitionsOut<'a> {
    /// The occupation the moves start from.
    pub from: MoveEndOut,
    /// The labour-market area that balance, outlook and open vacancies are of; `null` for all of Denmark.
    #[schema(example = "fyn")]
    pub area: Option<&'static str>,
    /// The ruleset whose weights were used.
    pub ruleset: RulesetUsedOut<'a>,
    /// How many moves there are in all.
    pub total: usize,
    /// The moves, best first.
    pub transitions: Vec<MoveOut<'a>>,
    /// When open vacancies were counted.
    pub as_of: String,
    /// The last `seq` of the change log that the count knows.
    pub index_generation: i64,
}

/// A ruleset.
#[derive(Debug, Serialize, ToSchema)]
pub struct RulesetUsedOut<'a> {
    /// Its name.
    pub id: &'a str,
    /// SHA-256 of its file.
    pub hash: &'a str,
}

/// An occupation with its place in ISCO-08.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MoveEndOut {
    /// The code: of a unit group, or of an occupation of ESCO.
    #[schema(example = "4321")]
    pub code: String,
    /// The name.
    pub label: String,
    /// Address of the ESCO occupation, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub esco_uri: Option<String>,
    /// The unit group it is or belongs to.
    pub unit_group: Coded,
    /// Level of skill in ISCO-08, 1 to 4.
    pub skill_level: u8,
}

/// A move.
#[derive(Debug, Serialize, ToSchema)]
pub struct MoveOut<'a> {
    /// Where it leads.
    pub to: MoveEndOut,
    /// `own_trade`, `neighbour` or `cross`.
    #[schema(value_type = String)]
    pub rung: Rung,
    /// How viable the move is by what is brought along, 0..=1.
    pub viability: f64,
    /// The same with the training that is usual in such work.
    pub viability_with_training: f64,
    /// At least as viable as the ruleset's bound of what can be reached.
    pub reachable: bool,
    /// What viability is made of.
    pub parts: PartsOut,
    /// Skill level of the target less that of the source, -3..=3.
    pub level_step: i8,
    /// Essential skills that come along.
    pub shared: Vec<SharedSkillOut>,
    /// Essential skills that are missing.
    pub missing: Vec<Coded>,
    /// Optional skills that come along.
    pub shared_optional: Vec<SharedSkillOut>,
    /// Optional skills that are missing.
    pub missing_optional: Vec<Coded>,
    /// Education and authorisation.
    pub education: EducationNeededOut,
    /// State of the labour market; `null` where not known.
    pub balance: Option<BalanceOut>,
    /// What is expected of demand; `null` where not known. No part of any score.
    pub outlook: Option<OutlookOut>,
    /// Vacancies of the target's unit group that are open now in the area.
    pub open_vacancies: u64,
    /// Courses that close missing essential skills.
    pub bridges: Vec<BridgeOut<'a>>,
}

/// The parts of viability: each share 0..=1, `null` where there is nothing to judge by.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PartsOut {
    /// Share of the target's essential skills that the source's essential ones bring.
    pub essential_skills: Option<f64>,
    /// Share of the target's essential skills that all the source's skills bring.
    pub all_skills: Option<f64>,
    /// Share of the target's optional skills that are brought.
    pub optional_skills: Option<f64>,
    /// Share of the target's groups of skills that the source works in too.
    pub activities: Option<f64>,
    /// Share of the listed demands of work on which both agree.
    pub context: Option<f64>,
    /// Leading digits of ISCO-08 that both share, 0..=4.
    pub isco_digits: usize,
    /// Share of observed movers who stayed, where enough were observed.
    pub observed: Option<f64>,
}

/// A skill that comes along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct SharedSkillOut {
    /// Its code.
    pub code: String,
    /// Its name.
    pub label: String,
    /// How surely it, or one near it, comes along, in percent.
    pub percent: u8,
}

/// What the target wants of education.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EducationNeededOut {
    /// Level that is usual for the target's level of skill; `null` where none is.
    #[schema(value_type = Option<String>, example = "vocational")]
    pub usual_level: Option<&'static str>,
    /// The target asks for a higher level than the source.
    pub more_than_before: bool,
    /// Fields of education that lead there.
    pub fields: Vec<Coded>,
    /// Authorisation the law asks for.
    pub authorisation: Option<Coded>,
}

/// State of the labour market.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BalanceOut {
    /// `shortage`, `paradox`, `good` or `less_good`.
    #[schema(value_type = String)]
    pub value: Balance,
    /// The half-year it was published for.
    #[schema(example = "2026H2")]
    pub half_year: String,
    /// It is the area's own, not that of all Denmark.
    pub of_the_area: bool,
    /// The table says that its figures are invented examples.
    pub example: bool,
}

/// What is expected of demand.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct OutlookOut {
    /// `rising`, `stable` or `falling`.
    #[schema(value_type = String)]
    pub value: Trend,
    /// Expected change in percent, where a figure was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_percent: Option<f64>,
    /// The half-year it is for.
    #[schema(example = "2027H1")]
    pub half_year: String,
    /// It is the area's own, not that of all Denmark.
    pub of_the_area: bool,
    /// The table says that its figures are invented examples.
    pub example: bool,
}
