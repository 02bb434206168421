//! The page of every code: what it means, why it matters, and what to do.

use crate::text::problem::nearest;

/// One code with its page.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it is about, in one line.
    pub title: &'static str,
    /// What it means, why it matters and what to do.
    pub page: &'static str,
}

const fn code(code: &'static str, title: &'static str, page: &'static str) -> Code {
    Code { code, title, page }
}

/// The page of a code, or the code that is nearest.
///
/// # Errors
///
/// Where there is no such code: the nearest one, where one is close.
pub fn page(written: &str) -> Result<&'static Code, Option<&'static str>> {
    CODES
        .iter()
        .find(|code| code.code == written)
        .ok_or_else(|| nearest(written, CODES.iter().map(|code| code.code)))
}

/// Every code that `catalogue check` reports: first what is doubtful, then what keeps a catalogue from loading.
pub const CODES: &[Code] = &[
    code(
        "never-met",
        "a condition that nobody can meet",
        "The parts of the condition rule each other out: no combination of answers meets it. An offer with such a criterion is closed to everybody, and a practitioner is told that a person does not fit when nobody could. Look at the numbers and values of its parts; often one side of a line is the wrong way round, or `all` should be `any`.",
    ),
    code(
        "never-fails",
        "a criterion that everybody meets",
        "Whatever the answers, the condition holds, so the criterion decides nothing and its question is asked for nothing. Leave it out, or narrow it to what the source says. A line at the very end of what a fact allows, such as an age from the least age, is taken as a statement of whom the offer is for, and is not reported.",
    ),
    code(
        "implied-criterion",
        "a criterion that another one implies",
        "Whoever meets the other criterion meets this one as well, so it can never be the reason for anything. If the source states both, keep the narrower one and mention the other in a note.",
    ),
    code(
        "spare-part",
        "a part of a condition that changes nothing",
        "With or without this part the condition holds for the same people. It makes the rule look stricter or wider than it is. Leave the part out.",
    ),
    code(
        "idle-exception",
        "an exception that can never apply",
        "An exception stands in where its criterion is not met. Here nobody who fails the criterion meets the exception without failing something else. Look at whether the exception is narrower than the source says, or another criterion closes the door.",
    ),
    code(
        "never-included",
        "an offer that nobody can ever have",
        "Criteria, regions, vehicle and targets together leave nobody, on any date. The offer is listed but is never proposed. If it really has ended everywhere, say so with `[never-in-force]`.",
    ),
    code(
        "never-present",
        "targets that nothing can make present",
        "An offer is proposed only where something it works on is present. No answers make this target, or any target of this offer, present. Look at the `present` condition in targets.toml.",
    ),
    code(
        "unused-fact",
        "a fact that no rule reads",
        "Every fact is a question that somebody may be asked. One that no criterion, target, vehicle, phase or caution reads only costs time. Leave it out, or add the rule that needs it.",
    ),
    code(
        "unused-target",
        "a target that no offer works on",
        "A target without an offer is a need that the catalogue can name but never meet. That may be a gap to report; as data it is usually a slip in an offer's `targets`.",
    ),
    code(
        "unused-source",
        "a source that nothing cites",
        "Every reason has a source. A source without a reason is either no longer needed, or a citation has been forgotten.",
    ),
    code(
        "same-criteria",
        "two offers that nothing tells apart",
        "Two offers of one kind are open to exactly the same people, work on the same targets and are in force together. Only their order in catalogue.toml decides between them. Say what tells them apart, or which supersedes which.",
    ),
    code(
        "hole",
        "a whole number that falls between two lines",
        "One rule ends at a number and its counterpart starts two above it, so that the number between them is on neither side: nobody with it fits. Numbers are whole numbers, so the second line starts one above the first.",
    ),
    code(
        "overlap",
        "a number that is on both sides of a line",
        "One rule ends at a number and its counterpart starts at the same number, so that whoever has exactly that number fits both. The second line starts one above the first.",
    ),
    code(
        "placeholder",
        "a placeholder left as data",
        "Text such as `n/a`, `null`, `any` or `tbc` would be shown to practitioners as if it meant something. Leave the key out where there is nothing to say; unknown is not a value.",
    ),
    code(
        "no-welsh",
        "plain words that have no Welsh",
        "The sheet for the person on probation is there in Welsh as well, and cannot be written where something in the plan has English words alone. Write the Welsh under `cy` beside the English, as in `cy = { plain = \"…\" }`, and have a translator check it: `[welsh]` in sheet.toml is where they sign. A proper name is the same in both languages. A catalogue without any Welsh has no Welsh sheet, and is not reported.",
    ),
    code(
        "contradictory-relation",
        "offers whose relations contradict each other",
        "An offer is planned together with one that it may not stand beside, that is never in force with it, or that takes its place. Both cannot be right.",
    ),
    code(
        "sentence-number",
        "a sentence whose numbers differ from its condition",
        "The sentence is what the practitioner reads and the condition is what decides. If their numbers differ, people are told one thing and the plan does another. The numbers of a condition stand in its sentences as digits and the same way round: where the condition is at least 25, `says` has \"25 or more\" or \"over 24\", and `fails` has \"under 25\" or \"24 or less\".",
    ),
    code(
        "same-sentences",
        "a criterion that says the same met and failed",
        "A criterion has a sentence for when it is met and one for when it is known not to be. If they are the same, one of them tells the practitioner what is not true of the person. Word `fails` as what is true of somebody who does not meet the criterion.",
    ),
    code(
        "no-successor",
        "availability that ends without a successor",
        "After the last day nothing takes the offer's place, and those it was for may be left out: `goldenthread catalogue gaps --as-of` that day shows who. Name the offer that follows with `superseded-by`, or say with `ended = \"…\"` why nothing does.",
    ),
    code(
        "unread-value",
        "a value that nothing reads",
        "Other values of this fact make a target present, and this one makes none and is in no rule. Whoever ticks it is told of nothing that would meet it. Add the target, or leave the value out. Where it is meant, accept the finding in the file.",
    ),
    code(
        "crossed-target",
        "a target that reads the value of another",
        "The target has the name of one value and is made present by another. Nearly always the wrong value was copied, and the need that it is named for is met by nothing.",
    ),
    code(
        "same-name",
        "two entries of one name",
        "Readers see the name and not the id. With two offers, two targets or two values of one name nobody can tell which is meant.",
    ),
    code(
        "figure-in-words",
        "words whose figures are not those of the rules",
        "`audience` has the ages and other figures of the criteria, and `format` the sessions that `delivery` states, told whole or in parts that add up to them. If they differ, a reader is told one thing and the plan does another.",
    ),
    code(
        "policy-source",
        "planning policy and guidance mixed up",
        "What no guidance states is this catalogue's planning policy: it has `planning-policy = true`, or `assumed = true` for a length, and cites the source `planning-policy`. One without the other tells a reader that guidance says what it does not, or the other way round.",
    ),
    code(
        "ended-open",
        "a window that has ended and has no last day",
        "`ended` says why nothing follows after the last day, and there is none, so the offer is still proposed. Add `until`.",
    ),
    code(
        "future-day",
        "a day of knowledge that is still to come",
        "The catalogue cannot have been brought up to date, and a source cannot speak, up to a day that has not come. Every plan would call old words fresh. Look at the year.",
    ),
    code(
        "idle-acceptance",
        "an acceptance of nothing, or without a reason",
        "`# accept CODE: reason` above an entry takes a finding about it out of the list; a word of the message may stand after the code. Once the finding is gone the line hides the next one, and without a reason nobody can judge it later.",
    ),
    code(
        "review-passed",
        "a review date that has passed",
        "The owner meant to check the catalogue against the guidance by this day. Check it, then set `date` to today and `review-by` to the next date in catalogue.toml.",
    ),
    code(
        "test-failed",
        "a rule test that comes out otherwise",
        "With the answers of the test the offer has another outcome, another reason, or another criterion decides. Either the rule has changed and the test has to follow, or the rule is wrong. `goldenthread explain` with the same answers shows every criterion.",
    ),
    code(
        "bad-test",
        "a rule test that cannot be read",
        "A test has a `name`, its answers (`[test.case]`, or `like` with `but` and `without`), `expect` with an outcome, and may have `reason`, `decides` and `as-of`.",
    ),
    code(
        "no-tests",
        "an offer without rule tests",
        "Nothing shows what the offer's criteria are meant to do. Add a `[[test]]` for somebody who may have it, and one for each criterion that rules somebody out. `goldenthread catalogue new` shows the form.",
    ),
    code(
        "untested-criterion",
        "a criterion that tests touch on one side only",
        "Somebody in the tests should meet the criterion and somebody should not. Otherwise a slip in it, such as a wrong value, goes unnoticed.",
    ),
    code(
        "untested-exception",
        "an exception that no test uses",
        "Add a test of somebody who does not meet the criterion but for whom the exception holds: the outcome is then `consider` with the reason `exception`.",
    ),
    code(
        "untested-line",
        "a number or a day whose two sides no test touches",
        "Mistakes are made at the line itself. Add a test with the number, and one with the number just on the other side of it; for the first or the last day of a window, one on that day and one on the day beside it, with `as-of`.",
    ),
    code(
        "not-toml",
        "a file that is not TOML",
        "The file does not follow the TOML format. Often a quotation mark or a bracket is missing on the line before the one marked.",
    ),
    code(
        "given-twice",
        "a key or a table that stands twice",
        "A key has one value, and a table that there may be several of is written with two brackets each time, as in `[[criterion]]`. With one bracket it is the only one.",
    ),
    code(
        "missing-file",
        "a file that a catalogue must have",
        "A catalogue has catalogue.toml, facts.toml, targets.toml, sources.toml, policy.toml, cautions.toml, sheet.toml, and one file in offers/ for each offer that catalogue.toml lists.",
    ),
    code(
        "unlisted-offer",
        "an offer's file that catalogue.toml does not list",
        "The order of the list decides between offers that are otherwise equal, so every offer has its place in it.",
    ),
    code(
        "misnamed-file",
        "a file with the name of another offer",
        "The file of an offer has the name of its id, so that it is found.",
    ),
    code(
        "unknown-key",
        "a key that the table does not have",
        "A key that is not known would be ignored, and what it says would be lost. Look at the spelling; `goldenthread catalogue schema` lists every key.",
    ),
    code(
        "missing-key",
        "a key that must be there",
        "Without it the entry cannot be used. The help says what to add.",
    ),
    code(
        "filled-in",
        "a sentence of the sheet that does not fit what is filled in",
        "A sentence of sheet.toml has a place in {braces} for each thing that is filled in, such as the day on which a step begins, in every language. What is in braces under another name would never be filled in. The help says which there are.",
    ),
    code(
        "wrong-type",
        "a value of the wrong type",
        "Text stands in quotation marks, numbers, dates and true or false do not.",
    ),
    code(
        "unknown-name",
        "a name that nothing has",
        "It refers to a fact, offer, target, source, region, kind or value that is not declared. Look at the spelling.",
    ),
    code(
        "duplicate-id",
        "an id that is used twice",
        "An id stands for one thing. Short names are ids too, and count in any case.",
    ),
    code(
        "bad-id",
        "an id with characters it cannot have",
        "Ids are typed as flags and in files: lower-case letters, digits and hyphens.",
    ),
    code(
        "empty-text",
        "a text with nothing in it",
        "It would be shown as a blank. Leave the key out, or write the text.",
    ),
    code(
        "empty-range",
        "a range that holds nothing",
        "The end comes before the beginning, so no number or day lies in it.",
    ),
    code(
        "unclear-condition",
        "a condition that can be read in two ways, or in none",
        "A condition is one of `fact`, `all`, `any`, `not` and `always`. Write each part as a table of its own.",
    ),
    code(
        "impossible-condition",
        "a condition that its fact can never meet",
        "The fact does not take that value, or is never that number, or is not of the type that the test asks for.",
    ),
    code(
        "impossible-answer",
        "a default or presumption that is no answer",
        "It has to be an answer that the fact takes.",
    ),
    code(
        "repeated-value",
        "a value that is listed twice",
        "Once is enough; the other may have been meant to be another value.",
    ),
    code(
        "reserved-value",
        "a value with a meaning of its own",
        "`none` is the known empty list and `unavailable` the known absence of a score. They cannot be values of a fact that takes several.",
    ),
    code(
        "reserved-key",
        "a fact with the name of a flag",
        "The key of a fact is its flag as well, and the program has a flag of that name already. Choose another key.",
    ),
    code(
        "unfit-role",
        "a role that its fact cannot fill",
        "The planner reads this fact as a number, a choice or a list of offers, and the fact is of another type. Name a fact that fits, or change its type.",
    ),
    code(
        "too-many",
        "more entries than the planner can hold",
        "A catalogue has at most 128 targets and 64 kinds, 10,000 of anything else that has an id and of the values of one fact, and 10,000,000 conditions with every part counted. Take out what nothing uses: an entry that is never read is reported as such. Numbers and figures of time have limits of their own, which are told as a value of the wrong type.",
    ),
    code(
        "no-source",
        "an entry without a source",
        "Every reason that a practitioner reads says where it is written. What no guidance states has the source `planning-policy`.",
    ),
    code(
        "overlapping-availability",
        "two windows that hold at once",
        "Two windows of an offer hold on the same day in the same region. End the one where the other starts: `until` is the first day on which it no longer holds.",
    ),
    code(
        "circular-relation",
        "offers that come before each other",
        "Following the relations leads back to where they started, so no order is possible.",
    ),
];
