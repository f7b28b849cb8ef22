//! The comparisons over an invented country of two squares.

use super::topology::Boundaries;
use super::{PlacesData, evaluate};
use crate::travel::{Places, PlacesFiles};

/// Two squares of a tenth of a degree that share a side, and an island.
const SQUARES: &str = r#"{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[10,55]},
  "objects":{"areas":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","properties":{"code":"5000"},"arcs":[[0,1]]},
    {"type":"Polygon","properties":{"code":"5100-5200"},"arcs":[[-1,2]]},
    {"type":"MultiPolygon","properties":{"code":"5300"},"arcs":[[[3]]]}]}},
  "arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,1],[1,0],[0,-1],[-1,0]],[[5,5],[1,0],[0,1],[-1,0],[0,-1]]]}"#;

const HEAD: &str =
    "postcode\tname\tlat\tlon\tmunicipality_code\tmunicipality\tarea\tland_mass\tdensity\tzone\n";

fn places(rows: &str) -> Places {
    Places::parse(&PlacesFiles {
        land_masses: "land_mass\tname\nmain\tMain\nisle\tIsle\n",
        postcodes: &format!("{HEAD}{rows}"),
        places: "name\tpostcode\tkind\n",
    })
    .unwrap()
}

fn squares() -> Boundaries {
    Boundaries::parse("squares", SQUARES, "code").unwrap()
}

#[test]
fn points_are_inside_or_so_far_off() {
    let squares = squares();
    assert_eq!(squares.at(55.05, 10.05).unwrap().0, "5000");
    assert_eq!(squares.at(55.05, 10.15).unwrap().0, "5100-5200");
    assert_eq!(
        squares.at(55.05, 10.05).unwrap().1,
        squares.at(55.05, 10.15).unwrap().1
    );
    assert_ne!(
        squares.at(55.55, 10.55).unwrap().1,
        squares.at(55.05, 10.15).unwrap().1
    );
    assert_eq!(squares.at(56.0, 12.0), None);
    assert!(squares.km_to("5000", 55.05, 10.05).unwrap() <= 0.0);
    let off = squares.km_to("5000", 55.2, 10.05).unwrap();
    assert!((off - 11.12).abs() < 0.05, "{off}");
    assert_eq!(squares.km_to("9999", 55.2, 10.05), None);
}

#[test]
fn a_wrong_table_is_named() {
    let places = places(
        "5000\tA\t55.05\t10.05\t461\tOdense\tfyn\tmain\tcity\t5000\n\
         5150\tB\t55.30\t10.15\t461\tOdense\tfyn\tmain\ttown\t5150\n\
         5300\tC\t55.55\t10.55\t461\tOdense\tfyn\tmain\trural\t5300\n",
    );
    let data = PlacesData {
        geonames: Some("zipcode,latitude,longitude\n5000,55.05,10.05\n5150,55.05,10.15\n5400,55,10\n"),
        official_list: Some("POSTNR;KOMMUNE_NR;BYNAVN\n5000;461;A\n5300;410;C\n5500;410;D\n"),
        regions: Some("Kommune,Region\nOdense,Sjælland\nNordfyns,Syddanmark\n"),
        ..PlacesData::default()
    };
    let report = evaluate(&places, &data).unwrap();
    let text = report.to_text();
    for part in [
        "5400",
        "5150 B: 27.8 km from GeoNames' point",
        "5300 C: municipality 461, official 410",
        "5500 (D)",
        "odense: area fyn, but Region Sjælland",
        "nordfyns: no postcode is given to this municipality",
        "dk-dagi-boundaries, postcodes: not there",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let mut land = super::Report::new("land");
    super::against_land(&places, &squares(), &mut land);
    assert!(
        land.to_text()
            .contains("points in the water of the boundaries                   1"),
        "{}",
        land.to_text()
    );
    let mut drawn = super::Report::new("drawn");
    super::against_boundaries(&places, &squares(), &mut drawn);
    assert!(
        drawn.to_text().contains("5150 B: 22.5 km outside its boundary"),
        "{}",
        drawn.to_text()
    );
}

#[test]
fn data_of_another_form_is_refused() {
    let places = places("5000\tA\t55.05\t10.05\t461\tOdense\tfyn\tmain\tcity\t5000\n");
    let refused = |data: PlacesData<'_>| evaluate(&places, &data).unwrap_err().to_string();
    let data = PlacesData {
        geonames: Some("zip,lat\n5000,55\n"),
        ..PlacesData::default()
    };
    assert!(refused(data).starts_with("dk-postcodes-geonames/zipcodes.dk.csv, line 1: the column zipcode"));
    let data = PlacesData {
        geonames: Some("zipcode,latitude,longitude\n5000,55,x\n"),
        ..PlacesData::default()
    };
    assert!(refused(data).contains("line 2: \"x\" is no number"));
    let data = PlacesData {
        postcodes: Some("{\"arcs\": [[[0]]]}"),
        ..PlacesData::default()
    };
    assert!(refused(data).contains("arcs are wanted"));
}
