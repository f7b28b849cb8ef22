//! Occupations, skills and industries: load, look up, recognise a label, similarity, transitions.
//!
//! Everything here is read once from the tables of `index/taxonomy` and never changes after. Nothing
//! is counted from live data, and nothing depends on the order of a hash map.

mod affixes;
pub mod balance;
pub mod by_area;
pub mod code_book;
pub mod courses;
pub mod credentials;
pub mod education;
pub mod esco;
pub mod files;
pub mod half_year;
pub mod imported;
pub mod industries;
pub mod label;
pub mod label_ranker;
mod late_titles;
mod lookup;
pub mod national;
mod ngrams;
pub mod normalise;
pub mod occupations;
pub mod outcomes;
pub mod outlook;
mod phrases;
pub mod recognise;
pub mod relations;
pub mod search;
pub mod similarity;
pub mod skill_text;
pub mod skills;
pub mod table;
mod title_groups;
mod title_rows;
mod title_words;
mod titles;
pub mod transitions;

#[cfg(test)]
pub(crate) mod tests;

pub use balance::Balance;
pub use code_book::NotRecognised;
pub use courses::{Course, CourseScheme, Gap};
pub use credentials::{AuthorisationIx, CertificateIx, LicenceIx, LicenceSet};
pub use education::{EducationFieldIx, InterestIx};
pub use files::TaxonomyFiles;
use late_titles::{LateTitles, Waiting};
pub use occupations::OccupationIx;
pub use recognise::{MatchKind, Recognised};
pub use search::{SearchKind, Suggestion};
pub use skill_text::{MOST_MENTIONS, SkillMention};
pub use skills::{SkillIx, SkillKind, SkillReuse};
pub use table::{TableProblem, TaxonomyError};
pub use transitions::{Transition, TransitionWeights};

/// The tables of `index/taxonomy`, checked against each other and ready for lookups.
#[derive(Debug)]
pub struct Taxonomy {
    /// Unit groups of ISCO-08.
    pub occupations: occupations::Occupations,
    /// Skills as a tree.
    pub skills: skills::Skills,
    /// Which occupation wants which skills.
    pub relations: relations::Relations,
    /// Nearness and rarity of skills.
    pub similarity: similarity::Similarity,
    /// Moves between occupations.
    pub transitions: transitions::Transitions,
    /// Divisions of DB07.
    pub industries: industries::Industries,
    /// Labour-market balance by area.
    pub balances: balance::Balances,
    /// Outlook for demand by area.
    pub outlooks: outlook::Outlooks,
    /// Fields of education.
    pub education_fields: education::EducationFields,
    /// Interests.
    pub interests: education::Interests,
    /// Driving licences.
    pub licences: credentials::Licences,
    /// Certificates.
    pub certificates: credentials::Certificates,
    /// Authorisations.
    pub authorisations: credentials::Authorisations,
    /// Courses that close gaps.
    pub courses: courses::Courses,
    /// What an imported release of ESCO adds.
    pub esco: esco::Esco,
    /// What was imported; nothing by default.
    pub imported: imported::AboutImported,
    /// National codes of occupations.
    national: national::NationalOccupations,
    titles: LateTitles,
    names: lookup::Names,
}

impl Taxonomy {
    /// Reads and joins the tables.
    ///
    /// # Errors
    /// [`TaxonomyError`] with every problem found: a missing or unknown column, a wrong value, a code
    /// or skill that another table does not have, each with file and line.
    pub fn parse(files: &TaxonomyFiles<'_>) -> Result<Self, TaxonomyError> {
        Self::with_imported(files, None)
    }

    /// As [`Self::parse`], with the file of imported tables.
    ///
    /// # Errors
    /// As [`Self::parse`], and when the file is damaged or was made with other tables.
    pub fn load(files: &TaxonomyFiles<'_>, imported: Option<&[u8]>) -> Result<Self, TaxonomyError> {
        Self::with_imported(files, decoded(files, imported)?.as_ref())
    }

