//! Records and the change log in SQL.
//!
//! One text of SQL serves SQLite and PostgreSQL: `$n` placeholders, BIGINT for numbers, yes-or-no
//! and microseconds since 1970, TEXT for ids (32 hexadecimal digits) and JSON.
//!
//! A write reads what its records are now ([`rows`]), decides what becomes of each
//! ([`batch`], pure), and writes rows and change log ([`write`]) in one transaction. Writers
//! take turns: SQLite has one, and the counter that gives `seq` is the turnstile elsewhere.
//! What this room deliberately does not know: scores, the index, HTTP.

mod arguments;
mod batch;
mod change_log;
mod computing;
mod decisions;
mod delete;
mod failure;
mod kept;
mod match_records;
mod migrations;
mod open;
mod records;
mod remembered;
mod rows;
mod settings;
mod write;

#[cfg(test)]
mod tests;

pub use open::{SqlStore, StoreOptions};
