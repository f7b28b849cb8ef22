//! Moves between occupations: how well the fitted shape foretells people's judgement, and viability
//! O*NET's related occupations.

mod chance;
mod fitted;
mod onet;
mod ratings;
mod solvers;
mod statistics;

use self::fitted::{Case, Parameters, all_cases, target_parts};
use self::onet::{Reading, Related};
use self::ratings::{Rating, Shape, cross_validated, split};
use self::statistics::{area_under_curve, pearson, pearson_interval, quantile};
use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;
use crate::evaluate::report::Report;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::transitions::TransitionWeights;
pub use onet::OnetData;

/// Samples drawn for an interval.
const BOOTSTRAP_ROUNDS: usize = 1000;
/// Seed of those samples.
const BOOTSTRAP_SEED: u64 = 11;
/// Ladders that are shown: a warehouse hand, a waiter, a smith, a nurse, a cleaner, a programmer.
const SHOWN: [&str; 6] = ["4321", "5131", "7221", "2221", "9112", "2512"];
/// Rungs that are shown of each.
const RUNGS_SHOWN: usize = 6;

/// The public data that are there.
#[derive(Debug, Clone, Default)]
pub struct TransitionData {
    /// `ratings_9113.csv`.
    pub ratings: Option<String>,
    /// O*NET with its way to ISCO-08.
    pub onet: Option<OnetData>,
}

/// What is evaluated.
#[derive(Debug, Clone, Copy)]
pub struct InForce<'t> {
    /// The tables.
    pub taxonomy: &'t Taxonomy,
    /// The ruleset's weights.
    pub weights: &'t TransitionWeights,
    /// The ruleset's bounds of a reachable and of a near occupation.
    pub bounds: [f64; 2],
}

/// The data are not of the expected form.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct DataError(String);

/// The figures, and with `fit` the parameters that a ruleset should hold.
///
/// # Errors
/// [`DataError`] names the file, line or column that is wrong.
pub fn evaluate(in_force: InForce<'_>, data: &TransitionData, fit: bool) -> Result<Report, DataError> {
    let mut report = Report::new("transitions, tables in force");
    let cases = all_cases(in_force.taxonomy);
    let shape = match &data.ratings {
        Some(text) => Some(rating_figures(text, in_force.weights, &mut report)?),
        None => None,
    };
    if let Some(onet) = &data.onet {
        let strict = Related::read(onet, Reading::Strict).map_err(DataError)?;
        onet_figures(
            &strict,
            "same occupation, primary tiers",
            &cases,
            in_force,
            &mut report,
        );
        let wide = Related::read(onet, Reading::Wide).map_err(DataError)?;
        onet_figures(&wide, "any match, every tier", &cases, in_force, &mut report);
        zone_figure(&strict, &cases, &mut report);
        if let Some(shape) = &shape {
            cross_validated_area(shape, &strict, &cases, &mut report);
            fit_figures(shape, &strict, &cases, in_force, fit, &mut report);
        }
    }
    distribution(&cases, in_force, &mut report);
    ladders(in_force, &mut report);
    Ok(report)
}

