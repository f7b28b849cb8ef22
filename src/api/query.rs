//! Query parameters: every one is known and has a right value, or the request is refused.

use super::answer::ApiError;
use crate::service::danish_time;
use crate::service::visibility::Refresh;
use crate::wire::bounds::{is_in_years, years_wanted};
use crate::wire::field_error::{FieldError, FieldErrorCode};
use crate::wire::problem::Problem;
use crate::wire::reader::nearest;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use jiff::Timestamp;
use jiff::civil::Date;
use std::future::{Ready, ready};
use std::ops::RangeInclusive;

/// Longest name of a ruleset, in characters.
const LONGEST_RULESET_NAME: usize = 200;

/// The parameters of a route.
pub(super) trait Parameters: Sized + 'static {
    /// Their names.
    const NAMES: &'static [&'static str];

    /// Takes them out of the query.
    fn take(query: &mut Query) -> Self;
}

/// Reads the parameters of a route.
pub(super) struct Params<P>(pub(super) P);

impl<P: Parameters> FromRequest for Params<P> {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request.query_string()).map(Self))
    }
}

fn read<P: Parameters>(text: &str) -> Result<P, ApiError> {
    let mut query = Query::parse(text, P::NAMES);
    let parameters = P::take(&mut query);
    if query.errors.is_empty() {
        Ok(parameters)
    } else {
        Err(Problem::invalid(query.errors).into())
    }
}

/// No parameters.
pub(super) struct NoParameters;

impl Parameters for NoParameters {
    const NAMES: &'static [&'static str] = &[];

    fn take(_: &mut Query) -> Self {
        Self
    }
}

/// A parsed query with what is wrong in it.
pub(super) struct Query {
    pairs: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

impl Query {
    fn parse(text: &str, known: &[&str]) -> Self {
        let mut query = Self {
            pairs: Vec::new(),
            errors: Vec::new(),
        };
        for (name, value) in url_pairs(text) {
            if !known.contains(&name.as_str()) {
                let short: String = name.chars().take(64).collect();
                query.errors.push(
                    FieldError::new(
                        format!("/{}", short.replace('~', "~0").replace('/', "~1")),
                        FieldErrorCode::UnknownField,
                        "no query parameter of this name is known here",
                    )
                    .suggesting(nearest(&short, known)),
                );
            } else if query.pairs.iter().any(|(given, _)| *given == name) {
                query.refuse(
                    &name,
                    FieldErrorCode::Duplicate,
                    "this query parameter is given twice",
                );
            } else {
                query.pairs.push((name, value));
            }
        }
        query
    }

    fn refuse(&mut self, name: &str, code: FieldErrorCode, message: &str) {
        self.errors
            .push(FieldError::new(format!("/{name}"), code, message));
    }

    /// The text of a parameter.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        let pair = self.pairs.iter().find(|(given, _)| given == name);
        pair.map(|(_, value)| value.as_str())
    }

    /// The name of a ruleset, which an answer may repeat: no more of it than any could have.
    pub(super) fn ruleset(&self) -> Option<String> {
        let name = self.text("ruleset")?;
        Some(name.chars().take(LONGEST_RULESET_NAME).collect())
    }

    /// A whole number within bounds.
    pub(super) fn integer(&mut self, name: &str, bounds: RangeInclusive<usize>) -> Option<usize> {
        let number = self.text(name)?.parse::<usize>();
        match number {
            Ok(number) if bounds.contains(&number) => Some(number),
            Ok(_) => {
                let message = format!("{} to {} is accepted", bounds.start(), bounds.end());
                self.refuse(name, FieldErrorCode::OutOfRange, &message);
                None
            }
            Err(_) => {
                self.refuse(name, FieldErrorCode::WrongType, "a whole number is wanted");
                None
            }
        }
    }

    /// `true` or `false`; false when absent.
    pub(super) fn flag(&mut self, name: &str) -> bool {
        match self.text(name) {
            None | Some("false") => false,
            Some("true") => true,
            Some(_) => {
                self.refuse(name, FieldErrorCode::WrongType, "true or false is wanted");
                false
            }
        }
    }

