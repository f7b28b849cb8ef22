//! Reads the public data about skills and adverts.

use super::public_data::PublicData;
use anyhow::Context;
use foothold::app::Tables;
use foothold::evaluate::report::Report;
use foothold::evaluate::skills::{self, Advert, EscoTexts};
use foothold::exchange::html::to_plain_text;
use foothold::matching::knowledge::Knowledge;
use foothold::taxonomy::{Taxonomy, TaxonomyFiles};
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

const SENTENCES: &str = include_str!("../../../fixtures/evaluation/skill_texts.toml");
const ESCO: &str = "esco-v1.1.1-en";
const ADVERTS: &str = "jobnet-sample-2021";

/// The figures over these tables; data sets that are not in `data` are named and left out.
pub(super) fn report(data: &PublicData, tables: &Tables, knowledge: &Knowledge) -> anyhow::Result<Report> {
    let taxonomy = &knowledge.taxonomy;
    let mut report = Report::new("skills, tables in force");
    skills::count(taxonomy, &mut report);
    time_loading(tables, &mut report)?;
    skills::find_in_sample(taxonomy, SENTENCES, &mut report)?;
    compare_with_esco(data, taxonomy, &mut report)?;
    let adverts = adverts(&data.path(ADVERTS))?;
    if adverts.is_empty() {
        report.case(format!(
            "{} is not there; its figures are left out",
            data.path(ADVERTS).display()
        ));
    } else {
        let started = Instant::now();
        skills::count_in_adverts(taxonomy, &adverts, &mut report);
        let characters: usize = adverts.iter().map(|advert| advert.text.len()).sum();
        let per_thousand = started.elapsed().as_secs_f64() * 1e9 / characters.max(1) as f64;
        report.figure(
            "time to find skills",
            format!("{per_thousand:.0} µs"),
            "mean for 1,000 bytes of those adverts",
        );
    }
    Ok(report)
}

fn compare_with_esco(data: &PublicData, taxonomy: &Taxonomy, report: &mut Report) -> anyhow::Result<()> {
    let text = |name: &str| data.zipped(ESCO, name);
    let (Some(skills), Some(occupations), Some(relations), Some(broader)) = (
        text("skills_en.csv")?,
        text("occupations_en.csv")?,
        text("occupationSkillRelations.csv")?,
        text("broaderRelationsSkillPillar.csv")?,
    ) else {
        report.case(format!(
            "{} is not there; its figures are left out",
            data.path(ESCO).display()
        ));
        return Ok(());
    };
    let texts = EscoTexts {
        skills: &skills,
        occupations: &occupations,
        relations: &relations,
        broader: &broader,
    };
    Ok(skills::compare_with_esco(taxonomy, &texts, report)?)
}

fn time_loading(tables: &Tables, report: &mut Report) -> anyhow::Result<()> {
    let files = TaxonomyFiles::from_names(|name| tables.find(&format!("taxonomy/{name}")))?;
    let started = Instant::now();
    let taxonomy = Taxonomy::load(&files, tables.imported())?;
    let all = started.elapsed();
    let started = Instant::now();
    let _ = taxonomy.learn_similarity();
    let similarity = started.elapsed();
    let milliseconds = |time: std::time::Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    report.figure(
        "time to load the taxonomy",
        milliseconds(all),
        "all tables read and joined, with what was imported, once",
    );
    report.figure(
        "time for nearness",
        milliseconds(similarity),
        "vectors and near lists, part of the above",
    );
    Ok(())
}

/// The adverts of the result pages and the detail records, each once.
fn adverts(folder: &Path) -> anyhow::Result<Vec<Advert>> {
    let mut files = Vec::new();
    for folder in [folder.to_owned(), folder.join("details")] {
        if folder.is_dir() {
            for entry in std::fs::read_dir(&folder)? {
                files.push(entry?.path());
            }
        }
    }
    files.sort();
    let mut adverts: BTreeMap<String, Advert> = BTreeMap::new();
    for path in files
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
    {
        let text =
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        let answer: Value =
            serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))?;
        let listed = answer["JobPositionPostings"].as_array().into_iter().flatten();
        for posting in listed {
            add(&mut adverts, &posting["Title"], &posting["Presentation"]);
        }
        let detail = &answer["JobPositionPosting"]["JobPositionInformation"];
        add(&mut adverts, &detail["PositionTitle"], &detail["Purpose"]);
    }
    Ok(adverts.into_values().collect())
}

/// Keeps the longer text where an advert comes twice.
fn add(adverts: &mut BTreeMap<String, Advert>, title: &Value, html: &Value) {
    let (Some(title), Some(html)) = (title.as_str(), html.as_str()) else {
        return;
    };
    let advert = Advert {
        title: title.to_owned(),
        text: to_plain_text(html),
    };
    let known = adverts.entry(title.to_owned()).or_insert_with(|| advert.clone());
    if known.text.len() < advert.text.len() {
        *known = advert;
    }
}
