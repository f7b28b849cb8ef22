//! Schemes: what can pay a course, an education, a move or an income beside the benefit, and for whom.

use super::dated::{self, DatedRow, RuleKind, dated_row, from_fields, meet};
use super::ruleset::Ruleset;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{EducationLevel, TargetGroup};
use jiff::civil::Date;

crate::closed_list! {
    /// What a scheme pays.
    SchemeKind { Course = "course", Education = "education", Income = "income", Moving = "moving" }
}

crate::closed_list! {
    /// Conditions of a scheme that the municipality checks as a whole.
    CheckedScheme { Igu = "igu", AdultApprenticeship = "adult_apprenticeship" }
}

dated_row! {
    /// A scheme while it is in force.
    SchemeRule {
        /// Which; courses name their schemes by these codes.
        code: String,
        /// What it pays.
        kind: SchemeKind,
        /// Groups it is for; empty is all.
        #[serde(default)]
        target_groups: Vec<TargetGroup>,
        /// Highest completed education it is for; empty is any.
        #[serde(default)]
        education_levels: Vec<EducationLevel>,
        /// Levels of education for which the profile does not tell.
        #[serde(default)]
        unsure_education_levels: Vec<EducationLevel>,
        /// Weeks without work from which it is open.
        #[serde(default)]
        weeks_unemployed_from: u16,
        /// Some courses of the list are open before those weeks.
        #[serde(default)]
        some_from_day_one: bool,
        /// Conditions checked by the municipality, as the profile tells them.
        #[serde(default)]
        eligibility: Option<CheckedScheme>,
        /// The municipality decides each case.
        #[serde(default)]
        discretionary: bool,
        /// The course must stand on a list that changes from year to year.
        #[serde(default)]
        listed: bool,
        /// How long it can last, weeks.
        #[serde(default)]
        length_weeks: Option<u16>,
        /// Months without work in which it must be completed.
        #[serde(default)]
        finish_within_months: Option<u16>,
        /// The same below the age of 25, which no profile tells.
        #[serde(default)]
        finish_within_months_under_25: Option<u16>,
        /// Kroner a month.
        #[serde(default)]
        dkk_per_month: Option<u32>,
        /// What is deducted of every krone above, percent.
        #[serde(default)]
        deduction_percent: Option<u16>,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl DatedRow for SchemeRule {
    const KIND: RuleKind = RuleKind::Scheme;
    const TABLE: &'static str = "schemes";
    from_fields!(term, code, target_groups, text);

    /// Rows of one code for different groups stand side by side.
    fn concerns_same(&self, other: &Self) -> bool {
        self.code == other.code && meet(&self.target_groups, &other.target_groups)
    }

    fn fault(&self) -> Option<String> {
        let fault = if self.code.is_empty() {
            "code is empty"
        } else if self.deduction_percent.is_some_and(|percent| percent > 100) {
            "deduction_percent is at most 100"
        } else {
            return None;
        };
        Some(fault.to_owned())
    }
}

/// Whether a scheme is open to a person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Eligible<'r> {
    /// It is, as far as the profile tells.
    Ok(&'r SchemeRule),
    /// It is not, because of this field of the profile; or no row is in force.
    Failed(Option<(&'r SchemeRule, &'static str)>),
    /// This field, or `municipality` where it decides each case, would tell.
    Unverified(&'r SchemeRule, &'static str),
}

impl<'r> Eligible<'r> {
    /// `ok`, `failed` or `unverified`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ok(_) => "ok",
            Self::Failed(_) => "failed",
            Self::Unverified(..) => "unverified",
        }
    }

    /// The row that decided.
    pub const fn row(self) -> Option<&'r SchemeRule> {
        match self {
            Self::Ok(row) | Self::Unverified(row, _) | Self::Failed(Some((row, _))) => Some(row),
            Self::Failed(None) => None,
        }
    }

    /// The field that failed, or that would tell.
    pub const fn field(self) -> Option<&'static str> {
        match self {
            Self::Unverified(_, field) | Self::Failed(Some((_, field))) => Some(field),
            Self::Ok(_) | Self::Failed(None) => None,
        }
    }

    /// Where several rows stand side by side, the most open one counts.
    const fn rank(self) -> u8 {
        match self {
            Self::Ok(_) => 3,
            Self::Unverified(..) => 2,
            Self::Failed(Some(_)) => 1,
            Self::Failed(None) => 0,
        }
    }
}

/// Whether a scheme is open to a person on a day. A field that is not known never closes it.
pub fn eligible<'r>(ruleset: &'r Ruleset, code: &str, seeker: &Jobseeker, day: Date) -> Eligible<'r> {
    let rows = dated::on(&ruleset.schemes, day).filter(|row| row.code == code);
    rows.map(|row| judged(row, seeker))
        .fold(Eligible::Failed(None), |best, one| {
            if one.rank() > best.rank() { one } else { best }
        })
}

