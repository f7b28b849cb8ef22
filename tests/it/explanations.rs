//! What is said of a pair is true: reasons add up, items are complete, changes do what they say.

use crate::exactness::{DAY, table};
use crate::harness::{TestApp, a_profile, a_vacancy, knowledge, ruleset};
use foothold::domain::jobseeker::Jobseeker;
use foothold::domain::language::Language;
use foothold::generate::Corpus;
use foothold::matching::explain::explain;
use foothold::matching::explain::gate_changes::profile_changes;
use foothold::matching::explain::reasons::Axis;
use foothold::matching::features::{AskSource, VacancyView};
use foothold::matching::gates::{GateCode, GateState};
use foothold::matching::list::{Filter, ListQuery};
use foothold::matching::plan::Plan;
use foothold::matching::rules::Rules;
use foothold::matching::score::{PairScore, nearest, score};
use foothold::service::vocabulary::TableVocabulary;
use foothold::wire::jobseeker_in::read_jobseeker;
use serde_json::{Value, json};

/// Pairs of generated profiles with the vacancies that pass and those that fail a gate.
fn each_pair(seed: u64, mut look: impl FnMut(&Plan<'_>, &VacancyView<'_>, &PairScore)) {
    let knowledge = knowledge();
    let corpus = Corpus::new(&knowledge.taxonomy, &knowledge.places, seed, DAY);
    let table = table(&corpus, 1500);
    let rules = Rules::new(ruleset(), &knowledge);
    let vocabulary = TableVocabulary::new(knowledge.clone());
    for number in 0..40 {
        let seeker = read_jobseeker(&corpus.jobseeker(number), &vocabulary)
            .expect("a profile")
            .jobseeker;
        let plan = Plan::new(&seeker, rules.ruleset.axes, DAY, &rules, &knowledge);
        let query = ListQuery {
            limit: 30,
            after: None,
            min_score: 0,
            filter: Filter::default(),
            count_all: false,
            not_now: 60,
            count_sole_failures: false,
        };
        let list = table.list(&plan, &query);
        for &listed in list.items.iter().chain(&list.not_now) {
            let (view, _) = table.vacancy(listed);
            let pair = nearest(&plan, &view, score(&plan, &view));
            look(&plan, &view, &pair);
        }
    }
}

#[test]
fn every_reason_is_part_of_a_contribution_without_remainder() {
    let mut pairs = 0;
    each_pair(21, |plan, vacancy, pair| {
        for language in [Language::Danish, Language::English] {
            let said = explain(plan, vacancy, pair, language);
            for (at, &axis) in Axis::ALL.iter().enumerate() {
                let parts = said.reasons.iter().filter(|reason| reason.axis == axis);
                let sum: u32 = parts.map(|reason| reason.contribution).sum();
                assert_eq!(sum, pair.contributions[at], "{axis}");
            }
            assert!(
                said.reasons
                    .iter()
                    .all(|reason| !reason.said.to_string().is_empty())
            );
        }
        pairs += 1;
    });
    assert!(pairs > 1000, "{pairs} pairs");
}

#[test]
fn everything_asked_is_found_near_or_missing() {
    let mut judged = 0;
    each_pair(22, |plan, vacancy, pair| {
        let said = explain(plan, vacancy, pair, Language::Danish);
        let told = said.found.len() + said.near.len() + said.missing.len();
        if !plan.resources.judges_coverage() {
            assert_eq!(told, 0);
            return;
        }
        let quiet = vacancy.asks.iter().filter(|ask| {
            let typical = ask.source == AskSource::Typical && !ask.essential;
            typical && plan.resources.covered(ask.item).quality == 0
        });
        let spoken = |code: [u8; 2], level| plan.resources.language(code, level).is_some();
        let languages = vacancy
            .languages
            .iter()
            .filter(|wanted| spoken(wanted.language, wanted.level));
        let years = plan.resources.years(vacancy).iter().count();
        let education = plan
            .resources
            .education(vacancy.core.education_min)
            .iter()
            .count();
        let asked = vacancy.asks.len() - quiet.count() + languages.count() + years + education;
        assert_eq!(told, asked);
        for near in &said.near {
            assert!((1..100).contains(&near.percent), "{near:?}");
        }
        judged += told;
    });
    assert!(judged > 1000, "{judged} items");
}

