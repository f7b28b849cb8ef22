//! What the rules of a form allow a person and an employer: eligibility, duration, hours, ratio.

use super::features::{OfferFeatures, UNKNOWN, UNKNOWN_MINUTES, VacancyCore};
use super::form_rules::RatioStep;
use super::gates::GateState;
use super::ruleset::{MayFit, Ruleset};
use super::ruleset_rows::Who;
use crate::domain::jobseeker::Jobseeker;
use crate::domain::lists::{Form, TargetGroup};
use crate::domain::set::BitSet32;
use jiff::civil::Date;

const FORMS: usize = Form::ALL.len();

/// The rules of every form for one person on one day.
#[derive(Debug)]
pub(super) struct FormFacts {
    rules: [OneForm; FORMS],
    quotas: Vec<Quota>,
    /// Most weekly minutes the person wants.
    wanted_most: u16,
}

/// The rules of one form.
#[derive(Debug, Clone, Copy)]
struct OneForm {
    eligible: GateState,
    has_ended: bool,
    longest: Option<Longest>,
    /// Weekly minutes at school, 0 without any.
    school_minutes: u16,
    /// Most weekly minutes the rules allow.
    most_minutes: u16,
}

/// The longest duration, as far as the profile tells.
#[derive(Debug, Clone, Copy)]
struct Longest {
    /// Up to so many weeks whatever is not known.
    surely: u16,
    /// The most that could be allowed; open where no row need bound it.
    most: Option<u16>,
    /// What is longer than the most.
    beyond: GateState,
    /// The field that would tell which row is the person's.
    told_by: &'static str,
}

/// How many persons an employer may take under some forms.
#[derive(Debug)]
struct Quota {
    forms: BitSet32,
    steps: Vec<RatioStep>,
    at_least: u16,
}

/// Why the hours of an offer do not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum HoursFault {
    /// More than the person wants.
    OverWish,
    /// Weeks at school are longer than the person wants.
    School(u16),
    /// More than the rules of the form allow.
    OverRules(u16),
}

impl FormFacts {
    pub(super) fn new(seeker: &Jobseeker, ruleset: &Ruleset, day: Date, wanted_most: u16) -> Self {
        let rules = std::array::from_fn(|at| one_form(seeker, Form::ALL[at], ruleset, day));
        let quotas = super::dated::on(&ruleset.ratios, day).map(|row| Quota {
            forms: row.forms.iter().map(|form| form.position()).collect(),
            steps: row.steps.clone(),
            at_least: row.at_least,
        });
        Self {
            rules,
            quotas: quotas.collect(),
            wanted_most,
        }
    }

    const fn of(&self, form: Form) -> &OneForm {
        &self.rules[form.position()]
    }

    pub(super) const fn eligible(&self, form: Form) -> GateState {
        self.of(form).eligible
    }

    /// Whether the law no longer has the form.
    pub(super) const fn has_ended(&self, form: Form) -> bool {
        self.of(form).has_ended
    }

    pub(super) fn longest_weeks(&self, form: Form) -> Option<u16> {
        self.of(form).longest.and_then(|longest| longest.most)
    }

    pub(super) fn duration(&self, offer: &OfferFeatures) -> GateState {
        let Some(longest) = self.of(offer.form).longest else {
            return GateState::Ok;
        };
        match longest.most {
            _ if offer.duration_weeks <= longest.surely => GateState::Ok,
            Some(most) if offer.duration_weeks > most => longest.beyond,
            _ => GateState::Unverified,
        }
    }

