//! Made-up cases as a probation region might hold them: seeded, so that the same seed gives the same cases.
//!
//! The shares are invented for a plausible mix and stand for nothing else. Most cases have most answers, as an assessed case
//! has; some have few.

use std::fmt::Write as _;

use goldenthread::case::Case;
use goldenthread::catalogue::Catalogue;
use goldenthread::plan::Options;
use goldenthread::plan::Planner;

/// A stream of numbers that looks random and is the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end.max(1)
    }

    /// True in so many of a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }

    fn pick<'v>(&mut self, weighted: &[(&'v str, u64)]) -> &'v str {
        let total: u64 = weighted.iter().map(|(_, weight)| weight).sum();
        let mut at = self.below(total);
        for (value, weight) in weighted {
            if at < *weight {
                return value;
            }
            at -= weight;
        }
        weighted.last().map_or("", |(value, _)| value)
    }

    fn some<'v>(&mut self, shares: &[(&'v str, u64)]) -> Vec<&'v str> {
        shares.iter().filter(|(_, share)| self.percent(*share)).map(|(value, _)| *value).collect()
    }

    /// A score that is mostly in the middle.
    fn score(&mut self, most: u64) -> u64 {
        (self.below(most + 1) + self.below(most + 1)) / 2
    }
}

/// One answer as it is written.
#[derive(Clone, Debug)]
pub enum Value {
    Text(String),
    Number(u64),
    YesNo(bool),
    List(Vec<String>),
}

