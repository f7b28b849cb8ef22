//! Zone-to-zone minutes by mode and time band, and the places they lie between.
//!
//! Pure: everything is built from the texts of `index/places`, given as strings. [`Places`] knows
//! postcodes, names and travel zones; [`Matrices`] knows the minutes from zone to zone, computed
//! once from a coarse network of roads, bridges, ferries, lines and local buses.

mod area;
pub mod embedded;
mod error;
mod geometry;
mod graph;
mod land_masses;
mod matrices;
mod names;
mod places;
mod road;
mod road_network;
mod table;
mod transit;
mod transit_network;
mod zones;

pub use area::{Density, LabourMarketArea};
pub use error::TravelError;
pub use matrices::{Matrices, NetworkFiles};
pub use names::PlaceHit;
pub use places::{Place, Places, PlacesFiles};
pub use zones::ZoneId;

#[cfg(test)]
mod tests;
