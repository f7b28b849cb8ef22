//! The rules in force at a moment.

use super::answer::{Answered, Refusals, ok};
use super::auth::Caller;
use super::language::AnswerLanguage;
use super::query::{Parameters, Params, Query};
use crate::domain::lists::TargetGroup;
use crate::service::Services;
use crate::service::rules::RulesAsked;
use crate::wire::rules_out::{RuleKind, RulesOut};
use actix_web::{get, web};
use jiff::Timestamp;
use utoipa::IntoParams;

/// Which rules.
#[derive(IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct WhichRules {
    /// The moment (RFC 3339) or the day the rules are of; now when absent.
    #[param(value_type = Option<String>, example = "2026-07-01")]
    as_of: Option<Timestamp>,
    /// Rows of this table alone.
    #[param(inline, example = "cadence")]
    kind: Option<RuleKind>,
    /// Rows that concern this target group; those for all groups do.
    #[param(inline, example = "cash_benefit")]
    target_group: Option<TargetGroup>,
    /// A ruleset by its id; the newest when absent.
    #[param(max_length = 200)]
    ruleset: Option<String>,
}

impl Parameters for WhichRules {
    const NAMES: &'static [&'static str] = &["as_of", "kind", "target_group", "ruleset"];

    fn take(query: &mut Query) -> Self {
        Self {
            as_of: query.moment("as_of"),
            kind: query.closed("kind", RuleKind::CODES, RuleKind::from_code),
            target_group: query.closed("target_group", TargetGroup::CODES, TargetGroup::from_code),
            ruleset: query.ruleset(),
        }
    }
}

/// Find the rules in force
///
/// The dated rows of a ruleset: forms and their conditions, longest durations, legal bounds of travel, talks and follow-up
/// (by law and by local policy), allowances, interview travel, schemes. Each names its source and whether somebody should
/// check it before relying on it.
#[utoipa::path(tag = "service", params(WhichRules),
    responses((status = 200, description = "Table by table", body = RulesOut), Refusals))]
#[get("/v1/rules")]
pub(super) async fn find_rules(
    _caller: Caller,
    which: Params<WhichRules>,
    language: AnswerLanguage,
    services: web::Data<Services>,
) -> Answered {
    let asked = RulesAsked {
        as_of: which.0.as_of.unwrap_or_else(Timestamp::now),
        kind: which.0.kind,
        target_group: which.0.target_group,
        ruleset: which.0.ruleset,
    };
    ok(&services.rules.rules(&asked, language.0)?)
}
