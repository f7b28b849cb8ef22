//! Other systems: files and answers of others become vacancies, one result for each.

pub mod csv;
pub mod esco;
pub mod html;
#[cfg(test)]
mod import_tests;
pub mod item;
pub mod jobnet;
pub mod labour_market;
pub mod lines;
pub mod nomenclature;
pub mod official;
pub mod outcome;
