//! Joins a release with the tables of the house.

use super::kinds::kinds;
use super::release::{ConceptNames, ConceptSort, EscoRelease, ReleaseSkill};
use super::tables::{EscoAbout, EscoTables, MergedSkill, NewOccupation, NewSkill, Told};
use super::unit_groups;
use crate::domain::language::Language;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::normalise::fold;
use crate::taxonomy::relations::Relation;
use crate::taxonomy::skills::{SkillIx, SkillKind, SkillReuse, Skills};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Skills are numbered with 16 bits, and the numbers after them are certificates'.
const MOST_SKILLS: usize = 60_000;

/// Why a release cannot be joined with the tables.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    /// More skills or occupations than can be numbered.
    #[error("{skills} skills and {occupations} occupations are more than the {MOST_SKILLS} of each that fit")]
    TooMany {
        /// Skills of the house and the release.
        skills: usize,
        /// Occupations of the release.
        occupations: usize,
    },
}

/// What `release` adds to `house`, tables that were read without a release.
///
/// # Errors
/// [`MergeError::TooMany`].
pub fn merge(release: &EscoRelease, house: &Taxonomy) -> Result<EscoTables, MergeError> {
    let kinds = kinds(&release.skills);
    let same = same_skills(&house.skills, &release.skills, &kinds);
    let total = house.skills.len() + release.skills.len() - same.len();
    if total > MOST_SKILLS || release.occupations.len() > MOST_SKILLS {
        return Err(MergeError::TooMany {
            skills: total,
            occupations: release.occupations.len(),
        });
    }
    let places = places(&house.skills, release.skills.len(), &same);
    let free = FreeNames::new(&house.skills, &release.skills, &places);
    let mut tables = EscoTables {
        about: about(release, same.len()),
        ..EscoTables::default()
    };
    for ((skill, &place), &kind) in release.skills.iter().zip(&places).zip(&kinds) {
        let mut broader: Vec<SkillIx> = skill
            .broader
            .iter()
            .map(|&above| places[above as usize])
            .collect();
        broader.sort_unstable();
        broader.dedup();
        broader.retain(|&above| above != place);
        let aliases = free.aliases(&skill.names, place);
        if place.at() < house.skills.len() {
            let uri = skill.uri.clone();
            tables.merged.push(MergedSkill {
                skill: place,
                uri,
                aliases,
                broader,
            });
        } else {
            tables.skills.push(new_skill(skill, kind, aliases, broader));
        }
    }
    tables.merged.sort_by_key(|merged| merged.skill);
    leave_out_rings(&mut tables, &house.skills);
    add_occupations(&mut tables, release, house, &places);
    Ok(tables)
}

fn about(release: &EscoRelease, merged: usize) -> EscoAbout {
    let groups = release
        .skills
        .iter()
        .filter(|skill| skill.sort == ConceptSort::Group)
        .count();
    EscoAbout {
        version: release.version.clone().unwrap_or_default(),
        languages: release
            .languages
            .iter()
            .map(|language| language.code().to_owned())
            .collect(),
        occupations: release.occupations.len() as u32,
        skills: (release.skills.len() - groups) as u32,
        groups: groups as u32,
        relations: release.relations as u32,
        skipped: release
            .skipped
            .iter()
            .map(|skipped| (skipped.file.clone(), skipped.relations as u32))
            .collect(),
        merged: merged as u32,
        labels_without_concept: release.labels_without_concept as u32,
    }
}

fn new_skill(skill: &ReleaseSkill, kind: SkillKind, aliases: Vec<String>, broader: Vec<SkillIx>) -> NewSkill {
    let tail = skill.uri.strip_prefix("skill/").unwrap_or(&skill.uri);
    NewSkill {
        id: format!("esco:{}", tail.replace('/', "-")),
        uri: skill.uri.clone(),
        kind,
        reuse: skill.reuse.unwrap_or(SkillReuse::Cross),
        is_heading: skill.sort == ConceptSort::Group,
        danish: skill.names.danish.clone().unwrap_or_default(),
        english: skill.names.english.clone().unwrap_or_default(),
        aliases,
        broader,
    }
}

/// Where each concept stands among all skills: with its skill of the house, else after them in order.
fn places(house: &Skills, concepts: usize, same: &BTreeMap<usize, SkillIx>) -> Vec<SkillIx> {
    let mut next = house.len() as u16;
    let mut place = |concept: usize| {
        same.get(&concept).copied().unwrap_or_else(|| {
            next += 1;
            SkillIx(next - 1)
        })
    };
    (0..concepts).map(&mut place).collect()
}

