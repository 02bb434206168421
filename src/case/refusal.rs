//! Why something that was given about a person cannot be used: data first, worded for a file, a flag or a row last.

use crate::text::problem::Problem;
use crate::text::source::Place;
use crate::text::wording::count;

/// One thing given that cannot be used. `P` is a place, in whatever way the form that it came in counts places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal<P> {
    /// A short stable name, such as `bad-answer`.
    pub code: &'static str,
    /// The key that it is about, where it is about one.
    pub key: Option<Box<str>>,
    /// What was found there.
    pub value: Option<Box<str>>,
    /// What is wrong: lower case, no full stop.
    pub reason: Box<str>,
    /// What is allowed, or what to do: lower case, no full stop.
    pub allowed: Box<str>,
    /// The nearest name that is known, where one is near enough to be meant.
    pub near: Option<Box<str>>,
    /// Where it is.
    pub place: P,
    /// What few refusals have.
    pub beside: Option<Box<Beside<P>>>,
}

/// What few refusals have: kept apart, so that the others are small.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beside<P> {
    /// Another place that matters, with a caption.
    pub also: Option<(P, &'static str)>,
    /// How many more things are refused after it and are not told one by one.
    pub untold: usize,
}

/// The most things that are told one by one where there is no end to what can be wrong, as in a list.
pub const MOST_TOLD: usize = 20;

impl<P> Refusal<P> {
    /// A refusal of what stands at a place.
    #[must_use]
    pub fn new(code: &'static str, reason: impl Into<Box<str>>, place: P) -> Self {
        Self {
            code,
            key: None,
            value: None,
            reason: reason.into(),
            allowed: Box::default(),
            near: None,
            place,
            beside: None,
        }
    }

    /// Says what is allowed, or what to do.
    #[must_use]
    pub fn allowed(self, allowed: impl Into<Box<str>>) -> Self {
        Self { allowed: allowed.into(), ..self }
    }

    /// Says which known name is nearest, or where there is none, what is allowed.
    #[must_use]
    pub fn near_or(self, near: Option<&str>, allowed: &str) -> Self {
        match near {
            Some(near) => Self { near: Some(near.into()), ..self },
            None => self.allowed(allowed),
        }
    }

    /// Says which key it is about.
    #[must_use]
    pub fn about_key(self, key: impl Into<Box<str>>) -> Self {
        Self { key: Some(key.into()), ..self }
    }

    /// Says which key and which value it is about.
    #[must_use]
    pub fn about(self, key: &str, value: impl Into<Box<str>>) -> Self {
        Self { key: Some(key.into()), value: Some(value.into()), ..self }
    }

    /// Points at another place.
    #[must_use]
    pub fn and_at(self, place: P, caption: &'static str) -> Self {
        let beside = Beside { also: Some((place, caption)), untold: self.untold() };
        Self { beside: Some(Box::new(beside)), ..self }
    }

    /// How many more things are refused after it and are not told one by one.
    #[must_use]
    pub fn untold(&self) -> usize {
        self.beside.as_ref().map_or(0, |beside| beside.untold)
    }

    /// Counts more things that are refused after it.
    pub fn leave_untold(&mut self, more: usize) {
        if more > 0 {
            self.beside.get_or_insert_with(|| Box::new(Beside { also: None, untold: 0 })).untold += more;
        }
    }

    /// What to do, in one sentence or two.
    #[must_use]
    pub fn help(&self) -> String {
        let Some(near) = &self.near else { return self.allowed.to_string() };
        let mut help = format!("did you mean `{near}`?");
        let mut rest = self.allowed.chars();
        if let Some(first) = rest.next() {
            help.push(' ');
            help.extend(first.to_uppercase());
            help.push_str(rest.as_str());
        }
        help
    }

    /// The same, with its places counted in another way.
    #[must_use]
    pub fn at<Q>(self, place: impl Fn(P) -> Q) -> Refusal<Q> {
        let Self { code, key, value, reason, allowed, near, place: at, beside } = self;
        let beside = beside.map(|beside| {
            let also = beside.also.map(|(at, caption)| (place(at), caption));
            Box::new(Beside { also, untold: beside.untold })
        });
        Refusal { code, key, value, reason, allowed, near, place: place(at), beside }
    }
}

impl Refusal<()> {
    /// As a problem that lies nowhere yet.
    #[must_use]
    pub fn problem(self) -> Problem {
        let help = self.help();
        let reason = match self.untold() {
            0 => self.reason.into(),
            untold => format!("{}, and {} after it", self.reason, count(untold, "other trouble")),
        };
        let problem = Problem::new(self.code, reason);
        if help.is_empty() { problem } else { problem.help(help) }
    }
}

impl From<Refusal<Place>> for Problem {
    fn from(refusal: Refusal<Place>) -> Self {
        let place = refusal.place;
        let also = refusal.beside.as_deref().and_then(|beside| beside.also);
        let problem = refusal.at(|_| ()).problem().at(place);
        match also {
            Some((also, caption)) => problem.and_at(also, caption),
            None => problem,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn the_nearest_name_comes_before_what_is_allowed() {
        let refusal =
            Refusal::new("bad-answer", "`rosh` cannot be `hihg`", ()).allowed("it is one of low, high");
        assert_eq!(refusal.help(), "it is one of low, high");
        let refusal = refusal.near_or(Some("high"), "");
        assert_eq!(refusal.help(), "did you mean `high`? It is one of low, high");
        let refusal = Refusal::new("unknown-key", "`agee` is not a fact", ());
        assert_eq!(refusal.clone().near_or(Some("age"), "see the list").help(), "did you mean `age`?");
        assert_eq!(refusal.near_or(None, "see the list").help(), "see the list");
    }
}
