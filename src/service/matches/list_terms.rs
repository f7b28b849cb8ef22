//! What shapes a list beside its scores: the track, the mix of the first places, filters that are
//! suggested, vacancies that were liked, and a deferral that pauses it.

use super::request::Terms;
use crate::domain::jobseeker::{JobFirstDeferral, Jobseeker};
use crate::domain::lists::Track;
use crate::matching::knowledge::Knowledge;
use crate::matching::list_ruleset::{Mix, TrackRule};
use crate::matching::steering::{Example, Steering};
use crate::ports::match_table::MatchTableView;
use crate::service::error::ServiceError;
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::list_rules_out::{
    DeferralOut, EmployerCapOut, FiltersOut, ListTermsOut, MixesOut, TracksOut,
};
use crate::wire::list_shape_in::Examples;
use crate::wire::match_in::{MatchRequest, Strategy};
use jiff::civil::Date;

/// What shapes a list beside its scores.
pub(super) struct ListTerms<'r> {
    request: &'r MatchRequest,
    of_profile: Option<Track>,
    track: Option<&'r TrackRule>,
    /// The mix while the request asks for none.
    suggested: Mix,
    cap: EmployerCapOut,
}

impl<'r> ListTerms<'r> {
    /// The terms of a request for a profile.
    pub(super) fn new(request: &'r MatchRequest, seeker: &Jobseeker, terms: &'r Terms) -> Self {
        let ruleset = terms.ruleset();
        let track = request.shape.track.or(seeker.track);
        let track = track.and_then(|track| ruleset.track(track));
        let suggested = usual_mix(terms, track);
        Self {
            request,
            of_profile: seeker.track,
            track,
            suggested,
            cap: EmployerCapOut {
                first: ruleset.list.first,
                per_employer: ruleset.list.per_employer,
            },
        }
    }

    /// What the first few places are to hold.
    pub(super) fn mix(&self) -> &Mix {
        self.request.shape.mix.as_ref().unwrap_or(&self.suggested)
    }

    /// What was asked for, suggested and applied. A track suggests filters and applies none: what it
    /// is for stands in the mix, so that nobody is left without a list for being on a track.
    pub(super) fn out(&self) -> ListTermsOut<'_> {
        let asked = self.request.filters.names();
        let suggested = self.track.iter().flat_map(|row| &row.narrow_to);
        ListTermsOut {
            track: TracksOut {
                requested: self.request.shape.track,
                suggested: self.of_profile,
                applied: self.track.map(|row| row.code),
            },
            followed_up_by: self.track.map(|row| row.followed_up_by),
            mix: MixesOut {
                requested: self.request.shape.mix.as_ref(),
                suggested: &self.suggested,
                applied: self.mix(),
            },
            filters: FiltersOut {
                requested: asked.clone(),
                suggested: suggested.map(|narrow| narrow.code()).collect(),
                applied: asked,
            },
            employer_cap: self.cap,
        }
    }
}

/// The mix of the first places while a request asks for none: of the strategy that was asked for, else of
/// the track's, and what the track adds to it.
fn usual_mix(terms: &Terms, track: Option<&TrackRule>) -> Mix {
    let strategy: &str = match (terms.requested(), track) {
        (Some(asked), _) => asked.code(),
        (None, Some(row)) => &row.strategy,
        (None, None) => Strategy::JobFirst.code(),
    };
    let mut mix = terms.ruleset().list.mix_of(strategy);
    for (&wanted, &least) in track.iter().flat_map(|row| &row.mix) {
        let known = mix.entry(wanted).or_default();
        *known = least.max(*known);
    }
    mix
}

/// The mix of the first places of a profile's list, as its own track has it.
pub(super) fn mix_of(terms: &Terms, seeker: &Jobseeker) -> Mix {
    let track = seeker.track.and_then(|track| terms.ruleset().track(track));
    usual_mix(terms, track)
}

/// What is said of a deferral, if there is one. From the day of its review the list is made again:
/// a job comes first unless somebody decides anew that other help does.
pub(super) fn deferral(seeker: &Jobseeker, day: Date) -> Option<DeferralOut> {
    let deferral = seeker.job_first_deferral.as_ref()?;
    deferral.active.then(|| DeferralOut {
        paused: is_pausing(deferral, day),
        until: deferral.review_on,
        review_due: !is_pausing(deferral, day),
        decided_by_role: deferral.decided_by_role,
    })
}

fn is_pausing(deferral: &JobFirstDeferral, day: Date) -> bool {
    deferral.review_on.is_none_or(|review| day < review)
}

/// The vacancies that were liked and disliked, as they are compared.
///
/// # Errors
/// Every id of a vacancy that is not kept here.
pub(super) fn steering(
    examples: &Examples,
    organisation: u16,
    table: &dyn MatchTableView,
    knowledge: &Knowledge,
) -> Result<Steering, ServiceError> {
    let mut errors = Vec::new();
    let mut read = |name: &str, ids: &[crate::domain::ids::VacancyId]| -> Vec<Example> {
        let mut found = Vec::with_capacity(ids.len());
        for (at, &id) in ids.iter().enumerate() {
            let vacancy = table.find(id).map(|listed| table.columns(listed));
            match vacancy.filter(|vacancy| vacancy.core.organisation == organisation) {
                Some(vacancy) => found.push(Example::of(&vacancy, knowledge)),
                None => errors.push(FieldError::new(
                    format!("/examples/{name}/{at}"),
                    FieldErrorCode::BadId,
                    "no vacancy with this id is kept",
                )),
            }
        }
        found
    };
    let steering = Steering {
        liked: read("liked", &examples.liked),
        disliked: read("disliked", &examples.disliked),
    };
    if errors.is_empty() {
        Ok(steering)
    } else {
        Err(ServiceError::Invalid(errors))
    }
}
