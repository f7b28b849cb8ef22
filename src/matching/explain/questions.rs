//! Fields a profile leaves open, and plausible answers to them: those that the first vacancies of the
//! list ask for. What an answer really moves is found out by giving it.

use super::gate_lines::settled_by;
use crate::domain::codes::Postcode;
use crate::domain::jobseeker::{
    Authorisation, Education, Experience, Jobseeker, SkillHeld, WishedOccupation,
};
use crate::domain::lists::{AuthorisationState, EducationLevel, Form, Mastery, Readiness, TargetGroup};
use crate::domain::travel_mode::TravelMode;
use crate::domain::units::{HoursRange, TenthYears, WeeklyMinutes};
use crate::domain::vacancy::LanguageAsk;
use crate::matching::features::{AskSource, UNKNOWN, VacancyView};
use crate::matching::gates::{GateCode, GateState};
use crate::matching::plan::Plan;
use crate::matching::ruleset::Ruleset;
use crate::matching::ruleset_rows::Who;
use crate::matching::score::PairScore;
use crate::taxonomy::credentials::{AuthorisationIx, CertificateIx, LicenceIx};
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::skills::SkillIx;
use std::collections::{BTreeMap, BTreeSet};

/// Asked skills taken as a plausible answer, those asked most.
const MOST_SKILLS: usize = 5;
/// Asked certificates taken as a plausible answer.
const MOST_CERTIFICATES: usize = 3;
/// Weekly minutes of somebody who wants nearly a full week.
const NEARLY_FULL_WEEK: u16 = 30 * 60;
/// Years of an ordinary past job.
const SOME_YEARS: f64 = 3.0;
/// Danish of somebody who manages everyday work, where no vacancy asks for more: B1.
const EVERYDAY_DANISH: u8 = 3;
/// Danish of somebody who has begun: A2.
const FIRST_DANISH: u8 = 2;

crate::closed_list! {
    /// A field that a profile may leave open, in the order in which one would ask.
    OpenField {
        Home = "home.postcode",
        Wishes = "wishes.occupations",
        Experience = "resources.experience",
        Skills = "resources.skills",
        Modes = "mobility.modes",
        Licences = "mobility.licences",
        Languages = "resources.languages",
        Hours = "hours_per_week",
        MaxTravel = "mobility.max_travel_minutes",
        Certificates = "resources.certificates",
        Authorisations = "resources.authorisations",
        Education = "resources.education",
        Availability = "availability",
        TargetGroup = "target_group",
        Readiness = "readiness",
        WeeksUnemployed = "weeks_unemployed",
        AdultApprenticeship = "scheme_eligibility.adult_apprenticeship",
        Igu = "scheme_eligibility.igu",
    }
}

impl OpenField {
    /// Whether a profile leaves the field open.
    pub fn is_open(self, seeker: &Jobseeker) -> bool {
        let (mobility, resources) = (&seeker.mobility, &seeker.resources);
        let forms_open = seeker.eligible_forms.is_none();
        match self {
            Self::Home => seeker.home.is_none(),
            Self::Wishes => seeker.wishes.occupations.is_empty(),
            Self::Experience => resources.experience.is_none(),
            Self::Skills => resources.skills.is_none(),
            Self::Modes => mobility.modes.is_none(),
            Self::Licences => mobility.licences.is_none(),
            Self::Languages => resources.languages.is_none(),
            Self::Hours => seeker.hours.is_none(),
            Self::MaxTravel => mobility.max_travel_minutes.is_none(),
            Self::Certificates => resources.certificates.is_none(),
            Self::Authorisations => resources.authorisations.is_none(),
            Self::Education => resources.education.is_none(),
            Self::Availability => seeker.availability.is_none(),
            Self::TargetGroup => seeker.target_group.is_none(),
            Self::Readiness => seeker.readiness.is_none(),
            Self::WeeksUnemployed => forms_open && seeker.weeks_unemployed.is_none(),
            Self::AdultApprenticeship => {
                forms_open && seeker.scheme_eligibility.adult_apprenticeship.is_none()
            }
            Self::Igu => forms_open && seeker.scheme_eligibility.igu.is_none(),
        }
    }
}

/// What the first vacancies of a list ask for, and what of it the profile leaves unsettled.
#[derive(Debug, Default)]
pub struct Asked {
    licences: u32,
    items: BTreeMap<u16, u32>,
    languages: BTreeMap<[u8; 2], u8>,
    danish: u8,
    authorisations: BTreeSet<u16>,
    education: u8,
    occupations: BTreeMap<u16, u32>,
    postcodes: BTreeMap<u16, u32>,
    unsettled: BTreeSet<&'static str>,
}

