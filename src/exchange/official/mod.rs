//! Files as public bodies hand them out: rows by the names of their columns, and everything that is wrong in them
//! with file, line and column.

mod problem;
pub(crate) mod rows;

pub use problem::{OfficialError, OfficialProblem};
pub(crate) use problem::{Problems, unreadable};
