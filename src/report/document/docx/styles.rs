//! How each part of a document looks, by the names that Word knows.

use std::io;

use super::super::Language;
use super::Print;
use super::fixed::{FONT, WORD};
use super::part::Part;

/// Sizes in half points, distances in twentieths of a point.
struct Sizes {
    body: u32,
    small: u32,
    table: u32,
    item: u32,
    section: u32,
    title: u32,
}

impl Sizes {
    fn of(print: Print) -> Self {
        match print {
            Print::Usual => Self { body: 22, small: 18, table: 20, item: 23, section: 28, title: 40 },
            Print::Large => Self { body: 32, small: 32, table: 32, item: 34, section: 40, title: 52 },
        }
    }
}

/// A colour for headings that stands out from black and prints dark.
const BRAND: &str = "1D4F86";
/// The ground of what is set apart.
const SOFT: &str = "F3F2F1";
/// Lines between rows.
const LINE: &str = "B1B4B6";

/// What a paragraph's style says beside its name.
struct Look<'a> {
    id: &'a str,
    name: &'a str,
    next: &'a str,
    paragraph: &'a dyn Fn(&mut Part),
    run: &'a dyn Fn(&mut Part),
}

pub fn part(language: Language, print: Print) -> io::Result<Vec<u8>> {
    let sizes = Sizes::of(print);
    Part::of("w:styles", &[("xmlns:w", WORD)], |part| {
        defaults(part, language, &sizes);
        part.within(
            "w:style",
            &[("w:type", "paragraph"), ("w:default", "1"), ("w:styleId", "Normal")],
            |part| {
                part.value("w:name", "Normal");
                part.leaf("w:qFormat", &[]);
            },
        );
        part.within(
            "w:style",
            &[("w:type", "character"), ("w:default", "1"), ("w:styleId", "DefaultParagraphFont")],
            |part| {
                part.value("w:name", "Default Paragraph Font");
                part.value("w:uiPriority", "1");
                part.leaf("w:semiHidden", &[]);
            },
        );
        headings(part, &sizes);
        set_apart(part);
        in_tables(part, &sizes);
        around(part, &sizes);
        character(part, "Strong", "Strong", &|part| {
            part.leaf("w:b", &[]);
            part.leaf("w:bCs", &[]);
        });
        character(part, "EndnoteReference", "endnote reference", &|part| {
            part.value("w:vertAlign", "superscript");
        });
        table(part);
    })
}

fn defaults(part: &mut Part, language: Language, sizes: &Sizes) {
    part.within("w:docDefaults", &[], |part| {
        part.within("w:rPrDefault", &[], |part| {
            part.within("w:rPr", &[], |part| {
                part.leaf(
                    "w:rFonts",
                    &[("w:ascii", FONT), ("w:hAnsi", FONT), ("w:eastAsia", FONT), ("w:cs", FONT)],
                );
                size(part, sizes.body);
                let tag = language.tag();
                part.leaf("w:lang", &[("w:val", tag), ("w:eastAsia", tag)]);
            });
        });
        part.within("w:pPrDefault", &[], |part| {
            part.within("w:pPr", &[], |part| {
                part.leaf("w:widowControl", &[]);
                spacing(part, 0, 120, 259);
            });
        });
    });
}

fn headings(part: &mut Part, sizes: &Sizes) {
    let heading = |part: &mut Part, level: &str, before: u32, of: u32, colour: &str| {
        let outline = format!("{}", level.parse::<u32>().unwrap_or(1).saturating_sub(1));
        paragraph(
            part,
            &Look {
                id: &format!("Heading{level}"),
                name: &format!("heading {level}"),
                next: "Normal",
                paragraph: &|part| {
                    part.leaf("w:keepNext", &[]);
                    part.leaf("w:keepLines", &[]);
                    spacing(part, before, 80, 259);
                    part.value("w:outlineLvl", &outline);
                },
                run: &|part| bold(part, Some(colour), of),
            },
        );
    };
    paragraph(
        part,
        &Look {
            id: "Title",
            name: "Title",
            next: "Normal",
            paragraph: &|part| {
                part.leaf("w:keepNext", &[]);
                spacing(part, 0, 160, 240);
            },
            run: &|part| bold(part, Some(BRAND), sizes.title),
        },
    );
    heading(part, "1", 260, sizes.section, BRAND);
    heading(part, "2", 180, sizes.item, "0B0C0C");
    heading(part, "3", 140, sizes.body, "0B0C0C");
}

