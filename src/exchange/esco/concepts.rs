//! Concepts of a release with their labels, one file for each language.

use super::files::{Found, Part, ReleaseFile};
use crate::domain::codes::OccupationCode;
use crate::domain::language::Language;
use crate::exchange::official::Problems;
use crate::exchange::official::rows::{Columns, Row, each_row, labels};
use crate::taxonomy::esco::release::{
    CONCEPTS, ConceptNames, ConceptSort, OtherName, ReleaseOccupation, ReleaseSkill,
};
use crate::taxonomy::skills::SkillReuse;
use std::collections::HashMap;

/// Release v1.0 has neither codes nor most of the other columns.
const HINT: &str = "Releases from v1.1 on have it";

/// Rows of one sort, ordered by address, with the place of each.
#[derive(Debug)]
pub(crate) struct Listed<T> {
    pub(crate) rows: Vec<T>,
    places: HashMap<String, u32>,
}

impl<T> Listed<T> {
    /// The place of a concept by its address after [`CONCEPTS`].
    pub(crate) fn place(&self, uri: &str) -> Option<u32> {
        self.places.get(uri).copied()
    }
}

/// All concepts.
#[derive(Debug)]
pub(crate) struct Concepts {
    pub(crate) occupations: Listed<ReleaseOccupation>,
    pub(crate) skills: Listed<ReleaseSkill>,
    pub(crate) unit_groups: Listed<(OccupationCode, ConceptNames)>,
    pub(crate) labels_without_concept: usize,
}

/// What the first file of a part says of a concept.
struct Concept<'f> {
    uri: String,
    file: &'f str,
    line: u64,
    names: ConceptNames,
    /// The cells of the columns that only this part has.
    own: [String; 2],
}

impl Concepts {
    pub(crate) fn read(
        found: &Found,
        is_unit_group: &dyn Fn(OccupationCode) -> bool,
        problems: &mut Problems,
    ) -> Self {
        let mut labels_without_concept = 0;
        let mut read = |part: Part, own: [&'static str; 2], concept_type: &str, problems: &mut Problems| {
            let reading = Reading {
                part,
                own,
                concept_type,
            };
            reading.all(found, &mut labels_without_concept, problems)
        };
        let occupations = read(Part::Occupations, ["iscoGroup", "code"], "Occupation", problems);
        let skills = read(
            Part::Skills,
            ["skillType", "reuseLevel"],
            "KnowledgeSkillCompetence",
            problems,
        );
        let groups = read(Part::SkillGroups, ["code", "status"], "SkillGroup", problems);
        let unit_groups = read(Part::UnitGroups, ["code", "status"], "ISCOGroup", problems);

        let mut skills: Vec<Located<'_, ReleaseSkill>> = skills
            .into_iter()
            .filter_map(|row| skill(row, problems))
            .collect();
        skills.extend(groups.into_iter().map(group));
        let occupations = occupations
            .into_iter()
            .filter_map(|row| occupation(row, is_unit_group, problems));
        let unit_groups = unit_groups.into_iter().filter_map(|row| {
            let code = OccupationCode::parse(&row.own[0])?;
            Some(Located {
                uri: row.uri,
                file: row.file,
                line: row.line,
                row: (code, row.names),
            })
        });
        Self {
            occupations: listed(occupations.collect(), problems),
            skills: listed(skills, problems),
            unit_groups: listed(unit_groups.collect(), problems),
            labels_without_concept,
        }
    }

    /// The languages that preferred labels of occupations come in.
    pub(crate) fn languages(&self) -> Vec<Language> {
        let has = |language: &&Language| {
            let mut rows = self.occupations.rows.iter();
            rows.any(|row| row.names.preferred(**language).is_some())
        };
        Language::ALL.iter().filter(has).copied().collect()
    }

