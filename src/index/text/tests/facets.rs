use super::*;
use crate::domain::lists::{Form, VacancyStatus};
use crate::domain::vacancy::Offer;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// No word here begins an occupation label of the codes below: labels are searched as well.
const WORDS: [&str; 4] = ["gartner", "maler", "chauffør", "pædagog"];
const CODES: [&str; 4] = ["4321", "4322", "5120", "0110"];
const PLACES: [&str; 3] = ["5000", "5220", "8000"];
const FORMS: [Form; 3] = [Form::OrdinaryJob, Form::PartTime, Form::Igu];
const STATUSES: [VacancyStatus; 2] = [VacancyStatus::Open, VacancyStatus::Paused];

/// A vacancy by the places of its values in the lists above.
#[derive(Debug, Clone)]
struct Sketch {
    words: Vec<usize>,
    code: Option<usize>,
    place: usize,
    forms: Vec<usize>,
    status: usize,
}

impl Sketch {
    fn record(&self, number: u64) -> VacancyRecord {
        let title: Vec<&str> = self.words.iter().map(|&word| WORDS[word]).collect();
        let mut record = vacancy(number, &title.join(" "));
        record.vacancy.occupation = self.code.and_then(|code| OccupationCode::parse(CODES[code]));
        record.vacancy.workplace.as_mut().unwrap().postcode = Postcode::parse(PLACES[self.place]);
        record.vacancy.offers = self
            .forms
            .iter()
            .map(|&form| Offer::of_form(FORMS[form]))
            .collect();
        record.vacancy.status = STATUSES[self.status];
        record
    }

    fn values(&self, facet: VacancyFacet) -> BTreeSet<String> {
        match facet {
            VacancyFacet::Form => self
                .forms
                .iter()
                .map(|&form| FORMS[form].code().to_owned())
                .collect(),
            VacancyFacet::Occupation => self.code.map(|code| CODES[code].to_owned()).into_iter().collect(),
            VacancyFacet::Postcode => BTreeSet::from([PLACES[self.place].to_owned()]),
            VacancyFacet::Status => BTreeSet::from([STATUSES[self.status].code().to_owned()]),
            other => panic!("not sketched: {other}"),
        }
    }
}

/// What is asked, by places in the lists.
#[derive(Debug, Clone)]
struct Asked {
    word: Option<usize>,
    forms: Vec<usize>,
    codes: Vec<usize>,
    places: Vec<usize>,
    facets: Vec<usize>,
}

const FACETS: [VacancyFacet; 4] = [
    VacancyFacet::Form,
    VacancyFacet::Occupation,
    VacancyFacet::Postcode,
    VacancyFacet::Status,
];

impl Asked {
    fn query(&self) -> TextQuery {
        let mut query = query(self.word.map_or("", |word| WORDS[word]));
        query.filters.forms = self.forms.iter().map(|&form| FORMS[form]).collect();
        query.filters.occupations = self
            .codes
            .iter()
            .map(|&code| CODES[code][..3].to_owned())
            .collect();
        query.filters.postcodes = self
            .places
            .iter()
            .filter_map(|&place| Postcode::parse(PLACES[place]))
            .collect();
        query.facets = self.facets.iter().map(|&facet| FACETS[facet]).collect();
        query
    }

    /// Whether a vacancy passes every filter but the one on `but`.
    fn passes(&self, sketch: &Sketch, but: Option<VacancyFacet>) -> bool {
        let any = |facet: VacancyFacet, wanted: Vec<String>| {
            but == Some(facet)
                || wanted.is_empty()
                || sketch
                    .values(facet)
                    .iter()
                    .any(|value| wanted.iter().any(|wanted| value.starts_with(wanted)))
        };
        let words = self.word.is_none_or(|word| sketch.words.contains(&word));
        words
            && any(
                VacancyFacet::Form,
                self.forms
                    .iter()
                    .map(|&form| FORMS[form].code().to_owned())
                    .collect(),
            )
            && any(
                VacancyFacet::Occupation,
                self.codes
                    .iter()
                    .map(|&code| CODES[code][..3].to_owned())
                    .collect(),
            )
            && any(
                VacancyFacet::Postcode,
                self.places
                    .iter()
                    .map(|&place| PLACES[place].to_owned())
                    .collect(),
            )
            && any(VacancyFacet::Status, vec![VacancyStatus::Open.code().to_owned()])
    }
}

fn sketches() -> impl Strategy<Value = Vec<Sketch>> {
    let sketch = (
        prop::collection::vec(0..WORDS.len(), 1..3),
        prop::option::of(0..CODES.len()),
        0..PLACES.len(),
        prop::collection::vec(0..FORMS.len(), 1..4),
        0..STATUSES.len(),
    );
    prop::collection::vec(
        sketch.prop_map(|(words, code, place, forms, status)| Sketch {
            words,
            code,
            place,
            forms,
            status,
        }),
        0..40,
    )
}

fn asked() -> impl Strategy<Value = Asked> {
    (
        prop::option::of(0..WORDS.len()),
        prop::collection::vec(0..FORMS.len(), 0..3),
        prop::collection::vec(0..CODES.len(), 0..3),
        prop::collection::vec(0..PLACES.len(), 0..3),
        prop::sample::subsequence((0..FACETS.len()).collect::<Vec<_>>(), 0..=FACETS.len()),
    )
        .prop_map(|(word, forms, codes, places, facets)| Asked {
            word,
            forms,
            codes,
            places,
            facets,
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn totals_and_counts_are_those_of_counting_one_by_one(
        sketches in sketches(),
        asked in prop::collection::vec(asked(), 8),
        cut in 0usize..40,
    ) {
        let records: Vec<VacancyRecord> =
            sketches.iter().zip(1..).map(|(sketch, number)| sketch.record(number)).collect();
        // Two commits, so that counts of several segments are added up.
        let (early, late) = records.split_at(cut.min(records.len()));
        let mut filled = Filled::with(early.to_vec());
        filled.put(late.to_vec());
        for asked in asked {
            let answer = filled.ask(&asked.query());
            let total = sketches.iter().filter(|sketch| asked.passes(sketch, None)).count();
            prop_assert_eq!(answer.total, total as u64);
            for (facet, place) in answer.facets.iter().zip(&asked.facets) {
                let mut counts: BTreeMap<String, u64> = BTreeMap::new();
                for sketch in sketches.iter().filter(|sketch| asked.passes(sketch, Some(FACETS[*place]))) {
                    for value in sketch.values(FACETS[*place]) {
                        *counts.entry(value).or_default() += 1;
                    }
                }
                let found: BTreeMap<String, u64> = facet.values.iter().cloned().collect();
                prop_assert_eq!(found, counts, "{}", facet.field);
                prop_assert!(facet.values.is_sorted_by_key(|(value, count)| (u64::MAX - count, value.clone())));
            }
        }
    }
}
