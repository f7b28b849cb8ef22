use super::*;
use crate::taxonomy::TaxonomyFiles;

/// The built-in tables, read where they lie.
fn taxonomy() -> Taxonomy {
    let texts: Vec<(&str, String)> = TaxonomyFiles::names()
        .iter()
        .map(|&name| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("index/taxonomy")
                .join(name);
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect();
    let text = |name: &str| {
        texts
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, text)| text.as_str())
    };
    Taxonomy::parse(&TaxonomyFiles::from_names(text).unwrap()).unwrap()
}

fn value(report: &Report, name: &str) -> String {
    let figure = report.figures.iter().find(|figure| figure.name == name);
    figure
        .unwrap_or_else(|| panic!("{name} is missing"))
        .value
        .clone()
}

#[test]
fn the_tables_are_counted_and_the_sample_is_judged() {
    let taxonomy = taxonomy();
    let mut report = Report::new("skills");
    count(&taxonomy, &mut report);
    assert!(value(&report, "skills").parse::<usize>().unwrap() > 700);
    let sample = "[[text]]\ntext = \"Du skal kunne svejse\"\nrequired = [\"welding\"]\n\
        [[text]]\nheld_out = true\ntext = \"Svejsning og truckkørsel\"\nnamed = [\"welding\", \"bookkeeping\"]\n\
        may = [\"truckkørsel\"]\n";
    find_in_sample(&taxonomy, sample, &mut report).unwrap();
    assert_eq!(value(&report, "recall, tuned on"), "100.0 %");
    assert_eq!(value(&report, "precision, held out"), "100.0 %");
    assert_eq!(value(&report, "recall, held out"), "50.0 %");
    assert!(report.cases.is_empty(), "what is held out is not shown");
    assert!(find_in_sample(&taxonomy, "[[text]]\n", &mut report).is_err());
}

#[test]
fn esco_is_compared_by_labels_and_a_missing_column_is_named() {
    let taxonomy = taxonomy();
    let texts = EscoTexts {
        skills: "conceptUri,preferredLabel,altLabels\ns1,welding,\ns2,weld with gas,\"weld\nTIG welding\"\ns3,bookkeeping,\n",
        occupations: "conceptUri,iscoGroup\no1,7212\n",
        relations: "occupationUri,relationType,skillUri\no1,essential,s1\no1,optional,s2\n",
        broader: "conceptUri,broaderUri\ns1,g1\ns2,g1\ns3,g2\n",
    };
    let mut report = Report::new("skills");
    compare_with_esco(&taxonomy, &texts, &mut report).unwrap();
    assert_eq!(value(&report, "skills matched with ESCO"), "3");
    assert_eq!(value(&report, "nearness against ESCO, AUC"), "1.000");
    let wrong = EscoTexts {
        skills: "uri,label\n",
        ..texts
    };
    let error = compare_with_esco(&taxonomy, &wrong, &mut report)
        .unwrap_err()
        .to_string();
    assert_eq!(error, "skills_en.csv has no column `conceptUri`");
}

#[test]
fn adverts_are_counted() {
    let taxonomy = taxonomy();
    let advert = |text: &str| Advert {
        title: "Ny kollega".to_owned(),
        text: text.to_owned(),
    };
    let mut report = Report::new("skills");
    count_in_adverts(
        &taxonomy,
        &[advert("Du skal kunne svejse"), advert("Ingen krav")],
        &mut report,
    );
    assert_eq!(value(&report, "adverts without a skill"), "1");
}
