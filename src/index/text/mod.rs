//! The text index on tantivy: vacancies by words and codes, jobseekers by codes.
//!
//! Words are looked up in postings and scored in whole numbers; everything else is read from
//! columns in the same pass. Searches run on an immutable snapshot of the last commit and never
//! wait for the writer.

pub(in crate::index) mod columns;
mod cursor;
mod documents;
mod evaluate;
mod filters;
mod folder;
mod lexicon;
mod page;
mod plan;
mod sink;
#[cfg(test)]
mod tests;
mod words;

pub use sink::TextSink;

use super::analysis::Analyser;
use super::facets::FacetField;
use super::labels::Labels;
use super::schema::{FieldKind, FieldSpecs, IndexSchema, SchemaError, field};
use super::sink::SinkError;
use crate::domain::ids::{JobseekerId, VacancyId};
use crate::ports::{Hit, Interpreted, JobseekerQuery, TextAnswer, TextIndex, TextIndexError, TextQuery};
use arc_swap::ArcSwapOption;
use columns::Snapshot;
use cursor::{Place, fingerprint};
use documents::{IdFields, JobseekerDocuments, VacancyDocuments};
use evaluate::{SearchFields, TextField};
use filters::Filter;
use folder::Folder;
use lexicon::Lexicon;
use page::{Page, Pass, SortKey};
use plan::{Plan, Planner};
use sink::Part;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;
use tantivy::schema::Schema;
use tantivy::{Searcher, TantivyError};
use uuid::Uuid;

/// Raised when documents are made otherwise than before, so that indexes are built anew.
const REVISION: u32 = 1;
/// Memory for vacancies that are not written yet, in bytes.
const VACANCY_HEAP: usize = 96 << 20;
/// The same for jobseekers, whose documents are small.
const JOBSEEKER_HEAP: usize = 32 << 20;

/// How the text index is set up.
pub struct TextIndexSetup {
    /// Folder that belongs to the text index alone: it may be emptied.
    pub folder: PathBuf,
    /// The fields.
    pub schema: IndexSchema,
    /// The analysis.
    pub analyser: Arc<Analyser>,
    /// Labels of codes.
    pub labels: Arc<dyn Labels>,
}

/// How long a search waits for the index to be opened after a start.
const PATIENCE: Duration = Duration::from_secs(5);

/// What readers see, of one kind of record.
pub(super) struct ShownPart {
    specs: FieldSpecs,
    snapshot: ArcSwapOption<Snapshot>,
    /// Held while the first snapshot is made known, so that nobody who waits for it misses it.
    opening: Mutex<()>,
    opened: Condvar,
}

impl ShownPart {
    fn new(specs: FieldSpecs) -> Self {
        Self {
            specs,
            snapshot: ArcSwapOption::empty(),
            opening: Mutex::new(()),
            opened: Condvar::new(),
        }
    }

    fn show(&self, searcher: Searcher, seq: i64) -> tantivy::Result<()> {
        let before = self.snapshot.load_full();
        let snapshot = Snapshot::new(searcher, &self.specs, seq, before.as_deref())?;
        let opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        self.snapshot.store(Some(Arc::new(snapshot)));
        drop(opening);
        self.opened.notify_all();
        Ok(())
    }

    /// The last commit, waited for if the index is still being opened.
    fn shown(&self) -> Option<Arc<Snapshot>> {
        self.snapshot.load_full().or_else(|| {
            let opening = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
            let is_closed = |(): &mut ()| self.snapshot.load().is_none();
            let _ = self.opened.wait_timeout_while(opening, PATIENCE, is_closed);
            self.snapshot.load_full()
        })
    }
}

/// What the writing side shows to the reading side.
pub(super) struct Shown {
    vacancies: ShownPart,
    jobseekers: ShownPart,
}

/// The reading side of the text index.
pub struct TantivyTextIndex {
    shown: Arc<Shown>,
    analyser: Arc<Analyser>,
    labels: Arc<dyn Labels>,
    fields: SearchFields,
}