/// One case as it is written: keys and values, in the order of the catalogue.
pub type Written = Vec<(&'static str, Value)>;

const REGIONS: [(&str, u64); 12] = [
    ("north-east", 5),
    ("north-west", 9),
    ("greater-manchester", 7),
    ("yorkshire-and-the-humber", 11),
    ("east-midlands", 8),
    ("west-midlands", 11),
    ("wales", 7),
    ("east-of-england", 9),
    ("south-west", 7),
    ("south-central", 6),
    ("london", 13),
    ("kent-surrey-and-sussex", 7),
];

const OFFENCES: [(&str, u64); 12] = [
    ("intimate-partner-violence", 22),
    ("sexual", 7),
    ("internet-sexual", 3),
    ("general-violence", 25),
    ("acquisitive", 24),
    ("terrorism", 1),
    ("extremism-motivated", 1),
    ("drink-driving", 7),
    ("drug-driving", 4),
    ("dangerous-driving", 4),
    ("alcohol-related", 10),
    ("other", 12),
];

const NEEDS: [(&str, u64); 16] = [
    ("accommodation", 27),
    ("education-training-employment", 38),
    ("finance", 30),
    ("relationships", 45),
    ("lifestyle-and-associates", 40),
    ("drug-misuse", 30),
    ("alcohol-misuse", 28),
    ("emotional-wellbeing", 35),
    ("mental-health-treatment", 8),
    ("thinking-and-behaviour", 60),
    ("attitudes", 45),
    ("social-inclusion", 15),
    ("social-capital", 10),
    ("maturity", 12),
    ("self-identity", 8),
    ("engagement", 12),
];

const COMPLETED: [(&str, u64); 5] = [
    ("thinking-skills-programme", 6),
    ("building-better-relationships", 3),
    ("resolve", 2),
    ("stepping-stones", 3),
    ("maps-for-change", 3),
];

/// One case.
pub fn case(chance: &mut Chance, number: u64) -> Written {
    let text = |value: &str| Value::Text(value.to_owned());
    let list = |values: Vec<&str>| Value::List(values.into_iter().map(str::to_owned).collect());
    let male = chance.percent(91);
    let mut offence = chance.some(&OFFENCES);
    if offence.is_empty() {
        offence.push(chance.pick(&OFFENCES));
    }
    let partner = offence.contains(&"intimate-partner-violence");
    let licence = chance.percent(35);
    let sentence = if licence {
        chance.pick(&[("licence", 85), ("post-sentence-supervision", 15)])
    } else {
        chance.pick(&[("community-order", 65), ("suspended-sentence-order", 35)])
    };
    let supervision = licence || chance.percent(40);
    let mut needs = chance.some(&NEEDS);
    for need in ["relationships", "attitudes"] {
        if partner && !needs.contains(&need) && chance.percent(80) {
            needs.push(need);
        }
    }
    let team = chance.pick(&[("north", 1), ("south", 1), ("east", 1), ("west", 1)]);
    let mut case: Written = vec![
        ("ref", Value::Text(format!("{team}-{number:05}"))),
        ("as-of", text("2022-12-01")),
        ("region", text(chance.pick(&REGIONS))),
        ("gender", text(if male { "male" } else { "female" })),
        ("age", Value::Number(18 + chance.score(50))),
        ("learning-disability", Value::YesNo(chance.percent(7))),
        ("reads-simple-sentences", Value::YesNo(chance.percent(92))),
        ("mental-health", text(chance.pick(&[("none", 60), ("stable", 30), ("acute", 10)]))),
        ("interpreter", Value::YesNo(chance.percent(4))),
        ("remote-only", Value::YesNo(chance.percent(2))),
        ("sentence", text(sentence)),
        ("stage", text(if supervision { "supervision" } else { "proposal" })),
    ];
    if supervision && !licence {
        case.push((
            "requirements",
            list(chance.some(&[("rar", 80), ("programme", 30), ("drug-rehabilitation", 8)])),
        ));
        case.push(("rar-days", Value::Number(chance.score(60))));
    }
    case.push(("weeks-remaining", Value::Number(8 + chance.score(120))));
    if !supervision {
        let shares =
            [("punishment", 45), ("crime-reduction", 60), ("rehabilitation", 80), ("public-protection", 35)];
        case.push(("purposes", list(chance.some(&shares))));
        case.push(("seriousness", text(chance.pick(&[("low", 30), ("medium", 45), ("high", 25)]))));
    }
    case.push(("offence", list(offence)));
    case.push(("offence-history", list(chance.some(&OFFENCES.map(|(value, share)| (value, share / 2))))));
    if partner {
        case.push(("partner-victim", list(vec![if male { "female" } else { "male" }])));
    }
    let levels = [("low", 35), ("medium", 45), ("high", 18), ("very-high", 2)];
    case.extend([
        ("maintains-innocence", Value::YesNo(chance.percent(12))),
        ("discusses-violence", Value::YesNo(chance.percent(75))),
        ("recent-aggression", Value::YesNo(chance.percent(35))),
        ("extremism-concern", Value::YesNo(chance.percent(1))),
        ("ogrs3", Value::Number(chance.score(100))),
        ("ovp", Value::Number(chance.score(90))),
        ("rosh", text(chance.pick(&levels))),
        ("sara", text(if partner { chance.pick(&levels[1..3]) } else { chance.pick(&levels[..2]) })),
        ("osp", if male { text(chance.pick(&levels)) } else { text("unavailable") }),
        ("erg-recommends-hii", Value::YesNo(chance.percent(1))),
        ("ct-arc-approval", Value::YesNo(chance.percent(1))),
        ("needs", list(needs.clone())),
        ("oasys-need-score", Value::Number(chance.score(14))),
        ("aggression-score", Value::Number(chance.below(3))),
        ("linked-to-serious-harm", list(chance.some(&[("thinking-and-behaviour", 30), ("attitudes", 25)]))),
        ("alcohol-use", text(misuse(chance, needs.contains(&"alcohol-misuse")))),
        ("drug-use", text(misuse(chance, needs.contains(&"drug-misuse")))),
        ("substance-stable", Value::YesNo(chance.percent(75))),
        ("accepts-programme", Value::YesNo(chance.percent(80))),
        ("ready-for-programme", Value::YesNo(chance.percent(75))),
        ("accepts-need-to-change", Value::YesNo(chance.percent(75))),
        ("accepts-treatment", Value::YesNo(chance.percent(60))),
        ("treatment-provider", Value::YesNo(chance.percent(70))),
        ("standard-determinate-sentence", Value::YesNo(licence && chance.percent(85))),
        ("custodial-days", Value::Number(if licence { 60 + chance.score(1500) } else { 0 })),
        ("tagging-area", Value::YesNo(chance.percent(40))),
        ("cannot-access", list(chance.some(&[("resolve", 3), ("horizon", 2), ("womens-service", 1)]))),
        ("completed", list(chance.some(&COMPLETED))),
    ]);
    // Assessed cases lack an answer here and there; some have hardly been assessed.
    let lacking = if chance.percent(8) { 60 } else { 4 };
    case.retain(|(key, _)| matches!(*key, "ref" | "as-of") || !chance.percent(lacking));
    case
}

/// How someone uses, mostly in agreement with whether it is a need.
fn misuse(chance: &mut Chance, need: bool) -> &'static str {
    if need != chance.percent(2) { chance.pick(&[("emerging", 60), ("dependent", 40)]) } else { "none" }
}

