//! What every page has around what it says: its head, its style sheet and its policy, and how it tells sources.

use super::markup::Markup;
use super::{STYLE, policy};
use crate::catalogue::Catalogue;
use crate::report::document::Language;
use crate::report::footnotes::Footnotes;

/// Writes all that stands before the first heading of a plan, up to the opening of the main part.
pub fn open(out: &mut Markup, title: &str, language: Language) {
    let skip = match language {
        Language::English => "Skip to the plan",
        Language::Welsh => "Neidio i'r cynllun",
    };
    open_at(out, title, language, "plan", skip);
}

/// The same for any page: `main` is the id of its main part, and `skip` the words of the link to it.
pub fn open_at(out: &mut Markup, title: &str, language: Language, main: &str, skip: &str) {
    head(out, title, language, STYLE);
    out.raw("<body>\n<a class=\"skip\" href=\"#").raw(main).raw("\">").text(skip).raw("</a>\n");
    out.raw("<header><div class=\"wide\"><p>Goldenthread</p></div></header>\n");
    out.raw("<main id=\"").raw(main).raw("\" class=\"wide\" tabindex=\"-1\">\n");
}

/// Writes the head alone, with a style sheet that the page's policy allows by its digest, and nothing else.
pub fn head(out: &mut Markup, title: &str, language: Language, style: &str) {
    out.raw(&format!(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n",
        language.tag()
    ));
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .raw(&policy::policy(style))
        .raw("\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
    out.element("title", title).raw("\n<style>").raw(style).raw("</style>\n</head>\n");
}

/// Writes all that stands after what the page says.
pub fn close(out: &mut Markup) {
    out.raw("</main>\n</body>\n</html>\n");
}

/// Writes lines to fill in by hand, from what each is for.
pub fn lines<S: AsRef<str>>(out: &mut Markup, lines: &[S]) {
    out.raw("<ul class=\"lines\">");
    for line in lines {
        out.element("li", format!("{}:", line.as_ref()));
    }
    out.raw("</ul>\n");
}

/// Writes a number that leads to a source.
pub fn cite(out: &mut Markup, number: usize) {
    out.raw(&format!(
        " <span class=\"ref\"><a href=\"#source-{number}\" aria-label=\"Source {number}\">[{number}]</a></span>"
    ));
}

/// Writes what the numbers lead to.
pub fn sources(out: &mut Markup, catalogue: &Catalogue, footnotes: &Footnotes<'_>) {
    out.raw("<ol class=\"notes\">\n");
    for (number, citation) in footnotes.iter() {
        let source = &catalogue.sources[citation.source.index()];
        out.raw(&format!("<li id=\"source-{number}\"><cite>")).text(&source.title).raw("</cite> ");
        out.text(format!("({}, {}), {}", source.publisher, source.date, citation.heading));
        out.raw("</li>\n");
    }
    out.raw("</ol>\n");
}
