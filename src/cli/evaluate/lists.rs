//! `foothold evaluate lists`: whether lists made with bounds are those that scoring every vacancy gives.

use anyhow::{Context, anyhow};
use clap::Args;
use foothold::domain::ids::{OrganisationId, VacancyId};
use foothold::domain::record::VacancyRecord;
use foothold::evaluate::report::Report;
use foothold::generate::{Corpus, USUAL_DAY};
use foothold::index::match_table::{KeptMatchTable, MatchTableReader, MatchTableSink};
use foothold::index::sink::{ChangeBatch, ChangeSink};
use foothold::matching::knowledge::Knowledge;
use foothold::matching::list::{Filter, List, ListQuery};
use foothold::matching::plan::Plan;
use foothold::matching::rules::Rules;
use foothold::ports::match_table::{MatchTable, MatchTableView};
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::jobseeker_in::read_jobseeker;
use foothold::wire::vacancy_in::read_vacancy;
use jiff::Timestamp;
use rayon::prelude::*;
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// Vacancies handed to the table at a time.
const BATCH: u32 = 5000;
/// Items of a list, and of what is not possible now.
const LIMIT: usize = 50;
const NOT_NOW: usize = 20;

/// Match lists of an invented labour market, compared with scoring every vacancy: items, order, scores and counts
#[derive(Debug, Args)]
pub(super) struct ListsSubject {
    /// Invented vacancies
    #[arg(long, default_value_t = 20_000, value_parser = clap::value_parser!(u32).range(1..=2_000_000))]
    vacancies: u32,
    /// Invented profiles, a list each
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    profiles: u32,
    /// Seed of the labour market, as for `generate`
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// What comparing lists gave.
#[derive(Debug, Clone, Copy, Default)]
struct Compared {
    /// Lists that are the same, with everything that was counted.
    identical: usize,
    /// Items that scoring everything gives, and those of them that the quick lists have.
    items: usize,
    found: usize,
    /// Vacancies scored for the quick lists.
    scored: usize,
}

impl Compared {
    fn of(quick: &List, everything: &List) -> Self {
        let found = |item: &&_| quick.items.contains(item);
        Self {
            identical: usize::from(
                quick.items == everything.items
                    && quick.not_now == everything.not_now
                    && quick.total == everything.total
                    && quick.sole_failures == everything.sole_failures,
            ),
            items: everything.items.len(),
            found: everything.items.iter().filter(found).count(),
            scored: quick.scored,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            identical: self.identical + other.identical,
            items: self.items + other.items,
            found: self.found + other.found,
            scored: self.scored + other.scored,
        }
    }
}

impl ListsSubject {
    /// # Errors
    /// A list that differs from what scoring everything gives.
    pub(super) fn report(&self, rules: &Rules, knowledge: &Arc<Knowledge>) -> anyhow::Result<Report> {
        let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, self.seed, USUAL_DAY);
        let vocabulary = TableVocabulary::new(Arc::clone(knowledge));
        let folder = std::env::temp_dir().join(format!("foothold-lists-{}", std::process::id()));
        let table = self.table(&corpus, &vocabulary, knowledge, &folder);
        // The folder held a snapshot that nobody reads.
        let _ = std::fs::remove_dir_all(&folder);
        let table = table?.current();
        let compared = (0..self.profiles)
            .into_par_iter()
            .map(|number| compare(number, &corpus, &vocabulary, &*table, rules, knowledge))
            .try_reduce(Compared::default, |one, other| Ok(one.and(other)))?;
        if compared.identical < self.profiles as usize {
            let differing = self.profiles as usize - compared.identical;
            return Err(anyhow!(
                "{differing} lists differ from what scoring every vacancy gives"
            ));
        }
        Ok(self.told(rules, &compared))
    }

    fn told(&self, rules: &Rules, compared: &Compared) -> Report {
        let mut report = Report::new(format!("lists, ruleset {}", rules.ruleset.id));
        let (vacancies, lists) = (self.vacancies, self.profiles);
        report.figure(
            "identical",
            format!("{} of {lists}", compared.identical),
            format!("lists over {vacancies} invented vacancies, seed {}, with items, scores, order, total, not_now and sole failures", self.seed),
        );
        let recall = if compared.items == 0 {
            1.0
        } else {
            compared.found as f64 / compared.items as f64
        };
        report.figure(
            "recall",
            format!("{recall:.6}"),
            format!("of {} items that scoring every vacancy gives", compared.items),
        );
        report.figure(
            "scored a list",
            (compared.scored / lists as usize).to_string(),
            format!("vacancies of {vacancies} that were scored to find {LIMIT} items"),
        );
        report
    }

    /// A base with nearly all vacancies and an overlay with the rest, in part newer versions of the base's.
    fn table(
        &self,
        corpus: &Corpus,
        vocabulary: &TableVocabulary,
        knowledge: &Arc<Knowledge>,
        folder: &Path,
    ) -> anyhow::Result<MatchTableReader> {
        let kept = KeptMatchTable::read(folder.join("snapshot"), "evaluate");
        let (mut sink, reader) = MatchTableSink::open(kept, Arc::clone(knowledge));
        let failed = |error| anyhow!("the match table: {error}");
        let late = self.vacancies / 50;
        for first in (0..self.vacancies).step_by(BATCH as usize) {
            let last = first.saturating_add(BATCH).min(self.vacancies);
            sink.apply(&batch(first..last, corpus, vocabulary)?)
                .map_err(failed)?;
        }
        sink.stop().map_err(failed)?;
        sink.apply(&batch(0..late, corpus, vocabulary)?).map_err(failed)?;
        sink.commit().map_err(failed)?;
        Ok(reader)
    }
}

fn batch(
    numbers: std::ops::Range<u32>,
    corpus: &Corpus,
    vocabulary: &TableVocabulary,
) -> anyhow::Result<ChangeBatch> {
    let up_to_seq = i64::from(numbers.end) + 1;
    let record = |number: u32| {
        let read = read_vacancy(&corpus.vacancy(number), vocabulary);
        let vacancy = read
            .ok()
            .with_context(|| format!("vacancy {number} is refused"))?
            .vacancy;
        Ok(Arc::new(VacancyRecord {
            id: VacancyId::from_uuid(Uuid::from_u128(u128::from(number) + 1)),
            organisation: OrganisationId::default_organisation(),
            version: 1,
            created_at: Timestamp::UNIX_EPOCH,
            updated_at: Timestamp::UNIX_EPOCH,
            vacancy,
        }))
    };
    let records: anyhow::Result<Vec<_>> = numbers.into_par_iter().map(record).collect();
    Ok(ChangeBatch {
        upserted_vacancies: records?,
        up_to_seq,
        ..ChangeBatch::default()
    })
}

fn compare(
    number: u32,
    corpus: &Corpus,
    vocabulary: &TableVocabulary,
    table: &dyn MatchTableView,
    rules: &Rules,
    knowledge: &Knowledge,
) -> anyhow::Result<Compared> {
    let read = read_jobseeker(&corpus.jobseeker(number), vocabulary);
    let seeker = read
        .ok()
        .with_context(|| format!("profile {number} is refused"))?
        .jobseeker;
    let plan = Plan::new(&seeker, rules.ruleset.axes, USUAL_DAY, rules, knowledge);
    let query = ListQuery {
        count_all: true,
        not_now: NOT_NOW,
        count_sole_failures: true,
        ..ListQuery::first(LIMIT, Filter::default())
    };
    let everything = table.list_by_scoring_all(&plan, &query);
    Ok(Compared::of(&table.list(&plan, &query), &everything))
}
