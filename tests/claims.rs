//! Sentences and the claims that they make, as plain text under `tests/suite/claims/`.
//!
//! A file is headed by `@ country date`; `# …` names the pattern that the lines below it protect. A line is a text with its
//! places in brackets (`[Saraqib]`, `[the city=Aleppo]`), `=>`, and what it claims: `change actor "place"` with `part` and
//! `key=value` as far as they matter, several joined by `;`, or `none`. `-` is an actor that the words leave out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test stops at what it did not expect, and may touch the world"
)]

use salient::actors::{Outlets, Register};
use salient::calendar::DateSpan;
use salient::claims::{Claim, ClaimInput, ClaimTools, Extent, Gazette, account, extract};
use salient::corpus::{Article, Block, BlockKind};
use salient::gazetteer::{Place, PlaceKind, PlaceRef};
use salient::geodesy::LatLon;
use salient::geoparsing::{Resolution, Toponym, ToponymKind};
use salient::map::ActorStyles;
use salient::provenance::{ArticleId, Span};
use salient::text::{Tagger, analyse};
use salient::timex::{TimexRules, find, resolve};
use salient::workspace::phrases;
use std::collections::BTreeMap;

struct Names {
    places: Vec<Place>,
}

impl Gazette for Names {
    fn place(&self, place: PlaceRef) -> Option<Place> {
        self.places.get(place.0 as usize).cloned()
    }

    fn parent_id(&self, _: PlaceRef) -> Option<String> {
        None
    }
}

/// The text without brackets, and its toponyms.
fn unbracket(marked: &str, country: &str) -> (String, Vec<Toponym>, Names) {
    let (mut text, mut toponyms, mut names) = (String::new(), Vec::new(), Names { places: Vec::new() });
    let mut rest = marked;
    while let Some(open) = rest.find('[') {
        let close = rest[open..].find(']').expect("a closing bracket") + open;
        text.push_str(&rest[..open]);
        let (words, name) = rest[open + 1..close].split_once('=').unwrap_or((&rest[open + 1..close], &rest[open + 1..close]));
        let kind = if rest[open + 1..close].contains('=') { ToponymKind::Description } else { ToponymKind::Name };
        let start = text.len();
        text.push_str(words);
        let division = ["Province", "province", "state", "region"].iter().any(|w| name.ends_with(w));
        let index = names.places.iter().position(|p| p.name == name).unwrap_or_else(|| {
            names.places.push(Place {
                id: format!("test:{name}"),
                name: name.to_owned(),
                at: LatLon::new(0.0, 0.0),
                kind: if division { PlaceKind::Admin1 } else { PlaceKind::Settlement },
                country: country.to_owned(),
                admin1: String::new(),
                admin2: String::new(),
                population: 0,
                radius_m: 1000,
                source: String::new(),
                confidence: "high".to_owned(),
            });
            names.places.len() - 1
        });
        toponyms.push(Toponym {
            span: Span::new(start, text.len()),
            kind,
            outer: true,
            sentence: 0,
            candidates: std::sync::Arc::default(),
            resolution: Some(Resolution {
                place: PlaceRef(index as u32),
                id: format!("test:{name}"),
                name: name.to_owned(),
                at: LatLon::new(0.0, 0.0),
                where_prec: 1,
                radius_m: 1000,
                confidence: 1.0,
                side: None,
            }),
        });
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, toponyms, names)
}

