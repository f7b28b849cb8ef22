//! From what the scorer says of a pair to its shape on the wire.

use super::explanation_out::{
    BridgeOut, ChangeOut, FoundOut, GateOut, HeldOut, MissingOut, NearOut, ReasonOut, ShortOut,
};
use super::shaped::{Fixed, Shaped};
use crate::matching::explain::bridges::Bridge;
use crate::matching::explain::changes::Change;
use crate::matching::explain::gate_lines::GateLine;
use crate::matching::explain::items::{FoundItem, ItemId, Measure, MissingItem, Name, NearItem};
use crate::matching::explain::phrases::Sentence;
use crate::matching::explain::reasons::Reason;
use crate::matching::explain::schemes::SchemeCodes;
use serde::{Serialize, Serializer};

impl Serialize for ItemId<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Serialize for Name<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.with_text(|text| serializer.serialize_str(text))
    }
}

impl Serialize for Sentence<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.fixed() {
            Some(text) => Fixed(text).serialize(serializer),
            None => self.with_text(|text| serializer.serialize_str(text)),
        }
    }
}

impl Serialize for SchemeCodes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

const fn importance(essential: bool) -> Fixed {
    Fixed(if essential { "essential" } else { "optional" })
}

impl<'k> From<&FoundItem<'k>> for FoundOut<'k> {
    fn from(found: &FoundItem<'k>) -> Self {
        Self {
            kind: found.item.kind,
            skill: found.item.id,
            label: found.item.label,
            importance: importance(found.essential),
            asked: Fixed(found.source.code()),
            assumed: found.assumed,
        }
    }
}

impl<'k> From<&NearItem<'k>> for NearOut<'k> {
    fn from(near: &NearItem<'k>) -> Self {
        Self {
            kind: near.item.kind,
            skill: near.item.id,
            label: near.item.label,
            importance: importance(near.essential),
            asked: Fixed(near.source.code()),
            have: near.by,
            similarity: f64::from(near.percent) / 100.0,
            assumed: near.assumed,
            short: near.measure.map(ShortOut::from),
        }
    }
}

impl<'k> From<&MissingItem<'k>> for MissingOut<'k> {
    fn from(missing: &MissingItem<'k>) -> Self {
        Self {
            kind: missing.item.kind,
            skill: missing.item.id,
            label: missing.item.label,
            importance: importance(missing.essential),
            asked: Fixed(missing.source.code()),
            short: missing.measure.map(ShortOut::from),
        }
    }
}

impl From<Measure> for ShortOut {
    fn from(Measure { asked, held }: Measure) -> Self {
        Self {
            asked,
            held: (!held.is_none()).then_some(HeldOut(held)),
        }
    }
}

impl<'a> From<&'a GateLine<'a>> for GateOut<'a> {
    fn from(line: &'a GateLine<'a>) -> Self {
        Self {
            code: line.code,
            state: line.state,
            change: line.change.as_deref(),
            smallest: Shaped::new(&line.smallest),
            settled_by: line.settled_by.map(Fixed),
        }
    }
}

impl<'k> From<Change<'k>> for ChangeOut<'k> {
    fn from(change: Change<'k>) -> Self {
        Self {
            by: change.by,
            action: change.action,
            field: change.field,
            of: change.of,
            from: change.from,
            to: change.to,
            unit: change.unit,
            label: change.label,
        }
    }
}

impl<'k> From<&Change<'k>> for ChangeOut<'k> {
    fn from(change: &Change<'k>) -> Self {
        Self::from(change.clone())
    }
}

impl<'k> From<&Reason<'k>> for ReasonOut<'k> {
    fn from(reason: &Reason<'k>) -> Self {
        Self {
            code: reason.code,
            axis: reason.axis,
            text: reason.said,
            contribution: reason.contribution,
        }
    }
}

impl<'k> From<&Bridge<'k>> for BridgeOut<'k> {
    fn from(bridge: &Bridge<'k>) -> Self {
        Self {
            kind: bridge.kind,
            closes: bridge.closes,
            label: bridge.label,
            days: bridge.days,
            weeks: bridge.weeks,
            schemes: bridge.schemes,
            eligible: bridge.eligible,
        }
    }
}
