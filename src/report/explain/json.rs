//! One offer for one case, as JSON.

use serde_json::{Value, json};

use crate::catalogue::{Answer, Answers, Catalogue, Change, FactId, OfferId};
use crate::explain::explanation::Explanation;
use crate::explain::{Final, Route};
use crate::outcome::Reason;
use crate::reasons::because::Because;
use crate::reasons::{PlannedCase, confirmed};
use crate::report::footnotes::{self, Footnotes};
use crate::text::wording::{plain, plain_lines};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.explain/2";

/// The explanation as JSON.
#[must_use]
pub fn json(of: &Explanation<'_>) -> Value {
    let planned = of.planned;
    let catalogue = planned.catalogue();
    let offer = catalogue.offer(of.offer);
    let reason = of.reason();
    let ids = |offers: &[OfferId]| -> Vec<&str> {
        offers.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect()
    };
    let because_of = of.because_of();
    let (displaced_by, depends_on) = if reason == Reason::Displaced {
        (ids(&because_of), Vec::new())
    } else {
        (Vec::new(), ids(&because_of))
    };
    let mut footnotes = Footnotes::default();
    let because: Vec<Value> = (Because::all(planned, of.offer).iter())
        .map(|because| check_json(of, because, &mut footnotes))
        .collect();
    let routes: Vec<Value> = of.routes.routes.iter().map(|route| route_json(of, route)).collect();
    let finals: Vec<Value> = of.routes.finals.iter().map(|last| final_json(of, last)).collect();
    json!({
        "schema": SCHEMA,
        "program": env!("CARGO_PKG_VERSION"),
        "ref": planned.case.reference,
        "as_of": planned.case.as_of.to_string(),
        "catalogue": crate::report::naming::head(catalogue),
        "offer": offer.id,
        "name": plain(&offer.name),
        "outcome": reason.outcome().code(),
        "reason": reason.code(),
        "says": plain(&super::why(of)),
        "confirmed": confirmed::delivered_up_to(planned, of.offer).map(|day| day.to_string()),
        "accepted": judged_json(catalogue, planned.accepted),
        "declined": judged_json(catalogue, planned.declined),
        "rests_on": confirmed::says(planned),
        "because": because,
        "missing": keys(catalogue, &planned.missing(of.offer)),
        "displaced_by": displaced_by,
        "depends_on": depends_on,
        "displaces": ids(&of.displaces()),
        "to": of.routes.goal.outcome().code(),
        "routes": routes,
        "routes_found": of.routes.found,
        "complete": of.routes.complete,
        "final": finals,
        "comes_first": ids(&if of.routes.routes.is_empty() { of.comes_first() } else { Vec::new() }),
        "sources": sources_json(catalogue, &footnotes),
    })
}

/// What the practitioner decided about offers: each with the reason.
fn judged_json(catalogue: &Catalogue, offers: &[(OfferId, String)]) -> Value {
    let each = offers.iter();
    each.map(|(offer, reason)| (catalogue.offer(*offer).id.clone(), Value::from(plain_lines(reason))))
        .collect()
}

/// What the places are that checks name, by their keys.
fn sources_json(catalogue: &Catalogue, footnotes: &Footnotes<'_>) -> Value {
    let told = |citation| -> Value {
        let fields = footnotes::told(catalogue, citation);
        fields.map(|(name, value)| (name.to_owned(), Value::from(plain(value)))).collect()
    };
    footnotes.iter().map(|(number, citation)| (footnotes::key(number), told(citation))).collect()
}

fn check_json<'r>(of: &Explanation<'r>, because: &Because<'r>, footnotes: &mut Footnotes<'r>) -> Value {
    let catalogue = of.planned.catalogue();
    let near: Vec<Value> = (of.near(because).into_iter())
        .map(|near| json!({"fact": catalogue.fact(near.fact).key, "score": near.score, "line": near.line}))
        .collect();
    let answers: serde_json::Map<String, Value> = (because.facts.iter())
        .map(|fact| (catalogue.fact(*fact).key.clone(), answer_json(of, *fact)))
        .collect();
    let since = confirmed::not_since(catalogue, because.source, of.planned.case.as_of);
    let presumed: Vec<FactId> =
        (because.facts.iter().copied()).filter(|fact| of.planned.presumed.contains(fact)).collect();
    json!({
        "criterion": because.id,
        "says": plain(because.exception.unwrap_or(&because.told())),
        "result": because.result.code(),
        "facts": keys(catalogue, &because.facts),
        "answers": answers,
        "presumed": keys(catalogue, &presumed),
        "near_line": near,
        "planning_policy": because.planning_policy,
        "not_confirmed_since": since.map(|day| day.to_string()),
        "sources": footnotes.keys(because.source),
    })
}

fn answer_json(of: &Explanation<'_>, fact: FactId) -> Value {
    let vocabulary = &of.planned.catalogue().vocabulary;
    written(of.planned, fact, of.planned.case.answer(vocabulary, fact).as_ref())
}

fn route_json(of: &Explanation<'_>, route: &Route) -> Value {
    let catalogue = of.planned.catalogue();
    let case = of.planned.case;
    let changes: Vec<Value> = (route.changes.iter())
        .map(|change| {
            let fact = catalogue.fact(change.fact);
            let or: Vec<Value> =
                change.or.iter().map(|to| written(of.planned, change.fact, Some(to))).collect();
            let mut json = json!({
                "fact": fact.key,
                "from": written(of.planned, change.fact, change.from.as_ref()),
                "to": written(of.planned, change.fact, Some(&change.to)),
                "kind": change.kind.key(),
            });
            if let Some(object) = json.as_object_mut() {
                if !or.is_empty() {
                    object.insert("or".to_owned(), json!(or));
                }
                if let Some(date) = change.date(fact, case.as_of) {
                    object.insert("date".to_owned(), json!(date.to_string()));
                }
            }
            json
        })
        .collect();
    json!({
        "change": changes,
        "kind": route.kind().key(),
        "words": plain(&route.words(catalogue, of.routes.goal, case)),
    })
}

fn final_json(of: &Explanation<'_>, last: &Final) -> Value {
    let because = Because::all(of.planned, of.offer);
    let check = because.iter().find(|because| because.check == last.check);
    json!({
        "criterion": check.map_or("", |because| because.id),
        "facts": keys(of.planned.catalogue(), &last.facts),
        "kind": Change::Fixed.key(),
        "words": plain(&of.final_says(last)),
    })
}

fn keys(catalogue: &Catalogue, facts: &[FactId]) -> Vec<String> {
    facts.iter().map(|fact| catalogue.fact(*fact).key.clone()).collect()
}

/// An answer as a case has it in JSON; nothing is null.
pub(in crate::report) fn written(planned: &PlannedCase<'_>, id: FactId, answer: Option<&Answer>) -> Value {
    let fact = planned.catalogue().fact(id);
    match (answer, &fact.answers) {
        (None, _) => Value::Null,
        (Some(Answer::YesNo(yes)), _) => json!(yes),
        (Some(Answer::Number(number)), _) => json!(number),
        (Some(Answer::AnyOf(values)), Answers::AnyOf(known)) => {
            let keys: Vec<&str> = (values.iter())
                .filter_map(|value| known.get(usize::from(*value)))
                .map(|value| value.key.as_str())
                .collect();
            json!(keys)
        }
        (Some(answer), _) => json!(fact.written(answer, ",")),
    }
}
