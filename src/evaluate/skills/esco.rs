//! Nearness and relations against those of ESCO, for the skills that both know by the same words.

use super::super::report::Report;
use super::percent;
use crate::domain::codes::OccupationCode;
use crate::taxonomy::{OccupationIx, SkillIx, SkillKind, Taxonomy};
use std::collections::{BTreeMap, BTreeSet};

/// The text of the files of ESCO's release that are read.
#[derive(Debug, Clone, Copy)]
pub struct EscoTexts<'t> {
    /// `skills_en.csv`.
    pub skills: &'t str,
    /// `occupations_en.csv`.
    pub occupations: &'t str,
    /// `occupationSkillRelations.csv`.
    pub relations: &'t str,
    /// `broaderRelationsSkillPillar.csv`.
    pub broader: &'t str,
}

/// Why ESCO's files cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum EscoError {
    /// A column is missing.
    #[error("{file} has no column `{column}`")]
    Column {
        /// Which file.
        file: &'static str,
        /// Which column.
        column: &'static str,
    },
    /// A file is no CSV.
    #[error("{file} cannot be read")]
    Csv {
        /// Which file.
        file: &'static str,
        /// Why.
        #[source]
        source: csv::Error,
    },
}

/// The cells of the named columns, row by row.
fn rows<const N: usize>(
    file: &'static str,
    text: &str,
    columns: [&'static str; N],
) -> Result<Vec<[String; N]>, EscoError> {
    let failed = |source| EscoError::Csv { file, source };
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader.headers().map_err(failed)?.clone();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header
            .iter()
            .position(|name| name.trim_start_matches('\u{feff}') == column);
        *place = found.ok_or(EscoError::Column { file, column })?;
    }
    reader
        .records()
        .map(|record| {
            let record = record.map_err(failed)?;
            Ok(places.map(|place| record.get(place).unwrap_or_default().to_owned()))
        })
        .collect()
}

/// What ESCO says of the skills both know.
struct Esco {
    /// Our skills, by the concept of the same name.
    by_concept: BTreeMap<String, SkillIx>,
    /// Concepts and groups right above each of our skills, and those above these.
    above: BTreeMap<SkillIx, BTreeSet<String>>,
    /// The skills of the occupations of each unit group, and whether any finds it essential.
    wanted: BTreeMap<(OccupationIx, SkillIx), bool>,
    /// Unit groups ESCO has occupations of.
    unit_groups: BTreeSet<OccupationIx>,
}

impl Esco {
    fn read(taxonomy: &Taxonomy, texts: &EscoTexts<'_>) -> Result<Self, EscoError> {
        let by_concept = match_labels(taxonomy, texts.skills)?;
        let mut above: BTreeMap<SkillIx, BTreeSet<String>> = BTreeMap::new();
        let columns = ["conceptUri", "broaderUri"];
        for [concept, broader] in rows("broaderRelationsSkillPillar.csv", texts.broader, columns)? {
            if let Some(&skill) = by_concept.get(&concept) {
                above.entry(skill).or_default().insert(broader);
            }
        }
        let mut groups = BTreeMap::new();
        for [concept, group] in rows(
            "occupations_en.csv",
            texts.occupations,
            ["conceptUri", "iscoGroup"],
        )? {
            let group = OccupationCode::parse(&group).and_then(|code| taxonomy.occupations.ix(code));
            groups.extend(group.map(|group| (concept, group)));
        }
        let mut wanted = BTreeMap::new();
        let columns = ["occupationUri", "relationType", "skillUri"];
        for [occupation, relation, skill] in rows("occupationSkillRelations.csv", texts.relations, columns)? {
            if let (Some(&group), Some(&skill)) = (groups.get(&occupation), by_concept.get(&skill)) {
                *wanted.entry((group, skill)).or_default() |= relation == "essential";
            }
        }
        Ok(Self {
            by_concept,
            above,
            wanted,
            unit_groups: groups.into_values().collect(),
        })
    }
}

/// A concept matches the skill that its preferred label, or else one of its other labels, names in full and in any form;
/// each skill matches the first such concept of the file.
fn match_labels(taxonomy: &Taxonomy, text: &str) -> Result<BTreeMap<String, SkillIx>, EscoError> {
    let rows = rows(
        "skills_en.csv",
        text,
        ["conceptUri", "preferredLabel", "altLabels"],
    )?;
    let mut taken = BTreeSet::new();
    let mut matched = BTreeMap::new();
    for preferred in [true, false] {
        for [concept, label, others] in &rows {
            let labels = if preferred { label } else { others };
            if matched.contains_key(concept) {
                continue;
            }
            let mut named = labels.lines().filter_map(|label| named_in_full(taxonomy, label));
            if let Some(skill) = named.find(|skill| !taken.contains(skill)) {
                taken.insert(skill);
                matched.insert(concept.clone(), skill);
            }
        }
    }
    Ok(matched)
}

