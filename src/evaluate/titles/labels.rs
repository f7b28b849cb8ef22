//! Labels of ESCO ranked for a title, against the labels of the concepts it is mapped to.

use super::data::{ConceptLabel, EscoOccupations, StarTitle};
use super::rank_measures::{CharacterTfIdf, RankMeasures};
use crate::domain::codes::OccupationCode;
use crate::evaluate::report::Report;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::label_ranker::LabelRanker;
use crate::taxonomy::occupations::OccupationIx;
use std::collections::{BTreeMap, HashSet};

/// How long the ranked lists are.
const LIST: usize = 1_000;

/// The ways of ranking that are compared.
const WAYS: [(&str, &str); 4] = [
    (
        "characters, TF-IDF",
        "pieces of one to three characters as in the published comparison (MAP .33, success@10 .72 on its own queries)",
    ),
    (
        "letters alone",
        "likeness of three-letter pieces, each label for itself",
    ),
    (
        "with concepts",
        "labels of a concept support each other and stand together; no unit groups",
    ),
    (
        "with concepts and unit groups",
        "the same, and concepts gain by how likely the title means their unit group",
    ),
];

pub(super) fn report(
    taxonomy: &Taxonomy,
    star: &[StarTitle],
    labels: &[ConceptLabel],
    esco: Option<&EscoOccupations>,
    report: &mut Report,
) {
    let (places, occupations) = concepts(taxonomy, labels, esco);
    let entries: Vec<(&str, usize)> = labels
        .iter()
        .map(|label| (label.label.as_str(), places[label.concept.as_str()]))
        .collect();
    let ranker = LabelRanker::build(&entries, occupations);
    let characters = CharacterTfIdf::build(labels.iter().map(|label| label.label.as_str()));
    let mut all = [RankMeasures::default(); WAYS.len()];
    let mut held_out = all;
    for title in star {
        let right: HashSet<usize> = title
            .concepts
            .iter()
            .filter_map(|concept| places.get(concept.as_str()).copied())
            .collect();
        let count = entries
            .iter()
            .filter(|(_, concept)| right.contains(concept))
            .count();
        if count == 0 {
            continue;
        }
        let shares = taxonomy.occupation_shares(&title.title);
        let lists = [
            characters.rank(&title.title, LIST),
            ranker.by_letters(&title.title, LIST),
            ranker.labels(&title.title, &[], LIST),
            ranker.labels(&title.title, &shares, LIST),
        ];
        for (way, list) in lists.iter().enumerate() {
            let is_right = |label: usize| right.contains(&entries[label].1);
            all[way].add(list, is_right, count);
            if title.is_held_out() {
                held_out[way].add(list, is_right, count);
            }
        }
    }
    for (name, measures) in [("Labels", all), ("Labels, held out", held_out)] {
        for ((way, how), measures) in WAYS.iter().zip(measures) {
            report.figure(
                format!("{name}, {way}: MAP"),
                format!("{:.3}", measures.mean_average_precision()),
                format!("{} Danish labels for a STAR title, right are those of every concept it is mapped to; {how}", labels.len()),
            );
            report.figure(
                format!("{name}, {way}: success@10"),
                format!("{:.3}", measures.success_at_ten()),
                "share of the titles with a right label among the first ten",
            );
        }
    }
}

/// The place of each concept, and its unit group where one is known.
fn concepts<'a>(
    taxonomy: &Taxonomy,
    labels: &'a [ConceptLabel],
    esco: Option<&EscoOccupations>,
) -> (BTreeMap<&'a str, usize>, Vec<Option<OccupationIx>>) {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut occupations = Vec::new();
    for label in labels {
        let next = occupations.len();
        if *places.entry(&label.concept).or_insert(next) == next {
            let of_occupation = esco
                .and_then(|esco| esco.get(&label.concept))
                .map(|(group, _)| group.as_str());
            let of_group = || label.concept.rsplit_once("/isco/C").map(|(_, group)| group);
            let code = of_occupation.or_else(of_group).and_then(OccupationCode::parse);
            occupations.push(code.and_then(|code| taxonomy.occupations.ix(code)));
        }
    }
    (places, occupations)
}