    /// As [`Self::load`], for tables that were loaded before and gave this [`Self::similarity`]. Their titles, which are
    /// known to be right, are read when first asked for.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_again(
        files: &TaxonomyFiles<'_>,
        imported: Option<&[u8]>,
        similarity: similarity::Similarity,
    ) -> Result<Self, TaxonomyError> {
        Self::joined(files, decoded(files, imported)?.as_ref(), Some(similarity))
    }

    /// As [`Self::parse`], with imported tables.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn with_imported(
        files: &TaxonomyFiles<'_>,
        imported: Option<&imported::ImportedTables>,
    ) -> Result<Self, TaxonomyError> {
        Self::joined(files, imported, None)
    }

    fn joined(
        files: &TaxonomyFiles<'_>,
        imported: Option<&imported::ImportedTables>,
        known: Option<similarity::Similarity>,
    ) -> Result<Self, TaxonomyError> {
        let mut problems = table::Problems::default();
        let authorisations = credentials::Authorisations::parse(files.authorisations, &mut problems);
        let licences = credentials::Licences::parse(files.licences, &mut problems);
        let certificates = credentials::Certificates::parse(files.certificates, &mut problems);
        let mut industries = industries::Industries::parse(files.industries, &mut problems);
        industries.read_names(files.industry_names, &mut problems);
        let mut occupations =
            occupations::Occupations::parse(files.occupations, &authorisations, &mut problems);
        occupations.read_demands(files.occupation_demands, &mut problems);
        occupations.read_industries(files.typical_industry, &industries, &mut problems);
        let mut skills = skills::Skills::parse(files.skills, &mut problems);
        let mut relations =
            relations::Relations::parse(files.occupation_skills, &occupations, &skills, &mut problems);
        let balances = balance::Balances::parse(files.balance, &occupations, &mut problems);
        let outlooks = outlook::Outlooks::parse(files.outlook, &occupations, &mut problems);
        let outcomes = outcomes::Outcomes::parse(files.outcomes, &occupations, &mut problems);
        let education_fields =
            education::EducationFields::parse(files.education_fields, &occupations, &mut problems);
        let interests = education::Interests::parse(files.interests, &occupations, &mut problems);
        let courses =
            courses::Courses::parse(files.courses, &skills, &certificates, &licences, &mut problems);

        let release = imported.and_then(|imported| imported.esco.as_ref());
        let esco = release.map_or_else(esco::Esco::default, |release| {
            esco::Esco::new(release, skills.len() + release.skills.len())
        });
        let mut national = national::NationalOccupations::default();
        if let Some(imported) = imported {
            industries.extend(&imported.db07);
            national = national::NationalOccupations::new(&imported.disco);
        }
        // The two halves that take longest, side by side.
        let mut problems_of_titles = table::Problems::default();
        let (titles, kept) = rayon::join(
            || {
                let rows = || title_rows(files, imported, &esco, &occupations);
                match (&known, imported) {
                    (Some(_), None) => LateTitles::known(Waiting::Text(files.titles.into())),
                    (Some(_), Some(_)) => LateTitles::known(Waiting::Rows(rows().0)),
                    (None, _) => {
                        let (rows, mut problems) = rows();
                        let titles = LateTitles::ready(rows.finish(&occupations, &mut problems));
                        problems_of_titles.append(problems);
                        titles
                    }
                }
            },
            || release.map(|release| extend(release, &occupations, &mut skills, &mut relations)),
        );
        problems.append(problems_of_titles);
        problems.into_result()?;
        let similarity = known
            .filter(|known| known.is_of(skills.len()))
            .or(kept)
            .unwrap_or_else(|| similarity::Similarity::build(&occupations, &skills, &relations));
        let transitions =
            transitions::Transitions::build(&occupations, &skills, &relations, &similarity, outcomes);
        let names = lookup::Names::collect(&skills, &industries);
        Ok(Self {
            occupations,
            skills,
            relations,
            similarity,
            transitions,
            industries,
            balances,
            outlooks,
            education_fields,
            interests,
            licences,
            certificates,
            authorisations,
            courses,
            esco,
            imported: imported.map(imported::ImportedTables::about).unwrap_or_default(),
            national,
            titles,
            names,
        })
    }

    /// Nearness and rarity learned from the tables as they are; the same as those kept in [`Taxonomy::similarity`]
    /// where these tables are the ones it was learned from.
    pub fn learn_similarity(&self) -> similarity::Similarity {
        similarity::Similarity::build(&self.occupations, &self.skills, &self.relations)
    }
}

/// The file of imported tables, read.
fn decoded(
    files: &TaxonomyFiles<'_>,
    imported: Option<&[u8]>,
) -> Result<Option<imported::ImportedTables>, TaxonomyError> {
    let imported = imported.map(|bytes| imported::decode(bytes, files)).transpose();
    imported.map_err(|error| TaxonomyError::of_file(imported::FILE, &error.to_string()))
}

/// The titles of the table and those of an import, not laid out yet.
fn title_rows(
    files: &TaxonomyFiles<'_>,
    imported: Option<&imported::ImportedTables>,
    esco: &esco::Esco,
    occupations: &occupations::Occupations,
) -> (title_rows::TitleRows, table::Problems) {
    let mut problems = table::Problems::default();
    let mut rows = titles::Titles::read(files.titles, occupations, &mut problems);
    if let Some(imported) = imported {
        rows.extend(imported.titles(&esco.occupations));
    }
    (rows, problems)
}

/// Adds the skills of a release, and what occupations want of them.
fn extend(
    release: &esco::EscoTables,
    occupations: &occupations::Occupations,
    skills: &mut skills::Skills,
    relations: &mut relations::Relations,
) -> similarity::Similarity {
    skills.extend(release);
    let similarity = similarity::Similarity::of_release(release, occupations, relations, skills);
    relations.extend(&release.unit_groups, occupations, skills.len());
    similarity
}
