//! The service as its callers meet it: real HTTP against the real store and index.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod architecture;
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
mod list_rules;
mod matching;
mod pages;
mod replay;
mod reverse;
mod scenarios;
mod skills;
mod transitions;
mod travel;
mod vacancies;
