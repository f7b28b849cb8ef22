//! Talks and follow-up: what is due, how long after what, and whether law or policy says so.

use super::dated::{DatedRow, RuleKind, dated_row, from_fields, meet};
use crate::domain::lists::{Readiness, TargetGroup};
use serde::{Deserialize, Serialize};

crate::closed_list! {
    /// What is due.
    FollowUpTask {
        FirstTalk = "first_talk",
        FollowUpTalk = "follow_up_talk",
        CvTalk = "cv_talk",
        JointTalk = "joint_talk",
        WorkplaceVisit = "workplace_visit",
        Scorecard = "scorecard",
        CompetenceCard = "competence_card",
        LegalFollowUp = "legal_follow_up",
        AbsenceContact = "absence_contact",
        JobClub = "job_club",
        PhoneCall = "phone_call",
        ProposeConversion = "propose_conversion",
        Intensity = "intensity",
        TalkWithFund = "talk_with_fund",
        TalkWithMunicipality = "talk_with_municipality",
        Offer = "offer",
        IntensiveTalk = "intensive_talk",
    }
}

crate::closed_list! {
    /// What the time is counted from.
    CadenceStart {
        FirstContact = "first_contact",
        Registration = "registration",
        UnemploymentStart = "unemployment_start",
        /// The first list, or the start of a placement.
        ListedOrPlaced = "listed_or_placed",
        PlacementStart = "placement_start",
        /// The longest time of the placement is over.
        PlacementEnd = "placement_end",
        Absence = "absence",
    }
}

crate::closed_list! {
    /// What a rule rests on.
    Basis { Law = "law", Policy = "policy" }
}

/// A length of time as a rule counts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Interval {
    /// Days.
    Days(u16),
    /// Weeks.
    Weeks(u16),
    /// Calendar months.
    Months(u16),
}

impl Interval {
    const fn count(self) -> u16 {
        match self {
            Self::Days(count) | Self::Weeks(count) | Self::Months(count) => count,
        }
    }
}

dated_row! {
    /// A talk or another follow-up.
    CadenceRule {
        /// Which; a law and the policy that follows it share a code.
        code: String,
        /// What is due.
        task: FollowUpTask,
        /// Groups it concerns; empty is all.
        #[serde(default)]
        target_groups: Vec<TargetGroup>,
        /// Readiness it concerns; empty is any.
        #[serde(default)]
        readiness: Vec<Readiness>,
        /// What the time is counted from.
        from: CadenceStart,
        /// How long after it at the latest.
        #[serde(default)]
        after: Option<Interval>,
        /// How long before it.
        #[serde(default)]
        before: Option<Interval>,
        /// How often again.
        #[serde(default)]
        every: Option<Interval>,
        /// When it ends.
        #[serde(default)]
        until: Option<Interval>,
        /// The time in which it must happen a number of times.
        #[serde(default)]
        within: Option<Interval>,
        /// How many times.
        #[serde(default)]
        at_least: Option<u16>,
        /// The share of persons of whom it must be true, percent.
        #[serde(default)]
        share_percent: Option<u16>,
        /// Length of local intervals at low intensity, percent.
        #[serde(default)]
        percent_low: Option<u16>,
        /// Length of local intervals at high intensity, percent.
        #[serde(default)]
        percent_high: Option<u16>,
        /// Law, or the policy of the municipality.
        basis: Basis,
        /// In Danish.
        da: String,
        /// In English.
        en: String,
    }
}

impl DatedRow for CadenceRule {
    const KIND: RuleKind = RuleKind::Cadence;
    const TABLE: &'static str = "cadences";
    from_fields!(term, code, target_groups, text);

    fn concerns_same(&self, other: &Self) -> bool {
        self.code == other.code
            && meet(&self.target_groups, &other.target_groups)
            && meet(&self.readiness, &other.readiness)
    }

    fn fault(&self) -> Option<String> {
        let never = |interval: Option<Interval>| interval.is_some_and(|interval| interval.count() == 0);
        let fault = if never(self.every) || never(self.within) || never(self.until) {
            "every, within and until must be above 0"
        } else if self.after.is_some() && self.before.is_some() {
            "either after or before, not both"
        } else if self.share_percent.is_some_and(|share| share > 100) {
            "share_percent is at most 100"
        } else {
            return None;
        };
        Some(fault.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::dated;
    use crate::matching::ruleset::{Ruleset, built_in};
    use jiff::civil::{Date, date};

    /// The cadences of a target group on a day; of every group without one.
    fn cadences(
        ruleset: &Ruleset,
        group: Option<TargetGroup>,
        day: Date,
    ) -> impl Iterator<Item = &CadenceRule> {
        dated::on(&ruleset.cadences, day)
            .filter(move |row| group.is_none_or(|group| meet(&row.target_groups, &[group])))
    }

    #[test]
    fn the_first_talk_is_law_until_the_middle_of_2026_and_policy_after() {
        let ruleset = built_in();
        let first = |group, code: &str, day| {
            let rows: Vec<&CadenceRule> = cadences(&ruleset, Some(group), day)
                .filter(|row| row.code == code)
                .collect();
            assert_eq!(rows.len(), 1, "{code} on {day}");
            (rows[0].basis, rows[0].after, rows[0].verify)
        };
        let (january, july) = (date(2026, 1, 31), date(2026, 7, 1));
        let cash = |day| first(TargetGroup::CashBenefit, "O01", day);
        assert_eq!(cash(january), (Basis::Law, Some(Interval::Days(7)), false));
        assert_eq!(cash(date(2026, 6, 30)), cash(january));
        assert_eq!(cash(july), (Basis::Policy, Some(Interval::Days(7)), true));
        let insured = |day| first(TargetGroup::UnemploymentInsurance, "O03", day);
        assert_eq!(insured(january), (Basis::Law, Some(Interval::Days(14)), false));
        assert_eq!(insured(july), (Basis::Policy, Some(Interval::Days(14)), true));
    }

    #[test]
    fn the_law_of_july_comes_in_july() {
        let ruleset = built_in();
        let codes = |group, day| -> Vec<&str> {
            cadences(&ruleset, group, day)
                .map(|row| row.code.as_str())
                .collect()
        };
        let insured = Some(TargetGroup::UnemploymentInsurance);
        let new = |codes: &[&str]| codes.iter().filter(|code| code.starts_with('L')).count();
        assert_eq!(new(&codes(insured, date(2026, 6, 30))), 0);
        assert_eq!(new(&codes(insured, date(2026, 7, 1))), 5);
        assert!(!codes(insured, date(2026, 7, 1)).contains(&"L03"));
        let everybody = codes(None, date(2026, 7, 1));
        for number in 1..=13 {
            assert!(
                everybody.contains(&format!("O{number:02}").as_str()),
                "O{number:02}"
            );
        }
    }
}
