//! Findings that the owner of a catalogue has looked at and accepts, each with the reason beside what it is about.
//!
//! `# accept unread-value rehabilitation: work on needs serves it` stands above what was found, and counts up to the next empty
//! line. Between the code and the colon may stand a name from the message, where not every such finding there is meant.

use crate::catalogue::CatalogueFile;
use crate::text::problem::Problem;
use crate::text::source::{Place, Texts};

/// What such a line begins with.
const MARK: &str = "# accept ";

/// One acceptance.
struct Accepted<'t> {
    code: &'t str,
    /// A word of the message, or nothing.
    about: &'t str,
    reason: &'t str,
    /// The comment's own place, and that of what it stands above.
    place: Place,
    below: Place,
}

/// Takes out what is accepted, and adds what is wrong with an acceptance. Gives how many findings were taken out.
pub fn take_out(problems: &mut Vec<Problem>, files: &[CatalogueFile], texts: &Texts) -> usize {
    let accepted: Vec<Accepted<'_>> = files.iter().flat_map(|file| accepted(file.text, texts)).collect();
    let mut used = vec![false; accepted.len()];
    let before = problems.len();
    problems.retain(|problem| {
        let hit = accepted.iter().position(|accepted| accepted.is_about(problem));
        if let Some(at) = hit {
            used[at] = true;
        }
        hit.is_none_or(|at| accepted[at].reason.is_empty())
    });
    let taken = before - problems.len();
    for (accepted, used) in accepted.iter().zip(used) {
        let (message, help) = if !used {
            (format!("no finding `{}` is left to accept here", accepted.code), "take the line out")
        } else if accepted.reason.is_empty() {
            (format!("`{}` is accepted without a reason", accepted.code), "say why after a colon")
        } else {
            continue;
        };
        problems.push(Problem::new("idle-acceptance", message).at(accepted.place).help(help));
    }
    taken
}

impl Accepted<'_> {
    fn is_about(&self, problem: &Problem) -> bool {
        let here = |place: Place| {
            place.text == self.below.text && (self.below.start..self.below.end).contains(&place.start)
        };
        problem.code == self.code
            && problem.place.is_some_and(here)
            && (self.about.is_empty() || problem.message.contains(&format!("`{}`", self.about)))
    }
}

/// The acceptances in a file, each with the lines that it stands above, up to the next empty one.
fn accepted(text: u32, texts: &Texts) -> Vec<Accepted<'_>> {
    let Some(content) = texts.get(text).map(|text| text.content.as_str()) else { return Vec::new() };
    let mut all: Vec<Accepted<'_>> = Vec::new();
    let mut start = 0;
    // Acceptances from here on stand above lines that have not ended yet.
    let mut open = 0;
    for line in content.split_inclusive('\n') {
        let end = start + line.len();
        let place = Place::new(text, start..start + line.trim_end().len());
        if let Some(said) = line.trim().strip_prefix(MARK) {
            let (what, reason) = said.split_once(':').unwrap_or((said, ""));
            let (code, about) = what.trim().split_once(' ').unwrap_or((what.trim(), ""));
            let below = Place::new(text, end..end);
            all.push(Accepted { code, about: about.trim(), reason: reason.trim(), place, below });
        } else if line.trim().is_empty() {
            open = all.len();
        } else {
            all[open..].iter_mut().for_each(|accepted| accepted.below.end = place.end);
        }
        start = end;
    }
    all
}
