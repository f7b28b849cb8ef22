//! What the trade speaks of: no I/O, no frameworks, no clock.

pub mod codes;
pub mod decision;
pub mod employer;
pub mod ids;
pub mod jobseeker;
pub mod language;
pub mod lists;
pub mod number_list;
pub mod record;
pub mod requirement;
pub mod schedule;
pub mod set;
pub mod travel_mode;
pub mod units;
pub mod vacancy;

/// Defines a closed list: an enum whose values have one stable code each.
///
/// Every list can name its values, read a code and print it, so a wrong value can be answered
/// with what would have been right.
#[macro_export]
macro_rules! closed_list {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($(#[$vmeta])* #[doc = concat!("`", $code, "`")] $variant),+ }

        impl $name {
            /// Every value, in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every code, in the order of the list.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The stable code of this value.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The value with this code, if the list has it.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.code())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    // Written like a string, by a writer that knows that nothing in it is to be escaped.
                    serializer.serialize_unit_variant(stringify!($name), *self as u32, self.code())
                } else {
                    serializer.serialize_str(self.code())
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                Self::from_code(&code).ok_or_else(|| {
                    serde::de::Error::unknown_variant(&code, Self::CODES)
                })
            }
        }
    };
}
