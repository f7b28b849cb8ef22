//! What the contract says beside its routes.

use crate::wire::field_error::FieldError;
use crate::wire::problem::Problem;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

/// The head of the contract.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Foothold",
        description = "Scores vacancies for a jobseeker on resources, mobility and branch switching, and \
            explains every score.\n\nErrors are `application/problem+json` (RFC 9457). Codes are accepted as \
            codes or labels and answered as both. Labels and reasons are Danish, or English with \
            `Accept-Language: en`. Unknown fields, parameters and codes are refused with 422 that names them.",
    ),
    components(schemas(Problem, FieldError)),
    modifiers(&Key),
    security((), ("key" = [])),
    tags(
        (name = "matching", description = "Match lists and scores."),
        (name = "vacancies", description = "Keeping, importing and searching vacancies."),
        (name = "jobseekers", description = "Keeping pseudonymised jobseeker profiles."),
        (name = "codes", description = "Occupations, skills, industries and places by what is typed."),
        (name = "service", description = "How the service does and what it is made of."),
    ),
)]
pub(super) struct ContractHead;

struct Key;

impl Modify for Key {
    fn modify(&self, contract: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "A key of this service, `fh_…`. Not needed while none is configured.",
            ));
        let components = contract.components.get_or_insert_default();
        components.add_security_scheme("key", SecurityScheme::Http(scheme.build()));
    }
}