#[test]
fn the_smallest_change_opens_the_gates_of_the_person() {
    let mut opened = 0;
    each_pair(23, |plan, vacancy, pair| {
        let failed = || pair.gates.failed.iter().map(|at| GateCode::ALL[at]);
        let of_gates: Vec<_> = failed()
            .map(|code| profile_changes(plan, vacancy, pair, code))
            .collect();
        if of_gates.is_empty() || of_gates.iter().any(Vec::is_empty) {
            return;
        }
        let ruleset = &plan.rules.ruleset;
        let changed = of_gates
            .iter()
            .flatten()
            .fold(plan.seeker.clone(), |seeker: Jobseeker, change| {
                change.applied_to(&seeker, &ruleset.defaults, &plan.knowledge.taxonomy)
            });
        let then = Plan::new(&changed, ruleset.axes, DAY, plan.rules, plan.knowledge);
        let after = score(&then, vacancy);
        assert!(
            after.gates.open(),
            "{of_gates:?} leaves {:?}",
            after
                .gates
                .failed
                .iter()
                .map(|at| GateCode::ALL[at])
                .collect::<Vec<_>>()
        );
        opened += 1;
    });
    assert!(opened > 50, "{opened} opened");
}

#[test]
fn a_failed_gate_says_in_words_and_fields_what_would_open_it() {
    let mut closed = 0;
    each_pair(24, |plan, vacancy, pair| {
        let said = explain(plan, vacancy, pair, Language::Danish);
        for line in &said.gates {
            let failed = line.state == GateState::Failed;
            assert_eq!(line.change.is_some(), failed, "{line:?}");
            assert_eq!(!line.smallest.is_empty(), failed, "{line:?}");
            assert_eq!(line.settled_by.is_some(), line.state == GateState::Unverified);
            closed += usize::from(failed);
        }
    });
    assert!(closed > 500, "{closed} gates failed");
}

/// A profile with a change of the answer made in it.
fn made(profile: &Value, change: &Value) -> Value {
    let mut changed = profile.clone();
    let field = change["field"].as_str().expect("a field").replace('.', "/");
    let pointer = format!("/{field}");
    let value = match (change["field"].as_str(), change["of"].as_str()) {
        (Some("resources.languages"), Some(of)) => json!({"language": of, "level": change["to"]}),
        (Some("resources.authorisations"), Some(of)) => json!({"code": of, "state": change["to"]}),
        (Some("resources.skills"), _) => json!({"skill": change["to"]}),
        _ => change["to"].clone(),
    };
    let is_list = changed.pointer(&pointer).is_some_and(Value::is_array);
    match changed.pointer_mut(&pointer) {
        Some(Value::Array(list)) if is_list => {
            list.retain(|known| value["language"].is_null() || known["language"] != value["language"]);
            list.push(value);
        }
        Some(known) => *known = value,
        None => panic!("{pointer} is not given in the profile"),
    }
    changed
}

/// A profile of a known person in Odense.
fn a_full_profile() -> Value {
    json!({
        "home": {"postcode": "5240"},
        "mobility": {"modes": ["bicycle"], "max_travel_minutes": 40, "licences": []},
        "hours_per_week": {"min": 20, "max": 30},
        "resources": {
            "skills": [{"skill": "truckkørsel"}],
            "experience": [{"occupation": "4321", "industry": "52", "years": 4}],
            "languages": [{"language": "da", "level": "A2"}],
            "certificates": [], "authorisations": [],
            "education": {"level": "primary"},
        },
        "wishes": {"occupations": ["4321"]},
        "target_group": "unemployment_insurance", "weeks_unemployed": 8,
    })
}

async fn demo_app() -> TestApp {
    let app = TestApp::start().await;
    app.import(&foothold::demo::vacancies(DAY).expect("the data set"))
        .await;
    app
}

const AS_OF: &str = "2026-11-24T09:00:00+01:00";

