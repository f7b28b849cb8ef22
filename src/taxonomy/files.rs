//! The files a taxonomy is read from; where they lie is for the caller to say.

use super::table::{Problems, TaxonomyError};

macro_rules! files {
    ($($(#[$meta:meta])* $field:ident = $name:literal),+ $(,)?) => {
        /// The text of every table.
        #[derive(Debug, Clone, Copy)]
        pub struct TaxonomyFiles<'a> { $($(#[$meta])* pub $field: &'a str),+ }

        impl<'a> TaxonomyFiles<'a> {
            const NAMES: &'static [&'static str] = &[$($name),+];

            /// Takes each file from `read`, which gives the text of a file name.
            ///
            /// # Errors
            /// [`TaxonomyError`] naming every file that `read` does not have.
            pub fn from_names(read: impl Fn(&str) -> Option<&'a str>) -> Result<Self, TaxonomyError> {
                let mut problems = Problems::default();
                let mut text = |name: &'static str| {
                    let text = read(name);
                    if text.is_none() {
                        problems.add(name, 0, "the file is missing");
                    }
                    text.unwrap_or_default()
                };
                let files = Self { $($field: text($name)),+ };
                problems.into_result().map(|()| files)
            }
        }
    };
}

files! {
    /// Unit groups of ISCO-08.
    occupations = "occupations.tsv",
    /// Job titles.
    titles = "titles.tsv",
    /// Divisions of DB07.
    industries = "industries.tsv",
    /// Everyday names of industries.
    industry_names = "industry_names.tsv",
    /// Labour-market balance.
    balance = "balance.tsv",
    /// Outlook for demand.
    outlook = "outlook.tsv",
    /// Observed moves between occupations.
    outcomes = "outcomes.tsv",
    /// Typical demands of the work.
    occupation_demands = "occupation_demands.tsv",
    /// Fields of education.
    education_fields = "education_fields.tsv",
    /// Interests.
    interests = "interests.tsv",
    /// Typical industries of occupations.
    typical_industry = "typical_industry.tsv",
    /// Skills.
    skills = "skills.tsv",
    /// Skills of occupations.
    occupation_skills = "occupation_skills.tsv",
    /// Driving licences.
    licences = "licences.tsv",
    /// Certificates.
    certificates = "certificates.tsv",
    /// Authorisations.
    authorisations = "authorisations.tsv",
    /// Courses.
    courses = "courses.tsv",
}

impl TaxonomyFiles<'_> {
    /// The names of the files, all of which are needed.
    pub const fn names() -> &'static [&'static str] {
        TaxonomyFiles::NAMES
    }
}
