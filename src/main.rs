//! tmp
use goldenthread::*;
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let catalogue = embedded::catalogue().unwrap();
    let mut texts = source::Texts::default();
    let case_at = args.iter().position(|a| a == "--case").unwrap();
    let path = &args[case_at + 1];
    let t = texts.add(path.clone(), std::fs::read_to_string(path).unwrap());
    let file = match case::read::toml(&catalogue, &texts, t) {
        Ok(f) => f,
        Err(p) => {
            for p in p {
                eprintln!("{}", p.one_line(&texts));
            }
            std::process::exit(2)
        }
    };
    let case = file.case(&catalogue, jiff::civil::date(2026, 11, 22)).unwrap();
    let planner = plan::Planner::new(&catalogue);
    let mut accepted = file.accepted.clone();
    for pair in args.windows(2) {
        if pair[0] == "--accept" {
            let (o, r) = pair[1].split_once('=').unwrap();
            accepted.push((catalogue.offer_named(o).unwrap(), r.to_owned()));
        }
    }
    let ids: Vec<_> = accepted.iter().map(|(o, _)| *o).collect();
    let decision = planner.decide(&case, &ids);
    let questions = question::questions(&planner, &case, &ids);
    let report = report::Report {
        planner: &planner,
        case: &case,
        decision: &decision,
        accepted: &accepted,
        presumed: &[],
        questions: &questions,
    };
    let mut out = Vec::new();
    report.write_json(&mut out);
    println!("{}", String::from_utf8(out).unwrap());
}
