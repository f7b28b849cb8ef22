//! Decisions about items of match lists.

use super::arguments::id_text;
use super::failure::unreadable;
use super::open::{SqlStore, now};
use super::remembered::{keep, recalled};
use super::rows::{moment_of, row_limit, uuid_of};
use crate::domain::decision::{ActorRole, Decision, DecisionKind, DecisionReason};
use crate::domain::ids::{DecisionId, JobseekerId, MatchId, OrganisationId, VacancyId};
use crate::ports::{
    DecisionOnce, DecisionOutcome, DecisionPage, Decisions, DecisionsOf, Remembered, StoreError,
};
use futures_util::future::BoxFuture;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, AssertSqlSafe, Row};

const COLUMNS: &str = "id, organisation_id, match_id, jobseeker_id, vacancy_id, kind, reason, role, rank, at";

impl Decisions for SqlStore {
    fn decide(
        &self,
        decision: Decision,
        once: Option<DecisionOnce>,
    ) -> BoxFuture<'_, Result<DecisionOutcome, StoreError>> {
        self.carry_out(|shared| async move {
            let mut transaction = shared.begin().await?;
            let (organisation, at) = (decision.organisation.clone(), now());
            if let Some(once) = &once
                && let Some(known) = recalled(&mut transaction, &organisation, &once.key, at).await?
            {
                let answer = known.answer_to(&once.body_hash);
                return Ok(answer.map_or(DecisionOutcome::OtherBody, DecisionOutcome::Answered));
            }
            if let Some(jobseeker) = decision.jobseeker
                && !is_kept(&mut transaction, jobseeker).await?
            {
                return Ok(DecisionOutcome::JobseekerErased);
            }
            insert(&mut transaction, &decision).await?;
            if let Some(DecisionOnce {
                key,
                body_hash,
                answer,
            }) = once
            {
                let remembered = Remembered {
                    body_hash,
                    answer,
                    record: decision.jobseeker.map(JobseekerId::uuid),
                };
                keep(&mut transaction, &organisation, &key, remembered, at).await?;
            }
            shared.commit_unlogged(transaction).await?;
            Ok(DecisionOutcome::Kept)
        })
    }

    fn decisions(
        &self,
        organisation: &OrganisationId,
        of: DecisionsOf,
        page: DecisionPage,
    ) -> BoxFuture<'_, Result<Vec<Decision>, StoreError>> {
        let organisation = organisation.clone();
        Box::pin(async move {
            let (column, id) = match of {
                DecisionsOf::Match(id) => ("match_id", id.uuid()),
                DecisionsOf::Jobseeker(id) => ("jobseeker_id", id.uuid()),
            };
            let sql = format!(
                "SELECT {COLUMNS} FROM decisions WHERE {column} = $1 AND organisation_id = $2 AND id > $3 \
                 ORDER BY id LIMIT $4"
            );
            let rows = sqlx::query(AssertSqlSafe(sql))
                .bind(id_text(id))
                .bind(organisation.as_str())
                .bind(after_text(page.after))
                .bind(row_limit(page.limit))
                .fetch_all(&self.shared.readers)
                .await?;
            rows.iter().map(decision_of).collect()
        })
    }

    fn standing_decisions(
        &self,
        after: Option<DecisionId>,
        limit: usize,
    ) -> BoxFuture<'_, Result<Vec<Decision>, StoreError>> {
        Box::pin(async move {
            let sql = format!(
                "SELECT {COLUMNS} FROM decisions WHERE standing = 1 AND id > $1 ORDER BY id LIMIT $2"
            );
            let rows = sqlx::query(AssertSqlSafe(sql))
                .bind(after_text(after))
                .bind(row_limit(limit))
                .fetch_all(&self.shared.readers)
                .await?;
            rows.iter().map(decision_of).collect()
        })
    }
}

fn after_text(after: Option<DecisionId>) -> String {
    after.map(|id| id_text(id.uuid())).unwrap_or_default()
}

async fn is_kept(connection: &mut AnyConnection, jobseeker: JobseekerId) -> Result<bool, StoreError> {
    let row = sqlx::query("SELECT 1 FROM jobseekers WHERE id = $1")
        .bind(id_text(jobseeker.uuid()))
        .fetch_optional(connection)
        .await?;
    Ok(row.is_some())
}

async fn insert(connection: &mut AnyConnection, decision: &Decision) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO decisions ({COLUMNS}, standing) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
    );
    sqlx::query(AssertSqlSafe(sql))
        .bind(id_text(decision.id.uuid()))
        .bind(decision.organisation.as_str())
        .bind(id_text(decision.match_id.uuid()))
        .bind(decision.jobseeker.map(|id| id_text(id.uuid())))
        .bind(id_text(decision.vacancy.uuid()))
        .bind(decision.kind.code())
        .bind(decision.reason.map(DecisionReason::code))
        .bind(decision.role.code())
        .bind(decision.rank.map(i64::from))
        .bind(decision.at.as_microsecond())
        .bind(i64::from(decision.kind.is_standing()))
        .execute(connection)
        .await?;
    Ok(())
}

fn decision_of(row: &AnyRow) -> Result<Decision, StoreError> {
    let jobseeker: Option<String> = row.try_get(3)?;
    let reason: Option<String> = row.try_get(6)?;
    let rank: Option<i64> = row.try_get(8)?;
    Ok(Decision {
        id: DecisionId::from_uuid(uuid_of(row, 0)?),
        organisation: OrganisationId::from_stored(row.try_get(1)?),
        match_id: MatchId::from_uuid(uuid_of(row, 2)?),
        jobseeker: jobseeker
            .map(|_| uuid_of(row, 3))
            .transpose()?
            .map(JobseekerId::from_uuid),
        vacancy: VacancyId::from_uuid(uuid_of(row, 4)?),
        kind: code_of(row.try_get(5)?, DecisionKind::from_code)?,
        reason: reason
            .map(|code| code_of(&code, DecisionReason::from_code))
            .transpose()?,
        role: code_of(row.try_get(7)?, ActorRole::from_code)?,
        rank: rank.and_then(|rank| u32::try_from(rank).ok()),
        at: moment_of(row, 9)?,
    })
}

fn code_of<T>(code: &str, from_code: impl Fn(&str) -> Option<T>) -> Result<T, StoreError> {
    from_code(code).ok_or_else(|| unreadable(format_args!("code {code} of a decision"), None))
}
