use super::*;
use crate::domain::codes::{OccupationCode, Postcode};
use crate::domain::ids::OrganisationId;
use crate::domain::record::{JobseekerRecord, VacancyRecord};
use crate::index::analysis::AnalysisTexts;
use crate::index::labels::PlaceLabels;
use crate::index::samples::{jobseeker, vacancy};
use crate::index::schema::BUILT_IN_SCHEMA;
use crate::index::sink::{ChangeBatch, ChangeSink};
use crate::ports::{
    Concept, ConceptKind, Correction, JobseekerFacet, JobseekerFilters, StatusFilter, VacancyFacet,
    VacancyFilters,
};
use jiff::civil::Date;
use tempfile::TempDir;

mod facets;
mod folders;
mod paging;
mod search;

const TODAY: Date = Date::constant(2026, 11, 24);

/// Labels of a few codes.
struct FewLabels;

impl Labels for FewLabels {
    fn occupation_labels(&self, code: OccupationCode) -> Vec<String> {
        match code.number() {
            4321 => vec!["Lagerarbejde".to_owned(), "Stock clerks".to_owned()],
            5120 => vec!["Kokkearbejde".to_owned(), "Cooks".to_owned()],
            _ => Vec::new(),
        }
    }

    fn skill_labels(&self, id: &str) -> Vec<String> {
        if id == "forklift" {
            vec!["truckkørsel".to_owned()]
        } else {
            Vec::new()
        }
    }

    fn place(&self, postcode: Postcode) -> Option<PlaceLabels> {
        let (municipality, area, name) = match postcode.number() {
            5000 | 5220 => ("461", "fyn", "Odense"),
            8000 => ("751", "oestjylland", "Aarhus"),
            _ => return None,
        };
        Some(PlaceLabels {
            municipality: municipality.to_owned(),
            area: area.to_owned(),
            names: vec![name.to_owned()],
        })
    }

    fn concepts(&self, words: &str) -> Vec<Concept> {
        let cook = Concept {
            kind: ConceptKind::Occupation,
            code: "5120".to_owned(),
            label: "Kokkearbejde".to_owned(),
        };
        if words == "smørrebrødsjomfru" {
            vec![cook]
        } else {
            Vec::new()
        }
    }
}

fn setup(folder: &TempDir) -> TextIndexSetup {
    let analyser = Analyser::new(AnalysisTexts {
        stopwords: "og\ni\ntil\nen\nmed\n",
        compound_parts: "lager\nmedarbejder\nrengøring\nassistent\n",
        synonyms: "term\tsynonyms\ncleaning\trengøring\n",
    });
    TextIndexSetup {
        folder: folder.path().to_owned(),
        schema: IndexSchema::parse(BUILT_IN_SCHEMA).unwrap(),
        analyser: Arc::new(analyser),
        labels: Arc::new(FewLabels),
    }
}

/// An index over these vacancies in a folder that goes with it.
struct Filled {
    index: TantivyTextIndex,
    sink: TextSink,
    seq: i64,
    _folder: TempDir,
}

impl Filled {
    fn with(vacancies: Vec<VacancyRecord>) -> Self {
        let folder = TempDir::new().unwrap();
        let (index, mut sink) = open(setup(&folder)).unwrap();
        sink.open().unwrap();
        let mut filled = Self {
            index,
            sink,
            seq: 0,
            _folder: folder,
        };
        filled.put(vacancies);
        filled
    }

    fn with_titles(titles: &[&str]) -> Self {
        Self::with(
            titles
                .iter()
                .zip(1..)
                .map(|(title, number)| vacancy(number, title))
                .collect(),
        )
    }

    fn put(&mut self, vacancies: Vec<VacancyRecord>) {
        self.change(ChangeBatch {
            upserted_vacancies: vacancies.into_iter().map(Arc::new).collect(),
            ..ChangeBatch::default()
        });
    }

    fn put_jobseekers(&mut self, jobseekers: Vec<JobseekerRecord>) {
        self.change(ChangeBatch {
            upserted_jobseekers: jobseekers.into_iter().map(Arc::new).collect(),
            ..ChangeBatch::default()
        });
    }

    fn change(&mut self, batch: ChangeBatch) {
        self.seq += 1;
        self.sink
            .apply(&ChangeBatch {
                up_to_seq: self.seq,
                ..batch
            })
            .unwrap();
        self.sink.commit().unwrap();
    }

    fn ask(&self, query: &TextQuery) -> TextAnswer<VacancyId> {
        self.index.search(query).unwrap()
    }

    /// Numbers of the sample vacancies found by a text, in order.
    fn numbers(&self, text: &str) -> Vec<u64> {
        numbers(&self.ask(&query(text)))
    }
}

fn query(text: &str) -> TextQuery {
    TextQuery {
        organisation: OrganisationId::default_organisation(),
        text: Some(text.to_owned()),
        filters: VacancyFilters::default(),
        facets: Vec::new(),
        limit: 50,
        after: None,
        as_of: TODAY,
    }
}

fn numbers(answer: &TextAnswer<VacancyId>) -> Vec<u64> {
    answer
        .hits
        .iter()
        .map(|hit| hit.id.uuid().as_u64_pair().0)
        .collect()
}
