//! One offer for one case, as JSON.

use serde_json::{Value, json};

use super::Explanation;
use crate::catalogue::{Answer, Answers, Change, FactId, OfferId};
use crate::explain::{Final, Route};
use crate::outcome::Reason;
use crate::reasons::Planned;
use crate::reasons::because::Because;
use crate::text::wording::{plain, plain_lines};

/// The name and version of the JSON form.
pub const SCHEMA: &str = "goldenthread.explain/1";

impl Explanation<'_> {
    /// The explanation as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let planned = self.planned;
        let catalogue = planned.catalogue();
        let offer = catalogue.offer(self.offer);
        let reason = self.reason();
        let ids = |offers: &[OfferId]| -> Vec<&str> {
            offers.iter().map(|offer| catalogue.offer(*offer).id.as_str()).collect()
        };
        let because_of = self.because_of();
        let (displaced_by, depends_on) = if reason == Reason::Displaced {
            (ids(&because_of), Vec::new())
        } else {
            (Vec::new(), ids(&because_of))
        };
        let because: Vec<Value> =
            planned.because(self.offer).iter().map(|because| self.check_json(because)).collect();
        let routes: Vec<Value> = self.routes.routes.iter().map(|route| self.route_json(route)).collect();
        let finals: Vec<Value> = self.routes.finals.iter().map(|last| self.final_json(last)).collect();
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
            "says": plain(&self.planned.reason_says(self.reason())),
            "because": because,
            "missing": keys(catalogue, &planned.missing(self.offer)),
            "displaced_by": displaced_by,
            "depends_on": depends_on,
            "displaces": ids(&self.displaces()),
            "accepted_because": planned.accepted_because(self.offer).map(plain_lines),
            "to": self.routes.goal.outcome().code(),
            "routes": routes,
            "routes_found": self.routes.found,
            "complete": self.routes.complete,
            "final": finals,
        })
    }

    fn check_json(&self, because: &Because<'_>) -> Value {
        let catalogue = self.planned.catalogue();
        let near: Vec<Value> = (self.near(because).into_iter())
            .map(
                |near| json!({"fact": catalogue.fact(near.fact).key, "score": near.score, "line": near.line}),
            )
            .collect();
        let answers: serde_json::Map<String, Value> = (because.facts.iter())
            .map(|fact| (catalogue.fact(*fact).key.clone(), self.answer_json(*fact)))
            .collect();
        let presumed: Vec<FactId> =
            (because.facts.iter().copied()).filter(|fact| self.planned.presumed.contains(fact)).collect();
        json!({
            "criterion": because.id,
            "says": plain(because.exception.unwrap_or(&because.says)),
            "result": because.result.code(),
            "facts": keys(catalogue, &because.facts),
            "answers": answers,
            "presumed": keys(catalogue, &presumed),
            "near_line": near,
            "planning_policy": because.planning_policy,
            "source": plain(&catalogue.cited_all(because.source)),
        })
    }

    fn answer_json(&self, fact: FactId) -> Value {
        let vocabulary = &self.planned.catalogue().vocabulary;
        written(self.planned, fact, self.planned.case.answer(vocabulary, fact).as_ref())
    }

    fn route_json(&self, route: &Route) -> Value {
        let catalogue = self.planned.catalogue();
        let case = self.planned.case;
        let changes: Vec<Value> = (route.changes.iter())
            .map(|change| {
                let fact = catalogue.fact(change.fact);
                let or: Vec<Value> =
                    change.or.iter().map(|to| written(self.planned, change.fact, Some(to))).collect();
                let mut json = json!({
                    "fact": fact.key,
                    "from": written(self.planned, change.fact, change.from.as_ref()),
                    "to": written(self.planned, change.fact, Some(&change.to)),
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
            "words": plain(&route.words(catalogue, self.routes.goal, case)),
        })
    }

    fn final_json(&self, last: &Final) -> Value {
        let because = self.planned.because(self.offer);
        let check = because.iter().find(|because| because.check == last.check);
        json!({
            "criterion": check.map_or("", |because| because.id),
            "facts": keys(self.planned.catalogue(), &last.facts),
            "kind": Change::Fixed.key(),
            "words": plain(&self.final_says(last)),
        })
    }
}

fn keys(catalogue: &crate::catalogue::Catalogue, facts: &[FactId]) -> Vec<String> {
    facts.iter().map(|fact| catalogue.fact(*fact).key.clone()).collect()
}

/// An answer as a case has it in JSON; nothing is null.
pub(in crate::report) fn written(planned: &Planned<'_>, id: FactId, answer: Option<&Answer>) -> Value {
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
