//! The dated rows of every table in one form, for whoever wants to see which rules hold on a day.

use super::dated::{self, DatedRow, RuleKind, Term, meet};
use super::ruleset::Ruleset;
use crate::domain::language::Language;
use crate::domain::lists::{Form, TargetGroup};
use jiff::civil::Date;
use serde_json::{Map, Value};

/// Fields of a row that are told beside its values.
const TOLD_APART: [&str; 9] = [
    "code",
    "form",
    "forms",
    "target_groups",
    "da",
    "en",
    "valid_from",
    "valid_to",
    "source",
];

/// A dated row of any table.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow<'r> {
    /// The table.
    pub kind: RuleKind,
    /// Its name among its kind.
    pub code: String,
    /// Forms it concerns; empty where it concerns none in particular.
    pub forms: &'r [Form],
    /// Target groups it concerns; empty is all.
    pub target_groups: &'r [TargetGroup],
    /// The rule in words.
    pub text: Option<&'r str>,
    /// What else stands in the row, as in the file.
    pub values: Map<String, Value>,
    /// When it is in force and where it stands.
    pub term: Term<'r>,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy)]
pub struct WantedRules {
    /// In force on this day.
    pub day: Date,
    /// Of this table alone.
    pub kind: Option<RuleKind>,
    /// That concern this group; rows for all groups do.
    pub target_group: Option<TargetGroup>,
    /// The language of the texts.
    pub language: Language,
}

impl Ruleset {
    /// The dated rows that are wanted, table by table in the order of the file.
    pub fn rules_in_force(&self, wanted: WantedRules) -> Vec<RuleRow<'_>> {
        let mut rows = Vec::new();
        add(&mut rows, &self.target_groups, wanted);
        add(&mut rows, &self.durations, wanted);
        add(&mut rows, &self.travel_bounds, wanted);
        add(&mut rows, &self.form_terms, wanted);
        add(&mut rows, &self.form_conditions, wanted);
        add(&mut rows, &self.ratios, wanted);
        add(&mut rows, &self.availability, wanted);
        add(&mut rows, &self.cadences, wanted);
        add(&mut rows, &self.commuting_allowances, wanted);
        add(&mut rows, &self.interview_travel, wanted);
        add(&mut rows, &self.schemes, wanted);
        rows
    }
}

fn add<'r, R: DatedRow>(rows: &mut Vec<RuleRow<'r>>, table: &'r [R], wanted: WantedRules) {
    if wanted.kind.is_some_and(|kind| kind != R::KIND) {
        return;
    }
    let of_group = |row: &&R| {
        wanted
            .target_group
            .is_none_or(|group| meet(row.target_groups(), &[group]))
    };
    let told = dated::on(table, wanted.day).filter(of_group).map(|row| RuleRow {
        kind: R::KIND,
        code: row.code(),
        forms: row.forms(),
        target_groups: row.target_groups(),
        text: row.text(wanted.language),
        values: values(row),
        term: row.term(),
    });
    rows.extend(told);
}

/// What stands in a row beside what all rows have; nothing that is not stated.
fn values<R: DatedRow>(row: &R) -> Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(row) else {
        return Map::new();
    };
    fields.retain(|name, value| {
        let empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
        !empty && name != "verify" && !TOLD_APART.contains(&name.as_str())
    });
    fields
}
