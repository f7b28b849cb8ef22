//! Every route, in one list. The contract is collected from it.

use super::openapi::ContractHead;
use super::{
    decisions, health, import, jobseekers, matches, pages, profile_report, reach, reference, reverse, rules,
    transitions, travel, vacancies,
};
use actix_web::dev::{HttpServiceFactory, ResourceDef};
use actix_web::http::Method;
use actix_web::web;
use bytes::Bytes;
use std::sync::LazyLock;
use utoipa::OpenApi;
use utoipa::openapi::PathItem;
use utoipa_actix_web::service_config::ServiceConfig;
use utoipa_actix_web::{AppExt, OpenApiFactory};

/// What routes are given to: a worker, which answers them, or the contract, which tells of them. A worker that did both
/// would be slow to start.
pub(super) trait Router {
    /// Takes a route.
    fn service(&mut self, route: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self;
}

impl Router for web::ServiceConfig {
    fn service(&mut self, route: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        Self::service(self, route)
    }
}

impl Router for ServiceConfig<'_> {
    fn service(&mut self, route: impl HttpServiceFactory + OpenApiFactory + 'static) -> &mut Self {
        Self::service(self, route)
    }
}

/// The routes. Those asked most often stand first, because they are tried in this order.
pub(super) fn routes(router: &mut impl Router) {
    router
        .service(matches::match_vacancies)
        .service(matches::score_vacancies)
        .service(matches::replay_matches)
        .service(decisions::decide)
        .service(decisions::list_decisions)
        .service(travel::find_ways)
        .service(vacancies::list_vacancies)
        .service(vacancies::create_vacancy)
        .service(vacancies::search_vacancies)
        .service(import::import_vacancies)
        .service(vacancies::read_vacancy_by_source)
        .service(vacancies::put_vacancy_by_source)
        .service(vacancies::delete_vacancy_by_source)
        .service(reverse::jobseekers_for_vacancy)
        .service(vacancies::read_vacancy)
        .service(vacancies::replace_vacancy)
        .service(vacancies::delete_vacancy)
        .service(jobseekers::list_jobseekers)
        .service(jobseekers::create_jobseeker)
        .service(profile_report::profile_report)
        .service(jobseekers::read_jobseeker_by_source)
        .service(jobseekers::put_jobseeker_by_source)
        .service(jobseekers::delete_jobseeker_by_source)
        .service(reach::find_reach)
        .service(jobseekers::read_jobseeker)
        .service(jobseekers::replace_jobseeker)
        .service(jobseekers::delete_jobseeker)
        .service(reference::suggest_occupations)
        .service(transitions::transitions)
        .service(reference::suggest_skills)
        .service(reference::find_skills)
        .service(reference::suggest_industries)
        .service(reference::suggest_places)
        .service(rules::find_rules)
        .service(reference::meta)
        .service(health::healthz)
        .service(health::readyz)
        .service(health::metrics)
        .service(pages::openapi_json)
        .service(pages::problem_page);
}

/// The contract as it is served, and the methods every path offers.
pub(super) struct Contract {
    /// As JSON.
    pub(super) json: Bytes,
    paths: Vec<(ResourceDef, Vec<Method>)>,
}

/// The contract, collected when first asked for.
pub(super) type LateContract = LazyLock<Contract>;

impl Contract {
    pub(super) fn collect() -> Self {
        let contract = contract();
        let paths = contract.paths.paths.iter();
        Self {
            json: Bytes::from(contract.to_json().unwrap_or_default()),
            paths: paths
                .map(|(path, item)| (ResourceDef::new(path.as_str()), methods(item)))
                .collect(),
        }
    }

    /// The methods that are offered at a path; none where nothing is.
    pub(super) fn methods_at(&self, path: &str) -> Vec<&Method> {
        let here = self
            .paths
            .iter()
            .filter(|(definition, _)| definition.is_match(path));
        here.flat_map(|(_, methods)| methods).collect()
    }
}

fn methods(item: &PathItem) -> Vec<Method> {
    let offered = [
        (&item.get, Method::GET),
        (&item.post, Method::POST),
        (&item.put, Method::PUT),
        (&item.patch, Method::PATCH),
        (&item.delete, Method::DELETE),
    ];
    let offered = offered.into_iter().filter(|(operation, _)| operation.is_some());
    offered.map(|(_, method)| method).collect()
}

/// The contract, collected from the routes.
pub fn contract() -> utoipa::openapi::OpenApi {
    let app = actix_web::App::new().into_utoipa_app();
    let (_, contract) = app
        .openapi(ContractHead::openapi())
        .configure(|config| routes(config))
        .split_for_parts();
    contract
}
