//! Questions about open fields and what answering them brings, in Danish and English.

use super::questions::OpenField;
use super::words::pick;
use crate::domain::language::Language;

/// The question to ask.
pub fn question(field: OpenField, language: Language) -> &'static str {
    let (danish, english) = match field {
        OpenField::Home => (
            "Hvor bor du? Et postnummer er nok.",
            "Where do you live? A postcode is enough.",
        ),
        OpenField::Wishes => (
            "Hvilket arbejde vil du helst have?",
            "What work would you like most?",
        ),
        OpenField::Experience => (
            "Hvad har du arbejdet med, og hvor længe?",
            "What have you worked with, and for how long?",
        ),
        OpenField::Skills => ("Hvad er du god til?", "What are you good at?"),
        OpenField::Modes => (
            "Hvordan kan du komme på arbejde: cykel, bus og tog, bil?",
            "How can you get to work: bicycle, bus and train, car?",
        ),
        OpenField::Licences => (
            "Har du kørekort, og hvilke?",
            "Do you have a driving licence, and which?",
        ),
        OpenField::Languages => (
            "Hvilke sprog taler du, og hvor godt?",
            "Which languages do you speak, and how well?",
        ),
        OpenField::Hours => (
            "Hvor mange timer om ugen vil du arbejde?",
            "How many hours a week would you work?",
        ),
        OpenField::MaxTravel => (
            "Hvor lang tid vil du højst bruge på turen hver vej?",
            "How long would you travel each way at most?",
        ),
        OpenField::Certificates => (
            "Har du kursusbeviser eller certifikater, for eksempel til truck?",
            "Do you have certificates, for instance for a forklift?",
        ),
        OpenField::Authorisations => (
            "Har du en autorisation, eller er en på vej?",
            "Do you have an authorisation, or is one on its way?",
        ),
        OpenField::Education => (
            "Hvilken uddannelse har du gjort færdig?",
            "What education have you completed?",
        ),
        OpenField::Availability => (
            "Hvornår på ugen kan du arbejde?",
            "When in the week can you work?",
        ),
        OpenField::TargetGroup => (
            "Hvilken målgruppe hører borgeren til?",
            "Which target group does the person belong to?",
        ),
        OpenField::Readiness => (
            "Er borgeren jobparat, aktivitetsparat eller uddannelsesparat?",
            "Is the person ready for a job, for an activity or for an education?",
        ),
        OpenField::WeeksUnemployed => (
            "Hvor mange uger har borgeren været ledig?",
            "For how many weeks has the person been without work?",
        ),
        OpenField::AdultApprenticeship => (
            "Er betingelserne for voksenlærling opfyldt?",
            "Are the conditions for adult apprenticeship met?",
        ),
        OpenField::Igu => (
            "Er betingelserne for IGU opfyldt?",
            "Are the conditions for integration education (IGU) met?",
        ),
    };
    pick(language, danish, english)
}

/// Why the field matters.
pub fn why(field: OpenField, language: Language) -> &'static str {
    let (danish, english) = match field {
        OpenField::Home => (
            "Rejsetiden til hvert job kan regnes ud",
            "The trip to every job can be worked out",
        ),
        OpenField::Wishes => (
            "Job, der svarer til ønskerne, kommer først",
            "Jobs that meet the wishes come first",
        ),
        OpenField::Experience => (
            "Erfaring viser, hvilke fag der ligger nær, og hvor et skift er til at nå",
            "Experience shows which trades lie near and where a switch is within reach",
        ),
        OpenField::Skills => (
            "Egne kompetencer tæller fuldt; indtil da gættes de ud fra fag og ønsker",
            "Stated skills count in full; until then they are guessed from trades and wishes",
        ),
        OpenField::Modes => (
            "Flere måder at komme frem på åbner flere job",
            "More ways to get about open more jobs",
        ),
        OpenField::Licences => (
            "Job, der kræver kørekort, kan vises med sikkerhed",
            "Jobs that need a driving licence can be shown with certainty",
        ),
        OpenField::Languages => (
            "Job med sprogkrav kan vises med sikkerhed, og flere sprog er en styrke",
            "Jobs that ask for a language can be shown with certainty, and more languages are a strength",
        ),
        OpenField::Hours => (
            "Listen følger de timer, der passer",
            "The list follows the hours that suit",
        ),
        OpenField::MaxTravel => (
            "Listen følger den rejsetid, der passer",
            "The list follows the travel time that suits",
        ),
        OpenField::Certificates => (
            "Beviser, der allerede er på plads, tæller fuldt",
            "Certificates already held count in full",
        ),
        OpenField::Authorisations => (
            "Job, der kræver autorisation, kan vises med sikkerhed",
            "Jobs that need an authorisation can be shown with certainty",
        ),
        OpenField::Education => (
            "Uddannelse viser fag, man kan gå til, og krav, der er opfyldt",
            "Education shows trades that lie open and demands that are met",
        ),
        OpenField::Availability => (
            "Job med vagter kan vises med sikkerhed",
            "Jobs with shifts can be shown with certainty",
        ),
        OpenField::TargetGroup => (
            "Afgør, hvilke ansættelsesformer der kan bruges",
            "Decides which placement forms can be used",
        ),
        OpenField::Readiness => (
            "Afgør, hvor længe en praktik må vare",
            "Decides how long an internship may last",
        ),
        OpenField::WeeksUnemployed => (
            "Afgør, om løntilskud kan bruges, og hvilke kurser der er adgang til",
            "Decides whether a wage subsidy can be used, and which courses are open",
        ),
        OpenField::AdultApprenticeship => (
            "Afgør, om voksenlærlingepladser kan vises med sikkerhed",
            "Decides whether adult apprenticeships can be shown with certainty",
        ),
        OpenField::Igu => (
            "Afgør, om IGU-forløb kan vises med sikkerhed",
            "Decides whether integration education (IGU) can be shown with certainty",
        ),
    };
    pick(language, danish, english)
}

/// What an answer can move: jobs that are new among the first, and open points it settles there.
pub fn gain(new_first: usize, settles: usize, first: usize, language: Language) -> String {
    let danish = language == Language::Danish;
    let jobs = match (new_first, danish) {
        (1, true) => "1 nyt job".to_owned(),
        (count, true) => format!("{count} nye job"),
        (1, false) => "1 new job".to_owned(),
        (count, false) => format!("{count} new jobs"),
    };
    let points = match (settles, danish) {
        (1, true) => "1 åbent punkt".to_owned(),
        (count, true) => format!("{count} åbne punkter"),
        (1, false) => "1 open point".to_owned(),
        (count, false) => format!("{count} open points"),
    };
    match (new_first, settles, language) {
        (0, 0, Language::Danish) => "Svaret gør vurderingen af jobbene sikrere".to_owned(),
        (0, 0, Language::English) => "The answer makes the assessment of the jobs surer".to_owned(),
        (0, _, Language::Danish) => format!("Svaret afgør {points} blandt de første {first} job"),
        (0, _, Language::English) => format!("The answer settles {points} among the first {first} jobs"),
        (_, 0, Language::Danish) => format!("Svaret kan bringe {jobs} ind blandt de første {first}"),
        (_, 0, Language::English) => format!("The answer can bring {jobs} among the first {first}"),
        (_, _, Language::Danish) => {
            format!("Svaret kan bringe {jobs} ind blandt de første {first} og afgør {points} der")
        }
        (_, _, Language::English) => {
            format!("The answer can bring {jobs} among the first {first} and settles {points} there")
        }
    }
}
