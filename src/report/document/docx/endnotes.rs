//! Sources as endnotes: each place is told once, where the document ends.

use std::io;

use super::fixed::WORD;
use super::part::Part;
use crate::catalogue::Catalogue;
use crate::report::acronym::Acronyms;
use crate::report::footnotes::Footnotes;

/// Every place that the body cites. Word asks for the two that draw its separating lines.
pub fn part(catalogue: &Catalogue, sources: &Footnotes<'_>, acronyms: &mut Acronyms) -> io::Result<Vec<u8>> {
    Part::of("w:endnotes", &[("xmlns:w", WORD)], |part| {
        separator(part, "separator", "-1");
        separator(part, "continuationSeparator", "0");
        for (number, citation) in sources.iter() {
            part.within("w:endnote", &[("w:id", &number.to_string())], |part| {
                part.within("w:p", &[], |part| {
                    part.within("w:pPr", &[], |part| part.value("w:pStyle", "EndnoteText"));
                    part.within("w:r", &[], |part| {
                        part.within("w:rPr", &[], |part| part.value("w:rStyle", "EndnoteReference"));
                        part.leaf("w:endnoteRef", &[]);
                    });
                    let says = format!(" {}", acronyms.shorten(&catalogue.cited(citation)));
                    part.within("w:r", &[], |part| part.words("w:t", &[("xml:space", "preserve")], &says));
                });
            });
        }
    })
}

fn separator(part: &mut Part, kind: &str, id: &str) {
    part.within("w:endnote", &[("w:type", kind), ("w:id", id)], |part| {
        part.within("w:p", &[], |part| {
            part.within("w:pPr", &[], |part| part.leaf("w:spacing", &[("w:after", "0")]));
            part.within("w:r", &[], |part| part.leaf(&format!("w:{kind}"), &[]));
        });
    });
}
