//! A title's unit group, against titles and labels whose unit group is known.

use super::data::{ConceptLabel, EscoOccupations, StarTitle};
use crate::evaluate::report::Report;
use crate::taxonomy::recognise::SURE;
use crate::taxonomy::{MatchKind, Taxonomy};

/// Bands of confidence, each from its value up to the one before.
const BANDS: [(f32, f32); 7] = [
    (0.95, 1.01),
    (0.9, 0.95),
    (0.8, 0.9),
    (0.7, 0.8),
    (0.6, 0.7),
    (0.4, 0.6),
    (0.0, 0.4),
];
/// Every so many English labels is asked for; they are many.
const EVERY: usize = 10;
/// How many of the surest misses are shown.
const MISSES_SHOWN: usize = 25;

/// What came out for a title.
struct Outcome<'a> {
    title: &'a str,
    wanted: &'a str,
    /// Place of the right unit group in the list, from 0.
    place: Option<usize>,
    confidence: f32,
    kind: Option<MatchKind>,
    first: String,
}

fn outcome<'a>(taxonomy: &Taxonomy, title: &'a str, wanted: &'a str) -> Outcome<'a> {
    let recognised = taxonomy.recognise_occupation(title);
    let codes = recognised
        .iter()
        .map(|found| taxonomy.occupations.code(found.occupation).to_string());
    let codes: Vec<String> = codes.collect();
    Outcome {
        title,
        wanted,
        place: codes.iter().position(|code| code == wanted),
        confidence: recognised.first().map_or(0.0, |first| first.confidence),
        kind: recognised.first().map(|first| first.kind),
        first: codes.into_iter().next().unwrap_or_default(),
    }
}

pub(super) fn report_star(taxonomy: &Taxonomy, star: &[StarTitle], report: &mut Report) {
    let all: Vec<(bool, Outcome<'_>)> = star
        .iter()
        .map(|title| {
            (
                title.is_held_out(),
                outcome(taxonomy, &title.title, &title.unit_group),
            )
        })
        .collect();
    let part = |held_out: bool| {
        all.iter()
            .filter(move |entry| entry.0 == held_out)
            .map(|entry| &entry.1)
    };
    let whole: Vec<&Outcome<'_>> = all.iter().map(|entry| &entry.1).collect();
    report_accuracy("STAR titles", &whole, report);
    report_accuracy("STAR titles, held out", &part(true).collect::<Vec<_>>(), report);
    report_accuracy(
        "STAR titles, weights fitted",
        &part(false).collect::<Vec<_>>(),
        report,
    );
    report_calibration(&whole, report);
    let mut misses: Vec<&&Outcome<'_>> = whole.iter().filter(|outcome| outcome.place != Some(0)).collect();
    misses.sort_by(|one, other| {
        other
            .confidence
            .total_cmp(&one.confidence)
            .then(one.title.cmp(other.title))
    });
    for miss in misses.into_iter().take(MISSES_SHOWN) {
        report.case(format!(
            "{}: {} expected, {} given at {:.2}",
            miss.title, miss.wanted, miss.first, miss.confidence
        ));
    }
}

pub(super) fn report_esco(
    taxonomy: &Taxonomy,
    labels: &[ConceptLabel],
    esco: &EscoOccupations,
    report: &mut Report,
) {
    let danish = labels.iter().filter_map(|label| {
        let (group, _) = esco.get(&label.concept)?;
        Some(outcome(taxonomy, &label.label, group))
    });
    let danish: Vec<Outcome<'_>> = danish.collect();
    report_accuracy("Danish ESCO labels", &danish.iter().collect::<Vec<_>>(), report);
    let english = esco
        .values()
        .flat_map(|(group, labels)| labels.iter().map(move |label| (group, label)));
    let english: Vec<Outcome<'_>> = english
        .step_by(EVERY)
        .map(|(group, label)| outcome(taxonomy, label, group))
        .collect();
    report_accuracy(
        "English ESCO labels, every tenth",
        &english.iter().collect::<Vec<_>>(),
        report,
    );
}

fn report_accuracy(what: &str, outcomes: &[&Outcome<'_>], report: &mut Report) {
    let among = |count: usize| {
        share(outcomes, |outcome| {
            outcome.place.is_some_and(|place| place < count)
        })
    };
    let count = outcomes.len();
    for (at, how) in [
        (1, "the first unit group offered is the one the data gives"),
        (5, "it is among the first five"),
        (10, "it is among the first ten"),
    ] {
        report.figure(
            format!("{what}: accuracy@{at}"),
            format!("{:.3}", among(at)),
            format!("share of {count} different titles: {how}"),
        );
    }
    let sure: Vec<&Outcome<'_>> = outcomes
        .iter()
        .copied()
        .filter(|outcome| outcome.confidence >= SURE)
        .collect();
    report.figure(
        format!("{what}: sure"),
        format!("{:.3}", sure.len() as f32 / count.max(1) as f32),
        format!("share whose first unit group has a confidence of {SURE} or more"),
    );
    report.figure(
        format!("{what}: right when sure"),
        format!("{:.3}", share(&sure, |outcome| outcome.place == Some(0))),
        format!(
            "share of those {} whose first unit group is the one the data gives",
            sure.len()
        ),
    );
}

fn report_calibration(outcomes: &[&Outcome<'_>], report: &mut Report) {
    let is_right = |outcome: &Outcome<'_>| outcome.place == Some(0);
    for (least, below) in BANDS {
        let band: Vec<&Outcome<'_>> = outcomes
            .iter()
            .copied()
            .filter(|outcome| (least..below).contains(&outcome.confidence))
            .collect();
        report.figure(
            format!("STAR titles: right at {least:.2}-{:.2}", below.min(1.0)),
            format!("{:.3}", share(&band, is_right)),
            format!(
                "of {} titles whose first unit group has a confidence in this band",
                band.len()
            ),
        );
    }
    for &kind in MatchKind::ALL {
        let found: Vec<&Outcome<'_>> = outcomes
            .iter()
            .copied()
            .filter(|outcome| outcome.kind == Some(kind))
            .collect();
        if !found.is_empty() {
            report.figure(
                format!("STAR titles: right when {kind}"),
                format!("{:.3}", share(&found, is_right)),
                format!(
                    "of {} titles whose first unit group was found this way",
                    found.len()
                ),
            );
        }
    }
}

fn share(outcomes: &[&Outcome<'_>], holds: impl Fn(&Outcome<'_>) -> bool) -> f32 {
    let holding = outcomes.iter().filter(|outcome| holds(outcome)).count();
    holding as f32 / outcomes.len().max(1) as f32
}
