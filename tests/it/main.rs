//! The service as its callers meet it: real HTTP against the real store and index.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod architecture;
mod bad_lists;
mod contract;
mod decisions;
mod exactness;
mod examples;
mod explanations;
mod flows;
mod golden;
mod harness;
mod import;
mod invariants;
mod jobnet;
mod jobseekers;
mod list_facets;
mod list_rules;
mod list_terms;
mod matching;
mod mobility_package;
mod pages;
mod reach;
mod replay;
mod reverse;
mod rules;
mod scenarios;
mod sentences;
mod skills;
mod transitions;
mod travel;
mod vacancies;
