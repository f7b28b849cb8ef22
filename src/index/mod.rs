//! The search index: what follows the change log so that records are found.
//!
//! Everything here is disposable: it is built from the store and caught up from the change log.
//! The text index answers words, filters and counts; nothing of it enters a match score.

pub mod analysis;
mod facets;
pub mod follower;
pub mod kept_file;
pub mod labels;
pub mod match_table;
#[cfg(test)]
mod samples;
pub mod schema;
pub mod seeker_table;
pub mod sink;
pub mod text;
