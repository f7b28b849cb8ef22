//! `foothold evaluate scores`: one number for the scores of an invented labour market.

use anyhow::anyhow;
use foothold::app::{Tables, sha256};
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::jobseeker::Jobseeker;
use foothold::evaluate::report::Report;
use foothold::generate::{Corpus, USUAL_DAY};
use foothold::matching::extract::{VacancyIdentity, extract};
use foothold::matching::features::VacancyFeatures;
use foothold::matching::knowledge::Knowledge;
use foothold::matching::plan::Plan;
use foothold::matching::rules::Rules;
use foothold::matching::score::{PairScore, score};
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::field_error::FieldError;
use foothold::wire::jobseeker_in::read_jobseeker;
use foothold::wire::vacancy_in::read_vacancy;
use rayon::prelude::*;
use std::sync::Arc;
use uuid::Uuid;

/// Seed of the labour market.
const SEED: u64 = 2026;
const VACANCIES: u32 = 300;
const PROFILES: u32 = 120;

/// Scores every pair and sums up all that was scored in one digest, which is the same on every
/// machine, in every build and with any number of threads while tables and ruleset are the same.
pub(super) fn report(tables: &Tables, knowledge: &Arc<Knowledge>) -> anyhow::Result<Report> {
    let rules = super::newest_rules(tables, knowledge)?;
    let (vacancies, profiles) = labour_market(knowledge)?;
    let of_profile = |profile: &Jobseeker| {
        let plan = Plan::new(profile, rules.ruleset.axes, USUAL_DAY, &rules, knowledge);
        let pairs = vacancies.iter().map(|vacancy| score(&plan, &vacancy.view()));
        pairs.collect::<Vec<PairScore>>()
    };
    let pairs: Vec<PairScore> = profiles.par_iter().flat_map_iter(of_profile).collect();
    let bytes: Vec<u8> = pairs.iter().flat_map(bytes_of).collect();
    Ok(told(&rules, &pairs, &sha256(bytes)))
}

fn told(rules: &Rules, pairs: &[PairScore], digest: &str) -> Report {
    let mut report = Report::new(format!(
        "scores, ruleset {} ({})",
        rules.ruleset.id,
        &rules.ruleset.hash[..12]
    ));
    let passing = pairs.iter().filter(|pair| pair.gates.open()).count();
    report.figure(
        "pairs",
        pairs.len().to_string(),
        format!("{PROFILES} invented profiles with each of {VACANCIES} invented vacancies, seed {SEED}"),
    );
    report.figure(
        "pairs that pass",
        passing.to_string(),
        "every gate is open or unverified",
    );
    report.figure(
        "digest",
        digest,
        "SHA-256 over offer, contributions and gates of every pair",
    );
    report
}

/// What of a pair must be the same everywhere.
fn bytes_of(pair: &PairScore) -> Vec<u8> {
    let gates = [pair.gates.failed.bits(), pair.gates.unverified.bits()];
    let numbers = [pair.offer as u32, pair.base]
        .into_iter()
        .chain(pair.contributions)
        .chain(gates);
    numbers.flat_map(u32::to_le_bytes).collect()
}

fn labour_market(knowledge: &Arc<Knowledge>) -> anyhow::Result<(Vec<VacancyFeatures>, Vec<Jobseeker>)> {
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, SEED, USUAL_DAY);
    let vocabulary = TableVocabulary::new(Arc::clone(knowledge));
    let organisation = OrganisationId::default_organisation();
    let refused = |what: &str, number: u32, errors: &[FieldError]| {
        let first = errors.first().map_or("", |error| error.pointer.as_str());
        anyhow!("{what} {number} of the invented labour market is refused at {first}")
    };
    let vacancy = |number: u32| {
        let read = read_vacancy(&corpus.vacancy(number), &vocabulary)
            .map_err(|errors| refused("vacancy", number, &errors))?;
        let identity = VacancyIdentity {
            id: VacancyId::from_uuid(Uuid::from_u128(u128::from(number))),
            organisation: &organisation,
            organisation_number: 0,
        };
        Ok(extract(&read.vacancy, identity, knowledge))
    };
    let profile = |number: u32| {
        read_jobseeker(&corpus.jobseeker(number), &vocabulary)
            .map(|read| read.jobseeker)
            .map_err(|errors| refused("profile", number, &errors))
    };
    let vacancies: anyhow::Result<Vec<_>> = (0..VACANCIES).map(vacancy).collect();
    let profiles: anyhow::Result<Vec<_>> = (0..PROFILES).map(profile).collect();
    Ok((vacancies?, profiles?))
}
