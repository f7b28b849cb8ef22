use super::*;
use crate::taxonomy::relations;

fn sample() -> (Skills, Similarity) {
    let (occupations, skills, relations) = relations::tests::sample();
    let similarity = Similarity::build(&occupations, &skills, &relations);
    (skills, similarity)
}

#[test]
fn the_hierarchy_decides_and_nearness_is_mutual() {
    let (skills, similarity) = sample();
    let ix = |id: &str| skills.resolve(id).unwrap();
    let siblings = u32::from(similarity.between(ix("picking"), ix("packing")));
    assert!((SIBLINGS.0..=SIBLINGS.1).contains(&siblings), "{siblings}");
    let above = u32::from(similarity.between(ix("picking"), ix("warehouse")));
    assert!((PARENT_AND_CHILD.0..=PARENT_AND_CHILD.1).contains(&above) && above > siblings);
    assert_eq!(similarity.between(ix("picking"), ix("accounts")), 0);
    for one in skills.all() {
        for other in skills.all() {
            assert_eq!(similarity.between(one, other), similarity.between(other, one));
            assert_eq!(similarity.between(one, other) == 100, one == other);
        }
    }
}

#[test]
fn what_few_list_weighs_more() {
    let (skills, similarity) = sample();
    let rarity = |id: &str| similarity.rarity(skills.resolve(id).unwrap());
    assert!(rarity("picking") < rarity("forklift") && rarity("forklift") < rarity("warehouse"));
    assert!(rarity("teamwork") < rarity("picking"));
    assert_eq!(rarity("warehouse"), RARITY_ONE + RARITY_ONE / 2);
}

/// Two trades of ten occupations each, every skill wanted by four of its own trade.
fn two_trades() -> Vec<(Vec<SkillIx>, Vec<SkillIx>)> {
    let wanted = |trade: u16, occupation: u16| {
        let skills = (0..4).map(|step| SkillIx(trade * 10 + (occupation + step) % 10));
        (skills.collect(), Vec::new())
    };
    (0..2)
        .flat_map(|trade| (0..10).map(move |occupation| wanted(trade, occupation)))
        .collect()
}

#[test]
fn skills_of_one_trade_point_the_same_way_even_when_never_listed_together() {
    let occupations = two_trades();
    let wants: Vec<Wants<'_>> = occupations
        .iter()
        .map(|(essential, optional)| Wants { essential, optional })
        .collect();
    let vectors = Vectors::learn(&wants, 20);
    let apart = vectors.closeness(SkillIx(0), SkillIx(12));
    assert!(apart < 0.05, "{apart}");
    assert!(vectors.closeness(SkillIx(0), SkillIx(1)) > 0.5);
}

#[test]
fn what_is_kept_is_what_is_read_back() {
    let (skills, similarity) = sample();
    let bytes = postcard::to_stdvec(&similarity).unwrap();
    let read: Similarity = postcard::from_bytes(&bytes).unwrap();
    assert_eq!(read, similarity);
    assert!(read.is_of(skills.len()) && !read.is_of(skills.len() + 1));
}

#[test]
fn certificates_and_languages_stand_in_for_nothing() {
    let table = "id\tkind\treuse\tbroader\tlabel_da\tlabel_en\taliases\n\
        papers\tcertificate\tsector\t\tBeviser\tPapers\t\n\
        crane\tcertificate\tsector\tpapers\tKran\tCrane\t\n\
        truck\tcertificate\tsector\tpapers\tTruck\tTruck licence\t\n\
        tongues\tlanguage\tsector\t\tSprog\tTongues\t\n\
        german\tlanguage\tsector\ttongues\ttysk\tGerman\t\n\
        dutch\tlanguage\tsector\ttongues\thollandsk\tDutch\t\n";
    let mut problems = crate::taxonomy::table::Problems::default();
    let skills = Skills::parse(table, &mut problems);
    problems.into_result().unwrap();
    let similarity = Similarity::learn(&skills, &[]);
    assert!(skills.all().all(|skill| similarity.near(skill).is_empty()));
}