#[tokio::test(flavor = "multi_thread")]
async fn a_counterfactual_is_what_happens_when_the_change_is_made() {
    let app = demo_app().await;
    let profile = a_full_profile();
    let body = json!({"profile": profile, "as_of": AS_OF, "limit": 40, "first_k": 5,
        "include": ["counterfactuals", "not_now"]});
    let answer = app.post("/v1/matches", &body).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let list = answer.json();
    let items = |name: &str| list[name].as_array().expect("a list").clone();
    for first in items("matches").iter().take(5) {
        assert_eq!(first["counterfactuals"], json!([]), "{first}");
    }
    let mut tried = 0;
    for item in items("matches").iter().chain(&items("not_now")) {
        let id = &item["vacancy"]["id"];
        for one in item["counterfactuals"].as_array().into_iter().flatten().take(1) {
            let changed = made(&profile, &one["change"]);
            let body = json!({"profile": changed, "as_of": AS_OF, "limit": 5});
            let then = app.post("/v1/matches", &body).await;
            assert_eq!(then.status, 200, "{one}: {}", then.text);
            let then = then.json();
            let rank = one["rank"].as_u64().expect("a rank") as usize;
            let listed = &then["matches"][rank - 1];
            assert_eq!(listed["vacancy"]["id"], *id, "{one}");
            assert_eq!(listed["base_score"], one["base_score"], "{one}");
            tried += 1;
        }
    }
    assert!(tried > 0, "no counterfactual was found");
    let id = list["match_id"].as_str().expect("an id");
    let again = app.get(&format!("/v1/matches/{id}")).await;
    assert_eq!(again.text, answer.text);
    let plain = json!({"profile": profile, "as_of": AS_OF, "limit": 40});
    let plain = app.post("/v1/matches", &plain).await.json();
    let plain = plain["matches"].as_array().expect("a list");
    assert!(plain.iter().all(|item| item["counterfactuals"] == json!([])));
}

