//! The conversation that finds out what still matters, as a state that answers move on. It asks nobody anything itself.
//!
//! What is known lies in two places: the answers *given* beforehand, and the *remembered* replies of the conversation in the order
//! in which they were first made. Everything else follows from them. The replies are taken in order, each one only if its
//! question still matters for what is known by then; those that were taken are the *path*. So going back and answering
//! otherwise keeps every later reply, leaves out those that no longer apply, and brings them back should they apply again.

mod answers;
mod judging;
mod order;
mod rehearse;
mod values;

use crate::ask::{Question, open_offers, questions};
use crate::case::{Case, JudgedOffers};
use crate::catalogue::{Answer, Catalogue, Fact, FactId, OfferId};
use crate::plan::{Decision, Planner};
use crate::plan::{Options, Workspace};

pub use answers::{AnswerToCheck, Origin};
pub use rehearse::{Asked, rehearse};

/// What a practitioner says to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The answer.
    Known(Answer),
    /// It is not known, so it is not asked again. This is never "no".
    NotKnown,
}

/// What comes next in a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// A question to put.
    Ask(FactId),
    /// Offers that turn on the practitioner's judgement and were not put yet: see [`Interview::accept`],
    /// [`Interview::decline`] and [`Interview::leave_judgement`].
    Judge(Vec<OfferId>),
    /// Nothing is left to ask: the answers can be checked.
    Check,
}

/// What a reply did to earlier ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// Answers that no longer apply. They are remembered, but they are no part of the case.
    pub left_out: Vec<FactId>,
    /// Answers that apply again.
    pub back_in: Vec<FactId>,
}

/// A question that is put again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Again {
    fact: FactId,
    /// Whether it was picked from the answers to check, so that the way back leads there.
    from_check: bool,
}

/// A conversation: what was said so far, and what that leaves to ask.
#[derive(Clone, Debug)]
pub struct Interview<'p> {
    planner: &'p Planner<'p>,
    given: Case,
    remembered: Vec<(FactId, Reply)>,
    judged: JudgedOffers,
    /// Facts that something suggests an answer to: they are asked first.
    hinted: Vec<FactId>,
    /// Offers for judgement that were put already.
    put: Vec<OfferId>,
    again: Option<Again>,
    case: Case,
    path: Vec<FactId>,
    open: Vec<Question>,
    presumable: Vec<FactId>,
    workspace: Workspace,
}

impl<'p> Interview<'p> {
    /// Starts from what is known already.
    ///
    /// `given` are the facts of the case that somebody answered. A default that nobody gave is asked about like any other
    /// question where it matters, since a plan should not rest on it unnoticed.
    #[must_use]
    pub fn new(planner: &'p Planner<'p>, case: &Case, given: &[FactId], judged: JudgedOffers) -> Self {
        let mut base = case.clone();
        for (id, fact) in planner.catalogue.vocabulary.iter() {
            if fact.default.is_some() && !given.contains(&id) {
                base.forget(id);
            }
        }
        let mut interview = Self {
            planner,
            case: base.clone(),
            given: base,
            remembered: Vec::new(),
            judged,
            hinted: Vec::new(),
            put: Vec::new(),
            again: None,
            path: Vec::new(),
            open: Vec::new(),
            presumable: Vec::new(),
            workspace: Workspace::default(),
        };
        interview.retrace();
        interview
    }

    /// The same, with facts that are asked first, where they matter: something suggests an answer to them that waits to be confirmed.
    #[must_use]
    pub fn hinted(mut self, facts: &[FactId]) -> Self {
        self.hinted = facts.to_vec();
        self.retrace();
        self
    }

    /// The catalogue made ready.
    #[must_use]
    pub fn planner(&self) -> &'p Planner<'p> {
        self.planner
    }

