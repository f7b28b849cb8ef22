//! Travel zones: what minutes are kept between.

use super::area::{Density, LabourMarketArea};
use super::geometry::Point;
use super::land_masses::LandMass;

/// A travel zone, numbered without gaps from 0 in the order of the postcodes that represent them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ZoneId(pub u16);

impl ZoneId {
    /// The position of the zone in a row of minutes.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the builders know of a zone: the place of the postcode that represents it.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    /// The number of that postcode.
    pub postcode: u16,
    /// Its postal town.
    pub name: String,
    pub point: Point,
    pub area: LabourMarketArea,
    pub land_mass: LandMass,
    pub density: Density,
}