fn named_in_full(taxonomy: &Taxonomy, label: &str) -> Option<SkillIx> {
    let found = taxonomy.skills.find_in_text(label);
    let whole = found.first().filter(|found| found.bytes == (0..label.len()));
    whole.map(|found| found.skill)
}

pub(super) fn evaluate(
    taxonomy: &Taxonomy,
    texts: &EscoTexts<'_>,
    report: &mut Report,
) -> Result<(), EscoError> {
    let esco = Esco::read(taxonomy, texts)?;
    report.figure(
        "skills matched with ESCO",
        esco.by_concept.len().to_string(),
        "a preferred or other English label of ESCO is, in any form, a name of the skill",
    );
    compare_nearness(taxonomy, &esco, report);
    compare_relations(taxonomy, &esco, report);
    Ok(())
}

/// Whether near skills share a broader concept or group of ESCO more often than other pairs.
fn compare_nearness(taxonomy: &Taxonomy, esco: &Esco, report: &mut Report) {
    let plain = |&&skill: &&SkillIx| {
        let kind = taxonomy.skills.kind(skill);
        matches!(kind, SkillKind::Skill | SkillKind::Knowledge)
    };
    let known: Vec<SkillIx> = esco.above.keys().filter(plain).copied().collect();
    let (mut together, mut apart) = ([0_u64; 101], [0_u64; 101]);
    for (at, &one) in known.iter().enumerate() {
        for &other in &known[at + 1..] {
            let nearness = usize::from(taxonomy.similarity.between(one, other));
            let shared = !esco.above[&one].is_disjoint(&esco.above[&other]);
            let counts = if shared { &mut together } else { &mut apart };
            counts[nearness] += 1;
        }
    }
    let how = format!(
        "{} pairs of matched skills that share a broader concept or group of ESCO against {} that do not; ties count half",
        together.iter().sum::<u64>(),
        apart.iter().sum::<u64>()
    );
    report.figure("nearness against ESCO, AUC", auc(&together, &apart), how);
    let near = |counts: &[u64; 101]| counts[1..].iter().sum::<u64>() as f64;
    report.figure(
        "near pairs that ESCO groups together",
        percent(near(&together), near(&together) + near(&apart)),
        "of the pairs that can stand in for each other",
    );
    let all = |counts: &[u64; 101]| counts.iter().sum::<u64>() as f64;
    report.figure(
        "any pairs that ESCO groups together",
        percent(all(&together), all(&together) + all(&apart)),
        "the same of all pairs of matched skills",
    );
}

/// How often a pair of the first kind has the higher value.
fn auc(higher: &[u64; 101], lower: &[u64; 101]) -> String {
    let (mut won, mut below) = (0.0, 0.0);
    for (high, low) in higher.iter().zip(lower) {
        won += *high as f64 * (below + 0.5 * *low as f64);
        below += *low as f64;
    }
    let pairs = higher.iter().sum::<u64>() as f64 * below;
    if pairs > 0.0 {
        format!("{:.3}", won / pairs)
    } else {
        "-".to_owned()
    }
}

/// How many essential relations ESCO has as well, against what unit groups drawn at random would give.
fn compare_relations(taxonomy: &Taxonomy, esco: &Esco, report: &mut Report) {
    let matched: BTreeSet<SkillIx> = esco.by_concept.values().copied().collect();
    let (mut judged, mut confirmed, mut essential, mut by_chance) = (0_u32, 0_u32, 0_u32, 0.0);
    let groups_wanting = |skill: SkillIx| esco.wanted.keys().filter(|&&(_, wanted)| wanted == skill).count();
    let wanting: BTreeMap<SkillIx, usize> = matched
        .iter()
        .map(|&skill| (skill, groups_wanting(skill)))
        .collect();
    for &group in &esco.unit_groups {
        if taxonomy.relations.is_inherited(group) {
            continue;
        }
        for skill in taxonomy.relations.essential(group) {
            let Some(&groups) = wanting.get(skill) else {
                continue;
            };
            let relation = esco.wanted.get(&(group, *skill));
            judged += 1;
            confirmed += u32::from(relation.is_some());
            essential += u32::from(relation == Some(&true));
            by_chance += groups as f64 / esco.unit_groups.len().max(1) as f64;
        }
    }
    let of = format!("{judged} essential relations of unit groups whose skill is matched");
    let share = |part: f64| percent(part, f64::from(judged));
    report.figure("relations ESCO has too", share(f64::from(confirmed)), of.clone());
    report.figure(
        "relations ESCO finds essential too",
        share(f64::from(essential)),
        of,
    );
    report.figure(
        "relations ESCO would have by chance",
        share(by_chance),
        "the same if each unit group were any other",
    );
}