/// Concepts by place, each with the skill of the house that says the same, of no third.
///
/// First those with the same preferred name in a language. Then, headings left aside, those that share two names, or
/// are of one kind with the label of the skill among the alternative names of the concept: other single names often are
/// those of a tool or a neighbour. Kinds agree in any case.
fn same_skills(house: &Skills, concepts: &[ReleaseSkill], kinds: &[SkillKind]) -> BTreeMap<usize, SkillIx> {
    let names = HouseNames::of(house);
    let mut same: BTreeMap<usize, SkillIx> = BTreeMap::new();
    for by_preferred in [true, false] {
        let mut candidates: Vec<(usize, SkillIx)> = Vec::new();
        for (place, concept) in concepts.iter().enumerate() {
            let is_heading = concept.sort == ConceptSort::Group;
            if same.contains_key(&place) || is_heading && !by_preferred {
                continue;
            }
            let kind = kinds[place];
            let mut found = if by_preferred {
                names.same_preferred(&concept.names)
            } else {
                names.nearly_same(house, &concept.names, kind)
            };
            found.retain(|&skill| agree(house.kind(skill), kind));
            candidates.extend(found.into_iter().map(|skill| (place, skill)));
        }
        keep_unambiguous(&candidates, &mut same);
    }
    same
}

/// The names of the house: labels by language, and all names of each skill.
struct HouseNames {
    labels: HashMap<(Language, String), Vec<SkillIx>>,
    all: HashMap<String, Vec<SkillIx>>,
}

impl HouseNames {
    fn of(house: &Skills) -> Self {
        let mut names = Self {
            labels: HashMap::new(),
            all: HashMap::new(),
        };
        let note = |holders: &mut Vec<SkillIx>, skill| {
            if !holders.contains(&skill) {
                holders.push(skill);
            }
        };
        for skill in house.all() {
            for &language in Language::ALL {
                let folded = fold(house.label(skill, language));
                note(names.labels.entry((language, folded.clone())).or_default(), skill);
                note(names.all.entry(folded).or_default(), skill);
            }
            for alias in house.aliases(skill) {
                note(names.all.entry(fold(alias)).or_default(), skill);
            }
        }
        names
    }

    fn with_label(&self, language: Language, text: &str) -> &[SkillIx] {
        self.labels
            .get(&(language, fold(text)))
            .map_or(&[], Vec::as_slice)
    }

    fn same_preferred(&self, names: &ConceptNames) -> Vec<SkillIx> {
        let preferred = Language::ALL
            .iter()
            .filter_map(|&language| Some((language, names.preferred(language)?)));
        let mut found: Vec<SkillIx> = preferred
            .flat_map(|(language, text)| self.with_label(language, text).iter().copied())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn nearly_same(&self, house: &Skills, names: &ConceptNames, kind: SkillKind) -> Vec<SkillIx> {
        let preferred = [&names.danish, &names.english]
            .into_iter()
            .flatten()
            .map(String::as_str);
        let others = names.others.iter().map(|other| other.text.as_str());
        let folded: BTreeSet<String> = preferred.chain(others).map(fold).collect();
        // By skill: how many different names it shares with the concept.
        let mut shared: BTreeMap<SkillIx, usize> = BTreeMap::new();
        for skill in folded.iter().filter_map(|name| self.all.get(name)).flatten() {
            *shared.entry(*skill).or_default() += 1;
        }
        let is_label = |skill: SkillIx| {
            let mut others = names.others.iter();
            others.any(|other| self.with_label(other.language, &other.text).contains(&skill))
        };
        let is_near = |&(skill, count): &(SkillIx, usize)| {
            !house.is_group(skill) && (count >= 2 || house.kind(skill) == kind && is_label(skill))
        };
        shared
            .into_iter()
            .filter(is_near)
            .map(|(skill, _)| skill)
            .collect()
    }
}

fn keep_unambiguous(candidates: &[(usize, SkillIx)], same: &mut BTreeMap<usize, SkillIx>) {
    let taken: Vec<SkillIx> = same.values().copied().collect();
    let is_alone = |pair: &&(usize, SkillIx)| {
        let rivals = candidates
            .iter()
            .filter(|other| other.0 == pair.0 || other.1 == pair.1)
            .count();
        rivals == 1 && !taken.contains(&pair.1)
    };
    let alone: Vec<_> = candidates.iter().filter(is_alone).copied().collect();
    same.extend(alone);
}

/// A skill and the knowledge behind it go by one name often enough; a language is nothing but a language.
fn agree(house: SkillKind, concept: SkillKind) -> bool {
    use SkillKind::{Knowledge, Skill, Transversal};
    house == concept
        || matches!(
            (house, concept),
            (Skill, Knowledge | Transversal) | (Knowledge | Transversal, Skill)
        )
}

/// Which names stand for one skill alone.
struct FreeNames {
    /// By folded name: its only skill, or `None` where several have it and none is preferred to the others.
    holders: HashMap<String, Option<SkillIx>>,
}

impl FreeNames {
    /// Names of the house are taken, preferred names go before others.
    fn new(house: &Skills, concepts: &[ReleaseSkill], places: &[SkillIx]) -> Self {
        let mut holders: HashMap<String, Option<SkillIx>> = HashMap::new();
        for skill in house.all() {
            let labels = Language::ALL.iter().map(|&language| house.label(skill, language));
            for name in labels.chain(house.aliases(skill).iter().map(String::as_str)) {
                holders.insert(fold(name), Some(skill));
            }
            holders.insert(fold(house.id(skill)), Some(skill));
        }
        for (concept, &place) in concepts.iter().zip(places) {
            for name in Language::ALL
                .iter()
                .filter_map(|&language| concept.names.preferred(language))
            {
                holders.entry(fold(name)).or_insert(Some(place));
            }
        }
        let mut others: HashMap<String, Option<SkillIx>> = HashMap::new();
        for (concept, &place) in concepts.iter().zip(places) {
            for other in &concept.names.others {
                let folded = fold(&other.text);
                if holders.contains_key(&folded) {
                    continue;
                }
                let holder = others.entry(folded).or_insert(Some(place));
                if *holder != Some(place) {
                    *holder = None;
                }
            }
        }
        holders.extend(others);
        Self { holders }
    }

