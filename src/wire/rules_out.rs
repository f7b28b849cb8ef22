//! What is answered to `GET /v1/rules`.

use super::closed_list_schema::schema_of_closed_lists;
use super::match_out::RulesetOut;
use crate::domain::lists::{Form, TargetGroup};
pub use crate::matching::dated::RuleKind;
use crate::matching::rule_list::RuleRow;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

schema_of_closed_lists! {
    RuleKind: "A table of dated rows of the ruleset.",
}

/// The rules in force on a day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rules)]
pub struct RulesOut<'a> {
    /// The ruleset they stand in.
    pub ruleset: RulesetOut<'a>,
    /// The moment they are of (RFC 3339).
    pub as_of: String,
    /// How many there are.
    pub total: usize,
    /// The rules, table by table.
    pub rules: Vec<RuleOut<'a>>,
}

/// A rule in force.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Rule)]
pub struct RuleOut<'a> {
    /// The table it stands in.
    pub kind: RuleKind,
    /// Its name among its kind.
    pub code: String,
    /// Target groups it concerns; empty is all.
    pub target_groups: &'a [TargetGroup],
    /// Forms it concerns; empty where it concerns none in particular.
    pub forms: &'a [Form],
    /// The rule in words.
    pub text: Option<&'a str>,
    /// What else stands in the row, as in the file: of a cadence its task, what it is counted from, its intervals and
    /// whether it is law or policy; of others their figures with the unit in the name.
    #[schema(value_type = Object)]
    pub values: Map<String, Value>,
    /// First day in force.
    #[schema(value_type = String, format = Date)]
    pub valid_from: Date,
    /// Last day in force; `null` while it is open.
    #[schema(value_type = Option<String>, format = Date)]
    pub valid_to: Option<Date>,
    /// Where the rule stands.
    pub source: &'a str,
    /// Whether somebody should check it against its source before relying on it.
    pub verify: bool,
}

impl<'a> From<RuleRow<'a>> for RuleOut<'a> {
    fn from(row: RuleRow<'a>) -> Self {
        Self {
            kind: row.kind,
            code: row.code,
            target_groups: row.target_groups,
            forms: row.forms,
            text: row.text,
            values: row.values,
            valid_from: row.term.valid_from,
            valid_to: row.term.valid_to,
            source: row.term.source,
            verify: row.term.verify,
        }
    }
}
