//! Shapes that accept a code in more than one way, for the contract.

use super::bounds::LABEL_LENGTH;
use serde::Serialize;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, SchemaType, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

/// A code or a label as a string, or the pair in which codes are answered.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum CodeOrLabel {
    /// A code or a label in Danish or English.
    Text(String),
    /// The pair; only the code is read.
    Coded(CodedIn),
}

/// The pair in which a code is answered; only the code is read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodedIn {
    /// The code.
    #[schema(min_length = 1, max_length = 200)]
    pub code: String,
    /// The name, not read.
    pub label: Option<String>,
}

/// A string of 1 to [`LABEL_LENGTH`] characters.
fn label_text() -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(SchemaType::new(Type::String))
        .min_length(Some(1))
        .max_length(Some(LABEL_LENGTH))
}

impl PartialSchema for CodeOrLabel {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .description(Some(
                "A code or a label, or the pair in which codes are answered.",
            ))
            .item(label_text())
            .item(Ref::from_schema_name(CodedIn::name()))
            .into()
    }
}

impl ToSchema for CodeOrLabel {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((CodedIn::name().into_owned(), CodedIn::schema()));
    }
}

/// Declares a shape that may be a bare code or an object that says more.
macro_rules! bare_or {
    ($(#[$meta:meta])* $name:ident, $bare:ty, $full:ty) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Serialize, ToSchema)]
        #[serde(untagged)]
        pub enum $name {
            /// The code alone.
            Bare($bare),
            /// The code with what belongs to it.
            Full($full),
        }
    };
}
pub(crate) use bare_or;
