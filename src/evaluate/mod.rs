//! How good the reference tables are: figures over public data that was not used to make them.
//!
//! Everything here is pure: the tables in force and the text of the data are arguments, a
//! [`report::Report`] is the answer. Reading files and printing is the command line's.

pub mod places;
pub mod report;
pub mod skills;
pub mod titles;
pub mod transitions;
pub mod travel;
