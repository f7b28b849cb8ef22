//! Reads what shapes a list beside its scores: the track, the mix of the first places, and vacancies
//! that were liked or disliked.

use super::bounds::{LABEL_LENGTH, MOST_EXAMPLES, MOST_MIXED};
use super::codes_in::distinct;
use super::field_error::FieldErrorCode;
use super::reader::{Field, Object};
use crate::domain::ids::VacancyId;
use crate::domain::lists::Track;
use crate::matching::list_ruleset::Mix;
use crate::matching::list_traits::ListTrait;

/// Fields of a mix.
pub const MIX_FIELDS: &[&str] = &[
    "own_trade",
    "branch_switch",
    "startable_now",
    "in_demand",
    "graduate",
];
/// Fields of the examples.
pub const EXAMPLE_FIELDS: &[&str] = &["liked", "disliked"];

/// What shapes a list beside its scores.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListShape {
    /// Track in place of the profile's.
    pub track: Option<Track>,
    /// What the first places are to hold, in place of the strategy's.
    pub mix: Option<Mix>,
    /// Vacancies that were liked and disliked.
    pub examples: Examples,
}

/// Vacancies that were liked and disliked, each at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Examples {
    /// Liked.
    pub liked: Vec<VacancyId>,
    /// Disliked.
    pub disliked: Vec<VacancyId>,
}

/// Reads the track, the mix and the examples of a request.
pub(super) fn list_shape(request: &Object<'_, '_>) -> ListShape {
    ListShape {
        track: request.field("track").closed(Track::CODES, Track::from_code),
        mix: mix(request.field("mix")),
        examples: examples(request.field("examples")),
    }
}

fn mix(field: Field<'_, '_>) -> Option<Mix> {
    let object = field.object(MIX_FIELDS)?;
    let wanted = MIX_FIELDS.iter().filter_map(|&name| {
        let least = object.field(name).integer(0..=MOST_MIXED)?;
        Some((ListTrait::from_code(name)?, least as usize))
    });
    let mix: Mix = wanted.filter(|&(_, least)| least > 0).collect();
    if mix.values().sum::<usize>() as i64 > MOST_MIXED {
        field.error(
            FieldErrorCode::OutOfRange,
            format!("only the first {MOST_MIXED} places are mixed: the numbers must not sum to more"),
        );
    }
    Some(mix)
}

fn examples(field: Field<'_, '_>) -> Examples {
    let Some(object) = field.object(EXAMPLE_FIELDS) else {
        return Examples::default();
    };
    let liked = vacancies(object.field("liked")).unwrap_or_default();
    let also_liked = |item: Field<'_, '_>| {
        let id = vacancy(item)?;
        if liked.contains(&id) {
            item.error(
                FieldErrorCode::Contradiction,
                "the same vacancy is liked and disliked",
            );
        }
        Some(id)
    };
    let disliked = bounded(object.field("disliked"))
        .and_then(|field| distinct(field, also_liked, |id| id))
        .unwrap_or_default();
    Examples { liked, disliked }
}

fn vacancies(field: Field<'_, '_>) -> Option<Vec<VacancyId>> {
    distinct(bounded(field)?, vacancy, |id| id)
}

fn bounded<'v, 'p>(field: Field<'v, 'p>) -> Option<Field<'v, 'p>> {
    field.list(MOST_EXAMPLES).map(|_| field)
}

fn vacancy(field: Field<'_, '_>) -> Option<VacancyId> {
    let id = VacancyId::parse(field.opaque(LABEL_LENGTH)?);
    if id.is_none() {
        field.error(
            FieldErrorCode::BadId,
            "a vacancy's id is vac_ and 32 hexadecimal digits",
        );
    }
    id
}
