//! Random people: cases near the lines where answers matter, for a day in any edition of a catalogue, with offers that were
//! accepted and declined.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use goldenthread::case::{Case, Judgement};
use goldenthread::catalogue::{Answer, Answers, Fact, FactId, History, OfferId, load_history};
use goldenthread::embedded;
use goldenthread::ids;
use goldenthread::matching::Cut;
use goldenthread::outcome::Reason;
use goldenthread::plan::{Decision, Editions, Options, Planner};
use goldenthread::reasons::PlannedCase;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::satisfy::{answers, satisfy};
use crate::small::{files, offer};

/// A catalogue over time, and what random cases of it are made from.
pub struct People {
    pub editions: Editions<'static>,
    /// The first day of each edition.
    pub days: Vec<Date>,
    /// Every answer worth trying for each fact that has one answer.
    single_answers: Vec<Vec<Answer>>,
    /// For each edition and each offer a case that meets all its criteria and leaves open what they do not read; and an empty one.
    starts: Vec<OnceLock<Vec<Case>>>,
}

/// A case, and what the practitioner decided beside it.
#[derive(Clone, Debug)]
pub struct Judged {
    pub case: Case,
    pub judgement: Judgement,
}

/// What is drawn for a case: the start, how full it is, for each fact whether it is forgotten or drawn anew, and for judgements.
type Draw = (prop::sample::Index, u8, Vec<(u8, Option<u64>)>, [u8; 2], u64);

impl People {
    pub fn new(history: &'static History) -> Self {
        let editions = Editions::new(history);
        let first = history.begins().unwrap_or(date(2022, 12, 1));
        let days: Vec<Date> = std::iter::once(first).chain(history.changes().iter().copied()).collect();
        let planners: Vec<&Planner<'_>> = days.iter().map(|day| editions.on(*day).unwrap()).collect();
        let vocabulary = &planners[0].catalogue.vocabulary;
        let lines = |id: FactId| -> BTreeSet<u32> {
            let cuts = planners.iter().flat_map(|planner| planner.rules.cuts(id));
            let numbers =
                cuts.filter_map(|cut| if let Cut::From(number) = cut { Some(number) } else { None });
            numbers.flat_map(|number| [number.saturating_sub(1), number]).collect()
        };
        let single_answers = vocabulary.iter().map(|(id, fact)| answers(fact, Some(&lines(id)))).collect();
        let starts = days.iter().map(|_| OnceLock::new()).collect();
        Self { editions, days, single_answers, starts }
    }