    /// What would tell whether an offer may last so long: a field of the profile, or the municipality.
    pub(super) fn duration_told_by(&self, offer: &OfferFeatures) -> &'static str {
        let longest = self.of(offer.form).longest;
        let within = |longest: &Longest| longest.most.is_none_or(|most| offer.duration_weeks <= most);
        longest
            .filter(within)
            .map_or("municipality", |longest| longest.told_by)
    }

    pub(super) fn hours(&self, offer: &OfferFeatures) -> GateState {
        match self.hours_fault(offer) {
            Some(_) => GateState::Failed,
            None if offer.hours_min == UNKNOWN_MINUTES => GateState::Unverified,
            None => GateState::Ok,
        }
    }

    /// What is wrong with the hours of an offer, as far as they are known; the rules come before the wish.
    pub(super) fn hours_fault(&self, offer: &OfferFeatures) -> Option<HoursFault> {
        let form = self.of(offer.form);
        let stated = offer.hours_min != UNKNOWN_MINUTES;
        if stated && offer.hours_min > form.most_minutes {
            Some(HoursFault::OverRules(form.most_minutes))
        } else if stated && offer.hours_min > self.wanted_most {
            Some(HoursFault::OverWish)
        } else if form.school_minutes > self.wanted_most {
            Some(HoursFault::School(form.school_minutes))
        } else {
            None
        }
    }

    /// Most weekly minutes that the rules allow under a form and the person wants.
    pub(super) fn most_minutes(&self, form: Form) -> u16 {
        self.of(form).most_minutes.min(self.wanted_most)
    }

    /// The weekly minutes that an offer wants of a person in all, school included; `None` where the
    /// rules of the form do not allow the offer's hours.
    pub(super) fn hours_needed(&self, offer: &OfferFeatures) -> Option<u16> {
        let form = self.of(offer.form);
        let stated = if offer.hours_min == UNKNOWN_MINUTES {
            0
        } else {
            offer.hours_min
        };
        (stated <= form.most_minutes).then(|| stated.max(form.school_minutes))
    }

    /// Whether the employer has room for one more under a form.
    pub(super) fn ratio(&self, core: &VacancyCore, form: Form) -> GateState {
        let Some(quota) = self.quotas.iter().find(|quota| quota.forms.has(form.position())) else {
            return GateState::Ok;
        };
        if core.employer_fte == UNKNOWN || core.subsidised_heads == UNKNOWN {
            return GateState::Unverified;
        }
        let allowed = super::form_rules::allowed(&quota.steps, quota.at_least, core.employer_fte);
        if core.subsidised_heads >= allowed {
            GateState::Failed
        } else {
            GateState::Ok
        }
    }
}

fn one_form(seeker: &Jobseeker, form: Form, ruleset: &Ruleset, day: Date) -> OneForm {
    let terms = ruleset.form_terms(form, day);
    let minutes = |hours: Option<u16>| hours.map(|hours| hours.saturating_mul(60));
    let education = seeker.resources.education.as_ref();
    let graduate_of = education.filter(|done| done.new_graduate).map(|done| done.level);
    let may_fit = ruleset.durations(form, seeker.target_group, seeker.readiness, graduate_of, day);
    let has_ended = ruleset.form_has_ended(form, day);
    OneForm {
        eligible: eligibility(seeker, form, ruleset, day, has_ended),
        has_ended,
        longest: longest(&may_fit, seeker.target_group),
        school_minutes: minutes(terms.and_then(|row| row.school_hours)).unwrap_or(0),
        most_minutes: minutes(terms.and_then(|row| row.hours_max)).unwrap_or(u16::MAX),
    }
}

fn longest(may_fit: &MayFit<'_>, group: Option<TargetGroup>) -> Option<Longest> {
    let weeks = || may_fit.rows.iter().map(|row| row.weeks);
    let may_be_lifted = may_fit.rows.iter().any(|row| row.unless.is_some());
    Some(Longest {
        surely: weeks().min()?,
        most: weeks().max().filter(|_| may_fit.is_bounded),
        beyond: if may_be_lifted {
            GateState::Unverified
        } else {
            GateState::Failed
        },
        told_by: if group.is_none() {
            "target_group"
        } else {
            "readiness"
        },
    })
}

fn eligibility(seeker: &Jobseeker, form: Form, ruleset: &Ruleset, day: Date, has_ended: bool) -> GateState {
    if let Some(eligible) = &seeker.eligible_forms {
        return known(Some(eligible.contains(&form)));
    }
    if has_ended {
        return GateState::Failed;
    }
    let group = seeker.target_group;
    known(match ruleset.who(form) {
        Who::Everybody => Some(true),
        Who::BenefitGroups => group.and_then(|group| ruleset.on_benefit(group, day)),
        Who::FlexJobGroup => group.map(|group| group == TargetGroup::FlexJob),
        Who::CashBenefit => group.map(|group| group == TargetGroup::CashBenefit),
        Who::Weeks(least) => seeker.weeks_unemployed.map(|weeks| weeks >= least),
        Who::IguScheme => seeker.scheme_eligibility.igu,
        Who::AdultApprenticeshipScheme => seeker.scheme_eligibility.adult_apprenticeship,
    })
}

fn known(answer: Option<bool>) -> GateState {
    match answer {
        Some(true) => GateState::Ok,
        Some(false) => GateState::Failed,
        None => GateState::Unverified,
    }
}