fn rating_figures(text: &str, weights: &TransitionWeights, report: &mut Report) -> Result<Shape, DataError> {
    let all = ratings::read(text).map_err(|problem| DataError(format!("ratings: {problem}")))?;
    let (train, held_out) = split(&all);
    let shape = Shape::fit(&train);
    let given = |of: &dyn Fn(&Rating) -> f64| {
        let pairs: Vec<(f64, f64)> = held_out.iter().map(|rating| (of(rating), rating.mark)).collect();
        figure(pearson(&pairs))
    };
    let (low, high) = pearson_interval(&shape.expected(&held_out), BOOTSTRAP_ROUNDS, BOOTSTRAP_SEED);
    report.figure(
        "ratings: Pearson, held out",
        figure(shape.correlation(&held_out)),
        format!(
            "fitted shape against mean marks of {} rows of chance not fitted on; 95 % bootstrap interval {low:.3}..{high:.3}; aimed at 0.80",
            held_out.len()
        ),
    );
    let in_ruleset: Vec<(f64, f64)> = held_out
        .iter()
        .map(|rating| (weights.shape(&rating.measures()).unwrap_or(0.0), rating.mark))
        .collect();
    report.figure(
        "ratings: Pearson, held out, as in the ruleset",
        figure(pearson(&in_ruleset)),
        "the ruleset's rounded curves on the same rows",
    );
    report.figure(
        "ratings: Pearson, fitted rows",
        figure(shape.correlation(&train)),
        format!("the same on the {} rows of the fit", train.len()),
    );
    report.figure(
        "ratings: Pearson, cross-validated",
        figure(cross_validated(&all, false)),
        "ten parts of chance, each judged by a fit of the other nine",
    );
    report.figure(
        "ratings: Pearson, neighbours together",
        figure(cross_validated(&all, true)),
        "ten runs of neighbouring rows, which resemble each other",
    );
    report.figure(
        "ratings: published combination",
        given(&|rating| rating.combined),
        "mean of the four similarities, held-out rows",
    );
    for (place, name) in ["essential", "optional", "activities", "context"]
        .iter()
        .enumerate()
    {
        report.figure(
            format!("ratings: {name} alone"),
            given(&|rating| rating.similarities[place]),
            "one similarity, held-out rows",
        );
    }
    Ok(shape)
}

fn onet_figures(related: &Related, name: &str, cases: &[Case], in_force: InForce<'_>, report: &mut Report) {
    let held_out = target_parts(related).into_iter().next().unwrap_or_default();
    let known: Vec<&Case> = cases
        .iter()
        .filter(|case| related.mapped.contains(&case.pair.0) && held_out.contains(&case.pair.1))
        .collect();
    let area = |score: &dyn Fn(&Case) -> f64| {
        let scored: Vec<(f64, bool)> = known
            .iter()
            .map(|case| (score(case), related.pairs.contains(&case.pair)))
            .collect();
        figure(area_under_curve(&scored))
    };
    let weights = in_force.weights;
    report.figure(
        format!("O*NET AUC, {name}"),
        area(&|case| weights.raw(&case.measures, case.digits, case.level_step)),
        format!(
            "viability before its scale; {} targets not fitted on, {} pairs of unit groups, {} related of them",
            held_out.len(),
            known.len(),
            known.iter().filter(|case| related.pairs.contains(&case.pair)).count()
        ),
    );
    report.figure(
        format!("O*NET AUC before, {name}"),
        area(&set_by_hand),
        "the weights set by hand before there was a fit, same pairs",
    );
    report.figure(
        format!("O*NET AUC shape alone, {name}"),
        area(&|case| weights.shape(&case.measures).unwrap_or(0.0)),
        "the curves of the ratings without ISCO-08, levels and optional skills",
    );
}

/// The area of weights fitted without the judged targets, each fifth of the targets in turn.
fn cross_validated_area(shape: &Shape, related: &Related, cases: &[Case], report: &mut Report) {
    let parts = target_parts(related);
    let (mut fitted, mut by_hand) = (0.0, 0.0);
    for part in &parts {
        let weights = Parameters::weighed(shape, related, cases, part).weights();
        let judged = cases
            .iter()
            .filter(|case| related.mapped.contains(&case.pair.0) && part.contains(&case.pair.1));
        let area = |score: &dyn Fn(&Case) -> f64| {
            let scored: Vec<(f64, bool)> = judged
                .clone()
                .map(|case| (score(case), related.pairs.contains(&case.pair)))
                .collect();
            area_under_curve(&scored) / parts.len() as f64
        };
        fitted += area(&|case| weights.raw(&case.measures, case.digits, case.level_step));
        by_hand += area(&set_by_hand);
    }
    report.figure(
        "O*NET AUC, cross-validated",
        figure(fitted),
        format!("mean over {} parts of the targets, each judged by weights fitted without it; same occupation, primary tiers", parts.len()),
    );
    report.figure(
        "O*NET AUC before, same parts",
        figure(by_hand),
        "the weights set by hand before there was a fit",
    );
}