fn read(marked: &str, country: &str, date: &str, rules: &TimexRules) -> (Vec<Claim>, String) {
    let (text, toponyms, names) = unbracket(marked, country);
    let day = date.parse().expect("a date");
    let published = Some(DateSpan::day(day));
    let article = Article {
        id: ArticleId(1),
        name: "fixture".to_owned(),
        title: String::new(),
        blocks: vec![Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
        text: text.clone(),
        outlet: None,
        url: None,
        stated_date: None,
        file_name_date: None,
        file_date: None,
        language: None,
    };
    let analysis = analyse(&text, &article.blocks);
    let timexes = resolve(&find(&text, rules), published, rules);
    let input = ClaimInput {
        text: &article.text,
        article: &article,
        analysis: &analysis,
        toponyms: &toponyms,
        timexes: &timexes,
        published,
        outlet: None,
        narrative: false,
    };
    let tools = ClaimTools {
        gazette: &names,
        register: Register::embedded(),
        outlets: Outlets::embedded(),
        tagger: Tagger::embedded(),
        timex_rules: rules,
    };
    let styles = ActorStyles::new(Register::embedded().actors());
    let explained = account(&input, &tools).iter().map(|e| phrases::explained(&e.findings, &text, &styles)).collect();
    (extract(&input, &tools), explained)
}

fn value<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

/// The claim in the words of the fixture, with the keys that the expectation names.
fn shown(claim: &Claim, keys: &[&str]) -> String {
    let actor = claim.actor.as_ref().map_or("-", |a| a.id.0.as_str());
    let part = if claim.extent == Extent::Part { " part" } else { "" };
    let mut line = format!("{} {actor} \"{}\"{part}", value(&claim.change), claim.place.name);
    for key in keys {
        let value = match *key {
            "evidence" => value(&claim.evidence),
            "claimant" => claim.claimant.id.clone(),
            "kind" => value(&claim.claimant.kind),
            "when" => format!(
                "{}..{}",
                claim.when.span.earliest.map(|d| d.to_string()).unwrap_or_default(),
                claim.when.span.latest.map(|d| d.to_string()).unwrap_or_default()
            ),
            "denied" => claim.denied.to_string(),
            "hedged" => claim.hedged.to_string(),
            "unverified" => claim.unverified.to_string(),
            "from" => claim.opponent.as_ref().map_or("-".to_owned(), |a| a.id.0.clone()),
            "side" => claim.side.clone().unwrap_or_default(),
            other => panic!("unknown key {other}"),
        };
        line.push_str(&format!(" {key}={value}"));
    }
    line
}

fn keys(expectation: &str) -> Vec<&str> {
    let after = expectation.rsplit('"').next().unwrap_or("");
    after.split_whitespace().filter_map(|w| w.split_once('=').map(|(k, _)| k)).collect()
}

#[test]
fn every_sentence_of_the_suite_makes_the_claims_that_it_states() {
    let (rules, _) = TimexRules::embedded();
    let (mut lines, mut traps, mut failures) = (0, 0, Vec::new());
    let mut by_file: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut files: Vec<_> = std::fs::read_dir("tests/suite/claims").expect("the suite").flatten().map(|f| f.path()).collect();
    files.sort();
    let only = std::env::var("FIXTURE").ok();
    for path in files {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let (mut country, mut date, mut pattern) = (String::new(), String::new(), String::new());
        for (number, line) in std::fs::read_to_string(&path).expect("readable").lines().enumerate() {
            if let Some(head) = line.strip_prefix("@ ") {
                let (c, d) = head.split_once(' ').expect("@ country date");
                (country, date) = (c.to_owned(), d.trim().to_owned());
                continue;
            }
            if let Some(heading) = line.strip_prefix('#') {
                pattern = heading.trim().to_owned();
                continue;
            }
            let Some((marked, wanted)) = line.split_once("=>") else { continue };
            if only.as_ref().is_some_and(|o| !line.contains(o.as_str())) {
                continue;
            }
            lines += 1;
            traps += usize::from(wanted.trim() == "none");
            let (claims, explanation) = read(marked.trim(), &country, &date, &rules);
            let expected: Vec<&str> = wanted.split(';').map(str::trim).filter(|w| *w != "none").collect();
            let mut left: Vec<&Claim> = claims.iter().collect();
            let mut missing = Vec::new();
            for want in &expected {
                let wanted_keys = keys(want);
                match left.iter().position(|c| shown(c, &wanted_keys) == *want) {
                    Some(at) => {
                        left.remove(at);
                    }
                    None => missing.push(*want),
                }
            }
            let tally = by_file.entry(name.clone()).or_default();
            tally.0 += 1;
            if !missing.is_empty() || !left.is_empty() {
                tally.1 += 1;
                let first: Vec<&str> = missing.first().map(|m| keys(m)).unwrap_or_default();
                let extra: Vec<String> = left.iter().map(|c| shown(c, &first)).collect();
                let detail = if only.is_some() { format!("\n{explanation}") } else { String::new() };
                failures.push(format!(
                    "{name}:{} ({pattern})\n  {}\n  missing {missing:?}\n  extra   {extra:?}{detail}",
                    number + 1,
                    marked.trim()
                ));
            }
        }
    }
    for (file, (all, failed)) in &by_file {
        println!("{file}: {} of {all}", all - failed);
    }
    println!("{lines} sentences, {traps} traps, {} failures", failures.len());
    assert!(failures.is_empty(), "\n{}\n{} of {lines} fail", failures.join("\n"), failures.len());
    if only.is_none() {
        assert!(lines >= 300 && traps * 3 >= lines, "{lines} sentences, {traps} traps: too few");
    }
}
