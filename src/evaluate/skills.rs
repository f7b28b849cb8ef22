//! Skills: how many the tables know, how well they are found in text, and how far nearness and relations agree with ESCO.

mod adverts;
mod esco;
mod sample;

pub use adverts::Advert;
pub use esco::{EscoError, EscoTexts};
pub use sample::SampleError;

use super::report::Report;
use crate::domain::language::Language;
use crate::taxonomy::{SkillKind, SkillReuse, Taxonomy};

/// Adds what can be counted in the tables alone.
pub fn count(taxonomy: &Taxonomy, report: &mut Report) {
    let skills = &taxonomy.skills;
    let share = |count: usize, of: usize| percent(count as f64, of as f64);
    report.figure(
        "skills",
        skills.len().to_string(),
        "rows of the table, groups included",
    );
    for &kind in SkillKind::ALL {
        let of_kind = skills.all().filter(|&skill| skills.kind(skill) == kind).count();
        report.figure(
            format!("kind {}", kind.code()),
            of_kind.to_string(),
            "skills of this kind",
        );
    }
    for &reuse in SkillReuse::ALL {
        let of_reuse = skills.all().filter(|&skill| skills.reuse(skill) == reuse).count();
        report.figure(
            format!("reuse {}", reuse.code()),
            of_reuse.to_string(),
            "skills that carry this far",
        );
    }
    let both = skills.all().filter(|&skill| {
        Language::ALL
            .iter()
            .all(|&language| !skills.label(skill, language).is_empty())
    });
    report.figure(
        "labels in Danish and English",
        share(both.count(), skills.len()),
        "share of skills with a label in both languages",
    );
    let names: usize = skills.all().map(|skill| skills.aliases(skill).len()).sum();
    report.figure("other names", names.to_string(), "aliases of all skills together");
    count_hierarchy(taxonomy, report);
    count_relations(taxonomy, report);
}

fn count_hierarchy(taxonomy: &Taxonomy, report: &mut Report) {
    let skills = &taxonomy.skills;
    let groups = skills.all().filter(|&skill| skills.is_group(skill)).count();
    report.figure(
        "groups",
        groups.to_string(),
        "skills that others are narrower than",
    );
    let several = skills
        .all()
        .filter(|&skill| skills.broader(skill).len() > 1)
        .count();
    report.figure(
        "several broader ones",
        several.to_string(),
        "skills with more than one broader skill",
    );
    let near: Vec<usize> = skills
        .all()
        .map(|skill| taxonomy.similarity.near(skill).len())
        .collect();
    let mean = near.iter().sum::<usize>() as f64 / (near.len().max(1)) as f64;
    report.figure(
        "near skills",
        format!("{mean:.1}"),
        "mean number that can stand in for a skill",
    );
}

fn count_relations(taxonomy: &Taxonomy, report: &mut Report) {
    let (occupations, relations) = (&taxonomy.occupations, &taxonomy.relations);
    let own: Vec<_> = occupations
        .all()
        .filter(|&occupation| {
            let listed = relations.essential(occupation).len() + relations.optional(occupation).len();
            !relations.is_inherited(occupation) && listed > 0
        })
        .collect();
    report.figure(
        "unit groups with relations",
        own.len().to_string(),
        "unit groups with rows of their own",
    );
    let essential: usize = own
        .iter()
        .map(|&occupation| relations.essential(occupation).len())
        .sum();
    let optional: usize = own
        .iter()
        .map(|&occupation| relations.optional(occupation).len())
        .sum();
    report.figure(
        "essential relations",
        essential.to_string(),
        "rows of those unit groups",
    );
    report.figure(
        "optional relations",
        optional.to_string(),
        "rows of those unit groups",
    );
    let unused = taxonomy
        .skills
        .all()
        .filter(|&skill| relations.listed_by(skill) == 0 && !taxonomy.skills.is_group(skill));
    report.figure(
        "skills no occupation lists",
        unused.count().to_string(),
        "groups left out",
    );
}

/// Adds how well the skills of invented sentences are found.
///
/// # Errors
/// [`SampleError`] if the sample cannot be read.
pub fn find_in_sample(taxonomy: &Taxonomy, sample: &str, report: &mut Report) -> Result<(), SampleError> {
    sample::evaluate(taxonomy, sample, report)
}

/// Adds how far nearness and relations agree with ESCO's.
///
/// # Errors
/// [`EscoError`] if a file lacks a column.
pub fn compare_with_esco(
    taxonomy: &Taxonomy,
    texts: &EscoTexts<'_>,
    report: &mut Report,
) -> Result<(), EscoError> {
    esco::evaluate(taxonomy, texts, report)
}

/// Adds how many skills real adverts name: counts alone, since nobody has marked what they should be.
pub fn count_in_adverts(taxonomy: &Taxonomy, adverts: &[Advert], report: &mut Report) {
    adverts::evaluate(taxonomy, adverts, report);
}

/// A share in percent, or a dash where there is nothing to divide by.
fn percent(part: f64, whole: f64) -> String {
    if whole > 0.0 {
        format!("{:.1} %", 100.0 * part / whole)
    } else {
        "-".to_owned()
    }
}

#[cfg(test)]
mod tests;
