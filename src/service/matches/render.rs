//! From a scored pair to what is answered of it.

use super::explained;
use super::mobility_package::{self, PairParts};
use super::no_data::NoData;
use crate::domain::codes::Postcode;
use crate::domain::ids::VacancyId;
use crate::domain::language::Language;
use crate::domain::lists::Demand;
use crate::domain::travel_mode::TravelMode;
use crate::matching::branch::BranchFit;
use crate::matching::explain::Explanation;
use crate::matching::explain::gate_lines::typical_demands;
use crate::matching::extract::date_of;
use crate::matching::features::{NO_END, NO_START, UNKNOWN, UNKNOWN_MINUTES, VacancyView, flag};
use crate::matching::gates::{GateCode, GateState};
use crate::matching::mobility::Travel;
use crate::matching::plan::Plan;
use crate::matching::score::PairScore;
use crate::ports::match_table::Card;
use crate::taxonomy::OccupationIx;
use crate::travel::Matrices;
use crate::wire::explanation_out::CounterfactualOut;
use crate::wire::match_out::{
    AdjustmentOut, AxesScoredOut, BranchOut, CodeOut, HoursFitOut, HoursOut, LabelledOut, MobilityOut,
    NotNowOut, OfferOut, PairOut, PriorOut, ResourcesOut, TransitionOut, TravelOut, VacancyCardOut,
};
use crate::wire::mobility_package_out::MobilityPackageOut;
use crate::wire::shaped::{Fixed, Shaped};

/// Shares are answered with this many decimals.
const DECIMALS: f64 = 10_000.0;

/// A scored pair with what is said of it.
#[derive(Clone, Copy)]
pub(super) struct Told<'e> {
    pub(super) view: VacancyView<'e>,
    pub(super) card: Card<'e>,
    /// Id of a kept vacancy.
    pub(super) id: Option<VacancyId>,
    pub(super) pair: &'e PairScore,
    pub(super) said: &'e Explanation<'e>,
}

/// Gives pairs of one plan their shape in an answer, in one language.
#[derive(Clone, Copy)]
pub(super) struct Renderer<'a> {
    pub(super) plan: &'a Plan<'a>,
    pub(super) language: Language,
    pub(super) parts: PairParts,
}

impl<'a> Renderer<'a> {
    /// A pair with everything said of it, and the changes that would lift it where those were looked for.
    pub(super) fn pair<'e>(&self, told: Told<'e>, counterfactuals: Vec<CounterfactualOut<'e>>) -> PairOut<'e>
    where
        'a: 'e,
    {
        let Told { view, pair, said, .. } = told;
        PairOut {
            vacancy: self.card(told),
            offer: offer(&view, pair),
            score: self.plan.steered(&view, pair.base),
            base_score: pair.base,
            coverage: share(pair.applied.coverage),
            axes: AxesScoredOut {
                resources: resources(pair, said, self.language),
                mobility: self.mobility(&view, pair),
                branch: self.branch(&view, pair),
                job_first: PriorOut {
                    score: share(pair.prior.score),
                    contribution: pair.contributions[3],
                },
            },
            adjustments: self.adjustments(&view, pair),
            gates: Shaped::new(&said.gates),
            reasons: Shaped::new(&said.reasons),
            bridges: Shaped::new(&said.bridges),
            counterfactuals,
            path: said.path.as_ref().map(|path| self.path(path)),
            track: mobility_package::track(self.plan, &view, pair),
            mobility_package: self.mobility_package(told),
            typical_demands: self.typical_demands(&view, pair),
        }
    }

    /// A vacancy that fails a gate, with what would open it.
    pub(super) fn not_now<'e>(
        &self,
        told: Told<'e>,
        counterfactuals: Vec<CounterfactualOut<'e>>,
    ) -> NotNowOut<'e>
    where
        'a: 'e,
    {
        NotNowOut {
            vacancy: self.card(told),
            gates: explained::failed_gates(&told.said.gates),
            score_if_open: told.pair.base,
            counterfactuals,
            path: told.said.path.as_ref().map(|path| self.path(path)),
        }
    }

    /// What moved the score from the base score.
    fn adjustments(&self, view: &VacancyView<'_>, pair: &PairScore) -> Vec<AdjustmentOut> {
        let moves = self.plan.adjustments(view, pair.base).into_iter();
        moves
            .filter(|moved| moved.value != 0)
            .map(|moved| AdjustmentOut {
                code: moved.code,
                value: moved.value,
            })
            .collect()
    }

    fn mobility_package(&self, told: Told<'_>) -> Option<MobilityPackageOut<'a>> {
        let Told { view, pair, said, .. } = told;
        match self.parts {
            PairParts::Explained => None,
            PairParts::WithMobility => Some(mobility_package::package(
                self.plan,
                &view,
                pair,
                &said.bridges,
                self.language,
            )),
        }
    }

    /// Those of the occupation, where the vacancy states none and it matters to the person.
    fn typical_demands(&self, view: &VacancyView<'_>, pair: &PairScore) -> &'a [Demand] {
        let undecided = pair.gates.state(GateCode::DemandConflict) == GateState::Unverified;
        if undecided && !view.core.flags.has(flag::DEMANDS_STATED) {
            typical_demands(self.plan, view.core)
        } else {
            &[]
        }
    }

    fn card<'e>(&self, told: Told<'e>) -> VacancyCardOut<'e>
    where
        'a: 'e,
    {
        let (core, card) = (told.view.core, told.card);
        let place = Postcode::from_number(core.postcode)
            .and_then(|postcode| self.plan.knowledge.places.by_postcode(postcode));
        VacancyCardOut {
            id: told.id,
            title: card.title,
            employer: card.employer,
            occupation: (core.occupation != UNKNOWN).then(|| self.occupation(OccupationIx(core.occupation))),
            source: card.source,
            external_id: card.external_id,
            positions: core.positions,
            place: place.map(|place| LabelledOut {
                code: CodeOut::Postcode(place.postcode),
                label: place.name.as_str(),
            }),
            apply_by: (core.apply_by != NO_END)
                .then(|| date_of(core.apply_by))
                .flatten(),
            open_company_day: mobility_package::open_company_day(self.plan, &told.view),
        }
    }

    pub(super) fn occupation(&self, occupation: OccupationIx) -> LabelledOut<'a> {
        let occupations = &self.plan.knowledge.taxonomy.occupations;
        LabelledOut {
            code: CodeOut::Occupation(occupations.code(occupation)),
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
                .then_some(NoData::Place.text(self.language)),
            travel: TravelOut {
                mode,
                minutes: pair.travel.minutes(),
                daily_minutes: daily,
                reason,
                precision: Fixed(Matrices::precision()),
                provider: Fixed(self.provider(mode)),
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
        let why = if view.core.occupation == UNKNOWN {
            NoData::Occupation
        } else {
            NoData::History
        };
        BranchOut {
            score: pair.branch.map(|fit| share(fit.score)),
            contribution: pair.contributions[2],
            no_data: pair.branch.is_none().then_some(why.text(self.language)),
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

/// The resources axis.
fn resources<'e>(pair: &PairScore, said: &'e Explanation<'e>, language: Language) -> ResourcesOut<'e> {
    let why = NoData::Resources.text(language);
    ResourcesOut {
        score: pair.resources.map(|fit| share(fit.score)),
        contribution: pair.contributions[0],
        no_data: pair.resources.is_none().then_some(why),
        found: Shaped::new(&said.found),
        near: Shaped::new(&said.near),
        missing: Shaped::new(&said.missing),
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