/// Viability as it was weighed by hand: what a fit must beat.
fn set_by_hand(case: &Case) -> f64 {
    const CLOSENESS: [f64; 5] = [0.0, 0.2, 0.45, 0.75, 1.0];
    let parts = [
        (0.5, case.measures.with_optional),
        (0.15, case.measures.optional),
        (0.2, Some(CLOSENESS[case.digits])),
    ];
    let known: f64 = parts
        .iter()
        .filter(|part| part.1.is_some())
        .map(|part| part.0)
        .sum();
    let sum: f64 = parts.iter().map(|part| part.0 * part.1.unwrap_or(0.0)).sum();
    sum / known - 0.1 * f64::from(case.level_step.max(0)) - 0.02 * f64::from((-case.level_step).max(0))
}

fn zone_figure(related: &Related, cases: &[Case], report: &mut Report) {
    let zone = |group: u16| related.zones.get(&group);
    let steps: Vec<(f64, f64)> = cases
        .iter()
        .filter(|case| related.pairs.contains(&case.pair))
        .filter_map(|case| {
            let rise = zone(case.pair.1)? - zone(case.pair.0)?;
            Some((f64::from(case.level_step), rise))
        })
        .collect();
    report.figure(
        "level step against Job Zones",
        figure(pearson(&steps)),
        format!(
            "Pearson of ISCO level steps and differences of mean O*NET Job Zone over {} related pairs",
            steps.len()
        ),
    );
}

fn fit_figures(
    shape: &Shape,
    related: &Related,
    cases: &[Case],
    in_force: InForce<'_>,
    print: bool,
    report: &mut Report,
) {
    let parameters = Parameters::fit(shape, related, cases, in_force.bounds);
    let same = parameters.are_those_of(in_force.weights);
    report.figure(
        "ruleset holds the fit",
        if same { "yes" } else { "no" },
        "the fit over the tables in force, rounded to thousandths, compared with the ruleset; `--fit` prints it",
    );
    if print {
        for row in parameters.to_toml() {
            report.case(row);
        }
    }
}

fn distribution(cases: &[Case], in_force: InForce<'_>, report: &mut Report) {
    let weights = in_force.weights;
    let mut viability: Vec<f64> = cases
        .iter()
        .map(|case| weights.viability(&case.measures, case.digits, case.level_step))
        .collect();
    viability.sort_by(f64::total_cmp);
    let quantiles = [0.5, 0.75, 0.9, 0.95, 0.99].map(|share| figure(quantile(&viability, share)));
    report.figure(
        "viability at 50, 75, 90, 95, 99 %",
        quantiles.join(" "),
        format!("over all {} moves between different unit groups", viability.len()),
    );
    for (name, bound) in ["reachable", "near"].iter().zip(in_force.bounds) {
        let above = viability.iter().filter(|&&value| value >= bound).count();
        report.figure(
            format!("moves that are {name}"),
            format!("{:.1} %", 100.0 * above as f64 / viability.len().max(1) as f64),
            format!("viability of at least {bound}"),
        );
    }
}

fn ladders(in_force: InForce<'_>, report: &mut Report) {
    let taxonomy = in_force.taxonomy;
    let label = |ix| taxonomy.occupations.label(ix, Language::English);
    for code in SHOWN {
        let Some(from) = OccupationCode::parse(code).and_then(|code| taxonomy.occupations.ix(code)) else {
            continue;
        };
        let row = taxonomy.row_to_all(from, in_force.weights);
        let mut moves: Vec<_> = taxonomy
            .occupations
            .all()
            .zip(&row)
            .filter(|&(to, _)| to != from)
            .collect();
        moves.sort_by(|one, other| {
            other
                .1
                .viability
                .total_cmp(&one.1.viability)
                .then(one.0.cmp(&other.0))
        });
        let rungs: Vec<String> = moves
            .iter()
            .take(RUNGS_SHOWN)
            .map(|(to, step)| {
                let code = taxonomy.occupations.code(*to);
                format!("{code} {} {:.2}", label(*to), step.viability)
            })
            .collect();
        report.case(format!("{code} {}: {}", label(from), rungs.join("; ")));
    }
}

fn figure(value: f64) -> String {
    format!("{value:.3}")
}

#[cfg(test)]
mod tests;
