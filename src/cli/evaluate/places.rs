//! Reads the public data about postcodes.

use super::public_data::PublicData;
use foothold::evaluate::places::{PlacesData, evaluate};
use foothold::evaluate::report::Report;
use foothold::matching::knowledge::Knowledge;

pub(super) fn report(data: &PublicData, knowledge: &Knowledge) -> anyhow::Result<Report> {
    let geonames = data.text("dk-postcodes-geonames/zipcodes.dk.csv")?;
    let official_list = data.text("dk-postcodes-kommune/postals.csv")?;
    let regions = data.text("dk-kommuner-regions/kommunerne.csv")?;
    let postcodes = data.text("dk-dagi-boundaries/postnumre.topojson")?;
    let municipalities = data.text("dk-dagi-boundaries/kommuner.topojson")?;
    let texts = PlacesData {
        geonames: geonames.as_deref(),
        official_list: official_list.as_deref(),
        regions: regions.as_deref(),
        postcodes: postcodes.as_deref(),
        municipalities: municipalities.as_deref(),
    };
    Ok(evaluate(&knowledge.places, &texts)?)
}
