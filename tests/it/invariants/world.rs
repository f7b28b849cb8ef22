//! The tables, the rules and a generated corpus, made once, and how pairs are scored over them.

use crate::harness::{knowledge, ruleset};
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::jobseeker::Jobseeker;
use foothold::domain::vacancy::Vacancy;
use foothold::generate::Corpus;
use foothold::matching::extract::{VacancyIdentity, extract};
use foothold::matching::features::VacancyFeatures;
use foothold::matching::knowledge::Knowledge;
use foothold::matching::plan::Plan;
use foothold::matching::rules::Rules;
use foothold::matching::score::{PairScore, score};
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::jobseeker_in::read_jobseeker;
use foothold::wire::vacancy_in::read_vacancy;
use jiff::civil::{Date, date};
use proptest::test_runner::Config;
use serde_json::{Value, json};
use std::sync::{Arc, LazyLock};
use uuid::Uuid;

pub const DAY: Date = date(2026, 11, 24);
/// Generated vacancies that every profile is scored against beside those of its own case.
const VACANCIES: usize = 80;
const CASES: u32 = 100;

pub static WORLD: LazyLock<World> = LazyLock::new(World::new);

pub struct World {
    pub knowledge: Arc<Knowledge>,
    pub rules: Rules,
    pub corpus: Corpus,
    pub vacancies: Vec<VacancyFeatures>,
}

impl World {
    fn new() -> Self {
        let knowledge = knowledge();
        let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, 3, DAY);
        let vocabulary = TableVocabulary::new(knowledge.clone());
        let vacancies = (0..)
            .map(|number| (number, corpus.vacancy(number)))
            .filter(|(_, body)| is_in_the_region(body))
            .map(|(number, body)| {
                let read = read_vacancy(&body, &vocabulary).expect("a vacancy");
                features_of(&read.vacancy, u128::from(number), &knowledge)
            })
            .take(VACANCIES)
            .collect();
        Self {
            rules: rules(&knowledge),
            corpus,
            vacancies,
            knowledge,
        }
    }

    pub fn plan<'s>(&'s self, seeker: &'s Jobseeker) -> Plan<'s> {
        Plan::new(seeker, self.rules.ruleset.axes, DAY, &self.rules, &self.knowledge)
    }

    pub fn features(&self, vacancies: &[Vacancy]) -> Vec<VacancyFeatures> {
        let numbered = vacancies.iter().zip(1000..);
        numbered
            .map(|(vacancy, id)| features_of(vacancy, id, &self.knowledge))
            .collect()
    }

    /// Every pair of a profile with these vacancies and those of the corpus.
    pub fn pairs(&self, seeker: &Jobseeker, own: &[VacancyFeatures]) -> Vec<PairScore> {
        let plan = self.plan(seeker);
        let all = own.iter().chain(&self.vacancies);
        all.map(|vacancy| score(&plan, &vacancy.view())).collect()
    }

    /// A generated profile.
    pub fn jobseeker(&self, number: u32) -> Jobseeker {
        let vocabulary = TableVocabulary::new(self.knowledge.clone());
        let read = read_jobseeker(&self.corpus.jobseeker(number), &vocabulary);
        read.expect("a profile").jobseeker
    }
}

/// Funen, where most of the invented people live.
fn is_in_the_region(vacancy: &Value) -> bool {
    vacancy["workplace"]["postcode"]
        .as_str()
        .is_some_and(|code| code.starts_with('5'))
}

pub fn rules(knowledge: &Knowledge) -> Rules {
    Rules::new(ruleset(), knowledge)
}

pub fn features_of(vacancy: &Vacancy, id: u128, knowledge: &Knowledge) -> VacancyFeatures {
    let identity = VacancyIdentity {
        id: VacancyId::from_uuid(Uuid::from_u128(id)),
        organisation: &OrganisationId::default_organisation(),
        organisation_number: 0,
    };
    extract(vacancy, identity, knowledge)
}

/// An ordinary job of which nothing but the occupation is known.
pub fn bare_vacancy() -> Vacancy {
    static BARE: LazyLock<Vacancy> = LazyLock::new(|| {
        let vocabulary = TableVocabulary::new(knowledge());
        let body = json!({"title": "Lagermedarbejder", "occupation": "4321"});
        read_vacancy(&body, &vocabulary).expect("a vacancy").vacancy
    });
    BARE.clone()
}

/// As many cases as `PROPTEST_CASES` says. Nothing is written beside the sources: a failing case is
/// printed with its smallest form and belongs into a test of its own.
pub fn cases() -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok();
    Config {
        cases: asked.and_then(|text| text.parse().ok()).unwrap_or(CASES),
        failure_persistence: None,
        ..Config::default()
    }
}
