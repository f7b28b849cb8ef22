//! From a scored pair to what is answered of it.

use super::explained;
use super::mobility_package::{self, PairParts};
use crate::domain::ids::VacancyId;
use crate::domain::language::Language;
use crate::domain::travel_mode::TravelMode;
use crate::matching::branch::BranchFit;
use crate::matching::explain::gate_lines::{gate_lines, typical_demands};
use crate::matching::explain::{Explanation, explain};
use crate::matching::extract::date_of;
use crate::matching::features::{NO_END, NO_START, UNKNOWN, UNKNOWN_MINUTES, VacancyView, flag};
use crate::matching::gates::{GateCode, GateState};
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::ports::match_table::Card;
use crate::taxonomy::OccupationIx;
use crate::travel::Matrices;
use crate::wire::explanation_out::GateOut;
use crate::wire::match_out::{
    AdjustmentOut, AxesScoredOut, BranchOut, HoursFitOut, HoursOut, LabelledOut, MobilityOut, NotNowOut,
    OfferOut, PairOut, PriorOut, ResourcesOut, TransitionOut, TravelOut, VacancyCardOut,
};

/// Shares are answered with this many decimals.
const DECIMALS: f64 = 10_000.0;

/// Writes pairs of one plan in one language.
#[derive(Clone, Copy)]
pub(super) struct Renderer<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) language: Language,
    pub(super) parts: PairParts,
}