/// The text index: the side that answers and the side that follows the change log, which opens it. What is
/// missing, damaged or made from another schema is empty then and asks to be filled.
///
/// # Errors
/// When the schema is not right, or another process writes the index or its folder cannot be used.
pub fn open(setup: TextIndexSetup) -> Result<(TantivyTextIndex, TextSink), SinkError> {
    let TextIndexSetup {
        folder,
        schema,
        analyser,
        labels,
    } = setup;
    let maker = format!(
        "{REVISION}.{}.{}.{}",
        schema.version,
        analyser.fingerprint(),
        labels.fingerprint()
    );
    let folder_of = |name: &str, specs: &FieldSpecs, heap| -> Result<(Folder, Schema), SchemaError> {
        let tantivy_schema = specs.tantivy_schema();
        let part = Folder {
            path: folder.join(name),
            id: IdFields::of(&tantivy_schema)?.id,
            schema: tantivy_schema.clone(),
            analyser: Arc::clone(&analyser),
            maker: maker.clone(),
            heap,
        };
        Ok((part, tantivy_schema))
    };
    let (vacancies, vacancy_schema) = folder_of("vacancies", &schema.vacancy, VACANCY_HEAP)?;
    let (jobseekers, jobseeker_schema) = folder_of("jobseekers", &schema.jobseeker, JOBSEEKER_HEAP)?;
    let fields = search_fields(&schema.vacancy, &vacancy_schema)?;
    let shown = Arc::new(Shown {
        vacancies: ShownPart::new(schema.vacancy),
        jobseekers: ShownPart::new(schema.jobseeker),
    });
    vacancies.check_usable()?;
    jobseekers.check_usable()?;
    let sink = TextSink::new(
        Part {
            folder: vacancies,
            documents: VacancyDocuments::new(&vacancy_schema, Arc::clone(&labels))?,
            index: None,
        },
        Part {
            folder: jobseekers,
            documents: JobseekerDocuments::new(&jobseeker_schema, Arc::clone(&labels))?,
            index: None,
        },
        Arc::clone(&shown),
    );
    Ok((
        TantivyTextIndex {
            shown,
            analyser,
            labels,
            fields,
        },
        sink,
    ))
}

fn search_fields(specs: &FieldSpecs, schema: &Schema) -> Result<SearchFields, SchemaError> {
    let texts = specs.iter().filter(|(_, spec)| spec.kind == FieldKind::TextDa);
    let texts = texts.map(|(name, spec)| {
        Ok(TextField {
            field: field(schema, name)?,
            boost: spec.boost,
            norms: spec.norms,
            positions: spec.positions,
        })
    });
    Ok(SearchFields {
        texts: texts.collect::<Result<_, SchemaError>>()?,
        occupation: field(schema, "occupation")?,
        external_id: field(schema, "external_id")?,
    })
}

/// A search of either kind of record.
struct Search<'a> {
    filters: Vec<Filter>,
    facets: Vec<FacetField>,
    order: Option<&'static str>,
    limit: usize,
    fields: &'a SearchFields,
}

impl Search<'_> {
    fn page(
        &self,
        snapshot: &Snapshot,
        plan: Option<&Plan>,
        after: Option<SortKey>,
    ) -> Result<Page, TextIndexError> {
        let pass = Pass {
            snapshot,
            filters: &self.filters,
            facets: &self.facets,
            words: plan.map(|plan| (plan, self.fields)),
            order: self.order,
            limit: self.limit.max(1),
            after,
        };
        pass.run().map_err(unavailable)
    }
}

impl TantivyTextIndex {
    /// How the words of a search are looked up, and what was understood of them.
    fn plan(
        &self,
        snapshot: &Snapshot,
        text: Option<&str>,
    ) -> Result<(Option<Plan>, Interpreted), TextIndexError> {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else {
            return Ok((None, Interpreted::default()));
        };
        let fields: Vec<_> = self.fields.texts.iter().map(|text| text.field).collect();
        let lexicon = Lexicon::of(snapshot, &fields).map_err(unavailable)?;
        let planner = Planner {
            analyser: &self.analyser,
            lexicon: &lexicon,
            records: snapshot.searcher.num_docs(),
        };
        let (plan, interpreted) = planner
            .plan(text, self.labels.concepts(text))
            .map_err(unavailable)?;
        Ok((Some(plan), interpreted))
    }

