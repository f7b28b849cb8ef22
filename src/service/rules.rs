//! The dated rows of a ruleset that are in force at a moment.

use super::danish_time;
use super::error::ServiceError;
use super::rulesets::RulesetShelf;
use crate::domain::language::Language;
use crate::domain::lists::TargetGroup;
use crate::matching::dated::RuleKind;
use crate::matching::rule_list::WantedRules;
use crate::wire::match_out::RulesetOut;
use crate::wire::rules_out::RulesOut;
use jiff::Timestamp;
use std::sync::Arc;

/// Which rules are asked for.
#[derive(Debug, Clone)]
pub struct RulesAsked {
    /// The moment they are of.
    pub as_of: Timestamp,
    /// Of this table alone.
    pub kind: Option<RuleKind>,
    /// That concern this group.
    pub target_group: Option<TargetGroup>,
    /// Of this ruleset; the newest when absent.
    pub ruleset: Option<String>,
}

/// The use case of looking up rules.
#[derive(Clone)]
pub struct RuleService {
    shelf: Arc<RulesetShelf>,
}

impl RuleService {
    /// Over these rulesets.
    pub const fn new(shelf: Arc<RulesetShelf>) -> Self {
        Self { shelf }
    }

    /// The rules in force.
    ///
    /// # Errors
    /// [`ServiceError::Invalid`] for a ruleset that is not known.
    pub fn rules(&self, asked: &RulesAsked, language: Language) -> Result<RulesOut<'_>, ServiceError> {
        let rules = self.shelf.asked(asked.ruleset.as_deref())?;
        let ruleset = &rules.ruleset;
        let rows = ruleset.rules_in_force(WantedRules {
            day: danish_time::day(asked.as_of),
            kind: asked.kind,
            target_group: asked.target_group,
            language,
        });
        Ok(RulesOut {
            ruleset: RulesetOut {
                id: &ruleset.id,
                hash: &ruleset.hash,
            },
            as_of: danish_time::text(asked.as_of),
            total: rows.len(),
            rules: rows.into_iter().map(Into::into).collect(),
        })
    }
}
