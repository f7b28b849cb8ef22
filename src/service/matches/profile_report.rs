//! The report on a profile: every open field with what it would bring. Counts come from one pass over
//! all vacancies; what the first places would become comes from lists with plausible answers.

use super::list_terms::mix_of;
use super::questions::{Effect, Start, effect_out};
use super::request::Terms;
use super::trial::Trial;
use super::{Engine, filter, to_bytes};
use crate::domain::ids::{JobseekerId, OrganisationId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::language::Language;
use crate::matching::explain::question_phrases::{gain, question, why};
use crate::matching::explain::questions::{OpenField, unsettled};
use crate::matching::gates::GateCode;
use crate::matching::list::ListQuery;
use crate::service::error::ServiceError;
use crate::wire::match_in::Scoring;
use crate::wire::profile_report_out::{
    EmployersFieldOut, FilledOut, MissingFieldOut, ProfileReportOut, SettledGateOut,
};
use bytes::Bytes;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

/// Answers tried for one field at most.
const ANSWERS_PER_FIELD: usize = 2;

/// What of the vacancies that pass is not settled.
#[derive(Default)]
struct Unsettled {
    passing: usize,
    /// Passing vacancies in which a field of the profile would settle something.
    by_profile: usize,
    fields: BTreeMap<&'static str, usize>,
    gates: BTreeMap<(&'static str, GateCode), usize>,
}

impl Unsettled {
    fn count(trial: &Trial<'_>) -> Self {
        let mut counted = Self::default();
        trial
            .table
            .each_match(trial.plan, &trial.query.filter, &mut |vacancy, pair| {
                counted.passing += 1;
                if pair.gates.unverified.is_empty() {
                    return;
                }
                let open = unsettled(trial.plan, vacancy, pair);
                let fields: BTreeSet<&'static str> = open.iter().map(|&(_, field)| field).collect();
                counted.by_profile +=
                    usize::from(fields.iter().any(|field| OpenField::from_code(field).is_some()));
                for field in fields {
                    *counted.fields.entry(field).or_default() += 1;
                }
                for (gate, field) in open {
                    *counted.gates.entry((field, gate)).or_default() += 1;
                }
            });
        counted
    }

    fn settled_by(&self, field: &'static str) -> Vec<SettledGateOut> {
        let gates = self.gates.iter().filter(|((by, _), _)| *by == field);
        gates
            .map(|(&(_, gate), &vacancies)| SettledGateOut { gate, vacancies })
            .collect()
    }

    fn at_employers(&self) -> Vec<EmployersFieldOut> {
        let open = self.fields.iter().filter(|(field, _)| of_vacancy(field));
        let mut fields: Vec<EmployersFieldOut> = open
            .map(|(&field, &vacancies)| EmployersFieldOut { field, vacancies })
            .collect();
        fields.sort_by_key(|one| (std::cmp::Reverse(one.vacancies), one.field));
        fields
    }
}

fn of_vacancy(field: &str) -> bool {
    field.starts_with("vacancy.")
}

impl Engine {
    /// The report on a kept profile.
    pub(super) fn profile_report(
        &self,
        organisation: &OrganisationId,
        (id, seeker): (JobseekerId, &Jobseeker),
        language: Language,
        moment: Timestamp,
    ) -> Result<Bytes, ServiceError> {
        let table = self.table.current();
        let terms = Terms::new(&Scoring::default(), seeker, &self.rulesets, moment)?;
        let plan = terms.plan(seeker, &self.knowledge);
        let query = ListQuery::first(0, filter::all_of(organisation, &*table));
        let mix = mix_of(&terms, seeker);
        let trial = Trial {
            plan: &plan,
            terms: &terms,
            knowledge: &self.knowledge,
            table: &*table,
            query: &query,
            mix: &mix,
        };
        let counted = Unsettled::count(&trial);
        let missing = missing(&trial, &counted, language);
        to_bytes(&ProfileReportOut {
            jobseeker_id: id.to_string(),
            ruleset: terms.ruleset_out(),
            index_generation: table.seq(),
            as_of: terms.as_of_text(),
            filled: FilledOut {
                fields: OpenField::ALL.len() - missing.len(),
                of: OpenField::ALL.len(),
            },
            matches: counted.passing,
            unsettled_matches: counted.by_profile,
            missing,
            at_employers: counted.at_employers(),
        })
    }
}

/// The open fields, what moves or settles most first.
fn missing(trial: &Trial<'_>, counted: &Unsettled, language: Language) -> Vec<MissingFieldOut> {
    let start = Start::of(trial);
    let first = usize::from(trial.plan.rules.ruleset.explanations.first_places);
    let open = OpenField::ALL
        .iter()
        .filter(|field| field.is_open(trial.plan.seeker));
    let mut fields: Vec<(Effect, usize, OpenField)> = open
        .map(|&field| {
            let mut lists_left = ANSWERS_PER_FIELD;
            let effect = start.effect(trial, field, &mut lists_left);
            let vacancies = counted.fields.get(field.code()).copied().unwrap_or(0);
            (effect, vacancies, field)
        })
        .collect();
    fields.sort_by(|one, other| (other.0, other.1).cmp(&(one.0, one.1)).then(one.2.cmp(&other.2)));
    let out = |(effect, vacancies, field): (Effect, usize, OpenField)| MissingFieldOut {
        field: field.code(),
        question: question(field, language),
        why: why(field, language),
        settles: counted.settled_by(field.code()),
        vacancies,
        gain: gain(effect.new_first, effect.settles, first, language),
        effect: effect_out(effect),
    };
    fields.into_iter().map(out).collect()
}
