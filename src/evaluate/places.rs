//! How right the table of postcodes is: completeness, coordinates, municipalities, land masses.

mod checks;
mod topology;

use super::report::Report;
use crate::travel::Places;
use checks::{against_boundaries, against_geonames, against_land, against_official_list, against_regions};
use topology::Boundaries;

/// The texts the table is compared with; what is missing is left out and named.
#[derive(Debug, Clone, Copy, Default)]
pub struct PlacesData<'a> {
    /// Postcodes with coordinates, `country_code,zipcode,place,…,province_code,…,latitude,longitude`.
    pub geonames: Option<&'a str>,
    /// Postcode by municipality, `…;KOMMUNE_NR;…;POSTNR;BYNAVN`.
    pub official_list: Option<&'a str>,
    /// Municipality by region, `Kommune,Region`.
    pub regions: Option<&'a str>,
    /// Boundaries of postcodes, `TopoJSON` with the property `POSTNR_TXT`.
    pub postcodes: Option<&'a str>,
    /// Boundaries of municipalities, `TopoJSON` with the property `KOMKODE`.
    pub municipalities: Option<&'a str>,
}

/// What is wrong with a data set.
#[derive(Debug, thiserror::Error)]
pub enum PlacesDataError {
    /// A table cannot be read.
    #[error("{set}, line {line}: {problem}")]
    Table {
        /// Which.
        set: &'static str,
        /// Line, counted from 1.
        line: u64,
        /// What is wrong.
        problem: String,
    },
    /// Boundaries cannot be read.
    #[error("{set}: {problem}")]
    Topology {
        /// Which.
        set: &'static str,
        /// What is wrong.
        problem: String,
    },
}

/// Compares the table with everything that is there.
///
/// # Errors
/// The first data set that is not of its form.
pub fn evaluate(places: &Places, data: &PlacesData<'_>) -> Result<Report, PlacesDataError> {
    let mut report = Report::new("places: the postcodes of the tables in force");
    report.figure(
        "postcodes",
        places.iter().count().to_string(),
        "rows of postcodes.tsv",
    );
    let mut missing = Vec::new();
    let mut note = |there: bool, set: &'static str| {
        if !there {
            missing.push(set);
        }
        there
    };
    if note(data.geonames.is_some(), "dk-postcodes-geonames") {
        against_geonames(places, data.geonames.unwrap_or_default(), &mut report)?;
    }
    if note(data.official_list.is_some(), "dk-postcodes-kommune") {
        against_official_list(places, data.official_list.unwrap_or_default(), &mut report)?;
    }
    if note(data.regions.is_some(), "dk-kommuner-regions") {
        against_regions(places, data.regions.unwrap_or_default(), &mut report)?;
    }
    if note(data.postcodes.is_some(), "dk-dagi-boundaries, postcodes") {
        let text = data.postcodes.unwrap_or_default();
        let boundaries = Boundaries::parse("dk-dagi-boundaries/postnumre.topojson", text, "POSTNR_TXT")?;
        against_boundaries(places, &boundaries, &mut report);
        against_land(places, &boundaries, &mut report);
    }
    if note(
        data.municipalities.is_some(),
        "dk-dagi-boundaries, municipalities",
    ) {
        let text = data.municipalities.unwrap_or_default();
        let boundaries = Boundaries::parse("dk-dagi-boundaries/kommuner.topojson", text, "KOMKODE")?;
        checks::against_municipalities(places, &boundaries, &mut report);
    }
    for set in missing {
        report.case(format!("{set}: not there, its figures are left out"));
    }
    Ok(report)
}

#[cfg(test)]
mod tests;