    /// The shipped catalogue.
    pub fn shipped() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        static SHIPPED: OnceLock<People> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::new(HISTORY.get_or_init(|| embedded::history().unwrap())))
    }

    /// A small catalogue without a date, with one offer for each thing that a rule can say of one.
    pub fn small() -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        static SMALL: OnceLock<People> = OnceLock::new();
        SMALL.get_or_init(|| {
            Self::new(HISTORY.get_or_init(|| {
                let (files, texts) = small_files().texts();
                load_history(&files, &texts).unwrap_or_else(|problems| panic!("{problems:#?}"))
            }))
        })
    }

    pub fn on(&self, day: Date) -> &Planner<'_> {
        self.editions.on(day).unwrap()
    }

    /// What plans a case.
    pub fn planner(&self, case: &Case) -> &Planner<'_> {
        self.on(case.as_of)
    }

    pub fn decide(&self, judged: &Judged) -> Decision {
        self.planner(&judged.case).decide(&judged.case, &Options::from(&judged.judgement))
    }

    /// The last day of an edition; of the last edition, one of its first 400 days.
    pub fn last_day(&self, edition: usize) -> Date {
        match self.days.get(edition + 1) {
            Some(next) => next.yesterday().unwrap(),
            None => self.days[edition].saturating_add(400.days()),
        }
    }

    fn starts(&self, edition: usize) -> &[Case] {
        self.starts[edition].get_or_init(|| {
            let day = self.days[edition];
            let catalogue = self.on(day).catalogue;
            let fitting = catalogue.offers.iter().filter_map(|offer| {
                let mut goals: Vec<_> =
                    offer.criteria.iter().map(|criterion| (&criterion.when, true)).collect();
                goals.push((&offer.vehicle.when, true));
                satisfy(catalogue, day, &goals)
            });
            std::iter::once(Case::new(&catalogue.vocabulary, day)).chain(fitting).collect()
        })
    }

    /// One fact answered as a number says.
    pub fn drawn(&self, id: FactId, fact: &Fact, draw: u64) -> Answer {
        let choices = &self.single_answers[id.index()];
        match &fact.answers {
            Answers::AnyOf(values) => {
                let mut rest = draw / 4;
                let mut listed = BTreeSet::new();
                for _ in 0..draw % 4 {
                    listed.insert(u16::try_from(rest % values.len() as u64).unwrap());
                    rest /= values.len() as u64;
                }
                Answer::AnyOf(listed.into_iter().collect())
            }
            _ => choices[(draw % choices.len() as u64) as usize].clone(),
        }
    }

    /// A case: the start for one offer or an empty one, of which each fact is kept, forgotten or drawn anew.
    fn case(&self, edition: usize, (start, fullness, changes, ..): &Draw) -> Case {
        let vocabulary = &self.on(self.days[edition]).catalogue.vocabulary;
        let starts = self.starts(edition);
        let mut case = starts[start.index(starts.len())].clone();
        for ((id, fact), (forget, change)) in vocabulary.iter().zip(changes) {
            match change {
                Some(draw) => case.set(vocabulary, id, &self.drawn(id, fact, *draw)),
                None if *forget < 2 && fact.default.is_none() => case.forget(id),
                None if *fullness == 2 && !case.knows(id) => {
                    case.set(vocabulary, id, &self.drawn(id, fact, u64::from(*forget)));
                }
                None => {}
            }
        }
        case
    }

    /// Accepts and declines so many offers: those declined are any, and those accepted may be, the others accepted and declined.
    fn judgement(&self, case: &Case, [accepts, declines]: [u8; 2], mut draw: u64) -> Judgement {
        let planner = self.planner(case);
        let mut judgement = Judgement::default();
        let mut next = |count: usize| {
            let drawn = (draw % count as u64) as usize;
            draw = draw.rotate_right(7) ^ 0x9e37_79b9;
            drawn
        };
        for _ in 0..declines {
            let offer = OfferId(u16::try_from(next(planner.catalogue.offers.len())).unwrap());
            judgement.declined.retain(|other| *other != offer);
            judgement.declined.push(offer);
        }
        for _ in 0..accepts {
            let decision = planner.decide(case, &Options::from(&judgement));
            let open = acceptable(&decision);
            if !open.is_empty() {
                judgement.accepted.push(open[next(open.len())]);
            }
        }
        let given = judgement.clone();
        let may = |offer: &OfferId| planner.may_accept(case, &Options::from(&given), *offer);
        judgement.accepted.retain(may);
        judgement
    }

    fn draw(&self) -> impl Strategy<Value = Draw> + use<> {
        let facts = self.on(self.days[0]).catalogue.vocabulary.len();
        let kept = prop_oneof![4 => Just(None), 2 => any::<u64>().prop_map(Some)];
        let changes = prop::collection::vec((0..10_u8, kept), facts);
        (any::<prop::sample::Index>(), 0..3_u8, changes, [0..3_u8, 0..3_u8], any::<u64>())
    }

    /// A person on any day of an edition.
    pub fn any_on(&'static self, edition: usize) -> impl Strategy<Value = Judged> {
        (self.draw(), 0..400_i64).prop_map(move |(draw, later)| {
            let mut case = self.case(edition, &draw);
            case.as_of = self.days[edition].saturating_add(later.days()).min(self.last_day(edition));
            let judgement = self.judgement(&case, draw.3, draw.4);
            Judged { case, judgement }
        })
    }

    /// A person on a day of any edition.
    pub fn any(&'static self) -> impl Strategy<Value = Judged> {
        (0..self.days.len()).prop_flat_map(move |edition| self.any_on(edition))
    }
}

/// The offers that a plan says may be accepted.
pub fn acceptable(decision: &Decision) -> Vec<OfferId> {
    let may = [Reason::Unconfirmed, Reason::Exception, Reason::Option];
    ids::numbered(&decision.reasons).filter(|(_, reason)| may.contains(reason)).map(|(id, _)| id).collect()
}

