//! Courses that close a gap beside a job, and the schemes that can pay them.

use super::credentials::{CertificateIx, Certificates, LicenceIx, Licences};
use super::label::Label;
use super::skills::{SkillIx, Skills};
use super::table::{Problems, Table, entries};
use crate::domain::language::Language;

crate::closed_list! {
    /// Who or what can pay a course.
    CourseScheme {
        /// Six weeks of education of one's own choice.
        SixWeekRight = "six_week_right",
        /// The regional education pool.
        RegionalPool = "regional_pool",
        /// Adult vocational training.
        Amu = "amu",
        /// The employer.
        Employer = "employer",
        /// The municipality.
        Municipality = "municipality",
    }
}

/// The gap a course closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gap {
    /// A skill.
    Skill(SkillIx),
    /// A certificate.
    Certificate(CertificateIx),
    /// A driving licence.
    Licence(LicenceIx),
}

/// A course.
#[derive(Debug)]
pub struct Course {
    /// What it closes.
    pub closes: Gap,
    /// Length in course days.
    pub days: u16,
    /// The schemes that can pay it.
    pub schemes: Vec<CourseScheme>,
    label: Label,
}

impl Course {
    /// The name.
    pub fn label(&self, language: Language) -> &str {
        self.label.text(language)
    }
}

/// Every course, ordered by what it closes.
#[derive(Debug, Default)]
pub struct Courses(Vec<Course>);

impl Courses {
    pub(crate) fn parse(
        text: &str,
        skills: &Skills,
        certificates: &Certificates,
        licences: &Licences,
        problems: &mut Problems,
    ) -> Self {
        let columns = ["closes", "label_da", "label_en", "days", "schemes"];
        let table = Table::read("courses.tsv", text, columns, problems);
        let mut courses = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let [closes, danish, english, days, schemes] = row.cells;
            let gap = match closes.split_once(':') {
                Some(("skill", id)) => skills.find_id(id).map(Gap::Skill),
                Some(("certificate", code)) => certificates.find(code).map(Gap::Certificate),
                Some(("licence", code)) => licences.find(code).map(Gap::Licence),
                _ => None,
            };
            if gap.is_none() {
                problems.add(table.file, row.line, format!("unknown gap `{closes}`"));
            }
            let days = days.parse().ok().filter(|&days: &u16| days > 0);
            if days.is_none() {
                problems.add(table.file, row.line, "days is not a whole number above 0");
            }
            let mut known = Vec::new();
            for scheme in entries(schemes, ',') {
                match CourseScheme::from_code(scheme) {
                    Some(scheme) => known.push(scheme),
                    None => problems.add(table.file, row.line, format!("unknown scheme `{scheme}`")),
                }
            }
            if let (Some(closes), Some(days)) = (gap, days) {
                courses.push(Course {
                    closes,
                    days,
                    schemes: known,
                    label: Label::new(danish, english),
                });
            }
        }
        courses.sort_by_key(|course| course.closes);
        Self(courses)
    }

    /// The courses that close a gap, in the order of the table.
    pub fn closing(&self, gap: Gap) -> &[Course] {
        let first = self.0.partition_point(|course| course.closes < gap);
        let here = &self.0[first..];
        let count = here.iter().take_while(|course| course.closes == gap).count();
        &here[..count]
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}