    /// The names of the concept with this address, if the release has it.
    pub(crate) fn names_mut(&mut self, uri: &str) -> Option<&mut ConceptNames> {
        if let Some(place) = self.occupations.place(uri) {
            return Some(&mut self.occupations.rows[place as usize].names);
        }
        if let Some(place) = self.unit_groups.place(uri) {
            return Some(&mut self.unit_groups.rows[place as usize].1);
        }
        let place = self.skills.place(uri)?;
        Some(&mut self.skills.rows[place as usize].names)
    }
}

/// A row that remembers where it stood.
struct Located<'f, T> {
    uri: String,
    file: &'f str,
    line: u64,
    row: T,
}

fn listed<T>(mut rows: Vec<Located<'_, T>>, problems: &mut Problems) -> Listed<T> {
    rows.sort_by(|one, other| (&one.uri, one.line).cmp(&(&other.uri, other.line)));
    let mut list = Listed {
        rows: Vec::with_capacity(rows.len()),
        places: HashMap::with_capacity(rows.len()),
    };
    let mut first_line = 0;
    for located in rows {
        if list.places.contains_key(&located.uri) {
            let message = format!(
                "`{CONCEPTS}{}` stands twice, first in line {first_line}",
                located.uri
            );
            problems.add(located.file, located.line, "conceptUri", message);
            continue;
        }
        first_line = located.line;
        list.places.insert(located.uri, list.rows.len() as u32);
        list.rows.push(located.row);
    }
    list
}

struct Reading<'a> {
    part: Part,
    own: [&'static str; 2],
    concept_type: &'a str,
}

impl Reading<'_> {
    /// The concepts of the English file, else of the Danish one, with the labels of both.
    fn all<'f>(
        &self,
        found: &'f Found,
        without_concept: &mut usize,
        problems: &mut Problems,
    ) -> Vec<Concept<'f>> {
        let file = |language: Language| {
            let mut files = found.files.iter();
            files.find(|file| file.part == self.part && file.language == language.code())
        };
        let mut concepts: Vec<Concept<'f>> = Vec::new();
        let mut is_first = true;
        for language in [Language::English, Language::Danish] {
            let Some(file) = file(language) else { continue };
            if is_first {
                self.file(file, problems, |concept| concepts.push(concept), language);
                is_first = false;
                continue;
            }
            let places: HashMap<String, usize> = (0..)
                .zip(&concepts)
                .map(|(place, concept)| (concept.uri.clone(), place))
                .collect();
            let mut more = Vec::new();
            self.file(file, problems, |concept| more.push(concept), language);
            for concept in more {
                match places.get(&concept.uri) {
                    Some(&place) => concepts[place].names.add_all(concept.names),
                    None => *without_concept += 1,
                }
            }
        }
        concepts
    }

    fn file<'f>(
        &self,
        file: &'f ReleaseFile,
        problems: &mut Problems,
        mut keep: impl FnMut(Concept<'f>),
        language: Language,
    ) {
        let columns = Columns {
            needed: &[
                "conceptType",
                "conceptUri",
                "preferredLabel",
                "altLabels",
                self.own[0],
                self.own[1],
            ],
            welcome: &["hiddenLabels", "status"],
            hint: HINT,
        };
        each_row(
            &file.name,
            &file.text,
            b',',
            &columns,
            problems,
            |row, problems| {
                let concept_type = row.cell(0);
                if concept_type != self.concept_type {
                    let message = format!("`{concept_type}`, expected `{}`", self.concept_type);
                    return problems.add(&file.name, row.line, "conceptType", message);
                }
                let Some(uri) = row.cell(1).strip_prefix(CONCEPTS).filter(|rest| !rest.is_empty()) else {
                    let message = format!("`{}` is no address below {CONCEPTS}", row.cell(1));
                    return problems.add(&file.name, row.line, "conceptUri", message);
                };
                if !matches!(row.cell(7), "" | "released") {
                    return;
                }
                if row.cell(2).is_empty() {
                    return problems.add(
                        &file.name,
                        row.line,
                        "preferredLabel",
                        format!("`{uri}` has no label"),
                    );
                }
                keep(Concept {
                    uri: uri.to_owned(),
                    file: &file.name,
                    line: row.line,
                    names: names(row, language),
                    own: [row.cell(4).to_owned(), row.cell(5).to_owned()],
                });
            },
        );
    }
}