/// An offer of the small catalogue for each thing that a rule can say of one.
fn small_files() -> crate::small::Files {
    let approval = "[[criterion]]\nid = \"approved\"\nsays = \"Approved.\"\napproval = true\n\
         when = { fact = \"ready\", is = true }\nsource = { id = \"guide\", heading = \"Approval\" }";
    files(&[
        offer("group", "programme", &["anger", "thinking"])
            .takes("sessions = 20")
            .asks("score", "{ fact = \"score\", at-least = 50 }")
            .unless("{ fact = \"willing\", is = true }"),
        offer("second-group", "programme", &["harm", "anger"])
            .takes("sessions = 27; faster-weeks = 14; faster-says = \"Twice a week.\""),
        offer("clinic", "treatment", &["drink"]).takes("weeks = 26; assumed = true"),
        offer("approved", "intervention", &["harm"]).takes("sessions = 6").table(approval),
        offer("course", "intervention", &["thinking"])
            .takes("sessions = 12; fewest-sessions = 4; assumed = true")
            .open("confirmed = false"),
        offer("beside", "intervention", &["anger"]).takes("sessions = 6").with("alongside = true"),
        offer("home", "service", &["housing", "anger"]).takes("sessions = 12; assumed = true"),
        offer("kit", "toolkit", &["anger", "harm"]).takes("sessions = 8").not_beside(&["programme"]),
        offer("intro", "toolkit", &["drink"])
            .takes("sessions = 8; assumed = true")
            .with("prepares-for = [\"group\"]"),
        offer("keep-up", "toolkit", &["thinking", "drink"])
            .takes("sessions = 5; fewest-sessions = 2; assumed = true")
            .phase("consolidate", "with-included = [\"programme\"]"),
        offer("tag", "tag", &["punishment"]).takes("weeks = 18").with("option = true"),
    ])
}

/// What a report of a case is made from.
pub fn planned<'p>(
    planner: &'p Planner<'p>,
    case: &'p Case,
    decision: &'p Decision,
    [accepted, declined]: [&'p [(OfferId, String)]; 2],
) -> PlannedCase<'p> {
    PlannedCase { planner, case, decision, accepted, declined, presumed: &[], questions: &[] }
}

/// The same few cases each time, unless `PROPTEST_CASES` asks for so many new ones.
pub fn cases(quick: u32) -> ProptestConfig {
    let usual = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    if std::env::var_os("PROPTEST_CASES").is_some() {
        return usual;
    }
    ProptestConfig { cases: quick, rng_seed: RngSeed::Fixed(1), ..usual }
}

impl Judged {
    /// The case in the lines of a case file, with what was decided beside it.
    pub fn described(&self, planner: &Planner<'_>) -> String {
        let ids = |offers: &[OfferId]| {
            let all = offers.iter().map(|offer| format!("{} = \"So.\"", planner.catalogue.offer(*offer).id));
            all.collect::<Vec<_>>().join(", ")
        };
        let Judgement { accepted, declined } = &self.judgement;
        format!(
            "as-of = {}\n{}\naccept = {{ {} }}\ndecline = {{ {} }}",
            self.case.as_of,
            described(planner, &self.case),
            ids(accepted),
            ids(declined)
        )
    }
}

/// What plans by the last edition of the shipped catalogue.
pub fn planner() -> &'static Planner<'static> {
    People::shipped().editions.latest().unwrap()
}

/// A case on a day of that edition.
pub fn any_case() -> impl Strategy<Value = Case> {
    let people = People::shipped();
    people.any_on(people.days.len() - 1).prop_map(|judged| judged.case)
}

/// The answers of a case in the lines of a case file.
pub fn described(planner: &Planner<'_>, case: &Case) -> String {
    let vocabulary = &planner.catalogue.vocabulary;
    let lines = case.answers(vocabulary).map(|(id, answer)| {
        let fact = vocabulary.fact(id);
        match answer {
            Answer::AnyOf(_) => {
                let written = fact.written(&answer, "\", \"");
                if written == "none" {
                    format!("{} = []", fact.key)
                } else {
                    format!("{} = [\"{written}\"]", fact.key)
                }
            }
            Answer::Number(number) => format!("{} = {number}", fact.key),
            _ => format!("{} = \"{}\"", fact.key, fact.written(&answer, ",")),
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
