use super::*;
use crate::taxonomy::TaxonomyFiles;
use std::path::PathBuf;

fn taxonomy() -> Taxonomy {
    let text = |name: &str| -> &'static str {
        let path: PathBuf = [env!("CARGO_MANIFEST_DIR"), "index", "taxonomy", name]
            .iter()
            .collect();
        std::fs::read_to_string(path).unwrap_or_default().leak()
    };
    let files = TaxonomyFiles::from_names(|name| Some(text(name))).unwrap();
    Taxonomy::parse(&files).unwrap()
}

const STAR: &str = "star_code,title_da,relation,esco_uri,esco_label_da\n\
    7115.1,Tømrer,skos:exactMatch,esco/occupation/1,tømrer\n\
    7115.1,Tømrer,skos:closeMatch,esco/occupation/2,tagdækker\n\
    9112.3,\"Rengøringsassistent, hotel\",skos:exactMatch,esco/occupation/3,stuepige\n";
const LABELS: &str = "uri\tlabel_da\nesco/occupation/1\ttømrer\nesco/occupation/2\ttagdækker\n\
    esco/occupation/3\tstuepige\nx/isco/C7115\tTømrer- og bygningssnedkerarbejde\n";
const ESCO: &str = "conceptUri,iscoGroup,preferredLabel,altLabels\nesco/occupation/1,7115,carpenter,\"joiner\nframer\"\n\
    esco/occupation/3,9112,room attendant,\n";

#[test]
fn figures_are_taken_over_what_is_there_and_what_is_absent_is_named() {
    let taxonomy = taxonomy();
    let nothing = evaluate(&taxonomy, TitleData::default()).unwrap();
    assert!(nothing.figures.len() == 3 && nothing.figures.iter().all(|figure| figure.value == "absent"));
    let data = TitleData {
        star_titles: Some(STAR),
        danish_labels: Some(LABELS),
        esco_occupations: Some(ESCO),
    };
    let report = evaluate(&taxonomy, data).unwrap();
    let value = |name: &str| {
        report
            .figures
            .iter()
            .find(|figure| figure.name == name)
            .map(|figure| figure.value.clone())
    };
    assert_eq!(value("STAR titles: accuracy@1").as_deref(), Some("1.000"));
    assert_eq!(value("Danish ESCO labels: accuracy@5").as_deref(), Some("1.000"));
    assert_eq!(
        value("Labels, with concepts and unit groups: success@10").as_deref(),
        Some("1.000")
    );
}

#[test]
fn a_wrong_file_is_named_with_its_line() {
    let taxonomy = taxonomy();
    let data = TitleData {
        star_titles: Some("star_code,title_da,relation,esco_uri\nabc,Kok,x,y\n"),
        ..TitleData::default()
    };
    assert!(
        evaluate(&taxonomy, data)
            .unwrap_err()
            .contains("star_titles.csv, line 2")
    );
    let data = TitleData {
        danish_labels: Some("label\n"),
        ..TitleData::default()
    };
    assert!(
        evaluate(&taxonomy, data)
            .unwrap_err()
            .contains("labels.tsv, line 1")
    );
}