    /// The alternative names of a concept that lead to it alone, and the preferred ones of a merged concept; each
    /// folded form once.
    fn aliases(&self, names: &ConceptNames, place: SkillIx) -> Vec<String> {
        let mut seen: Vec<String> = Vec::new();
        let mut aliases = Vec::new();
        let preferred = [&names.danish, &names.english]
            .into_iter()
            .flatten()
            .map(String::as_str);
        let preferred: Vec<String> = preferred.map(fold).collect();
        for other in &names.others {
            let folded = fold(&other.text);
            let is_free = self.holders.get(&folded) == Some(&Some(place));
            if is_free && !folded.is_empty() && !preferred.contains(&folded) && !seen.contains(&folded) {
                seen.push(folded);
                aliases.push(other.text.clone());
            }
        }
        aliases
    }
}

/// Takes away broader concepts of merged skills that would make a ring with the tree of the house.
fn leave_out_rings(tables: &mut EscoTables, house: &Skills) {
    let mut broader: Vec<Vec<SkillIx>> = house.all().map(|skill| house.broader(skill).to_vec()).collect();
    broader.extend(tables.skills.iter().map(|skill| skill.broader.clone()));
    for merged in &mut tables.merged {
        merged.broader.retain(|&above| {
            let is_sound =
                !broader[merged.skill.at()].contains(&above) && !reaches(&broader, above, merged.skill);
            if is_sound {
                broader[merged.skill.at()].push(above);
            }
            is_sound
        });
    }
}

fn reaches(broader: &[Vec<SkillIx>], from: SkillIx, wanted: SkillIx) -> bool {
    let mut seen = vec![false; broader.len()];
    let mut waiting = vec![from];
    while let Some(skill) = waiting.pop() {
        if skill == wanted {
            return true;
        }
        if !std::mem::replace(&mut seen[skill.at()], true) {
            waiting.extend(&broader[skill.at()]);
        }
    }
    false
}

fn add_occupations(tables: &mut EscoTables, release: &EscoRelease, house: &Taxonomy, places: &[SkillIx]) {
    for occupation in &release.occupations {
        let Some(unit_group) = house.occupations.ix(occupation.unit_group) else {
            continue;
        };
        let of = |wanted: Relation| {
            let skills = occupation
                .skills
                .iter()
                .filter(|(_, relation)| *relation == wanted);
            let mut skills: Vec<SkillIx> = skills.map(|&(skill, _)| places[skill as usize]).collect();
            skills.sort_unstable();
            skills
        };
        let others = occupation.names.others.iter().map(|other| Told {
            text: other.text.clone(),
            language: other.language,
        });
        tables.occupations.push(NewOccupation {
            uri: occupation.uri.clone(),
            code: occupation.code.clone(),
            unit_group,
            danish: occupation.names.danish.clone().unwrap_or_default(),
            english: occupation.names.english.clone().unwrap_or_default(),
            others: others.collect(),
            essential: of(Relation::Essential),
            optional: of(Relation::Optional),
        });
    }
    tables.unit_groups = unit_groups::added(&house.occupations, &house.relations, &tables.occupations);
    for (code, names) in &release.unit_groups {
        let Some(unit_group) = house.occupations.ix(*code) else {
            continue;
        };
        let preferred = Language::ALL.iter().filter_map(|&language| {
            let text = names.preferred(language)?.to_owned();
            Some(Told { text, language })
        });
        let others = names.others.iter().map(|other| Told {
            text: other.text.clone(),
            language: other.language,
        });
        tables
            .unit_group_names
            .extend(preferred.chain(others).map(|told| (unit_group, told)));
    }
}
