//! Where people live and work: every postcode by the inhabitants behind it.

use super::dice::{Dice, Weighted};
use super::tables::{MUNICIPALITIES, rows};
use crate::domain::codes::Postcode;
use crate::travel::{Density, Place, Places};
use std::collections::BTreeMap;

/// Inhabitants in thousands of a municipality that the table does not hold.
const UNKNOWN_MUNICIPALITY: u32 = 20;

/// A postcode as the corpus uses it.
#[derive(Debug, Clone)]
pub(super) struct Town {
    pub(super) postcode: Postcode,
    pub(super) name: String,
    pub(super) municipality: u16,
    pub(super) density: Density,
}

/// Denmark by inhabitants.
#[derive(Debug)]
pub(super) struct Country {
    everywhere: Weighted<Town>,
    by_municipality: BTreeMap<u16, Weighted<Town>>,
}

impl Country {
    /// Spreads every municipality's inhabitants over its postcodes. A street of the old city has a
    /// postcode of its own, so that the postcodes of a zone share what one postcode gets elsewhere.
    pub(super) fn of(places: &Places) -> Self {
        let inhabitants: BTreeMap<u16, u32> = rows::<2>(MUNICIPALITIES)
            .filter_map(|[code, thousands]| Some((code.parse().ok()?, thousands.parse().ok()?)))
            .collect();
        let mut postcodes_of_zone = BTreeMap::new();
        for place in places {
            *postcodes_of_zone.entry(place.zone).or_insert(0_u32) += 1;
        }
        let attraction = |place: &Place| attraction(place.density) / postcodes_of_zone[&place.zone];
        let mut of_municipality = BTreeMap::new();
        for place in places {
            *of_municipality.entry(place.municipality_code).or_insert(0_u32) += attraction(place);
        }
        let weighted: Vec<(Town, u32)> = places
            .iter()
            .map(|place| {
                let code = place.municipality_code;
                let people = inhabitants.get(&code).copied().unwrap_or(UNKNOWN_MUNICIPALITY) * 1000;
                let share = u64::from(people) * u64::from(attraction(place));
                let weight = share / u64::from(of_municipality[&code].max(1));
                (Town::of(place), weight as u32)
            })
            .collect();
        let mut by_municipality: BTreeMap<u16, Vec<(Town, u32)>> = BTreeMap::new();
        for (town, weight) in &weighted {
            let towns = by_municipality.entry(town.municipality).or_default();
            towns.push((town.clone(), *weight));
        }
        Self {
            everywhere: Weighted::new(weighted),
            by_municipality: by_municipality
                .into_iter()
                .map(|(code, towns)| (code, Weighted::new(towns)))
                .collect(),
        }
    }

    /// A place by inhabitants.
    pub(super) fn anywhere(&self, dice: &mut Dice) -> Option<&Town> {
        self.everywhere.draw(dice)
    }

    /// A place in a municipality by inhabitants.
    pub(super) fn within(&self, municipality: u16, dice: &mut Dice) -> Option<&Town> {
        self.by_municipality.get(&municipality)?.draw(dice)
    }
}

impl Town {
    fn of(place: &Place) -> Self {
        Self {
            postcode: place.postcode,
            name: place.name.clone(),
            municipality: place.municipality_code,
            density: place.density,
        }
    }
}

/// How many people a zone holds beside others of its municipality.
fn attraction(density: Density) -> u32 {
    match density {
        Density::City => 14_000,
        Density::Town => 6000,
        Density::Rural => 1500,
    }
}