    /// The catalogue.
    #[must_use]
    pub fn catalogue(&self) -> &'p Catalogue {
        self.planner.catalogue
    }

    /// One fact.
    #[must_use]
    pub fn fact(&self, fact: FactId) -> &'p Fact {
        self.planner.catalogue.fact(fact)
    }

    /// What comes next.
    #[must_use]
    pub fn step(&self) -> NextStep {
        if let Some(again) = self.again {
            return NextStep::Ask(again.fact);
        }
        if let Some(question) = self.unasked().next() {
            return NextStep::Ask(question.fact);
        }
        let new: Vec<OfferId> =
            self.for_judgement().into_iter().filter(|offer| !self.put.contains(offer)).collect();
        if new.is_empty() { NextStep::Check } else { NextStep::Judge(new) }
    }

    /// Takes a reply to a question and says what it does to the others.
    ///
    /// Any fact can be replied to at any time, such as one whose answer is changed later on. The answer is one that the fact
    /// takes: see [`crate::case::answer::check`].
    pub fn reply(&mut self, fact: FactId, reply: Reply) -> Effect {
        self.again = None;
        let before = self.path.clone();
        if !self.given.knows(fact) && self.remembered.iter().all(|(id, _)| *id != fact) {
            self.remembered.push((fact, reply));
            self.go_on();
            return self.effect(&before);
        }
        if self.given.knows(fact) {
            match &reply {
                Reply::Known(answer) => self.given.set(&self.catalogue().vocabulary, fact, answer),
                Reply::NotKnown => {
                    self.given.forget(fact);
                    self.remembered.push((fact, reply));
                }
            }
        } else if let Some((_, earlier)) = self.remembered.iter_mut().find(|(id, _)| *id == fact) {
            *earlier = reply;
        }
        self.retrace();
        self.effect(&before)
    }

    /// The questions left that have a usual answer, which the catalogue lets be presumed, where with those nothing else is left
    /// to ask; none otherwise.
    #[must_use]
    pub fn presumable(&self) -> &[FactId] {
        &self.presumable
    }

    /// Lets the usual answers to some facts stand in for theirs, as if they had been given beforehand.
    pub fn presume(&mut self, facts: &[FactId]) {
        let vocabulary = &self.planner.catalogue.vocabulary;
        self.given.presume_where(vocabulary, |fact| facts.contains(&fact));
        self.retrace();
    }

    /// Goes back to the question before, if there is one.
    pub fn back(&mut self) -> bool {
        let before = match self.again {
            Some(Again { from_check: true, .. }) => {
                self.again = None;
                return true;
            }
            Some(again) => self.path.iter().position(|fact| *fact == again.fact).unwrap_or(0),
            None => self.path.len(),
        };
        let Some(fact) = before.checked_sub(1).and_then(|at| self.path.get(at)) else { return false };
        self.again = Some(Again { fact: *fact, from_check: false });
        true
    }

    /// Whether the next question is one that is put again: gone back to, or picked from the answers to check.
    #[must_use]
    pub fn asks_again(&self) -> bool {
        self.again.is_some()
    }

    /// Puts a question again that was picked from the answers to check.
    pub fn change(&mut self, fact: FactId) {
        self.again = Some(Again { fact, from_check: true });
    }

    /// What was said to a question earlier, in the conversation or beforehand.
    #[must_use]
    pub fn earlier(&self, fact: FactId) -> Option<Reply> {
        let told = self.remembered.iter().find(|(id, _)| *id == fact).map(|(_, reply)| reply.clone());
        told.or_else(|| self.given.answer(&self.catalogue().vocabulary, fact).map(Reply::Known))
    }

    /// The number of a question in the order of asking, from 1.
    #[must_use]
    pub fn number(&self, fact: FactId) -> usize {
        self.path.iter().position(|id| *id == fact).unwrap_or(self.path.len()) + 1
    }

    /// The questions on the path, in the order of asking.
    #[must_use]
    pub fn path(&self) -> &[FactId] {
        &self.path
    }

    /// The offers that wait for a question, in catalogue order.
    #[must_use]
    pub fn would_settle(&self, fact: FactId) -> &[OfferId] {
        self.open.iter().find(|question| question.fact == fact).map_or(&[], |q| &q.would_settle)
    }

    /// How many offers have an outcome that could still change.
    #[must_use]
    pub fn still_open(&self) -> usize {
        // Where no question is left nothing can change, whatever the quicker count could not rule out.
        if self.open.is_empty() {
            0
        } else {
            open_offers(self.planner, &self.case, &self.judged.judgement()).len()
        }
    }

    /// Every question whose answer could still change the plan, those said not to be known included.
    #[must_use]
    pub fn questions(&self) -> &[Question] {
        &self.open
    }

    /// What is known, defaults included: the case to plan for.
    #[must_use]
    pub fn case(&self) -> Case {
        let mut case = self.case.clone();
        let vocabulary = &self.catalogue().vocabulary;
        for (id, fact) in vocabulary.iter() {
            if let Some(default) = fact.default.as_ref().filter(|_| !case.knows(id)) {
                case.set(vocabulary, id, default);
            }
        }
        case
    }

    /// What was given and said, without the defaults that nobody has spoken to yet: the case to save.
    #[must_use]
    pub fn known(&self) -> &Case {
        &self.case
    }

    /// The offers decided about, with the reasons.
    #[must_use]
    pub fn judged(&self) -> &JudgedOffers {
        &self.judged
    }

    /// What is decided on what is known.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.workspace.decision()
    }

    /// Questions that were neither answered nor said not to be known.
    fn unasked(&self) -> impl Iterator<Item = &Question> {
        self.open.iter().filter(|question| !self.path.contains(&question.fact))
    }

    /// What became of the path.
    fn effect(&self, before: &[FactId]) -> Effect {
        let could = |fact: &FactId| self.open.iter().any(|question| question.fact == *fact);
        let gone = before.iter().filter(|fact| !self.path.contains(fact) && !could(fact));
        let back = self.path.iter().filter(|fact| !before.contains(fact));
        Effect { left_out: gone.copied().collect(), back_in: back.copied().collect() }
    }

    /// Begins again from what was given, and takes the remembered replies.
    fn retrace(&mut self) {
        self.case = self.given.clone();
        self.path.clear();
        self.open = self.questions_left();
        self.go_on();
    }

    /// Takes the remembered replies that were not taken yet in their order, each where its question still matters, and works out
    /// what is left to ask.
    fn go_on(&mut self) {
        let vocabulary = &self.planner.catalogue.vocabulary;
        let taken = |path: &[FactId], fact: FactId| path.contains(&fact);
        let matters = |open: &[Question], fact: FactId| open.iter().any(|question| question.fact == fact);
        while let Some((fact, reply)) =
            self.remembered.iter().find(|(f, _)| !taken(&self.path, *f) && matters(&self.open, *f)).cloned()
        {
            self.path.push(fact);
            let holds = match reply {
                Reply::Known(answer) => Some(answer),
                Reply::NotKnown => vocabulary.fact(fact).default.clone(),
            };
            if let Some(answer) = holds {
                self.case.set(vocabulary, fact, &answer);
                self.open = self.questions_left();
            }
        }
        self.put_in_order();
        let (case, judgement) = (self.case(), self.judged.judgement());
        self.planner.decide_in(&mut self.workspace, &case, &Options::from(&judgement));
    }

    /// The questions that matter, most useful first.
    fn questions_left(&self) -> Vec<Question> {
        let mut open = questions(self.planner, &self.case, &self.judged.judgement());
        open.retain(|question| !question.only_contradicts);
        open
    }
}
