//! What is used again for the next case, or worked out for many at a time, changes nothing of what comes out.

use goldenthread::ask::outlook::{Outlook, OutlookFinder};
use goldenthread::ask::{Asker, questions};
use goldenthread::case::Judgement;
use goldenthread::catalogue::OfferId;
use goldenthread::ids;
use goldenthread::matching::{BLOCK, Block, Evaluation};
use goldenthread::outcome::Reason;
use goldenthread::plan::{Options, Workspace};
use goldenthread::reasons::PlannedCase;
use goldenthread::report;
use goldenthread::report::json::Writer;
use jiff::civil::date;
use proptest::prelude::*;

use crate::people::{People, any_case, cases, described, planner};

proptest! {
    #![proptest_config(cases(30))]

    #[test]
    fn a_case_among_others_comes_out_as_it_does_alone(
        first in prop::collection::vec(any_case(), 1..BLOCK),
        second in prop::collection::vec(any_case(), 1..4),
    ) {
        let rules = &planner().rules;
        let (mut block, mut among, mut alone) = (Block::default(), Evaluation::default(), Evaluation::default());
        let mut workspace = Workspace::default();
        for cases in [first, second] {
            block.run(rules, cases.iter());
            for (place, case) in cases.iter().enumerate() {
                block.take(place, &mut among);
                alone.run(rules, case);
                for condition in rules.conditions() {
                    prop_assert_eq!(among.truth(condition), alone.truth(condition));
                }
                prop_assert_eq!(&among.failed, &alone.failed);
                prop_assert_eq!(&among.undecided, &alone.undecided);
                prop_assert_eq!(&among.excepted, &alone.excepted);
                prop_assert_eq!(&among.no_need, &alone.no_need);
                let targets = |evaluation: &Evaluation| (evaluation.present.clone(), evaluation.absent.clone());
                prop_assert_eq!(targets(&among), targets(&alone));
                let options = Options { evaluated: Some((&block, place)), ..Options::default() };
                let among = planner().decide_in(&mut workspace, case, &options);
                let decided = planner().decide(case, &Options::default());
                prop_assert_eq!(&among.reasons, &decided.reasons);
                prop_assert_eq!(&among.steps, &decided.steps);
            }
        }
    }

    #[test]
    fn what_was_worked_out_before_changes_nothing_of_the_next_plan(
        several in prop::collection::vec((any_case(), 0..12_i8, any::<bool>(), any::<bool>()), 2..16),
    ) {
        let vocabulary = &planner().catalogue.vocabulary;
        let (mut asker, mut writer) = (Asker::new(planner()), Writer::new(planner().catalogue));
        for (mut case, day, presumes, accepts) in several {
            case.as_of = date(2021 + i16::from(day) / 3, 1 + day, 1);
            let presumed = if presumes { case.presume(vocabulary) } else { Vec::new() };
            let judged = [Reason::Exception, Reason::Option];
            let before = planner().decide(&case, &Options::default());
            let first = ids::find(&before.reasons, |reason| judged.contains(reason));
            let accepted: Vec<OfferId> = first.filter(|_| accepts).into_iter().collect();
            let decision = planner().decide(&case, &Options::accepting(&accepted));
            let again = asker.questions(&case, &Judgement::accepting(&accepted), &decision);
            let anew = questions(planner(), &case, &Judgement::accepting(&accepted));
            prop_assert_eq!(&again, &anew, "in\n{}", described(planner(), &case));
            let accepted: Vec<(OfferId, String)> =
                accepted.into_iter().map(|offer| (offer, "\"seen\" in court".to_owned())).collect();
            let planned = PlannedCase {
                planner: planner(),
                case: &case,
                decision: &decision,
                accepted: &accepted,
                declined: &[],
                presumed: &presumed,
                questions: &again,
            };
            let (mut again, mut anew) = (Vec::new(), Vec::new());
            writer.write(&planned, &mut again);
            report::json::write(&planned, &mut anew);
            prop_assert_eq!(String::from_utf8(again), String::from_utf8(anew), "in\n{}", described(planner(), &case));
        }
    }

    #[test]
    fn to_look_ahead_past_an_answer_is_to_look_ahead_with_it(
        case in any_case(),
        draws in prop::collection::vec(any::<u64>(), 64),
    ) {
        let vocabulary = &planner().catalogue.vocabulary;
        let unknown = vocabulary.iter().map(|(fact, _)| fact).filter(|fact| !case.knows(*fact));
        let (mut past, mut with) = (OutlookFinder::new(planner()), OutlookFinder::new(planner()));
        past.of(&case, &Judgement::default());
        let seen = |p: &Outlook| (p.live.clone(), p.sure.clone(), p.open.clone(), p.facts.clone());
        for (fact, draw) in unknown.zip(draws) {
            for answer in (0..6).map(|turn| People::shipped().drawn(fact, vocabulary.fact(fact), draw.rotate_left(turn * 11))) {
                let mut answered = case.clone();
                answered.set(vocabulary, fact, &answer);
                let past = seen(past.once_answered(&answered, fact));
                prop_assert_eq!(past, seen(with.of(&answered, &Judgement::default())), "{:?} in\n{}", answer, described(planner(), &case));
            }
        }
    }
}
