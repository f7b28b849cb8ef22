//! The program as an operator meets it: started as a process, stopped, and killed.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod commands;
mod demo;
mod kill;
mod program;
mod records;
mod scores;
mod travel;
