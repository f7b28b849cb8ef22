//! The schemes behind a bridge: which are in force on the plan's day, and whether the person can use them.

use crate::domain::language::Language;
use crate::matching::dated::DatedRow;
use crate::matching::gates::GateState;
use crate::matching::plan::Plan;
use crate::matching::schemes::{Eligible, eligible};

/// A scheme that may pay for a bridge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funding<'k> {
    /// Code of the scheme.
    pub scheme: &'static str,
    /// Its conditions in words.
    pub conditions: Option<&'k str>,
    /// How long it can last, weeks.
    pub most_weeks: Option<u16>,
    /// Whether the person's situation fits; `unverified` where the profile does not tell.
    pub eligible: GateState,
    /// The field that fails, or that would tell.
    pub depends_on: Option<&'static str>,
    /// Where the rule stands.
    pub source: &'k str,
    /// Whether the rule still has to be checked against its source.
    pub verify: bool,
}

/// A scheme as it stands on the plan's day; `None` when it is not in force.
pub(super) fn funding<'k>(plan: &Plan<'k>, scheme: &'static str, language: Language) -> Option<Funding<'k>> {
    let judged = eligible(&plan.rules.ruleset, scheme, plan.seeker, plan.day);
    let row = judged.row()?;
    Some(Funding {
        scheme,
        conditions: row.text(language),
        most_weeks: row.length_weeks,
        eligible: match judged {
            Eligible::Ok(_) => GateState::Ok,
            Eligible::Failed(_) => GateState::Failed,
            Eligible::Unverified(..) => GateState::Unverified,
        },
        depends_on: judged.field(),
        source: &row.source,
        verify: row.verify,
    })
}
