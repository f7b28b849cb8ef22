//! The way on: how a job leads to the person's goal, what of the goal is there, what the job gives and
//! what is still needed.

use super::item_phrases::education_name;
use super::words::pick;
use crate::domain::language::Language;
use crate::domain::lists::EducationLevel;
use crate::matching::features::{UNKNOWN, VacancyView};
use crate::matching::gates::GateState;
use crate::matching::plan::Plan;
use crate::taxonomy::Taxonomy;
use crate::taxonomy::credentials::AuthorisationIx;
use crate::taxonomy::occupations::OccupationIx;
use crate::taxonomy::skills::SkillIx;
use std::borrow::Cow;

/// A skill of the job stands in for one of the goal from this nearness, percent.
const NEAR_FROM: u8 = 50;

crate::closed_list! {
    /// A step on the way to the goal.
    StepKind { Job = "job", Education = "education", Authorisation = "authorisation", Goal = "goal" }
}

/// A step on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathStep<'k> {
    /// What kind of step.
    pub kind: StepKind,
    /// Code of the education, authorisation or occupation.
    pub code: Cow<'k, str>,
    /// `failed` where it is known to be ahead, `unverified` where the profile does not tell, `ok` where it is open.
    pub state: GateState,
    /// In words.
    pub text: Cow<'k, str>,
}

/// How a job leads to the goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path<'k> {
    /// The goal.
    pub goal: OccupationIx,
    /// The job is the goal itself.
    pub at_goal: bool,
    /// Essential skills of the goal that the person has, or something near them.
    pub had: Vec<SkillIx>,
    /// Those the job gives.
    pub given: Vec<SkillIx>,
    /// Those still needed after it.
    pub needed: Vec<SkillIx>,
    /// The steps, the next one first, the goal last.
    pub steps: Vec<PathStep<'k>>,
}

/// The way from a job to the goal; `None` without a goal or where the job is no step towards it.
pub fn path<'k>(plan: &Plan<'k>, vacancy: &VacancyView<'_>, language: Language) -> Option<Path<'k>> {
    let taxonomy = &plan.knowledge.taxonomy;
    let goal = taxonomy.occupations.ix(plan.seeker.wishes.goal_occupation?)?;
    let occupation = vacancy.core.occupation;
    if occupation == UNKNOWN || plan.resources.towards_goal(occupation) <= 0.0 {
        return None;
    }
    let job = OccupationIx(occupation);
    let mut path = Path {
        goal,
        at_goal: job == goal,
        had: Vec::new(),
        given: Vec::new(),
        needed: Vec::new(),
        steps: Vec::new(),
    };
    for &skill in taxonomy.relations.essential(goal) {
        let has = plan.resources.covered(skill.0).quality > 0;
        let list = if has {
            &mut path.had
        } else if path.at_goal || gives(taxonomy, job, vacancy, skill) {
            &mut path.given
        } else {
            &mut path.needed
        };
        list.push(skill);
    }
    if !path.at_goal {
        path.steps.push(this_job(taxonomy, job, &path, language));
    }
    path.steps.extend(education(plan, job, goal, language));
    path.steps.extend(authorisation(plan, goal, language));
    path.steps.push(arrival(taxonomy, &path, language));
    Some(path)
}

/// Whether work in the job gives a skill, or one near it.
fn gives(taxonomy: &Taxonomy, job: OccupationIx, vacancy: &VacancyView<'_>, skill: SkillIx) -> bool {
    let wants = |skill: SkillIx| {
        let relations = &taxonomy.relations;
        relations.essential(job).binary_search(&skill).is_ok()
            || relations.optional(job).binary_search(&skill).is_ok()
            || vacancy.asks.iter().any(|ask| ask.item == skill.0)
    };
    let near = taxonomy.similarity.near(skill);
    wants(skill)
        || near
            .iter()
            .any(|&(near, percent)| percent >= NEAR_FROM && wants(near))
}

fn this_job<'k>(
    taxonomy: &'k Taxonomy,
    job: OccupationIx,
    path: &Path<'_>,
    language: Language,
) -> PathStep<'k> {
    let (given, open) = (path.given.len(), path.given.len() + path.needed.len());
    let text = match (given, language) {
        (0, Language::Danish) => "Jobbet bruger det, målet bygger på".to_owned(),
        (0, Language::English) => "The job uses what the goal builds on".to_owned(),
        (1, Language::Danish) if open == 1 => {
            "Jobbet giver den kernekompetence, der mangler til målet".to_owned()
        }
        (1, Language::English) if open == 1 => {
            "The job gives the one core skill that is left to the goal".to_owned()
        }
        (_, Language::Danish) if given == open => {
            format!("Jobbet giver alle {open} kernekompetencer, der mangler til målet")
        }
        (_, Language::English) if given == open => {
            format!("The job gives all {open} core skills that are left to the goal")
        }
        (_, Language::Danish) => {
            format!("Jobbet giver {given} af de {open} kernekompetencer, der mangler til målet")
        }
        (_, Language::English) => {
            format!("The job gives {given} of the {open} core skills that are left to the goal")
        }
    };
    PathStep {
        kind: StepKind::Job,
        code: Cow::Owned(taxonomy.occupations.code(job).to_string()),
        state: GateState::Ok,
        text: Cow::Owned(text),
    }
}