impl Asked {
    /// Takes in one more vacancy.
    pub fn read(&mut self, plan: &Plan<'_>, vacancy: &VacancyView<'_>, pair: &PairScore) {
        let core = vacancy.core;
        self.licences |= core.licences;
        for ask in vacancy.asks {
            if ask.essential || ask.source != AskSource::Typical {
                *self.items.entry(ask.item).or_default() += 1;
            }
        }
        for wanted in vacancy.languages {
            let known = self.languages.entry(wanted.language).or_default();
            *known = (*known).max(wanted.level);
        }
        self.danish = self.danish.max(core.danish_min);
        self.education = self.education.max(core.education_min);
        if core.authorisation != UNKNOWN {
            self.authorisations.insert(core.authorisation);
        }
        if core.occupation != UNKNOWN {
            *self.occupations.entry(core.occupation).or_default() += 1;
        }
        if core.postcode != 0 {
            *self.postcodes.entry(core.postcode).or_default() += 1;
        }
        let unsettled = unsettled(plan, vacancy, pair);
        self.unsettled
            .extend(unsettled.into_iter().map(|(_, field)| field));
    }

    fn most_asked(&self, within: std::ops::Range<u16>, most: usize) -> Vec<u16> {
        let mut items: Vec<(u32, u16)> = self
            .items
            .range(within)
            .map(|(&item, &count)| (count, item))
            .collect();
        items.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
        items.into_iter().take(most).map(|(_, item)| item).collect()
    }
}

/// The unverified gates of a pair, each with the field that would settle it.
pub fn unsettled(
    plan: &Plan<'_>,
    vacancy: &VacancyView<'_>,
    pair: &PairScore,
) -> Vec<(GateCode, &'static str)> {
    let offer = vacancy.offers.get(pair.offer);
    GateCode::ALL
        .iter()
        .filter(|&&code| pair.gates.state(code) == GateState::Unverified)
        .map(|&code| (code, settled_by(plan, code, vacancy.core, offer)))
        .collect()
}

/// Weeks without work from which every form that asks for some is possible.
fn long_without_work(ruleset: &Ruleset) -> u16 {
    let weeks = Form::ALL.iter().filter_map(|&form| match ruleset.who(form) {
        Who::Weeks(weeks) => Some(weeks),
        _ => None,
    });
    weeks.max().unwrap_or(0)
}

/// The most common key; of equal ones the first.
fn commonest(counts: &BTreeMap<u16, u32>) -> Option<u16> {
    let mut best: Option<(u16, u32)> = None;
    for (&key, &count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((key, count));
        }
    }
    best.map(|(key, _)| key)
}

/// Profiles with a plausible answer to an open field each; none where no answer would matter to what
/// was read.
pub fn answers(field: OpenField, plan: &Plan<'_>, asked: &Asked) -> Vec<Jobseeker> {
    let with = |change: &dyn Fn(&mut Jobseeker)| {
        let mut answered = plan.seeker.clone();
        change(&mut answered);
        answered
    };
    let defaults = &plan.rules.ruleset.defaults;
    let settles = |field: OpenField| asked.unsettled.contains(field.code());
    match field {
        OpenField::Home => home(asked)
            .map(|home| with(&|seeker| seeker.home = Some(home)))
            .into_iter()
            .collect(),
        OpenField::Wishes => wish(plan, asked)
            .map(|wish| with(&|seeker| seeker.wishes.occupations = vec![wish.clone()]))
            .into_iter()
            .collect(),
        OpenField::Experience => past_job(plan, asked)
            .map(|past| with(&|seeker| seeker.resources.experience = Some(vec![past.clone()])))
            .into_iter()
            .collect(),
        OpenField::Skills => vec![with(&|seeker| {
            seeker.resources.skills = Some(skills(plan, asked));
        })],
        OpenField::Modes => vec![with(&|seeker| {
            let mut modes = defaults.modes.clone();
            modes.push(TravelMode::Car);
            seeker.mobility.modes = Some(modes);
        })],
        OpenField::Licences if asked.licences != 0 => [asked.licences, 0]
            .map(|held| with(&|seeker| seeker.mobility.licences = Some(licences(plan, held))))
            .into(),
        OpenField::Languages if asked.danish > 0 || !asked.languages.is_empty() => {
            [asked.danish.max(EVERYDAY_DANISH), FIRST_DANISH]
                .map(|danish| with(&|seeker| seeker.resources.languages = Some(languages(asked, danish))))
                .into()
        }
        OpenField::Hours => vec![with(&|seeker| {
            let most = WeeklyMinutes::from_hours(defaults.hours_max);
            let least = WeeklyMinutes::from_minutes(NEARLY_FULL_WEEK);
            seeker.hours = most.and_then(|most| HoursRange::new(least.min(most), most));
        })],
        OpenField::MaxTravel => vec![with(&|seeker| {
            let usual = defaults.max_travel_minutes;
            seeker.mobility.max_travel_minutes = Some(usual.saturating_add(usual / 2));
        })],
        OpenField::Certificates => {
            let held = certificates(plan, asked);
            if held.is_empty() {
                return Vec::new();
            }
            vec![with(&|seeker| seeker.resources.certificates = Some(held.clone()))]
        }
        OpenField::Authorisations if !asked.authorisations.is_empty() => {
            let held = authorisations(plan, asked);
            [held, Vec::new()]
                .map(|held| with(&|seeker| seeker.resources.authorisations = Some(held.clone())))
                .into()
        }
        OpenField::Education => vec![with(&|seeker| {
            seeker.resources.education = Some(education(asked));
        })],
        OpenField::TargetGroup if settles(field) => vec![with(&|seeker| {
            seeker.target_group = Some(TargetGroup::UnemploymentInsurance);
        })],
        OpenField::Readiness if settles(field) => [Readiness::JobReady, Readiness::ActivityReady]
            .map(|readiness| with(&|seeker| seeker.readiness = Some(readiness)))
            .into(),
        OpenField::WeeksUnemployed if settles(field) => [long_without_work(&plan.rules.ruleset), 0]
            .map(|weeks| with(&|seeker| seeker.weeks_unemployed = Some(weeks)))
            .into(),
        OpenField::AdultApprenticeship if settles(field) => [true, false]
            .map(|holds| with(&|seeker| seeker.scheme_eligibility.adult_apprenticeship = Some(holds)))
            .into(),
        OpenField::Igu if settles(field) => [true, false]
            .map(|holds| with(&|seeker| seeker.scheme_eligibility.igu = Some(holds)))
            .into(),
        _ => Vec::new(),
    }
}