/// What no reader may miss, lists, and lines that are filled in by hand.
fn set_apart(part: &mut Part) {
    paragraph(
        part,
        &Look {
            id: "Notice",
            name: "Notice",
            next: "Normal",
            paragraph: &|part| {
                part.leaf("w:keepLines", &[]);
                part.within("w:pBdr", &[], |part| {
                    let edge = [("w:val", "single"), ("w:sz", "36"), ("w:space", "8"), ("w:color", BRAND)];
                    let ground = [("w:val", "single"), ("w:sz", "4"), ("w:space", "4"), ("w:color", SOFT)];
                    part.leaf("w:top", &ground);
                    part.leaf("w:left", &edge);
                    part.leaf("w:bottom", &ground);
                });
                part.leaf("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", SOFT)]);
                spacing(part, 0, 120, 259);
                part.leaf("w:ind", &[("w:left", "227"), ("w:right", "113")]);
            },
            run: &|_| {},
        },
    );
    for (id, name) in [("ListBullet", "List Bullet"), ("ListNumber", "List Number")] {
        paragraph(
            part,
            &Look { id, name, next: id, paragraph: &|part| spacing(part, 0, 60, 259), run: &|_| {} },
        );
    }
    paragraph(
        part,
        &Look {
            id: "FillIn",
            name: "Fill In",
            next: "FillIn",
            paragraph: &|part| {
                part.leaf("w:keepLines", &[]);
                right_tab(part, Some("underscore"));
                spacing(part, 180, 100, 259);
            },
            run: &|_| {},
        },
    );
}

fn in_tables(part: &mut Part, sizes: &Sizes) {
    let cell = |part: &mut Part, id: &str, name: &str, heading: bool, figures: bool| {
        paragraph(
            part,
            &Look {
                id,
                name,
                next: id,
                paragraph: &|part| {
                    if heading {
                        part.leaf("w:keepNext", &[]);
                    }
                    spacing(part, 30, 30, 245);
                    part.value("w:jc", if figures { "right" } else { "left" });
                },
                run: &|part| {
                    if heading {
                        bold(part, None, sizes.table);
                    } else {
                        size(part, sizes.table);
                    }
                },
            },
        );
    };
    cell(part, "TableHeading", "Table Heading", true, false);
    cell(part, "TableFigureHeading", "Table Figure Heading", true, true);
    cell(part, "TableText", "Table Text", false, false);
    cell(part, "TableFigure", "Table Figure", false, true);
}

fn around(part: &mut Part, sizes: &Sizes) {
    paragraph(
        part,
        &Look {
            id: "Picture",
            name: "Picture",
            next: "Normal",
            paragraph: &|part| spacing(part, 120, 160, 240),
            run: &|_| {},
        },
    );
    paragraph(
        part,
        &Look {
            id: "BelowTable",
            name: "Below Table",
            next: "Normal",
            paragraph: &|part| spacing(part, 0, 0, 240),
            run: &|part| size(part, 12),
        },
    );
    paragraph(
        part,
        &Look {
            id: "DrawingText",
            name: "Drawing Text",
            next: "DrawingText",
            paragraph: &|part| spacing(part, 0, 0, 240),
            // As large as the drawing's measures allow.
            run: &|part| size(part, 17),
        },
    );
    paragraph(
        part,
        &Look {
            id: "Imprint",
            name: "Imprint",
            next: "Normal",
            paragraph: &|part| {
                // So that what says where the sources are does not stand alone.
                part.leaf("w:keepNext", &[]);
                part.leaf("w:keepLines", &[]);
                part.within("w:pBdr", &[], |part| {
                    let edge = [("w:val", "single"), ("w:sz", "4"), ("w:space", "6"), ("w:color", LINE)];
                    part.leaf("w:top", &edge);
                });
                spacing(part, 240, 120, 252);
            },
            run: &|part| size(part, sizes.small),
        },
    );
    paragraph(
        part,
        &Look {
            id: "EndnoteText",
            name: "endnote text",
            next: "EndnoteText",
            paragraph: &|part| {
                part.leaf("w:keepLines", &[]);
                spacing(part, 0, 40, 252);
            },
            run: &|part| size(part, sizes.small),
        },
    );
    paragraph(
        part,
        &Look {
            id: "Footer",
            name: "footer",
            next: "Footer",
            paragraph: &|part| {
                right_tab(part, None);
                spacing(part, 0, 0, 240);
            },
            run: &|part| size(part, sizes.small),
        },
    );
}

