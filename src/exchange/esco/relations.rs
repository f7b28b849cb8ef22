//! How the concepts of a release hang together.

use super::concepts::{Concepts, Listed};
use super::files::{Found, Part, ReleaseFile};
use super::rings::{Edge, rings};
use crate::exchange::official::Problems;
use crate::exchange::official::rows::{Columns, each_row};
use crate::taxonomy::esco::release::{CONCEPTS, Skipped};
use crate::taxonomy::relations::Relation;

/// Release v1.0 lays its files out otherwise.
const HINT: &str = "Releases from v1.1 on have it";

/// What was read, and what was left out since an end of it is not in the release.
#[derive(Debug, Default)]
pub(super) struct Related {
    pub(super) relations: usize,
    pub(super) skipped: Vec<Skipped>,
}

impl Related {
    fn note_skipped(&mut self, file: &str, relations: usize) {
        if relations > 0 {
            self.skipped.push(Skipped {
                file: file.to_owned(),
                relations,
            });
        }
    }
}

pub(super) fn read(found: &Found, concepts: &mut Concepts, problems: &mut Problems) -> Related {
    let mut related = Related::default();
    let file = |part: Part| found.files.iter().find(|file| file.part == part);
    if let Some(file) = file(Part::OccupationSkills) {
        wanted_skills(file, concepts, &mut related, problems);
    }
    if let Some(file) = file(Part::BroaderSkills) {
        let read = Pillar {
            file,
            list: &concepts.skills,
            other_ends: &[],
        };
        let edges = read.edges(&mut related, problems);
        for edge in edges {
            let broader = &mut concepts.skills.rows[edge.from as usize].broader;
            if let Err(place) = broader.binary_search(&edge.to) {
                broader.insert(place, edge.to);
            }
        }
    }
    if let Some(file) = file(Part::BroaderOccupations) {
        // Only checked: the unit group of each occupation says what answers need.
        Pillar {
            file,
            list: &concepts.occupations,
            other_ends: &["isco/"],
        }
        .edges(&mut related, problems);
    }
    related
}

fn wanted_skills(
    file: &ReleaseFile,
    concepts: &mut Concepts,
    related: &mut Related,
    problems: &mut Problems,
) {
    let columns = Columns {
        needed: &["occupationUri", "relationType", "skillUri"],
        welcome: &[],
        hint: HINT,
    };
    let mut skipped = 0;
    each_row(
        &file.name,
        &file.text,
        b',',
        &columns,
        problems,
        |row, problems| {
            let Some(relation) = Relation::from_code(row.cell(1)) else {
                let message = format!("`{}`, expected `essential` or `optional`", row.cell(1));
                return problems.add(&file.name, row.line, "relationType", message);
            };
            let Some(occupation) = tail(row.cell(0), file, row.line, "occupationUri", problems) else {
                return;
            };
            let Some(skill) = tail(row.cell(2), file, row.line, "skillUri", problems) else {
                return;
            };
            let ends = (
                concepts.occupations.place(occupation),
                concepts.skills.place(skill),
            );
            let (Some(occupation), Some(skill)) = ends else {
                skipped += 1;
                return;
            };
            concepts.occupations.rows[occupation as usize]
                .skills
                .push((skill, relation));
            related.relations += 1;
        },
    );
    for occupation in &mut concepts.occupations.rows {
        // Essential before optional, so that it is the one that stays where a skill is listed as both.
        occupation
            .skills
            .sort_unstable_by_key(|&(skill, relation)| (skill, relation == Relation::Optional));
        occupation.skills.dedup_by_key(|&mut (skill, _)| skill);
    }
    related.note_skipped(&file.name, skipped);
}

fn tail<'c>(
    uri: &'c str,
    file: &ReleaseFile,
    line: u64,
    column: &'static str,
    problems: &mut Problems,
) -> Option<&'c str> {
    let tail = uri.strip_prefix(CONCEPTS);
    if tail.is_none() {
        problems.add(
            &file.name,
            line,
            column,
            format!("`{uri}` is no address below {CONCEPTS}"),
        );
    }
    tail
}

/// A file of broader concepts.
struct Pillar<'a, T> {
    file: &'a ReleaseFile,
    list: &'a Listed<T>,
    /// Beginnings of addresses that concepts of another sort have, which are neither read nor missing.
    other_ends: &'a [&'a str],
}

impl<T> Pillar<'_, T> {
    /// From narrower to broader concepts; a ring is a problem.
    fn edges(&self, related: &mut Related, problems: &mut Problems) -> Vec<Edge> {
        let file = self.file;
        let columns = Columns {
            needed: &["conceptUri", "broaderUri"],
            welcome: &[],
            hint: HINT,
        };
        let mut edges = Vec::new();
        let mut names: Vec<(u32, String)> = Vec::new();
        let mut skipped = 0;
        each_row(
            &file.name,
            &file.text,
            b',',
            &columns,
            problems,
            |row, problems| {
                let narrower = tail(row.cell(0), file, row.line, "conceptUri", problems);
                let broader = tail(row.cell(1), file, row.line, "broaderUri", problems);
                let (Some(narrower), Some(broader)) = (narrower, broader) else {
                    return;
                };
                let is_other = |end: &str| self.other_ends.iter().any(|start| end.starts_with(start));
                match (self.list.place(narrower), self.list.place(broader)) {
                    (Some(from), Some(to)) => {
                        edges.push(Edge {
                            from,
                            to,
                            line: row.line,
                        });
                        names.push((from, narrower.to_owned()));
                    }
                    (Some(_), None) if is_other(broader) => {}
                    _ if is_other(narrower) => {}
                    _ => skipped += 1,
                }
            },
        );
        names.sort_unstable();
        let name = |place: u32| {
            let at = names.binary_search_by_key(&place, |known| known.0);
            at.map_or("", |at| names[at].1.as_str())
        };
        for ring in rings(self.list.rows.len(), &edges) {
            let path: Vec<&str> = ring.members.iter().map(|&member| name(member)).collect();
            let message = format!("closes a ring of broader concepts: {}", path.join(" → "));
            problems.add(&file.name, ring.line, "broaderUri", message);
        }
        related.note_skipped(&file.name, skipped);
        edges
    }
}