fn names(row: &Row<'_>, language: Language) -> ConceptNames {
    let mut names = ConceptNames::default();
    names.add(row.cell(2), language);
    for text in labels(row.cell(3)).chain(labels(row.cell(6))) {
        names.add(text, language);
    }
    names
}

fn skill<'f>(row: Concept<'f>, problems: &mut Problems) -> Option<Located<'f, ReleaseSkill>> {
    let [sort, reuse] = &row.own;
    let sort = match sort.as_str() {
        // A few headings of the digital competences have no type.
        "skill/competence" | "" => Some(ConceptSort::Skill),
        "knowledge" => Some(ConceptSort::Knowledge),
        other => {
            let message = format!("`{other}`, expected `skill/competence` or `knowledge`");
            problems.add(row.file, row.line, "skillType", message);
            None
        }
    };
    let known_reuse = match reuse.as_str() {
        "" => Some(None),
        "occupation-specific" => Some(Some(SkillReuse::Occupation)),
        "sector-specific" => Some(Some(SkillReuse::Sector)),
        "cross-sector" => Some(Some(SkillReuse::Cross)),
        "transversal" => Some(Some(SkillReuse::Transversal)),
        other => {
            let message = format!(
                "`{other}`, expected `occupation-specific`, `sector-specific`, `cross-sector` or `transversal`"
            );
            problems.add(row.file, row.line, "reuseLevel", message);
            None
        }
    };
    let (sort, reuse) = (sort?, known_reuse?);
    Some(Located {
        uri: row.uri.clone(),
        file: row.file,
        line: row.line,
        row: ReleaseSkill {
            uri: row.uri,
            sort,
            code: String::new(),
            reuse,
            names: row.names,
            broader: Vec::new(),
        },
    })
}

fn group(row: Concept<'_>) -> Located<'_, ReleaseSkill> {
    let [code, _] = row.own;
    Located {
        uri: row.uri.clone(),
        file: row.file,
        line: row.line,
        row: ReleaseSkill {
            uri: row.uri,
            sort: ConceptSort::Group,
            code,
            reuse: None,
            names: row.names,
            broader: Vec::new(),
        },
    }
}

fn occupation<'f>(
    row: Concept<'f>,
    is_unit_group: &dyn Fn(OccupationCode) -> bool,
    problems: &mut Problems,
) -> Option<Located<'f, ReleaseOccupation>> {
    let [isco, code] = &row.own;
    let Some(unit_group) = OccupationCode::parse(isco).filter(|&known| is_unit_group(known)) else {
        let message = format!("`{isco}` is no unit group of ISCO-08 (four digits, for instance 5223)");
        problems.add(row.file, row.line, "iscoGroup", message);
        return None;
    };
    Some(Located {
        uri: row.uri.clone(),
        file: row.file,
        line: row.line,
        row: ReleaseOccupation {
            code: code.clone(),
            unit_group,
            names: row.names,
            skills: Vec::new(),
            uri: row.uri,
        },
    })
}

impl ConceptNames {
    /// Adds a label: the first of a language is the preferred one.
    pub(super) fn add(&mut self, text: &str, language: Language) {
        let preferred = match language {
            Language::Danish => &mut self.danish,
            Language::English => &mut self.english,
        };
        match preferred {
            None => *preferred = Some(text.to_owned()),
            Some(same) if same == text => {}
            Some(_) => {
                let known = self.others.iter();
                if !known
                    .clone()
                    .any(|other| other.language == language && other.text == text)
                {
                    self.others.push(OtherName {
                        text: text.to_owned(),
                        language,
                    });
                }
            }
        }
    }

    fn add_all(&mut self, more: Self) {
        for language in Language::ALL {
            if let Some(text) = more.preferred(*language) {
                self.add(text, *language);
            }
        }
        for other in more.others {
            self.add(&other.text, other.language);
        }
    }
}
