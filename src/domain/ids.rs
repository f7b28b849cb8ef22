//! Identities of records and of who owns them.

use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::Uuid;
use uuid::fmt::Simple;

macro_rules! record_id {
    ($(#[$meta:meta])* $name:ident, $prefix:literal) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);

        impl $name {
            /// What every id of this kind begins with.
            pub const PREFIX: &'static str = $prefix;

            /// An id over this UUID.
            pub const fn from_uuid(uuid: Uuid) -> Self {
                Self(uuid)
            }

            /// The UUID behind the id.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// Reads an id as it is written; `None` for anything else.
            pub fn parse(text: &str) -> Option<Self> {
                let hex = text.strip_prefix($prefix)?;
                let plain = hex.len() == 32 && !hex.bytes().any(|byte| byte.is_ascii_uppercase());
                if plain { Uuid::try_parse(hex).ok().map(Self) } else { None }
            }

            /// Calls with the id as text, which needs no room of its own.
            fn with_text<T>(self, call: impl FnOnce(&str) -> T) -> T {
                let mut text = [0; $prefix.len() + Simple::LENGTH];
                let (prefix, hex) = text.split_at_mut($prefix.len());
                prefix.copy_from_slice($prefix.as_bytes());
                self.0.simple().encode_lower(hex);
                call(std::str::from_utf8(&text).unwrap_or_default())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.with_text(|text| out.write_str(text))
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.with_text(|text| serializer.serialize_str(text))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::parse(&text)
                    .ok_or_else(|| serde::de::Error::custom(concat!("an id beginning with ", $prefix, " is wanted")))
            }
        }
    };
}

record_id!(
    /// A vacancy (UUIDv7: ids rise with time of creation).
    VacancyId,
    "vac_"
);
record_id!(
    /// A jobseeker profile (UUIDv4: nothing shows when it was made).
    JobseekerId,
    "js_"
);
record_id!(
    /// A computed match list (UUIDv7).
    MatchId,
    "mat_"
);
record_id!(
    /// A person's decision about an item of a match list (UUIDv7).
    DecisionId,
    "dec_"
);

impl VacancyId {
    /// A new id that sorts after those made before it.
    pub fn generate() -> Self {
        Self::from_uuid(Uuid::now_v7())
    }
}

impl JobseekerId {
    /// A new random id.
    pub fn generate() -> Self {
        Self::from_uuid(Uuid::new_v4())
    }
}

impl MatchId {
    /// A new id that sorts after those made before it.
    pub fn generate() -> Self {
        Self::from_uuid(Uuid::now_v7())
    }
}

impl DecisionId {
    /// A new id that sorts after those made before it.
    pub fn generate() -> Self {
        Self::from_uuid(Uuid::now_v7())
    }
}

/// The organisation that owns a record.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct OrganisationId(String);

impl OrganisationId {
    /// The organisation that owns everything while no keys are configured.
    pub fn default_organisation() -> Self {
        Self("org_default".to_owned())
    }

    /// An id as it is stored.
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OrganisationId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// A record's address in the system it came from; unique within an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SourceKey {
    /// Name of the sending system, 1..=64 bytes.
    pub source: String,
    /// The record's id there, 1..=128 bytes.
    pub external_id: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_as_written() {
        let id = VacancyId::generate();
        assert_eq!(VacancyId::parse(&id.to_string()), Some(id));
        assert_eq!(JobseekerId::parse(&id.to_string()), None);
        assert_eq!(VacancyId::parse("vac_"), None);
        assert_eq!(VacancyId::parse("vac_zz"), None);
    }
}
