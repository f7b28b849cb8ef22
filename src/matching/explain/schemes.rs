//! The schemes behind a bridge: which are in force on the plan's day, and whether the person can use them.

use crate::domain::language::Language;
use crate::matching::dated::DatedRow;
use crate::matching::gates::GateState;
use crate::matching::plan::Plan;
use crate::matching::schemes::{Eligible, eligible};
use crate::taxonomy::courses::CourseScheme;

/// The scheme of an adult apprenticeship.
pub(super) const ADULT_APPRENTICESHIP: &str = "adult_apprenticeship";

/// A person's access to every scheme that a bridge can name, judged once for a plan; `None` where a scheme
/// is not in force.
pub type SchemeAccess = Vec<(&'static str, Option<GateState>)>;

/// Codes of schemes in the order in which they were named, as many as one bridge can name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SchemeCodes([Option<&'static str>; MOST_SCHEMES]);

/// The codes that a bridge can name: those of courses, and the adult apprenticeship.
const MOST_SCHEMES: usize = CourseScheme::ALL.len() + 1;

impl SchemeCodes {
    /// The codes.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.iter().copied().flatten()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.iter().next().is_none()
    }
}

impl FromIterator<&'static str> for SchemeCodes {
    /// A code beyond the last place, which a table can only cause by naming one twice, is left out.
    fn from_iter<I: IntoIterator<Item = &'static str>>(codes: I) -> Self {
        let mut all = Self::default();
        for (place, code) in all.0.iter_mut().zip(codes) {
            *place = Some(code);
        }
        all
    }
}

/// A scheme that may pay for a bridge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funding<'k> {
    /// Code of the scheme.
    pub scheme: &'static str,
    /// Its conditions in words.
    pub conditions: Option<&'k str>,
    /// How long it can last, weeks.
    pub most_weeks: Option<u16>,
    /// Whether the person's situation fits; `unverified` where the profile does not tell.
    pub eligible: GateState,
    /// The field that fails, or that would tell.
    pub depends_on: Option<&'static str>,
    /// Where the rule stands.
    pub source: &'k str,
    /// Whether the rule still has to be checked against its source.
    pub verify: bool,
}

/// The codes that a bridge can name.
fn codes() -> impl Iterator<Item = &'static str> {
    CourseScheme::CODES.iter().copied().chain([ADULT_APPRENTICESHIP])
}

/// Whether a scheme is open to the person on the plan's day; `None` when it is not in force.
pub(super) fn open_to(plan: &Plan<'_>, scheme: &str) -> Option<GateState> {
    let access = plan.schemes.get_or_init(|| {
        let judged = |code| eligible(&plan.rules.ruleset, code, plan.seeker, plan.day);
        codes().map(|code| (code, state(judged(code)))).collect()
    });
    access.iter().find(|(code, _)| *code == scheme)?.1
}

const fn state(judged: Eligible<'_>) -> Option<GateState> {
    match judged {
        Eligible::Ok(_) => Some(GateState::Ok),
        Eligible::Unverified(..) => Some(GateState::Unverified),
        Eligible::Failed(Some(_)) => Some(GateState::Failed),
        Eligible::Failed(None) => None,
    }
}

/// The schemes in force with what is known of the person's access to them, in a fixed order.
pub fn funding<'k>(plan: &Plan<'k>, language: Language) -> Vec<Funding<'k>> {
    let told = |scheme| {
        let judged = eligible(&plan.rules.ruleset, scheme, plan.seeker, plan.day);
        let (eligible, row) = (state(judged)?, judged.row()?);
        Some(Funding {
            scheme,
            conditions: row.text(language),
            most_weeks: row.length_weeks,
            eligible,
            depends_on: judged.field(),
            source: &row.source,
            verify: row.verify,
        })
    };
    codes().filter_map(told).collect()
}
