//! Occupations: the unit groups of ISCO-08, which DISCO-08 shares, with what is typical of them.

use super::credentials::{AuthorisationIx, Authorisations};
use super::industries::Industries;
use super::label::Label;
use super::table::{Problems, Table, entries};
use crate::domain::codes::{IndustryDivision, OccupationCode};
use crate::domain::language::Language;
use crate::domain::lists::Demand;
use serde::{Deserialize, Serialize};

/// An occupation's place in the table, dense from 0 in the order of the codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OccupationIx(pub u16);

impl OccupationIx {
    pub(crate) fn at(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug)]
struct Occupation {
    code: OccupationCode,
    label: Label,
    skill_level: u8,
    authorisation: Option<AuthorisationIx>,
    demands: Vec<Demand>,
    industries: Vec<IndustryDivision>,
}

/// Every unit group, ordered by code.
#[derive(Debug, Default)]
pub struct Occupations(Vec<Occupation>);

impl Occupations {
    pub(crate) fn parse(text: &str, authorisations: &Authorisations, problems: &mut Problems) -> Self {
        let columns = ["code", "name_da", "name_en", "skill_level", "authorisation"];
        let table = Table::read("occupations.tsv", text, columns, problems);
        let mut rows: Vec<Occupation> = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let [code, danish, english, level, authorisation] = row.cells;
            let Some(code) = OccupationCode::parse(code) else {
                problems.add(table.file, row.line, format!("`{code}` is not a four-digit code"));
                continue;
            };
            let skill_level = level.parse().ok().filter(|level| (1..=4).contains(level));
            if skill_level.is_none() {
                problems.add(
                    table.file,
                    row.line,
                    format!("skill level `{level}` is not 1..=4"),
                );
            }
            let known = authorisations.find(authorisation);
            if known.is_none() && !authorisation.is_empty() {
                problems.add(
                    table.file,
                    row.line,
                    format!("unknown authorisation `{authorisation}`"),
                );
            }
            if rows.iter().any(|other| other.code == code) {
                problems.add(table.file, row.line, format!("`{code}` stands twice"));
            }
            rows.push(Occupation {
                code,
                label: Label::new(danish, english),
                skill_level: skill_level.unwrap_or(1),
                authorisation: known,
                demands: Vec::new(),
                industries: Vec::new(),
            });
        }
        rows.sort_by_key(|row| row.code);
        Self(rows)
    }

    /// Adds what the work typically demands.
    pub(crate) fn read_demands(&mut self, text: &str, problems: &mut Problems) {
        let table = Table::read("occupation_demands.tsv", text, ["code", "demands"], problems);
        for row in &table.rows {
            let [code, demands] = row.cells;
            let Some(ix) = self.known(code, (table.file, row.line), problems) else {
                continue;
            };
            for demand in entries(demands, ',') {
                match Demand::from_code(demand) {
                    Some(demand) => self.0[ix.at()].demands.push(demand),
                    None => problems.add(table.file, row.line, format!("unknown demand `{demand}`")),
                }
            }
        }
    }

    /// Adds the industries where the occupation is mostly found.
    pub(crate) fn read_industries(&mut self, text: &str, industries: &Industries, problems: &mut Problems) {
        let table = Table::read("typical_industry.tsv", text, ["code", "divisions"], problems);
        for row in &table.rows {
            let [code, divisions] = row.cells;
            let Some(ix) = self.known(code, (table.file, row.line), problems) else {
                continue;
            };
            for division in entries(divisions, ',') {
                match IndustryDivision::parse(division).filter(|&known| industries.contains(known)) {
                    Some(division) => self.0[ix.at()].industries.push(division),
                    None => problems.add(table.file, row.line, format!("unknown division `{division}`")),
                }
            }
        }
    }

    /// The occupation with this code, or a problem that names it.
    pub(crate) fn known(
        &self,
        code: &str,
        source: (&'static str, usize),
        problems: &mut Problems,
    ) -> Option<OccupationIx> {
        let found = OccupationCode::parse(code).and_then(|code| self.ix(code));
        if found.is_none() {
            problems.add(source.0, source.1, format!("unknown occupation `{code}`"));
        }
        found
    }

    /// The occupations of a comma-separated list of codes of one to four digits.
    pub(crate) fn known_prefixes(
        &self,
        list: &str,
        source: (&'static str, usize),
        problems: &mut Problems,
    ) -> Vec<OccupationIx> {
        let mut all = Vec::new();
        for prefix in entries(list, ',') {
            let found = self.with_prefix(prefix);
            if found.is_empty() {
                problems.add(source.0, source.1, format!("unknown occupation `{prefix}`"));
            }
            all.extend(found);
        }
        all.sort_unstable();
        all.dedup();
        all
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the table was empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Every occupation in the order of the codes.
    pub fn all(&self) -> impl Iterator<Item = OccupationIx> + use<> {
        (0..self.0.len() as u16).map(OccupationIx)
    }

    /// The place of a code; `None` when it is not in use.
    pub fn ix(&self, code: OccupationCode) -> Option<OccupationIx> {
        self.0
            .binary_search_by_key(&code, |row| row.code)
            .ok()
            .map(|place| OccupationIx(place as u16))
    }

    /// The code at a place.
    pub fn code(&self, ix: OccupationIx) -> OccupationCode {
        self.0[ix.at()].code
    }

    /// The official name of the unit group.
    pub fn label(&self, ix: OccupationIx, language: Language) -> &str {
        self.0[ix.at()].label.text(language)
    }

    /// The ISCO-08 skill level, 1 (elementary) to 4 (professional).
    pub fn skill_level(&self, ix: OccupationIx) -> u8 {
        self.0[ix.at()].skill_level
    }

    /// The authorisation the work legally needs in Denmark, if any.
    pub fn authorisation(&self, ix: OccupationIx) -> Option<AuthorisationIx> {
        self.0[ix.at()].authorisation
    }

    /// What the work typically demands; empty where nothing is known.
    pub fn demands(&self, ix: OccupationIx) -> &[Demand] {
        &self.0[ix.at()].demands
    }

    /// The industries where the occupation is mostly found, most typical first.
    pub fn typical_industries(&self, ix: OccupationIx) -> &[IndustryDivision] {
        &self.0[ix.at()].industries
    }

    /// Every unit group whose code begins with these one to four digits; empty for anything else.
    pub fn with_prefix(&self, prefix: &str) -> Vec<OccupationIx> {
        let digits = prefix.len();
        if !(1..=4).contains(&digits) || !prefix.bytes().all(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let scale = 10_u16.pow(4 - digits as u32);
        let wanted: u16 = prefix.parse().unwrap_or(u16::MAX);
        let first = self.0.partition_point(|row| row.code.number() / scale < wanted);
        let end = self.0.partition_point(|row| row.code.number() / scale <= wanted);
        (first as u16..end as u16).map(OccupationIx).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(problems: &mut Problems) -> Occupations {
        let text = "code\tname_da\tname_en\tskill_level\tauthorisation\n\
                    4321\tLager\tStock\t2\t\n0110\tOfficer\tOfficer\t4\t\n4322\tPlan\tPlan\t2\t\n";
        Occupations::parse(text, &Authorisations::default(), problems)
    }

    #[test]
    fn codes_are_ordered_and_found() {
        let mut problems = Problems::default();
        let occupations = sample(&mut problems);
        assert!(problems.into_result().is_ok());
        let ix = occupations.ix(OccupationCode::parse("4321").unwrap()).unwrap();
        assert_eq!(ix, OccupationIx(1));
        assert_eq!(occupations.label(ix, Language::English), "Stock");
        assert_eq!(occupations.with_prefix("43"), [OccupationIx(1), OccupationIx(2)]);
        assert_eq!(occupations.with_prefix("0"), [OccupationIx(0)]);
        assert_eq!(occupations.with_prefix("0110"), [OccupationIx(0)]);
        assert!(
            ["", "9", "43210", "4x", "+4"]
                .iter()
                .all(|bad| occupations.with_prefix(bad).is_empty())
        );
    }

    #[test]
    fn unknown_codes_are_named() {
        let mut problems = Problems::default();
        let mut occupations = sample(&mut problems);
        occupations.read_demands(
            "code\tdemands\n4321\tstanding, driving\n9999\tnight\n",
            &mut problems,
        );
        assert_eq!(
            occupations.demands(OccupationIx(1)),
            [Demand::Standing, Demand::Driving]
        );
        let error = problems.into_result().unwrap_err();
        assert_eq!(
            error.problems[0].to_string(),
            "occupation_demands.tsv:3: unknown occupation `9999`"
        );
    }
}
