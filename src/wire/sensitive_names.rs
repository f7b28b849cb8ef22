//! Names of fields that a jobseeker profile never has, in English and Danish, so that whoever
//! sends one is told why and not only that the field is unknown.

/// Whole names, in lower case and without `_`, `-` and spaces.
const NAMES: &[&str] = &[
    "name",
    "fullname",
    "firstname",
    "lastname",
    "middlename",
    "surname",
    "familyname",
    "navn",
    "fornavn",
    "efternavn",
    "mellemnavn",
    "initials",
    "initialer",
    "ssn",
    "personnummer",
    "mail",
    "phone",
    "mobile",
    "tel",
    "tlf",
    "mobil",
    "street",
    "vej",
    "gade",
    "dob",
    "age",
    "alder",
    "sex",
    "gender",
    "køn",
    "koen",
    "kon",
    "origin",
    "oprindelse",
    "herkomst",
    "ethnicity",
    "etnicitet",
    "race",
    "country",
    "land",
    "birthplace",
    "citizenship",
    "religion",
    "belief",
    "tro",
    "trosretning",
    "health",
    "helbred",
    "sygdom",
    "illness",
    "disease",
    "disability",
    "handicap",
    "medicine",
    "medicin",
    "politics",
    "politik",
    "party",
    "parti",
    "sexuality",
    "seksualitet",
    "orientation",
    "criminalrecord",
    "straffeattest",
    "maritalstatus",
    "civilstand",
    "children",
    "børn",
    "boern",
    "photo",
    "foto",
    "picture",
    "billede",
];

/// Parts that give a name away wherever they stand in it.
const PARTS: &[&str] = &[
    "cpr",
    "email",
    "phonenumber",
    "telefon",
    "mobilnummer",
    "address",
    "adresse",
    "birth",
    "fødsel",
    "foedsel",
    "diagnos",
    "nationalit",
    "statsborger",
    "ethnic",
    "etnisk",
    "religio",
    "union",
    "fagforening",
];

/// Whether a field of this name would hold what is not kept about a person.
pub(super) fn is_sensitive(name: &str) -> bool {
    let plain: String = name
        .chars()
        .take(100)
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    NAMES.contains(&plain.as_str()) || PARTS.iter().any(|part| plain.contains(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_describe_a_person_are_told_from_names_that_describe_work() {
        for name in [
            "cpr",
            "CPR-nummer",
            "e_mail",
            "Fødselsdato",
            "home_address",
            "køn",
            "diagnoses",
            "first_name",
        ] {
            assert!(is_sensitive(name), "{name}");
        }
        for name in [
            "hours",
            "postcode",
            "skillz",
            "languagess",
            "available",
            "unknown",
        ] {
            assert!(!is_sensitive(name), "{name}");
        }
    }
}
