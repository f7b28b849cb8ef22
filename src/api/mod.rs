//! HTTP by resource: a handler extracts, calls one service function and answers. No rule of the
//! trade stands here. The list of routes in [`router`] is the specification.

mod answer;
pub mod auth;
mod body;
mod conditions;
mod decisions;
mod fallback;
mod head;
mod health;
mod import;
mod jobseekers;
mod language;
mod matches;
mod observe;
mod openapi;
mod pages;
mod profile_report;
mod query;
mod reach;
mod records;
mod reference;
mod reverse;
mod router;
mod rules;
pub mod server;
mod transitions;
mod travel;
mod vacancies;

pub use router::contract;