    /// One of a closed list.
    pub(super) fn closed<T>(
        &mut self,
        name: &str,
        codes: &[&str],
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let found = from_code(text);
        if found.is_none() {
            let message = format!("one of {} is wanted", codes.join(", "));
            self.refuse(name, FieldErrorCode::UnknownCode, &message);
        }
        found
    }

    /// Several of a closed list, with commas between them.
    pub(super) fn closed_list<T>(
        &mut self,
        name: &str,
        codes: &[&str],
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Option<Vec<T>> {
        let items = self.text(name)?.split(',').take(codes.len() + 1);
        let found: Option<Vec<T>> = items.map(|item| from_code(item.trim())).collect();
        let found = found.filter(|found| found.len() <= codes.len());
        if found.is_none() {
            let message = format!(
                "some of {} are wanted, each once, with commas between them",
                codes.join(", ")
            );
            self.refuse(name, FieldErrorCode::UnknownCode, &message);
        }
        found
    }

    /// A moment (RFC 3339), or a day in Denmark.
    pub(super) fn moment(&mut self, name: &str) -> Option<Timestamp> {
        // The plus of an offset that was not escaped arrives as a space.
        let text = self.text(name)?.replace(' ', "+");
        let found = match text.parse::<Date>() {
            Ok(day) if !text.contains('T') => danish_time::noon(day),
            _ => text.parse().ok(),
        };
        if found.is_none() {
            let message = "a moment as in 2026-11-24T09:00:00Z, or a day as in 2026-11-24, is wanted";
            self.refuse(name, FieldErrorCode::BadTime, message);
        }
        let within = found.filter(|&moment| is_in_years(moment));
        if found.is_some() && within.is_none() {
            self.refuse(name, FieldErrorCode::OutOfRange, &years_wanted());
        }
        within
    }

    /// `refresh=wait`, or nothing.
    pub(super) fn refresh(&mut self) -> Refresh {
        let wait = |text: &str| (text == "wait").then_some(Refresh::Wait);
        self.closed("refresh", &["wait"], wait).unwrap_or_default()
    }

    /// Notes that a parameter's value is not one that was given out here.
    pub(super) fn bad_cursor(&mut self, name: &str) {
        self.refuse(
            name,
            FieldErrorCode::BadFormat,
            "this is no cursor of an earlier answer",
        );
    }

    /// Notes that a parameter must be there.
    pub(super) fn required(&mut self, name: &str, message: &str) {
        self.refuse(name, FieldErrorCode::Required, message);
    }
}

/// Decoded pairs of an `application/x-www-form-urlencoded` text.
fn url_pairs(text: &str) -> Vec<(String, String)> {
    let decoded = actix_web::web::Query::<Vec<(String, String)>>::from_query(text);
    decoded.map_or_else(|_| Vec::new(), actix_web::web::Query::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Limited(Option<usize>);

    impl Parameters for Limited {
        const NAMES: &'static [&'static str] = &["limit", "refresh"];

        fn take(query: &mut Query) -> Self {
            query.refresh();
            Self(query.integer("limit", 1..=200))
        }
    }

    #[test]
    fn what_is_not_known_is_named() {
        assert_eq!(read::<Limited>("limit=5").expect("good").0, Some(5));
        let Err(error) = read::<Limited>("limit=0&limt=3&refresh=now&limit=7") else {
            panic!("refused");
        };
        let found: Vec<(&str, FieldErrorCode)> = error
            .0
            .errors
            .iter()
            .map(|error| (error.pointer.as_str(), error.code))
            .collect();
        assert_eq!(
            found,
            [
                ("/limt", FieldErrorCode::UnknownField),
                ("/limit", FieldErrorCode::Duplicate),
                ("/refresh", FieldErrorCode::UnknownCode),
                ("/limit", FieldErrorCode::OutOfRange),
            ]
        );
    }
}
