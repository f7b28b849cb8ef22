//! The store against real files.

mod durability;
mod erasing;
mod following;
mod match_records;
mod outcomes;
mod remembering;
mod speed;

use super::{SqlStore, StoreOptions};
use crate::domain::ids::{OrganisationId, SourceKey, VacancyId};
use crate::domain::jobseeker::Jobseeker;
use crate::domain::vacancy::Vacancy;
use crate::ports::{JobseekerWrite, Records, VacancyWrite, WriteAddress, WriteOutcome};
use std::path::Path;
use tempfile::TempDir;

/// A store in a directory that goes with it.
struct Fixture {
    store: SqlStore,
    directory: TempDir,
}

impl Fixture {
    async fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let store = open(directory.path()).await;
        Self { store, directory }
    }
}

async fn open(directory: &Path) -> SqlStore {
    let path = directory.join("new folder").join("records #1?.db");
    SqlStore::open_sqlite(&path, &StoreOptions::default())
        .await
        .unwrap()
}

/// Whether any file of the store holds the text.
fn files_hold(directory: &Path, text: &str) -> bool {
    std::fs::read_dir(directory.join("new folder"))
        .unwrap()
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .any(|bytes| bytes.windows(text.len()).any(|window| window == text.as_bytes()))
}

fn organisation() -> OrganisationId {
    OrganisationId::default_organisation()
}

fn other_organisation() -> OrganisationId {
    OrganisationId::from_stored("org_other".to_owned())
}

fn key(external_id: &str) -> SourceKey {
    SourceKey {
        source: "akasse".to_owned(),
        external_id: external_id.to_owned(),
    }
}

/// An open vacancy as a sender would fill it, about 1.5 kB as JSON.
fn vacancy(title: &str) -> Vacancy {
    let body = serde_json::json!({
        "source_key": null, "title": title,
        "description": "Du modtager varer, plukker ordrer og pakker paller sammen med otte kolleger. ".repeat(2),
        "employer": {"name": "Fiktiv Logistik ApS", "cvr": "12345678", "industry": "52", "ordinary_fte": 24.5},
        "occupation": "4321", "occupation_origin": "Given", "occupation_label": null,
        "positions": 3, "status": "open", "publish_from": "2026-11-20", "origin": "own",
        "offers": [{"form": "ordinary_job", "hours": {"min": 1800, "max": 2220}, "start": "2026-12-01", "end": null,
            "duration_weeks": null, "places": 3, "preapproved": false, "schedule": null,
            "hours_plan": {"start": 1800, "target": 2220, "ramp_weeks": 8}, "paid_hours": null,
            "internship_hours": null, "hire_intent": true}],
        "schedule": {"shifts": [{"days": 31, "from": 420, "to": 900}], "rota": null},
        "workplace": {"postcode": "5220", "lat": 55.37, "lon": 10.44, "remote_days_per_week": 0},
        "requirements": {"skills": [{"skill": "drive_forklift", "importance": "essential"},
                {"skill": "stock_control", "importance": "optional"}],
            "licences": ["B"], "certificates": ["truck_b"],
            "languages": [{"language": "da", "level": "B1"}]},
        "demands": [{"code": "standing", "kg": null}, {"code": "heavy_lifting", "kg": 12}],
        "accommodations_offered": ["lifting_aid"], "mentor": true, "buddy": false, "on_site_danish": false,
        "work_culture_intro": false, "introduction_days": 5, "licence_support": [],
        "apply_by": "2026-12-15", "contact_url": "https://example.org/job"
    });
    serde_json::from_value(body).unwrap()
}

fn new(title: &str) -> VacancyWrite {
    VacancyWrite {
        address: WriteAddress::New,
        vacancy: vacancy(title),
        expected_version: None,
    }
}

fn by_source(external_id: &str, title: &str) -> VacancyWrite {
    VacancyWrite {
        address: WriteAddress::BySource(key(external_id)),
        ..new(title)
    }
}

fn by_id(id: VacancyId, title: &str) -> VacancyWrite {
    VacancyWrite {
        address: WriteAddress::ById(id),
        ..new(title)
    }
}

fn jobseeker(plan_ref: &str) -> JobseekerWrite {
    JobseekerWrite {
        address: WriteAddress::New,
        jobseeker: Jobseeker {
            plan_ref: Some(plan_ref.to_owned()),
            ..Jobseeker::default()
        },
        source_key: None,
        reference_hash: Some("hash-of-case".to_owned()),
        expected_version: None,
    }
}

/// Writes one vacancy.
async fn put(store: &SqlStore, write: VacancyWrite) -> WriteOutcome<VacancyId> {
    let outcomes = store.put_vacancies(&organisation(), vec![write]).await.unwrap();
    assert_eq!(outcomes.len(), 1);
    outcomes[0]
}

/// Writes a vacancy that must be new.
async fn create(store: &SqlStore, write: VacancyWrite) -> VacancyId {
    match put(store, write).await {
        WriteOutcome::Created { id, version: 1, .. } => id,
        other => panic!("not created: {other:?}"),
    }
}