/// The same case with what was proposed: mostly what the plan has, with slips.
pub fn with_proposal(mut case: Written, planner: &Planner<'_>, chance: &mut Chance) -> Written {
    let catalogue = planner.catalogue;
    let decision = planner.decide(&read(catalogue, &case), &Options::default());
    let mut proposed: Vec<String> =
        decision.steps.iter().map(|step| catalogue.offer(step.offer).id.clone()).collect();
    if chance.percent(25) && !proposed.is_empty() {
        let at = usize::try_from(chance.below(proposed.len() as u64)).unwrap_or(0);
        proposed.remove(at);
    }
    if chance.percent(25) {
        let at = usize::try_from(chance.below(catalogue.offers.len() as u64)).unwrap_or(0);
        let extra = catalogue.offers[at].id.clone();
        if !proposed.contains(&extra) {
            proposed.insert(0, extra);
        }
    }
    if chance.percent(6) {
        let long = chance.pick(&[("thinking-skills-programme", 2), ("building-better-relationships", 1)]);
        proposed.retain(|id| id != long);
        proposed.insert(0, long.to_owned());
        case.retain(|(key, _)| *key != "weeks-remaining");
        case.push(("weeks-remaining", Value::Number(chance.below(12))));
    }
    if chance.percent(5) {
        proposed.reverse();
    }
    case.push(("proposed", Value::List(proposed)));
    case
}

/// The case as the library has it.
fn read(catalogue: &Catalogue, written: &Written) -> Case {
    use goldenthread::case::given::{Door, Given, GivenItem, GivenValue};
    use goldenthread::case::{CaseReader, GivenCase};
    let reader = CaseReader::new(catalogue, Door::File);
    let mut case = GivenCase::new(&catalogue.vocabulary, jiff::civil::date(2022, 12, 1));
    let given =
        written.iter().filter(|(key, _)| catalogue.vocabulary.named(key).is_some()).map(|(key, value)| {
            let value = match value {
                Value::Text(text) => GivenValue::Text(text.as_str().into()),
                Value::Number(number) => GivenValue::Integer(i64::try_from(*number).unwrap_or(0)),
                Value::YesNo(yes) => GivenValue::Boolean(*yes),
                Value::List(values) => GivenValue::List(
                    values
                        .iter()
                        .map(|text| GivenItem { text: Ok(text.as_str().into()), place: () })
                        .collect(),
                ),
            };
            let key = reader.key(key).unwrap_or_else(|refused| panic!("{}", refused.reason));
            Given { key, value, place: () }
        });
    let refused = reader.read(given, &mut case);
    assert!(refused.is_empty(), "{refused:?}");
    case.case
}

/// A case as a line of NDJSON.
pub fn ndjson(out: &mut String, case: &Written) {
    out.push('{');
    for (index, (key, value)) in case.iter().enumerate() {
        let comma = if index > 0 { "," } else { "" };
        let _ = write!(out, "{comma}\"{key}\":");
        let _ = match value {
            Value::Text(text) => write!(out, "\"{text}\""),
            Value::Number(number) => write!(out, "{number}"),
            Value::YesNo(yes) => write!(out, "{yes}"),
            Value::List(values) if values.is_empty() => write!(out, "[]"),
            Value::List(values) => write!(out, "[\"{}\"]", values.join("\",\"")),
        };
    }
    out.push_str("}\n");
}

/// A case as a row of CSV under these columns.
pub fn csv(out: &mut String, case: &Written, columns: &[&str]) {
    for (index, column) in columns.iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        let value = case.iter().find(|(key, _)| key == column).map(|(_, value)| value);
        let _ = match value {
            None => Ok(()),
            Some(Value::Text(text)) => write!(out, "{text}"),
            Some(Value::Number(number)) => write!(out, "{number}"),
            Some(Value::YesNo(yes)) => write!(out, "{}", if *yes { "yes" } else { "no" }),
            Some(Value::List(values)) if values.is_empty() => write!(out, "none"),
            Some(Value::List(values)) => write!(out, "{}", values.join(";")),
        };
    }
    out.push('\n');
}
