//! What the sheet for the person on probation says in English and not in Welsh.

use super::Look;
use crate::catalogue::sheet::Saying;
use crate::text::problem::Problem;
use crate::text::source::Place;

/// Words for the person on probation.
struct PlainWords<'c> {
    /// What they are, and whose.
    what: String,
    /// The file they are in and the innermost key they stand at.
    at: (String, &'static str),
    english: &'c str,
    has_welsh: bool,
}

/// Notes what lacks its Welsh. A catalogue without any Welsh has no Welsh sheet, and lacks nothing.
pub(super) fn check(look: &Look<'_>, found: &mut Vec<Problem>) {
    let all = all(look);
    if !all.iter().any(|words| words.has_welsh) {
        return;
    }
    for words in all.iter().filter(|words| !words.has_welsh) {
        let mut problem = Problem::new("no-welsh", format!("{} has no Welsh", words.what))
            .help("write it under `cy` beside the English");
        problem.place = place(look, words);
        found.push(problem);
    }
}

fn all<'c>(look: &Look<'c>) -> Vec<PlainWords<'c>> {
    let catalogue = look.catalogue;
    let mut all = Vec::new();
    let mut add = |what: String, at: (&str, &'static str), english: &'c str, welsh: bool| {
        all.push(PlainWords { what, at: (at.0.to_owned(), at.1), english, has_welsh: welsh });
    };
    for offer in &catalogue.offers {
        let file = format!("offers/{}.toml", offer.id);
        if let Some(name) = &offer.plain_name {
            let what = format!("`plain-name` of `{}`", offer.id);
            add(what, (&file, "plain-name"), name, offer.plain_name_welsh.is_some());
        }
        let (key, english) =
            offer.plain.as_ref().map_or(("summary", &offer.summary), |plain| ("plain", plain));
        add(format!("`plain` of `{}`", offer.id), (&file, key), english, offer.plain_welsh.is_some());
    }
    for target in &catalogue.targets {
        if let Some(plain) = &target.plain {
            let what = format!("`plain` of the target `{}`", target.id);
            add(what, ("targets.toml", "plain"), plain, target.plain_welsh.is_some());
        }
    }
    for kind in &catalogue.policy.kinds {
        if let Some(plain) = &kind.plain {
            let what = format!("`plain` of the kind `{}`", kind.id);
            add(what, ("policy.toml", "plain"), plain, kind.plain_welsh.is_some());
        }
    }
    for phase in &catalogue.policy.phases {
        let (key, english) = phase.plain.as_ref().map_or(("name", &phase.name), |plain| ("plain", plain));
        let what = format!("`plain` of the phase `{}`", phase.id);
        add(what, ("policy.toml", key), english, phase.plain_welsh.is_some());
    }
    let sheet = &catalogue.sheet;
    for (saying, key, _) in Saying::ALL {
        let spoken = sheet.saying(saying);
        add(format!("`{key}` of the sheet"), ("sheet.toml", "en"), &spoken.english, spoken.welsh.is_some());
    }
    let january = sheet.months.english.first().map_or("", String::as_str);
    add("`months` of the sheet".to_owned(), ("sheet.toml", "en"), january, sheet.months.welsh.is_some());
    all
}

/// Where the English is written.
fn place(look: &Look<'_>, words: &PlainWords<'_>) -> Option<Place> {
    let (file, key) = &words.at;
    let here = look
        .written
        .iter()
        .filter(|value| value.path == *file && value.text.as_deref() == Some(words.english));
    here.filter(|value| value.keys.iter().any(|found| found == key)).map(|value| value.place).next()
}