    /// The first page. Words that together find nothing are looked up one by one.
    fn first_page(
        search: &Search<'_>,
        snapshot: &Snapshot,
        plan: &mut Option<Plan>,
        interpreted: &mut Interpreted,
    ) -> Result<Page, TextIndexError> {
        let page = search.page(snapshot, plan.as_ref(), None)?;
        match plan {
            Some(plan) if page.total == 0 && plan.required > 1 => {
                plan.required = 1;
                interpreted.required = 1;
                search.page(snapshot, Some(plan), None)
            }
            _ => Ok(page),
        }
    }
}

impl TextIndex for TantivyTextIndex {
    fn search(&self, query: &TextQuery) -> Result<TextAnswer<VacancyId>, TextIndexError> {
        let snapshot = snapshot(&self.shown.vacancies)?;
        let search = Search {
            filters: filters::of_vacancies(query)?,
            facets: query
                .facets
                .iter()
                .map(|facet| FacetField::named(facet.code()))
                .collect(),
            order: Some("listed_at"),
            limit: query.limit,
            fields: &self.fields,
        };
        let named = fingerprint(&("vacancies", &query.organisation, &query.text, &query.filters))?;
        let (mut plan, mut interpreted) = self.plan(&snapshot, query.text.as_deref())?;
        let page = if let Some(cursor) = &query.after {
            let place = Place::read(cursor, named)?;
            plan = place.plan;
            interpreted.required = plan.as_ref().map_or(0, |plan| plan.required);
            search.page(&snapshot, plan.as_ref(), Some(place.last))?
        } else {
            Self::first_page(&search, &snapshot, &mut plan, &mut interpreted)?
        };
        answer(page, named, plan, interpreted, snapshot.seq, VacancyId::from_uuid)
    }

    fn search_jobseekers(&self, query: &JobseekerQuery) -> Result<TextAnswer<JobseekerId>, TextIndexError> {
        let snapshot = snapshot(&self.shown.jobseekers)?;
        let search = Search {
            filters: filters::of_jobseekers(query)?,
            facets: query
                .facets
                .iter()
                .map(|facet| FacetField::named(facet.code()))
                .collect(),
            order: None,
            limit: query.limit,
            fields: &self.fields,
        };
        let named = fingerprint(&("jobseekers", &query.organisation, &query.filters))?;
        let after = query
            .after
            .as_ref()
            .map(|cursor| Place::read(cursor, named))
            .transpose()?;
        let page = search.page(&snapshot, None, after.map(|place| place.last))?;
        answer(
            page,
            named,
            None,
            Interpreted::default(),
            snapshot.seq,
            JobseekerId::from_uuid,
        )
    }

    fn generation(&self) -> i64 {
        self.shown
            .vacancies
            .snapshot
            .load()
            .as_ref()
            .map_or(0, |snapshot| snapshot.seq)
    }
}

fn answer<Id>(
    page: Page,
    named: [u8; 8],
    plan: Option<Plan>,
    interpreted: Interpreted,
    generation: i64,
    id: impl Fn(Uuid) -> Id,
) -> Result<TextAnswer<Id>, TextIndexError> {
    let next = match page.keys.last() {
        Some(last) if page.more => Some(Place::new(named, *last, plan).write()?),
        _ => None,
    };
    let hits = page.keys.iter().map(|(score, key)| Hit {
        id: id(Uuid::from_u128(*key)),
        score: *score,
    });
    Ok(TextAnswer {
        hits: hits.collect(),
        total: page.total,
        facets: page.facets,
        interpreted,
        next,
        generation,
    })
}

fn snapshot(part: &ShownPart) -> Result<Arc<Snapshot>, TextIndexError> {
    part.shown()
        .ok_or_else(|| TextIndexError::Unavailable("the index has not been opened".into()))
}

fn unavailable(error: TantivyError) -> TextIndexError {
    TextIndexError::Unavailable(Box::new(error))
}
