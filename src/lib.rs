//! Foothold: a search index over vacancies and pseudonymised jobseeker profiles that scores
//! matches on resources, mobility and branch switching, and explains every score.

pub mod api;
pub mod app;
pub mod config;
pub mod demo;
pub mod domain;
pub mod evaluate;
pub mod exchange;
pub mod generate;
pub mod index;
pub mod matching;
pub mod ports;
pub mod privacy;
pub mod service;
pub mod store;
pub mod taxonomy;
pub mod telemetry;
pub mod travel;
pub mod wire;
