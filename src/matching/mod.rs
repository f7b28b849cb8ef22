//! The heart: profile -> plan -> gates -> axes -> sum -> list -> explanation.
//!
//! The room knows no HTTP, no SQL and no search engine. It reads plain columns
//! ([`features`]), whether they come from the match table or from a request.

pub mod bounds;
pub mod branch;
pub mod cadences;
pub mod columns;
mod count;
pub mod dated;
pub mod demand;
pub mod explain;
pub mod explanation_rules;
pub mod extract;
pub mod features;
pub mod filter;
mod form_gates;
pub mod form_rules;
pub mod gates;
pub mod knowledge;
pub mod list;
pub mod list_rules;
pub mod list_ruleset;
pub mod list_traits;
pub mod local_rules;
pub mod mobility;
pub mod moved_shifts;
pub mod plan;
pub mod prior;
pub mod probe;
pub mod resources;
pub mod reverse;
pub mod rule_list;
pub mod rules;
pub mod ruleset;
mod ruleset_checks;
pub mod ruleset_rows;
pub mod schemes;
pub mod score;
mod search;
pub mod steering;
pub mod sweep;
pub mod transition_rules;
mod visits;
pub mod weights;