fn home(asked: &Asked) -> Option<Postcode> {
    Postcode::from_number(commonest(&asked.postcodes)?)
}

fn wish(plan: &Plan<'_>, asked: &Asked) -> Option<WishedOccupation> {
    let occupation = OccupationIx(commonest(&asked.occupations)?);
    let code = plan.knowledge.taxonomy.occupations.code(occupation);
    Some(WishedOccupation {
        given: code.to_string(),
        unit_groups: vec![code],
    })
}

fn past_job(plan: &Plan<'_>, asked: &Asked) -> Option<Experience> {
    let occupation = OccupationIx(commonest(&asked.occupations)?);
    Some(Experience {
        occupation: plan.knowledge.taxonomy.occupations.code(occupation),
        industry: None,
        years: TenthYears::from_years(SOME_YEARS),
        ended: None,
    })
}

/// What the past jobs make likely, and what is asked most.
fn skills(plan: &Plan<'_>, asked: &Asked) -> Vec<SkillHeld> {
    let taxonomy = &plan.knowledge.taxonomy;
    let typical = plan
        .sources
        .iter()
        .flat_map(|source| taxonomy.relations.essential(source.occupation))
        .map(|skill| skill.0);
    let most_asked = asked.most_asked(0..taxonomy.skills.len() as u16, MOST_SKILLS);
    let held: BTreeSet<u16> = typical.chain(most_asked).collect();
    held.into_iter()
        .map(|skill| SkillHeld {
            skill: taxonomy.skills.id(SkillIx(skill)).to_owned(),
            level: Mastery::Experienced,
        })
        .collect()
}

fn licences(plan: &Plan<'_>, held: u32) -> Vec<String> {
    let licences = &plan.knowledge.taxonomy.licences;
    (0..32u8)
        .filter(|bit| held & (1 << bit) != 0)
        .map(|bit| licences.code(LicenceIx(bit)).to_owned())
        .collect()
}

fn languages(asked: &Asked, danish: u8) -> Vec<LanguageAsk> {
    let others = asked.languages.iter().map(|(&code, &level)| (code, level));
    let known = std::iter::once((*b"da", danish)).chain(others);
    known
        .filter_map(|(code, level)| {
            Some(LanguageAsk {
                language: super::changes::language_text(&code).to_owned(),
                level: super::changes::language_level(level)?,
            })
        })
        .collect()
}

fn certificates(plan: &Plan<'_>, asked: &Asked) -> Vec<String> {
    let taxonomy = &plan.knowledge.taxonomy;
    let first = taxonomy.skills.len() as u16;
    asked
        .most_asked(first..u16::MAX, MOST_CERTIFICATES)
        .into_iter()
        .map(|item| taxonomy.certificates.code(CertificateIx(item - first)).to_owned())
        .collect()
}

fn authorisations(plan: &Plan<'_>, asked: &Asked) -> Vec<Authorisation> {
    let table = &plan.knowledge.taxonomy.authorisations;
    asked
        .authorisations
        .iter()
        .map(|&authorisation| Authorisation {
            code: table.code(AuthorisationIx(authorisation)).to_owned(),
            state: AuthorisationState::Held,
        })
        .collect()
}

fn education(asked: &Asked) -> Education {
    let wanted = super::changes::education_level(asked.education);
    let level = wanted.map_or(EducationLevel::Vocational, |level| {
        level.max(EducationLevel::Vocational)
    });
    Education {
        level,
        field: None,
        new_graduate: false,
    }
}