impl<'a> Renderer<'a> {
    /// A pair with everything said of it.
    pub(super) fn pair(
        &self,
        view: &VacancyView<'_>,
        card: &Card<'a>,
        id: Option<VacancyId>,
        pair: &PairScore,
    ) -> PairOut<'a> {
        let explained = explain(self.plan, view, pair, self.language);
        let undecided = pair.gates.state(GateCode::DemandConflict) == GateState::Unverified;
        let typical_demands = if undecided && !view.core.flags.has(flag::DEMANDS_STATED) {
            typical_demands(self.plan, view.core)
        } else {
            Vec::new()
        };
        let Explanation {
            found,
            near,
            missing,
            reasons,
            gates,
            bridges,
            path,
        } = explained;
        let resources = ResourcesOut {
            score: pair.resources.map(|fit| share(fit.score)),
            contribution: pair.contributions[0],
            no_data: pair
                .resources
                .is_none()
                .then_some("nothing is known of resources or wishes"),
            found: explained::found(found),
            near: explained::near(near),
            missing: explained::missing(missing),
        };
        let bridges: Vec<_> = bridges.into_iter().map(explained::bridge).collect();
        let mobility_package = match self.parts {
            PairParts::Explained => None,
            PairParts::WithMobility => Some(mobility_package::package(
                self.plan,
                view,
                pair,
                &bridges,
                self.language,
            )),
        };
        PairOut {
            vacancy: self.card(view, card, id),
            offer: offer(view, pair),
            score: self.plan.steered(view, pair.base),
            base_score: pair.base,
            coverage: share(pair.applied.coverage),
            axes: AxesScoredOut {
                resources,
                mobility: self.mobility(view, pair),
                branch: self.branch(view, pair),
                job_first: PriorOut {
                    score: share(pair.prior.score),
                    contribution: pair.contributions[3],
                },
            },
            adjustments: self
                .plan
                .adjustments(view, pair.base)
                .into_iter()
                .filter(|moved| moved.value != 0)
                .map(|moved| AdjustmentOut {
                    code: moved.code,
                    value: moved.value,
                })
                .collect(),
            gates: gates.into_iter().map(explained::gate).collect(),
            reasons: explained::reasons(reasons),
            bridges,
            counterfactuals: Vec::new(),
            path: path.map(|path| self.path(path)),
            track: mobility_package::track(self.plan, view, pair),
            mobility_package,
            typical_demands,
        }
    }

    /// The gates of an offer of the vacancy.
    pub(super) fn gates(&self, view: &VacancyView<'_>, pair: &PairScore) -> Vec<GateOut<'a>> {
        let gates = gate_lines(self.plan, view, pair, self.language);
        gates.into_iter().map(explained::gate).collect()
    }

    /// A vacancy that fails a gate, with what would open it.
    pub(super) fn not_now(
        &self,
        view: &VacancyView<'_>,
        card: &Card<'a>,
        id: VacancyId,
        pair: &PairScore,
    ) -> NotNowOut<'a> {
        let Explanation { gates, path, .. } = explain(self.plan, view, pair, self.language);
        NotNowOut {
            vacancy: self.card(view, card, Some(id)),
            gates: explained::failed_gates(gates),
            score_if_open: pair.base,
            counterfactuals: Vec::new(),
            path: path.map(|path| self.path(path)),
        }
    }

    fn card(&self, view: &VacancyView<'_>, card: &Card<'a>, id: Option<VacancyId>) -> VacancyCardOut<'a> {
        let core = view.core;
        let place = crate::domain::codes::Postcode::parse(&format!("{:04}", core.postcode))
            .and_then(|postcode| self.plan.knowledge.places.by_postcode(postcode));
        VacancyCardOut {
            id: id.map(|id| id.to_string()),
            title: card.title,
            employer: card.employer,
            occupation: (core.occupation != UNKNOWN).then(|| self.occupation(OccupationIx(core.occupation))),
            source: card.source,
            external_id: card.external_id,
            positions: core.positions,
            place: place.map(|place| LabelledOut {
                code: place.postcode.to_string(),
                label: place.name.as_str(),
            }),
            apply_by: (core.apply_by != NO_END)
                .then(|| date_of(core.apply_by))
                .flatten(),
            open_company_day: mobility_package::open_company_day(self.plan, view),
        }
    }

    pub(super) fn occupation(&self, occupation: OccupationIx) -> LabelledOut<'a> {
        let occupations = &self.plan.knowledge.taxonomy.occupations;
        LabelledOut {
            code: occupations.code(occupation).to_string(),
            label: occupations.label(occupation, self.language),
        }
    }

    /// The mobility axis and the trip.
    pub(super) fn mobility(&self, view: &VacancyView<'_>, pair: &PairScore) -> MobilityOut {
        let (mode, daily, reason) = match pair.travel {
            Travel::Reached { mode, daily } => (Some(mode), Some(daily), None),
            Travel::NoConnection => (None, None, Some("no_connection")),
            Travel::NotNeeded => (None, None, Some("work_from_home")),
            Travel::Unknown => (None, None, Some("place_unknown")),
        };
        let offer = view
            .offers
            .get(pair.offer)
            .filter(|offer| offer.hours_min != UNKNOWN_MINUTES);
        let (least, most) = self.plan.gates.hours;
        MobilityOut {
            score: pair.mobility.map(|fit| share(fit.score)),
            contribution: pair.contributions[1],
            no_data: pair
                .mobility
                .is_none()
                .then_some("home or workplace is not known"),
            travel: TravelOut {
                mode,
                minutes: pair.travel.minutes(),
                daily_minutes: daily,
                reason,
                precision: Matrices::precision(),
                provider: self.provider(mode),
            },
            hours: HoursFitOut {
                ok: offer.map(|offer| offer.hours_min <= most && offer.hours_max >= least),
            },
        }
    }

    /// Where the minutes come from; without a means of transport, where all of them do.
    fn provider(&self, mode: Option<TravelMode>) -> &'static str {
        let matrices = &self.plan.knowledge.travel;
        let first = matrices.provider(mode.unwrap_or(TravelMode::Car));
        let mut others = TravelMode::ALL.iter().map(|&other| matrices.provider(other));
        if mode.is_none() && others.any(|other| other != first) {
            "mixed"
        } else {
            first.code()
        }
    }

    fn branch(&self, view: &VacancyView<'_>, pair: &PairScore) -> BranchOut<'a> {
        let unknown_job = view.core.occupation == UNKNOWN;
        let why = if unknown_job {
            "the occupation is not recognised"
        } else {
            "no occupational history is known"
        };
        BranchOut {
            score: pair.branch.map(|fit| share(fit.score)),
            contribution: pair.contributions[2],
            no_data: pair.branch.is_none().then_some(why),
            rung: pair.branch.map(|fit| fit.rung),
            transition: pair
                .branch
                .map(|fit| self.transition(&fit, OccupationIx(view.core.occupation))),
        }
    }

    fn transition(&self, fit: &BranchFit, to: OccupationIx) -> TransitionOut<'a> {
        TransitionOut {
            from: self.occupation(fit.from),
            to: self.occupation(to),
            skills_shared: share(fit.step.skills_shared),
            level_step: fit.step.level_step,
            viability: share(fit.viability),
            balance: fit.balance,
        }
    }
}

/// The offer that was taken.
pub(super) fn offer(view: &VacancyView<'_>, pair: &PairScore) -> Option<OfferOut> {
    let offer = view.offers.get(pair.offer)?;
    let known = offer.hours_min != UNKNOWN_MINUTES;
    Some(OfferOut {
        form: offer.form,
        hours_per_week: known.then(|| HoursOut {
            min: f64::from(offer.hours_min) / 60.0,
            max: f64::from(offer.hours_max) / 60.0,
        }),
        start: (offer.start != NO_START).then(|| date_of(offer.start)).flatten(),
        duration_weeks: (offer.duration_weeks > 0).then_some(offer.duration_weeks),
    })
}

/// A share as it is answered.
pub(super) fn share(value: f64) -> f64 {
    (value * DECIMALS).round() / DECIMALS
}