fn paragraph(part: &mut Part, look: &Look<'_>) {
    let own = !look.name.starts_with("heading") && look.name.chars().next().is_some_and(char::is_uppercase);
    let custom = own && !matches!(look.id, "Title" | "ListBullet" | "ListNumber");
    let mut attributes = vec![("w:type", "paragraph")];
    if custom {
        attributes.push(("w:customStyle", "1"));
    }
    attributes.push(("w:styleId", look.id));
    part.within("w:style", &attributes, |part| {
        part.value("w:name", look.name);
        part.value("w:basedOn", "Normal");
        part.value("w:next", look.next);
        part.leaf("w:qFormat", &[]);
        part.within("w:pPr", &[], look.paragraph);
        part.within("w:rPr", &[], look.run);
    });
}

fn character(part: &mut Part, id: &str, name: &str, run: &dyn Fn(&mut Part)) {
    part.within("w:style", &[("w:type", "character"), ("w:styleId", id)], |part| {
        part.value("w:name", name);
        part.value("w:basedOn", "DefaultParagraphFont");
        part.leaf("w:qFormat", &[]);
        part.within("w:rPr", &[], run);
    });
}

fn table(part: &mut Part) {
    let margins = [("w:top", "0"), ("w:left", "85"), ("w:bottom", "0"), ("w:right", "85")];
    let attributes = [("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")];
    part.within("w:style", &attributes, |part| {
        part.value("w:name", "Normal Table");
        part.value("w:uiPriority", "99");
        part.leaf("w:semiHidden", &[]);
        part.within("w:tblPr", &[], |part| {
            part.leaf("w:tblInd", &[("w:w", "0"), ("w:type", "dxa")]);
            cell_margins(part, &margins);
        });
    });
    let attributes = [("w:type", "table"), ("w:customStyle", "1"), ("w:styleId", "ReportTable")];
    part.within("w:style", &attributes, |part| {
        part.value("w:name", "Report Table");
        part.value("w:basedOn", "TableNormal");
        part.within("w:tblPr", &[], |part| {
            part.within("w:tblBorders", &[], |part| {
                let line = |size| [("w:val", "single"), ("w:sz", size), ("w:space", "0"), ("w:color", LINE)];
                part.leaf("w:top", &line("8"));
                part.leaf("w:bottom", &line("8"));
                part.leaf("w:insideH", &line("4"));
            });
            cell_margins(part, &margins);
        });
        part.within("w:tblStylePr", &[("w:type", "firstRow")], |part| {
            part.within("w:tcPr", &[], |part| {
                part.leaf("w:shd", &[("w:val", "clear"), ("w:color", "auto"), ("w:fill", SOFT)]);
            });
        });
    });
}

fn cell_margins(part: &mut Part, margins: &[(&str, &str)]) {
    part.within("w:tblCellMar", &[], |part| {
        for (side, width) in margins {
            part.leaf(side, &[("w:w", width), ("w:type", "dxa")]);
        }
    });
}

fn spacing(part: &mut Part, before: u32, after: u32, line: u32) {
    let [before, after, line] = [before, after, line].map(|n| n.to_string());
    part.leaf(
        "w:spacing",
        &[("w:before", &before), ("w:after", &after), ("w:line", &line), ("w:lineRule", "auto")],
    );
}

/// A stop at the right margin.
fn right_tab(part: &mut Part, leader: Option<&str>) {
    let width = super::body::WIDTH.to_string();
    part.within("w:tabs", &[], |part| match leader {
        Some(leader) => {
            part.leaf("w:tab", &[("w:val", "right"), ("w:leader", leader), ("w:pos", &width)]);
        }
        None => part.leaf("w:tab", &[("w:val", "right"), ("w:pos", &width)]),
    });
}

fn bold(part: &mut Part, colour: Option<&str>, half_points: u32) {
    part.leaf("w:b", &[]);
    part.leaf("w:bCs", &[]);
    if let Some(colour) = colour {
        part.value("w:color", colour);
    }
    size(part, half_points);
}

fn size(part: &mut Part, half_points: u32) {
    let half_points = half_points.to_string();
    part.value("w:sz", &half_points);
    part.value("w:szCs", &half_points);
}
