//! The occupations of ESCO: finer than unit groups, each with skills of its own.

use super::release::CONCEPTS;
use super::tables::NewOccupation;
use super::tail;
use crate::domain::language::Language;
use crate::taxonomy::imported::ImportedTitle;
use crate::taxonomy::label::Label;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::skills::SkillIx;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// An ESCO occupation's place, dense from 0 in the order of the addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EscoOccupationIx(pub u16);

impl EscoOccupationIx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug)]
struct Row {
    uri: Box<str>,
    code: Box<str>,
    unit_group: OccupationIx,
    has: [bool; 2],
    label: Label,
    others: Vec<(Box<str>, Language)>,
    essential: Vec<SkillIx>,
    optional: Vec<SkillIx>,
}

/// Every occupation of the release, ordered by address; empty without a release.
#[derive(Debug, Default)]
pub struct EscoOccupations {
    rows: Vec<Row>,
    by_code: HashMap<Box<str>, EscoOccupationIx>,
    /// Ordered by unit group, then address.
    by_unit_group: Vec<EscoOccupationIx>,
}

impl EscoOccupations {
    pub(super) fn new(occupations: &[NewOccupation]) -> Self {
        let rows: Vec<Row> = occupations.iter().map(row).collect();
        let mut by_code = HashMap::with_capacity(rows.len());
        let mut by_unit_group: Vec<EscoOccupationIx> = (0..rows.len() as u16).map(EscoOccupationIx).collect();
        for (&ix, row) in by_unit_group.iter().zip(&rows) {
            if !row.code.is_empty() {
                by_code.entry(row.code.clone()).or_insert(ix);
            }
        }
        by_unit_group.sort_by_key(|ix| rows[ix.at()].unit_group);
        Self {
            rows,
            by_code,
            by_unit_group,
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no release was imported.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every occupation in the order of the addresses.
    pub fn all(&self) -> impl Iterator<Item = EscoOccupationIx> + use<> {
        (0..self.rows.len() as u16).map(EscoOccupationIx)
    }

    /// The occupation with this address, written in full, or with this code (`5223.7`).
    pub fn find(&self, uri_or_code: &str) -> Option<EscoOccupationIx> {
        let Some(tail) = tail(uri_or_code) else {
            return self.by_code.get(uri_or_code).copied();
        };
        let place = self.rows.binary_search_by(|row| (*row.uri).cmp(tail)).ok()?;
        Some(EscoOccupationIx(place as u16))
    }

    /// The address in full.
    pub fn uri(&self, ix: EscoOccupationIx) -> String {
        format!("{CONCEPTS}{}", self.rows[ix.at()].uri)
    }

    /// The code, for instance `5223.7`; empty where the release has none.
    pub fn code(&self, ix: EscoOccupationIx) -> &str {
        &self.rows[ix.at()].code
    }

    /// The unit group it belongs to.
    pub fn unit_group(&self, ix: EscoOccupationIx) -> OccupationIx {
        self.rows[ix.at()].unit_group
    }

    /// The preferred label; that of the other language where there is none.
    pub fn label(&self, ix: EscoOccupationIx, language: Language) -> &str {
        self.rows[ix.at()].label.text(language)
    }

    /// Alternative and hidden labels.
    pub fn alternatives(&self, ix: EscoOccupationIx) -> impl Iterator<Item = (&str, Language)> {
        self.rows[ix.at()]
            .others
            .iter()
            .map(|(text, language)| (&**text, *language))
    }

    /// The skills the work cannot be done without, ascending.
    pub fn essential(&self, ix: EscoOccupationIx) -> &[SkillIx] {
        &self.rows[ix.at()].essential
    }

    /// The skills that are good to have, ascending.
    pub fn optional(&self, ix: EscoOccupationIx) -> &[SkillIx] {
        &self.rows[ix.at()].optional
    }

    /// The occupations of a unit group, in the order of the addresses.
    pub fn of_unit_group(&self, unit_group: OccupationIx) -> &[EscoOccupationIx] {
        let of = |ix: &EscoOccupationIx| self.rows[ix.at()].unit_group;
        let first = self.by_unit_group.partition_point(|ix| of(ix) < unit_group);
        let rest = &self.by_unit_group[first..];
        &rest[..rest.partition_point(|ix| of(ix) == unit_group)]
    }

    /// Every label: all preferred ones first, then the others.
    pub fn titles(&self) -> impl Iterator<Item = ImportedTitle<'_>> {
        let preferred = self.all().flat_map(move |ix| {
            let row = &self.rows[ix.at()];
            let languages = Language::ALL.iter().zip(row.has).filter(|&(_, has)| has);
            languages.map(move |(&language, _)| self.title(ix, row.label.text(language), language, true))
        });
        let others = self.all().flat_map(move |ix| {
            self.alternatives(ix)
                .map(move |(text, language)| self.title(ix, text, language, false))
        });
        preferred.chain(others)
    }

    fn title<'a>(
        &self,
        concept: EscoOccupationIx,
        shown: &'a str,
        language: Language,
        preferred: bool,
    ) -> ImportedTitle<'a> {
        ImportedTitle {
            shown,
            language,
            occupation: self.unit_group(concept),
            concept: Some(concept),
            preferred,
        }
    }
}

fn row(occupation: &NewOccupation) -> Row {
    Row {
        uri: occupation.uri.as_str().into(),
        code: occupation.code.as_str().into(),
        unit_group: occupation.unit_group,
        has: Language::ALL
            .iter()
            .map(|language| match language {
                Language::Danish => !occupation.danish.is_empty(),
                Language::English => !occupation.english.is_empty(),
            })
            .collect::<Vec<bool>>()
            .try_into()
            .unwrap_or_default(),
        label: Label::new(&occupation.danish, &occupation.english),
        others: occupation
            .others
            .iter()
            .map(|told| (told.text.as_str().into(), told.language))
            .collect(),
        essential: occupation.essential.clone(),
        optional: occupation.optional.clone(),
    }
}