fn judged<'r>(row: &'r SchemeRule, seeker: &Jobseeker) -> Eligible<'r> {
    let education = seeker.resources.education.as_ref().map(|done| done.level);
    let checked = match row.eligibility {
        None => Some(true),
        Some(CheckedScheme::Igu) => seeker.scheme_eligibility.igu,
        Some(CheckedScheme::AdultApprenticeship) => seeker.scheme_eligibility.adult_apprenticeship,
    };
    let among = |all: bool, found: Option<bool>| if all { Some(true) } else { found };
    let answers = [
        (
            "target_group",
            among(
                row.target_groups.is_empty(),
                seeker
                    .target_group
                    .map(|group| row.target_groups.contains(&group)),
            ),
        ),
        (
            "resources.education",
            among(
                row.education_levels.is_empty(),
                education
                    .filter(|level| !row.unsure_education_levels.contains(level))
                    .map(|level| row.education_levels.contains(&level)),
            ),
        ),
        (
            "weeks_unemployed",
            among(
                row.weeks_unemployed_from == 0,
                seeker
                    .weeks_unemployed
                    .map(|weeks| weeks >= row.weeks_unemployed_from)
                    .filter(|&long_enough| long_enough || !row.some_from_day_one),
            ),
        ),
        ("scheme_eligibility", checked),
        ("municipality", (!row.discretionary).then_some(true)),
    ];
    let first = |wanted: Option<bool>| answers.iter().find(|(_, found)| *found == wanted);
    match (first(Some(false)), first(None)) {
        (Some((field, _)), _) => Eligible::Failed(Some((row, field))),
        (None, Some((field, _))) => Eligible::Unverified(row, field),
        (None, None) => Eligible::Ok(row),
    }
}

impl Ruleset {
    /// The schemes in force on a day, in the order of the table.
    pub fn schemes(&self, day: Date) -> impl Iterator<Item = &SchemeRule> {
        dated::on(&self.schemes, day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::jobseeker::Education;
    use crate::matching::ruleset::built_in;
    use crate::taxonomy::courses::CourseScheme;
    use jiff::civil::date;

    const DAY: Date = date(2026, 11, 24);

    fn seeker(group: TargetGroup, level: EducationLevel, weeks: u16) -> Jobseeker {
        let mut seeker = Jobseeker {
            target_group: Some(group),
            weeks_unemployed: Some(weeks),
            ..Jobseeker::default()
        };
        seeker.resources.education = Some(Education {
            level,
            field: None,
            new_graduate: false,
        });
        seeker
    }

    #[test]
    fn the_six_weeks_ask_for_group_education_and_weeks() {
        let ruleset = built_in();
        let of = |seeker: &Jobseeker| {
            let answer = eligible(&ruleset, "six_week_right", seeker, DAY);
            (answer.code(), answer.field())
        };
        let insured = TargetGroup::UnemploymentInsurance;
        assert_eq!(of(&seeker(insured, EducationLevel::Vocational, 5)), ("ok", None));
        let early = seeker(insured, EducationLevel::Vocational, 4);
        // Some courses of the list are open from the first day: which, the row does not know.
        assert_eq!(of(&early), ("unverified", Some("weeks_unemployed")));
        let learned = seeker(insured, EducationLevel::LongHigher, 50);
        assert_eq!(of(&learned), ("failed", Some("resources.education")));
        let cash = seeker(TargetGroup::CashBenefit, EducationLevel::Primary, 50);
        assert_eq!(of(&cash), ("failed", Some("target_group")));
        assert_eq!(of(&Jobseeker::default()), ("unverified", Some("target_group")));
        let row = eligible(&ruleset, "six_week_right", &Jobseeker::default(), DAY).row();
        assert_eq!(row.and_then(|row| row.length_weeks), Some(6));
    }

    #[test]
    fn what_was_abolished_has_no_row_any_more() {
        let ruleset = built_in();
        let rotation = |day| eligible(&ruleset, "job_rotation", &Jobseeker::default(), day);
        assert_eq!(rotation(date(2026, 1, 31)).code(), "ok");
        assert_eq!(rotation(DAY), Eligible::Failed(None));
        assert_eq!(
            eligible(&ruleset, "unheard_of", &Jobseeker::default(), DAY),
            Eligible::Failed(None)
        );
    }

    #[test]
    fn every_scheme_of_a_course_has_its_row() {
        let ruleset = built_in();
        for scheme in CourseScheme::ALL {
            assert!(
                ruleset.schemes(DAY).any(|row| row.code == scheme.code()),
                "{scheme}"
            );
        }
        let municipality = eligible(&ruleset, "municipality", &Jobseeker::default(), DAY);
        assert_eq!(municipality.field(), Some("municipality"));
    }
}
