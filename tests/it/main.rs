//! The service as its callers meet it: real HTTP against the real store and index.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod architecture;
mod contract;
mod exactness;
mod examples;
mod harness;
mod import;
mod jobnet;
mod jobseekers;
mod matching;
mod mobility_package;
mod pages;
mod reach;
mod replay;
mod rules;
mod scenarios;
mod skills;
mod transitions;
mod travel;
mod vacancies;
