//! A catalogue to ask, and the plan it answers with, read back from JSON as a script would read it.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock};

use goldenthread::ask::questions;
use goldenthread::case::{Case, Judgement, read};
use goldenthread::catalogue::{Catalogue, History, OfferId};
use goldenthread::embedded;
use goldenthread::plan::Planner;
use goldenthread::reasons::PlannedCase;
use goldenthread::report::json::Writer;
use goldenthread::text::problem::Problem;
use goldenthread::text::source::Texts;
use jiff::civil::{Date, date};
use serde_json::Value;

/// A catalogue to ask.
pub struct World {
    pub catalogue: Catalogue,
}

/// A plan, as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan(pub Value);

impl World {
    pub fn new(catalogue: Catalogue) -> Self {
        Self { catalogue }
    }

    /// The catalogue that the binary carries.
    pub fn shipped() -> &'static Self {
        static SHIPPED: OnceLock<World> = OnceLock::new();
        SHIPPED.get_or_init(|| Self::new(embedded::catalogue().unwrap()))
    }

    /// The catalogue that the binary carries, as it stands on a day.
    pub fn shipped_on(day: Date) -> &'static Self {
        static HISTORY: OnceLock<History> = OnceLock::new();
        static EDITIONS: Mutex<BTreeMap<usize, &World>> = Mutex::new(BTreeMap::new());
        let history = HISTORY.get_or_init(|| embedded::history().unwrap());
        let mut editions = EDITIONS.lock().unwrap();
        editions.entry(history.number_on(day)).or_insert_with(|| {
            let world = Self::new(history.on(day).unwrap().clone());
            Box::leak(Box::new(world))
        })
    }

    /// The plan for a case in TOML.
    pub fn plan(&self, case: &str) -> Plan {
        self.plan_accepting(case, &[])
    }

    /// The plan for a case in TOML, with exceptions or options accepted.
    pub fn plan_accepting(&self, case: &str, accepted: &[&str]) -> Plan {
        self.plan_deciding(case, accepted, &[])
    }

    /// The plan for a case in TOML, with offers accepted and others decided against.
    pub fn plan_deciding(&self, case: &str, accepted: &[&str], declined: &[&str]) -> Plan {
        let ids = |names: &[&str]| names.iter().map(|id| self.offer(id)).collect();
        let judgement = Judgement { accepted: ids(accepted), declined: ids(declined) };
        self.plan_by(&self.case(case), &judgement)
    }

    pub fn plan_of(&self, case: &Case, accepted: &[OfferId]) -> Plan {
        self.plan_by(case, &Judgement::accepting(accepted))
    }

    fn plan_by(&self, case: &Case, judgement: &Judgement) -> Plan {
        let written = self.json_of(case, judgement);
        Plan(serde_json::from_slice(&written).unwrap())
    }

    /// The plan as it is written.
    pub fn json_of(&self, case: &Case, judgement: &Judgement) -> Vec<u8> {
        self.json_by(case, judgement, Writer::new(&self.catalogue))
    }

    /// The plan as one writer writes it.
    pub fn json_by(&self, case: &Case, judgement: &Judgement, mut writer: Writer) -> Vec<u8> {
        let planner = Planner::new(&self.catalogue);
        let decision = planner.decide(case, &judgement.into());
        let questions = questions(&planner, case, judgement);
        let reasoned = |offers: &[OfferId]| -> Vec<(OfferId, String)> {
            offers.iter().map(|offer| (*offer, "recorded reason".to_owned())).collect()
        };
        let planned = PlannedCase {
            planner: &planner,
            case,
            decision: &decision,
            accepted: &reasoned(&judgement.accepted),
            declined: &reasoned(&judgement.declined),
            presumed: &[],
            questions: &questions,
        };
        let mut out = Vec::new();
        writer.write(&planned, &mut out);
        out
    }

    pub fn case(&self, case: &str) -> Case {
        match self.try_case(case) {
            Ok(case) => case,
            Err(problems) => panic!("the case is not one: {problems:#?}"),
        }
    }

    pub fn try_case(&self, case: &str) -> Result<Case, Vec<Problem>> {
        let mut texts = Texts::default();
        let text = texts.add("case.toml", case);
        Ok(read::case(&self.catalogue, &texts, text, date(2022, 12, 1))?.case)
    }

    pub fn offer(&self, id: &str) -> OfferId {
        self.catalogue.offer_named(id).unwrap_or_else(|| panic!("there is no offer {id}"))
    }
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect()
}

impl Plan {
    fn offer(&self, id: &str) -> &Value {
        let offers = self.0["offers"].as_array().unwrap();
        offers.iter().find(|offer| offer["id"] == id).unwrap_or_else(|| panic!("there is no offer {id}"))
    }

    /// `include meets-criteria`.
    pub fn of(&self, id: &str) -> String {
        let offer = self.offer(id);
        format!("{} {}", offer["outcome"].as_str().unwrap(), offer["reason"].as_str().unwrap())
    }

    pub fn includes(&self, id: &str) -> bool {
        self.offer(id)["outcome"] == "include"
    }

    pub fn missing(&self, id: &str) -> Vec<&str> {
        texts(&self.offer(id)["missing"])
    }

    pub fn depends_on(&self, id: &str) -> Vec<&str> {
        texts(&self.offer(id)["depends_on"])
    }

    pub fn displaced_by(&self, id: &str) -> Vec<&str> {
        texts(&self.offer(id)["displaced_by"])
    }

    pub fn targets(&self, id: &str) -> Vec<&str> {
        texts(&self.offer(id)["targets"])
    }

    /// `criterion result` of every check listed.
    pub fn because(&self, id: &str) -> Vec<String> {
        let because = self.offer(id)["because"].as_array().unwrap();
        because
            .iter()
            .map(|one| format!("{} {}", one["criterion"].as_str().unwrap(), one["result"].as_str().unwrap()))
            .collect()
    }

    /// The sentence of one check.
    pub fn says(&self, id: &str, criterion: &str) -> &str {
        let because = self.offer(id)["because"].as_array().unwrap();
        let one = because.iter().find(|one| one["criterion"] == criterion);
        one.unwrap_or_else(|| panic!("{id} has no check {criterion}"))["says"].as_str().unwrap()
    }

    /// `phase offer start-end` of every step, in order.
    pub fn steps(&self) -> Vec<String> {
        let steps = self.0["plan"].as_array().unwrap();
        steps
            .iter()
            .map(|step| {
                format!(
                    "{} {} {}-{}",
                    step["phase"].as_str().unwrap(),
                    step["offer"].as_str().unwrap(),
                    step["start_week"],
                    step["end_week"]
                )
            })
            .collect()
    }

    pub fn step(&self, id: &str) -> &Value {
        let steps = self.0["plan"].as_array().unwrap();
        steps.iter().find(|step| step["offer"] == id).unwrap_or_else(|| panic!("{id} is not in the plan"))
    }

    /// The list of texts under a key of the plan.
    pub fn list(&self, key: &str) -> Vec<&str> {
        texts(&self.0[key])
    }
}