/// The education the goal usually builds on, unless the person has it or has done the work.
fn education<'k>(
    plan: &Plan<'k>,
    job: OccupationIx,
    goal: OccupationIx,
    language: Language,
) -> Option<PathStep<'k>> {
    // ISCO-08, volume I, table 1: levels 2, 3 and 4 follow vocational, short and longer higher education.
    let level = match plan.knowledge.taxonomy.occupations.skill_level(goal) {
        2 => EducationLevel::Vocational,
        3 => EducationLevel::ShortHigher,
        4 => EducationLevel::MediumHigher,
        _ => return None,
    };
    let done = plan.seeker.resources.education.as_ref();
    let high_enough = done.is_some_and(|done| done.level >= level);
    let leads_there = plan.sources.iter().any(|source| source.occupation == goal);
    // Work under an authorisation wants its own education, and who has or awaits the authorisation has that.
    let wanted = plan.knowledge.taxonomy.occupations.authorisation(goal);
    let authorised = |wanted: AuthorisationIx| {
        plan.gates.authorisation_state(wanted.0) == GateState::Ok
            || plan.gates.authorisation_pending(wanted.0)
    };
    if leads_there || wanted.map_or(high_enough, authorised) {
        return None;
    }
    let name = education_name(level, language);
    let text = match (job == goal && wanted.is_some(), language) {
        (true, Language::Danish) => format!("Jobbet bygger som regel på en {name}"),
        (true, Language::English) => format!("The job usually builds on {name}"),
        (false, Language::Danish) => {
            format!("Målet bygger som regel på en {name}; den kan tages ved siden af jobbet eller efter det")
        }
        (false, Language::English) => {
            format!("The goal usually builds on {name}; it can be taken beside the job or after it")
        }
    };
    // An education that is high enough, in a field that is not told, may be the one.
    let known = done.is_some_and(|done| !high_enough || done.field.is_some());
    Some(PathStep {
        kind: StepKind::Education,
        code: Cow::Borrowed(level.code()),
        state: if known {
            GateState::Failed
        } else {
            GateState::Unverified
        },
        text: Cow::Owned(text),
    })
}

/// The authorisation the goal asks for by law, unless it is held.
fn authorisation<'k>(plan: &Plan<'k>, goal: OccupationIx, language: Language) -> Option<PathStep<'k>> {
    let taxonomy = &plan.knowledge.taxonomy;
    let wanted = taxonomy.occupations.authorisation(goal)?;
    let state = plan.gates.authorisation_state(wanted.0);
    if state == GateState::Ok {
        return None;
    }
    let table = &taxonomy.authorisations;
    let (label, issuer) = (table.label(wanted, language), table.issuer(wanted));
    let pending = plan.gates.authorisation_pending(wanted.0);
    let text = match (pending, language) {
        (true, Language::Danish) => {
            format!("Autorisationen ({label}) er undervejs hos {issuer}; målet åbner, når den er givet")
        }
        (true, Language::English) => {
            format!("The authorisation ({label}) is pending at {issuer}; the goal opens when it is granted")
        }
        (false, Language::Danish) => format!("Målet kræver autorisation: {label} ({issuer})"),
        (false, Language::English) => format!("The goal asks for an authorisation: {label} ({issuer})"),
    };
    Some(PathStep {
        kind: StepKind::Authorisation,
        code: Cow::Borrowed(table.code(wanted)),
        state,
        text: Cow::Owned(text),
    })
}

fn arrival<'k>(taxonomy: &'k Taxonomy, path: &Path<'_>, language: Language) -> PathStep<'k> {
    let label = taxonomy.occupations.label(path.goal, language);
    let text = if path.at_goal {
        Cow::Borrowed(pick(language, "Det er målet selv", "This is the goal itself"))
    } else {
        Cow::Owned(match language {
            Language::Danish => format!("Målet: {label}"),
            Language::English => format!("The goal: {label}"),
        })
    };
    let open = path.steps.iter().all(|step| step.state == GateState::Ok) && path.needed.is_empty();
    PathStep {
        kind: StepKind::Goal,
        code: Cow::Owned(taxonomy.occupations.code(path.goal).to_string()),
        state: if open { GateState::Ok } else { GateState::Failed },
        text,
    }
}