#[tokio::test(flavor = "multi_thread")]
async fn why_not_is_answered_with_rank_gates_and_counterfactuals() {
    let app = demo_app().await;
    let profile = a_full_profile();
    let body = json!({"profile": profile, "as_of": AS_OF, "limit": 100, "include": ["not_now"]});
    let list = app.post("/v1/matches", &body).await.json();
    let all = list["matches"].as_array().expect("a list");
    let hours = list["not_now"].as_array().expect("a list").iter().find(|item| {
        let gates = item["gates"].as_array().expect("gates");
        gates.len() == 1 && gates[0]["code"] == "HOURS_EXCEED"
    });
    let hours = hours.expect("a job of too many hours");
    let change = &hours["gates"][0]["smallest"][0];
    assert_eq!(change["field"], "hours_per_week.max");
    assert_eq!(change["from"], 30.0);
    let pair = json!({"profile": profile, "as_of": AS_OF, "vacancy_id": hours["vacancy"]["id"],
        "include": ["counterfactuals"], "first_k": 50});
    let scored = app.post("/v1/score", &pair).await;
    assert_eq!(scored.status, 200, "{}", scored.text);
    let scored = scored.json()["scores"][0].clone();
    assert_eq!(scored["passes"], false);
    let above = all
        .iter()
        .filter(|item| item["base_score"].as_u64() > scored["base_score"].as_u64());
    assert!(scored["rank_if_open"].as_u64() > Some(above.count() as u64));
    let told = &scored["counterfactuals"][0];
    assert_eq!(told["change"]["to"], change["to"], "{scored}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_next_question_is_about_an_open_field() {
    let app = demo_app().await;
    let ask = async |profile: Value| {
        let body = json!({"profile": profile, "as_of": AS_OF, "include": ["next_best_question"]});
        let answer = app.post("/v1/matches", &body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        answer.json()["next_best_question"].clone()
    };
    let little = ask(json!({"home": {"postcode": "5240"}, "wishes": {"occupations": ["4321"]}})).await;
    assert!(
        little["question"]
            .as_str()
            .is_some_and(|text| text.ends_with('?')),
        "{little}"
    );
    let effect = &little["effect"];
    let moved =
        effect["new_in_first_ten"].as_u64() > Some(0) || effect["settles_in_first_ten"].as_u64() > Some(0);
    assert!(moved, "{little}");
    assert_ne!(little["field"], "home.postcode");
    let again = ask(json!({"home": {"postcode": "5240"}, "wishes": {"occupations": ["4321"]}})).await;
    assert_eq!(little, again);
    let mut full = a_full_profile();
    full["availability"] =
        json!([{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "06:00", "to": "18:00"}]);
    full["eligible_forms"] = json!(["ordinary_job", "part_time"]);
    assert_eq!(ask(full).await, Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_goal_behind_an_authorisation_is_shown_with_its_steps() {
    let app = TestApp::start().await;
    let mut goal = a_vacancy("Sygeplejerske");
    goal["occupation"] = json!("2221");
    goal["requirements"] = json!({"authorisation": "nurse"});
    let goal = app.vacancy(&goal).await;
    let mut step = a_vacancy("Social- og sundhedshjælper");
    step["occupation"] = json!("5322");
    let step = app.vacancy(&step).await;
    let profile = json!({
        "home": {"postcode": "5240"},
        "resources": {
            "experience": [{"occupation": "2221", "years": 6}],
            "education": {"level": "medium_higher", "field": "0913"},
            "authorisations": [{"code": "nurse", "state": "pending"}],
        },
        "wishes": {"occupations": ["5322"], "goal_occupation": "2221"},
    });
    let body = json!({"profile": profile, "include": ["not_now"]});
    let list = app.post("/v1/matches", &body).await.json();
    let later = &list["not_now"][0];
    assert_eq!(later["vacancy"]["id"], json!(goal), "{list}");
    assert_eq!(later["path"]["at_goal"], true);
    assert_eq!(later["path"]["next_step"]["kind"], "authorisation");
    assert_eq!(later["gates"][0]["smallest"][0]["of"], "nurse");
    assert_eq!(later["gates"][0]["smallest"][0]["from"], "pending");
    assert_eq!(later["gates"][0]["smallest"][0]["by"], "time");
    let now = &list["matches"][0];
    assert_eq!(now["vacancy"]["id"], json!(step), "{list}");
    let path = now["path"].as_object().expect("a way to the goal");
    assert_eq!(path["goal"]["code"], "2221");
    assert_eq!(path["steps"][0]["kind"], "job");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_report_counts_what_an_open_field_would_settle() {
    let app = TestApp::start().await;
    for licences in [json!(["B"]), json!(["B"]), json!([])] {
        let mut vacancy = a_vacancy("Lagermedarbejder");
        vacancy["requirements"] = json!({"licences": licences});
        app.vacancy(&vacancy).await;
    }
    let mut profile = a_profile();
    profile["wishes"] = json!({"occupations": ["4321"]});
    let made = app.post("/v1/jobseekers?refresh=wait", &profile).await.json();
    let id = made["id"].as_str().expect("an id");
    let answer = app.get(&format!("/v1/jobseekers/{id}/profile-report")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let report = answer.json();
    assert_eq!(report["matches"], 3);
    assert_eq!(report["unsettled_matches"], 2, "{report}");
    let missing = report["missing"].as_array().expect("fields");
    let licences = missing.iter().find(|one| one["field"] == "mobility.licences");
    let licences = licences.expect("licences are missing");
    assert_eq!(licences["vacancies"], 2);
    assert_eq!(
        licences["settles"],
        json!([{"gate": "LICENCE_MISSING", "vacancies": 2}])
    );
    assert_eq!(licences["effect"]["settles_in_first_ten"], 2);
    let fields = report["filled"]["fields"].as_u64().expect("a number");
    let of = report["filled"]["of"].as_u64().expect("a number");
    assert_eq!(fields + missing.len() as u64, of);
    app.get("/v1/jobseekers/js_00000000000040008000000000000000/profile-report")
        .await
        .problem(404, "not-found");
    app.get("/v1/jobseekers/nobody/profile-report")
        .await
        .problem(404, "not-found");
    let path = format!("/v1/jobseekers/{id}/profile-report?as_of=tomorrow");
    let errors = app.get(&path).await.problem(422, "invalid");
    assert_eq!(errors[0].0, "/as_of");
}

#[tokio::test(flavor = "multi_thread")]
async fn relaxations_count_the_limits_of_the_person_exactly() {
    let app = TestApp::start().await;
    app.vacancy(&a_vacancy("Lagermedarbejder")).await;
    let mut other = a_vacancy("Kok");
    other["occupation"] = json!("5120");
    app.vacancy(&other).await;
    let total = async |profile: &Value| {
        let body = json!({"profile": profile, "include": ["total"]});
        app.post("/v1/matches", &body).await.json()
    };
    let free = a_profile();
    let mut limited = free.clone();
    limited["vetoes"] = json!([{"kind": "occupation", "value": "4321"}]);
    limited["hours_per_week"] = json!({"min": 30, "max": 37});
    let list = total(&limited).await;
    let gain = |list: &Value, code: &str| {
        let relaxations = list["relaxations"].as_array().expect("relaxations").clone();
        let found = relaxations.iter().find(|one| one["constraint"] == code);
        found.map(|one| one["gain"].as_u64().expect("a number"))
    };
    let more = total(&free).await["total"]["value"].as_u64().expect("a number")
        - list["total"]["value"].as_u64().expect("a number");
    assert_eq!(gain(&list, "VETOED"), Some(more), "{list}");
    let mut few = free.clone();
    few["hours_per_week"] = json!({"min": 5, "max": 10});
    let list = total(&few).await;
    assert_eq!(list["total"]["value"], 0);
    assert_eq!(gain(&list, "HOURS_EXCEED"), Some(2), "{list}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bridges_name_schemes_with_the_access_of_the_person() {
    let app = TestApp::start().await;
    let mut vacancy = a_vacancy("Lagermedarbejder");
    vacancy["requirements"] = json!({"certificates": ["truck_b"], "experience_years": 6, "education": "vocational",
        "languages": [{"language": "en", "level": "B2"}]});
    vacancy["buddy"] = json!(true);
    app.vacancy(&vacancy).await;
    let list = async |group: &str, weeks: u16| {
        let mut profile = a_full_profile();
        profile["hours_per_week"] = json!({"min": 30, "max": 37});
        profile["target_group"] = json!(group);
        profile["weeks_unemployed"] = json!(weeks);
        let body = json!({"profile": profile, "as_of": AS_OF});
        app.post("/v1/matches", &body).await.json()
    };
    let open = list("unemployment_insurance", 8).await;
    let item = &open["matches"][0];
    let course = item["bridges"]
        .as_array()
        .expect("bridges")
        .iter()
        .find(|one| one["kind"] == "course");
    let course = course.expect("a course");
    assert_eq!(course["closes"], "truck_b");
    assert_eq!(course["eligible"], "ok");
    let six_weeks = |list: &Value| {
        let schemes = list["schemes"].as_array().expect("schemes").clone();
        schemes.into_iter().find(|one| one["scheme"] == "six_week_right")
    };
    let scheme = six_weeks(&open).expect("the right");
    assert_eq!(
        (&scheme["eligible"], &scheme["most_weeks"]),
        (&json!("ok"), &json!(6))
    );
    let early = six_weeks(&list("unemployment_insurance", 2).await).expect("the right");
    assert_eq!(
        (&early["eligible"], &early["depends_on"]),
        (&json!("unverified"), &json!("weeks_unemployed"))
    );
    let near = |kind: &str| {
        let items = item["axes"]["resources"]["near"]
            .as_array()
            .expect("near")
            .clone();
        items.into_iter().find(|one| one["kind"] == kind)
    };
    let years = near("experience").expect("some years");
    assert_eq!(years["short"], json!({"asked": "6", "held": "4"}));
    let education = near("education").expect("a level below");
    assert_eq!(
        education["short"],
        json!({"asked": "vocational", "held": "primary"})
    );
    let missing = item["axes"]["resources"]["missing"].as_array().expect("missing");
    let english = missing
        .iter()
        .find(|one| one["kind"] == "language")
        .expect("English");
    assert_eq!(
        (&english["skill"], &english["short"]),
        (&json!("en"), &json!({"asked": "B2", "held": null}))
    );
}
