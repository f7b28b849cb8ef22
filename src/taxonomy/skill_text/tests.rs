use crate::domain::lists::Importance;
use crate::taxonomy::skills::Skills;
use crate::taxonomy::table::Problems;
use proptest::prelude::*;

const TABLE: &str = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
    forklift\tskill\tsector\t\tTruckkørsel\tForklift driving\tgaffeltruck\n\
    forklift_licence\tcertificate\tsector\t\tTruckcertifikat\tForklift licence\ttruckbevis\n\
    crane_licence\tcertificate\tsector\t\tKrancertifikat\tCrane licence\t\n\
    picking\tskill\tsector\t\tPluk af ordrer\tOrder picking\tplukke ordrer\n\
    till\tskill\tsector\t\tKassebetjening\tTill operation\tkasseapparat\n\
    cleaning\tskill\tsector\t\tRengøring\tCleaning\t\n\
    excel\tskill\tcross\t\tExcel\tMicrosoft Excel\t\n\
    cpp\tskill\tcross\t\tC++\tC++ programming\t\n\
    cms\tskill\tcross\t\tSoMe\tSocial media\t\n\
    service\ttransversal\ttransversal\t\tservicemindethed\tservice mindedness\tservice minded\n\
    german\tlanguage\tcross\t\ttysk\tGerman\ttysk i skrift og tale\n";

fn skills() -> Skills {
    let mut problems = Problems::default();
    let skills = Skills::parse(TABLE, &mut problems);
    problems.into_result().unwrap();
    skills
}

/// `id`, with `-` for a negated one, `!` for an essential one, `?` for one that is good to have.
fn told(text: &str) -> Vec<String> {
    let skills = skills();
    let found = skills.find_in_text(text);
    for mention in &found {
        let by_chars: String = text
            .chars()
            .skip(mention.chars.start)
            .take(mention.chars.len())
            .collect();
        assert_eq!(text[mention.bytes.clone()], by_chars);
    }
    found
        .iter()
        .map(|mention| {
            let sign = match (mention.negated, mention.importance) {
                (true, _) => "-",
                (_, Some(Importance::Essential)) => "!",
                (_, Some(Importance::Optional)) => "?",
                _ => "",
            };
            format!("{sign}{}", skills.id(mention.skill))
        })
        .collect()
}

#[track_caller]
fn tells(text: &str, expected: &[&str]) {
    assert_eq!(told(text), expected, "{text}");
}

#[test]
fn names_are_found_in_any_form_and_spelling() {
    tells("Erfaring med TRUCKKOERSLEN", &["forklift"]);
    tells(
        "truck-\nkørsel og ordre-pluk af ordrerne",
        &["forklift", "picking"],
    );
    tells("Du plukker ordrer", &["picking"]);
    tells("service-minded og C++", &["service", "cpp"]);
    tells("Vi bruger some tools, but SOME too", &["cms"]);
}

#[test]
fn compounds_are_opened_where_that_is_safe() {
    tells(
        "truckkørselserfaring og kasseapparatbetjening",
        &["forklift", "till"],
    );
    tells("hotelrengøring", &["cleaning"]);
    tells("rengøringsmidler og efterrengøring", &[]);
    tells("kran- og truckcertifikat", &["crane_licence", "forklift_licence"]);
}

#[test]
fn what_is_not_asked_is_told_apart() {
    tells("Jobbet kræver ikke truckcertifikat.", &["-forklift_licence"]);
    tells("Ingen erfaring med Excel nødvendig", &["-excel"]);
    tells("No forklift licence required.", &["-forklift_licence"]);
    tells(
        "Truckcertifikat er ikke et krav. Krav om Excel",
        &["-forklift_licence", "!excel"],
    );
    tells(
        "Du kan starte uden truckcertifikat, men du skal kunne Excel",
        &["-forklift_licence", "!excel"],
    );
    tells(
        "You do not need Excel, but cleaning is a must",
        &["-excel", "!cleaning"],
    );
    tells("Ikke kun rengøring, men også Excel", &["cleaning", "excel"]);
}

#[test]
fn importance_is_read_from_the_clause() {
    tells("Du skal have truckcertifikat", &["!forklift_licence"]);
    tells(
        "Excel er en fordel, og truckcertifikat er et krav",
        &["?excel", "!forklift_licence"],
    );
    tells("Det er en fordel, hvis du har erfaring med Excel", &["?excel"]);
    tells(
        "Truckcertifikat er ikke et krav, men en fordel",
        &["?forklift_licence"],
    );
    tells(
        "Krav:\n- truckcertifikat\n- Excel (gerne)\n\nVi tilbyder rengøring",
        &["!forklift_licence", "?excel", "cleaning"],
    );
    tells("Vi lærer dig truckkørsel", &["?forklift"]);
}

#[test]
fn a_language_is_meant_where_it_is_spoken() {
    tells("En tysk virksomhed med tyske kunder", &[]);
    tells("Du taler tysk", &["german"]);
    tells("tysk i skrift og tale", &["german"]);
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        told(&text);
    }

    #[test]
    fn any_order_of_known_words_is_read(words in proptest::collection::vec(
        prop_oneof![
            Just("ikke"), Just("krav"), Just("truckkørsel"), Just("pluk"), Just("af"), Just("ordrer"), Just("og"),
            Just(","), Just("."), Just("\n-"), Just(":"), Just("kran-"), Just("er en fordel"), Just("uden"), Just("men"),
        ], 0..60))
    {
        told(&words.join(" "));
        told(&words.concat());
    }
}
