use super::*;
use crate::domain::lists::Form;
use crate::matching::knowledge::Knowledge;
use crate::service::vocabulary::TableVocabulary;
use crate::taxonomy::TaxonomyFiles;
use crate::travel::{Matrices, embedded};
use crate::wire::jobseeker_in::read_jobseeker;
use crate::wire::vacancy_in::read_vacancy;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

/// Enough for every form to occur.
const MANY: u32 = 3000;

static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/index/taxonomy");
    let texts: BTreeMap<String, String> = TaxonomyFiles::names()
        .iter()
        .map(|&name| {
            (
                name.to_owned(),
                std::fs::read_to_string(format!("{folder}/{name}")).unwrap(),
            )
        })
        .collect();
    let files = TaxonomyFiles::from_names(|name| texts.get(name).map(String::as_str)).unwrap();
    let places = Places::parse(&embedded::PLACES).unwrap();
    Arc::new(Knowledge {
        taxonomy: Taxonomy::parse(&files).unwrap(),
        travel: Matrices::build(&places, &embedded::NETWORK).unwrap(),
        places,
    })
});

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| corpus(1));

fn corpus(seed: u64) -> Corpus {
    Corpus::new(&KNOWLEDGE.taxonomy, &KNOWLEDGE.places, seed, USUAL_DAY)
}

fn bytes(corpus: &Corpus, count: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_lines(&mut bytes, count, |number| corpus.vacancy(number)).unwrap();
    write_lines(&mut bytes, count, |number| corpus.jobseeker(number)).unwrap();
    bytes
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(bytes(&CORPUS, 200), bytes(&corpus(1), 200));
    assert_ne!(bytes(&CORPUS, 200), bytes(&corpus(2), 200));
}

#[test]
fn every_vacancy_is_accepted_and_every_form_occurs() {
    let vocabulary = TableVocabulary::new(Arc::clone(&KNOWLEDGE));
    let mut forms = BTreeSet::new();
    let (mut described, mut recognised) = (0, 0);
    for number in 0..MANY {
        let json = CORPUS.vacancy(number);
        let read = read_vacancy(&json, &vocabulary).unwrap_or_else(|errors| panic!("{errors:?}\n{json}"));
        // As in real adverts, a title is now and then not surely one occupation's.
        let about_occupation = read
            .warnings
            .iter()
            .all(|warning| warning.pointer == "/occupation");
        assert!(about_occupation, "{json}");
        described += read.vacancy.description.map_or(0, |text| text.len());
        recognised += u32::from(read.vacancy.occupation.is_some());
        forms.extend(read.vacancy.offers.into_iter().map(|offer| offer.form));
    }
    assert_eq!(forms.into_iter().collect::<Vec<_>>(), Form::ALL);
    let mean = described / MANY as usize;
    assert!((420..650).contains(&mean), "{mean} bytes of description");
    assert!(recognised * 100 >= MANY * 98, "{recognised} of {MANY}");
}

#[test]
fn every_profile_is_accepted() {
    let vocabulary = TableVocabulary::new(Arc::clone(&KNOWLEDGE));
    for number in 0..MANY {
        let json = CORPUS.jobseeker(number);
        let read = read_jobseeker(&json, &vocabulary).unwrap_or_else(|errors| panic!("{errors:?}\n{json}"));
        assert_eq!(read.warnings, [], "{json}");
    }
}

#[test]
fn the_country_is_covered_by_inhabitants() {
    let mut by_region = BTreeMap::new();
    for number in 0..MANY {
        let vacancy = CORPUS.vacancy(number);
        let postcode = vacancy["workplace"]["postcode"].as_str().unwrap().to_owned();
        *by_region.entry(postcode[..1].to_owned()).or_insert(0) += 1;
    }
    // Postcodes begin with 5 on Fyn, where a twelfth of the country lives.
    assert!((150..400).contains(&by_region["5"]), "{by_region:?}");
    assert!(by_region["2"] > by_region["3"], "{by_region:?}");
    assert!(by_region.len() >= 9, "{by_region:?}");
}
