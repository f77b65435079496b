//! A small war to look at: five articles with claims whose spans are true, built without the pipeline, so that the pictures
//! of the window do not change when a stage below learns something.

use jiff::civil::{Date, date};
use salient::actors::{ActorId, SideId};
use salient::calendar::DateSpan;
use salient::claims::{ActorMention, Change, Claim, ClaimPlace, ClaimWhen, Claimant, ClaimantKind, EvidenceKind, Extent};
use salient::corpus::{Article, Block, BlockKind};
use salient::gazetteer::PlaceKind;
use salient::geodesy::LatLon;
use salient::pipeline::ArticleReading;
use salient::provenance::{ArticleId, ClaimId, Span};
use salient::timex::{Published, PublishedBasis, WhenBasis};

/// Name, latitude, longitude, precision, radius, kind.
type Spot = (&'static str, f64, f64, u8, u32, PlaceKind);

const ALEPPO: Spot = ("Aleppo", 36.2021, 37.1343, 1, 9000, PlaceKind::Settlement);
const RASHIDIN: Spot = ("Rashidin", 36.1700, 37.0700, 1, 2000, PlaceKind::Neighbourhood);
const ANJARA: Spot = ("Anjara", 36.2380, 36.9370, 1, 1500, PlaceKind::Settlement);
const AIRPORT: Spot = ("Aleppo International Airport", 36.1807, 37.2244, 1, 1500, PlaceKind::Airport);
const SARAQIB: Spot = ("Saraqib", 35.8640, 36.8060, 1, 2500, PlaceKind::Settlement);
const MAARAT: Spot = ("Ma‘arrat al-Nu‘man", 35.6430, 36.6760, 1, 2500, PlaceKind::Settlement);
const HAMA: Spot = ("Hama", 35.1318, 36.7578, 1, 5000, PlaceKind::Settlement);
const IDLIB: Spot = ("Idlib", 35.9306, 36.6339, 1, 4000, PlaceKind::Settlement);
const TEL_RIFAAT: Spot = ("Tell Rifaat", 36.4730, 37.0970, 1, 2500, PlaceKind::Settlement);

struct Said<'a> {
    words: &'a str,
    spot: Spot,
    change: Change,
    actor: (&'a str, &'a str),
    when: DateSpan,
    evidence: EvidenceKind,
    claimant: (ClaimantKind, &'a str),
    part: bool,
    flags: &'a str,
}

fn day(d: i8) -> DateSpan {
    let month = if d > 20 { 11 } else { 12 };
    DateSpan::day(date(2024, month, d))
}

fn find(text: &str, words: &str) -> Span {
    let start = text.find(words).unwrap_or_else(|| panic!("the article does not say “{words}”"));
    Span::new(start, start + words.len())
}

fn claim(id: u64, article: ArticleId, text: &str, said: &Said) -> Claim {
    let (name, lat, lon, where_prec, radius_m, kind) = said.spot;
    let quote = find(text, said.words);
    let inside = said.words.find(name).map(|at| Span::new(quote.start as usize + at, quote.start as usize + at + name.len()));
    Claim {
        id: ClaimId(id),
        article,
        quote,
        sentence: quote,
        change: said.change,
        extent: if said.part { Extent::Part } else { Extent::Whole },
        side: None,
        place: ClaimPlace {
            id: format!("test:{name}"),
            name: name.to_owned(),
            kind,
            mention: inside.unwrap_or(quote),
            at: LatLon::new(lat, lon),
            where_prec,
            radius_m,
            country: "SY".to_owned(),
            parent: (kind == PlaceKind::Neighbourhood || kind == PlaceKind::Airport).then(|| "test:Aleppo".to_owned()),
        },
        actor: Some(ActorMention { id: ActorId(said.actor.0.to_owned()), side: SideId(said.actor.1.to_owned()), mention: quote }),
        opponent: None,
        when: ClaimWhen { span: said.when, mention: None, basis: WhenBasis::Explicit },
        claimant: Claimant {
            id: "x".to_owned(),
            kind: said.claimant.0,
            side: side_of(said.claimant.1),
            mention: (!said.claimant.1.is_empty()).then(|| find(text, said.claimant.1)),
        },
        evidence: said.evidence,
        unverified: said.flags.contains('u'),
        hedged: said.flags.contains('h'),
        denied: said.flags.contains('d'),
        self_favourable: if said.flags.contains('s') { Some(true) } else { None },
        credibility: if said.flags.contains('2') { 2 } else { 6 },
        frame: "test".to_owned(),
    }
}

/// The camp of whoever speaks, where it has one.
fn side_of(claimant: &str) -> Option<SideId> {
    let side = match claimant {
        "The army" | "State media" => ARMY.1,
        "A commander of the alliance" => REBELS.1,
        "a spokesman" => SDF.1,
        _ => return None,
    };
    Some(SideId(side.to_owned()))
}

fn reading(
    n: u64,
    title: &str,
    outlet: Option<&str>,
    published: Option<(Date, PublishedBasis)>,
    text: &str,
    said: &[Said],
) -> ArticleReading {
    let id = ArticleId(n);
    let mut blocks = Vec::new();
    let mut start = 0;
    for paragraph in text.split("\n\n") {
        blocks.push(Block { span: Span::new(start, start + paragraph.len()), kind: BlockKind::Paragraph });
        start += paragraph.len() + 2;
    }
    let article = Article {
        id,
        name: format!("{n:02}.txt"),
        title: title.to_owned(),
        text: text.to_owned(),
        blocks,
        outlet: outlet.map(str::to_owned),
        url: None,
        stated_date: None,
        file_name_date: None,
        file_date: None,
        language: Some("en".to_owned()),
    };
    let claims = said.iter().zip(n * 100..).map(|(said, claim_id)| claim(claim_id, id, text, said)).collect();
    let published = published.map(|(day, basis)| Published { span: DateSpan::day(day), basis });
    ArticleReading { published, claims, ..ArticleReading::unread(article) }
}

const HTS: (&str, &str) = ("hts", "syrian-opposition");
const REBELS: (&str, &str) = ("syrian-opposition", "syrian-opposition");
const ARMY: (&str, &str) = ("syrian-government", "syrian-government");
const SDF: (&str, &str) = ("sdf", "sdf");

#[must_use]
pub fn aleppo() -> Vec<ArticleReading> {
    use Change::*;
    use ClaimantKind::*;
    use EvidenceKind::*;
    let year = DateSpan::between(date(2016, 1, 1), date(2016, 12, 31));
    let one = "Rebel fighters overran Rashidin on the western edge of Aleppo on Wednesday, residents said, and by nightfall they \
        had taken the village of Anjara as well.\n\nThe city had been in the hands of the army since it recaptured Aleppo in 2016. A \
        commander of the alliance said that Saraqib was now under its control; the army denied it.\n\nNone of this could be checked from outside.";
    let two = "Fighters of Hayat Tahrir al-Sham entered Aleppo late on Friday and drove through its western quarters.\n\nThe Syrian \
        Observatory for Human Rights reported that more than half of Aleppo was in rebel hands by Saturday morning. Footage from the citadel was geolocated by this newspaper.\n\n\
        Idlib has been held by the alliance for years.";
    let three = "The army acknowledged on Saturday that insurgents had penetrated large parts of Aleppo and that its troops had \
        withdrawn from Aleppo International Airport.\n\nIt promised a counter-attack. Units around Hama were reinforced as the rebels advanced towards Hama.";
    let four = "Rebels captured Aleppo International Airport and the town of Ma‘arrat al-Nu‘man, the Observatory said.\n\nKurdish-led forces \
        still held Tell Rifaat in the north, a spokesman said.";
    let five = "Opposition forces have taken Aleppo, the second city of the country, and fighting has reached the outskirts of Hama.\n\n\
        State media said that an attack on Hama had been repelled.";
    let said = |words, spot, change, actor, when, evidence, claimant, part, flags| Said {
        words,
        spot,
        change,
        actor,
        when,
        evidence,
        claimant,
        part,
        flags,
    };
    vec![
        reading(
            1,
            "Rebels seize villages west of Aleppo in surprise attack",
            Some("The Levant Post"),
            Some((date(2024, 11, 28), PublishedBasis::Metadata)),
            one,
            &[
                said("Rebel fighters overran Rashidin", RASHIDIN, Captured, REBELS, day(27), Reported, (Residents, "residents"), false, ""),
                said(
                    "they had taken the village of Anjara as well",
                    ANJARA,
                    Captured,
                    REBELS,
                    day(27),
                    Reported,
                    (Residents, "residents"),
                    false,
                    "",
                ),
                said("it recaptured Aleppo in 2016", ALEPPO, Captured, ARMY, year, Reported, (Outlet, ""), false, ""),
                said(
                    "Saraqib was now under its control",
                    SARAQIB,
                    Captured,
                    REBELS,
                    day(28),
                    Claimed,
                    (Belligerent, "A commander of the alliance"),
                    false,
                    "uds",
                ),
            ],
        ),
        reading(
            2,
            "More than half of Aleppo in rebel hands, monitor says",
            Some("Harbour Times"),
            Some((date(2024, 11, 30), PublishedBasis::Text)),
            two,
            &[
                said(
                    "Fighters of Hayat Tahrir al-Sham entered Aleppo late on Friday",
                    ALEPPO,
                    Entered,
                    HTS,
                    day(29),
                    Verified,
                    (Outlet, ""),
                    false,
                    "2",
                ),
                said(
                    "more than half of Aleppo was in rebel hands by Saturday morning",
                    ALEPPO,
                    Captured,
                    REBELS,
                    day(30),
                    Reported,
                    (Monitor, "The Syrian Observatory for Human Rights"),
                    true,
                    "2",
                ),
                said("Idlib has been held by the alliance for years", IDLIB, Held, HTS, day(30), Reported, (Outlet, ""), false, ""),
            ],
        ),
        reading(
            3,
            "Army admits retreat from parts of Aleppo",
            Some("Harbour Times"),
            Some((date(2024, 11, 30), PublishedBasis::Calendar)),
            three,
            &[
                said(
                    "insurgents had penetrated large parts of Aleppo",
                    ALEPPO,
                    Captured,
                    REBELS,
                    day(30),
                    Acknowledged,
                    (Belligerent, "The army"),
                    true,
                    "",
                ),
                said(
                    "its troops had withdrawn from Aleppo International Airport",
                    AIRPORT,
                    Lost,
                    ARMY,
                    day(30),
                    Acknowledged,
                    (Belligerent, "The army"),
                    false,
                    "",
                ),
                said("the rebels advanced towards Hama", HAMA, Advancing, REBELS, day(30), Reported, (Outlet, ""), false, ""),
            ],
        ),
        reading(
            4,
            "Airport falls, towns to the south follow",
            None,
            Some((date(2024, 12, 1), PublishedBasis::Corpus)),
            four,
            &[
                said(
                    "Rebels captured Aleppo International Airport",
                    AIRPORT,
                    Captured,
                    REBELS,
                    day(30),
                    Reported,
                    (Monitor, "the Observatory"),
                    false,
                    "",
                ),
                said(
                    "the town of Ma‘arrat al-Nu‘man",
                    MAARAT,
                    Captured,
                    REBELS,
                    day(30),
                    Reported,
                    (Monitor, "the Observatory"),
                    false,
                    "h",
                ),
                said(
                    "Kurdish-led forces still held Tell Rifaat in the north",
                    TEL_RIFAAT,
                    Held,
                    SDF,
                    day(1),
                    Claimed,
                    (Belligerent, "a spokesman"),
                    false,
                    "s",
                ),
            ],
        ),
        reading(
            5,
            "Aleppo lost, all eyes on Hama",
            Some("The Levant Post"),
            Some((date(2024, 12, 3), PublishedBasis::Metadata)),
            five,
            &[
                said("Opposition forces have taken Aleppo", ALEPPO, Captured, REBELS, day(1), Reported, (Outlet, ""), false, ""),
                said("fighting has reached the outskirts of Hama", HAMA, Advancing, REBELS, day(2), Reported, (Outlet, ""), false, ""),
                said(
                    "an attack on Hama had been repelled",
                    HAMA,
                    Repelled,
                    ARMY,
                    day(2),
                    Claimed,
                    (Belligerent, "State media"),
                    false,
                    "s",
                ),
            ],
        ),
        reading(6, "What the war has cost", None, None, "An essay without a date, and without a claim.", &[]),
    ]
}

/// One town of which very much is said.
#[must_use]
pub fn crowded(claims: u64) -> Vec<ArticleReading> {
    let text = "Rebels captured Aleppo again, residents said.";
    (0..claims)
        .map(|n| {
            let said = Said {
                words: "Rebels captured Aleppo again",
                spot: ALEPPO,
                change: Change::Captured,
                actor: REBELS,
                when: DateSpan::day(date(2024, 11, 1 + (n % 28) as i8)),
                evidence: EvidenceKind::Reported,
                claimant: (ClaimantKind::Residents, "residents"),
                part: false,
                flags: "",
            };
            let title = format!("Report {n}");
            let published = Some((date(2024, 11, 28), PublishedBasis::Metadata));
            let mut reading = reading(1000 + n, &title, Some("The Levant Post"), published, text, &[said]);
            for claim in &mut reading.claims {
                claim.id = ClaimId(100_000 + n);
            }
            reading
        })
        .collect()
}

const EAST: Spot = ("حلب الشرقية", 36.2100, 37.2200, 1, 3000, PlaceKind::Settlement);
const MIXED: Spot = ("Saraqib (سراقب)", 35.8640, 36.8060, 1, 2500, PlaceKind::Settlement);

/// Articles and places whose words run from right to left, alone and among others.
#[must_use]
pub fn arabic() -> Vec<ArticleReading> {
    let said = |words, spot, when| Said {
        words,
        spot,
        change: Change::Captured,
        actor: REBELS,
        when,
        evidence: EvidenceKind::Reported,
        claimant: (ClaimantKind::Outlet, ""),
        part: false,
        flags: "",
    };
    let one = "سيطرت فصائل المعارضة على حلب الشرقية يوم الجمعة 29 نوفمبر 2024، بحسب المرصد السوري لحقوق الإنسان (SOHR)، وانسحبت القوات الحكومية \
        من الأحياء المجاورة.\n\nوقال سكان إن الهدوء عاد إلى المدينة.";
    let two = "Opposition fighters also took Saraqib (سراقب) on the M5 road, according to the outlet عنب بلدي.";
    let mut readings = vec![
        reading(
            1,
            "المعارضة السورية تسيطر على حلب الشرقية وتتقدم نحو المدينة القديمة",
            Some("عنب بلدي"),
            Some((date(2024, 11, 30), PublishedBasis::Metadata)),
            one,
            &[said("سيطرت فصائل المعارضة على حلب الشرقية", EAST, day(29))],
        ),
        reading(
            2,
            "Saraqib (سراقب) falls",
            Some("The Levant Post"),
            Some((date(2024, 11, 30), PublishedBasis::Metadata)),
            two,
            &[said("took Saraqib (سراقب)", MIXED, day(30))],
        ),
    ];
    for reading in &mut readings {
        reading.article.language = Some("ar".to_owned());
    }
    readings
}

/// A war all over a country: places on a jittered grid, four sides, sixty days.
#[must_use]
pub fn dense(places: u64) -> Vec<ArticleReading> {
    let text = "It was captured, a spokesman said.";
    let sides = [REBELS, ARMY, SDF, HTS];
    let changes = [Change::Captured, Change::Captured, Change::Held, Change::Entered, Change::Contested, Change::Advancing, Change::Lost];
    // A fixed sequence of pseudo-random numbers (Knuth's linear congruential generator).
    let mut state = 7_u64;
    let mut next = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    (0..40)
        .map(|article| {
            let mut reading = reading(
                article + 1,
                &format!("Situation report {}", article + 1),
                Some(["The Levant Post", "Harbour Times", "Northern Herald"][article as usize % 3]),
                Some((date(2024, 12, 31), PublishedBasis::Metadata)),
                text,
                &[],
            );
            let of_article = (0..places).filter(|n| n % 40 == article);
            reading.claims = of_article
                .flat_map(|n| {
                    let (row, column) = (n / 36, n % 36);
                    let lat = 33.0 + row as f64 * 0.1 + next(80) as f64 / 1000.0;
                    let lon = 36.0 + column as f64 * 0.12 + next(100) as f64 / 1000.0;
                    let home = if row < 10 {
                        1
                    } else if column < 14 {
                        0
                    } else if column > 28 {
                        2
                    } else {
                        next(4) as usize
                    };
                    (0..1 + next(3))
                        .map(|m| {
                            let said = Said {
                                words: "It was captured",
                                spot: ALEPPO,
                                change: changes[next(changes.len() as u64) as usize],
                                actor: sides[if next(5) == 0 { next(4) as usize } else { home }],
                                when: DateSpan::day(nth_day(next(60))),
                                evidence: [EvidenceKind::Reported, EvidenceKind::Claimed, EvidenceKind::Acknowledged][next(3) as usize],
                                claimant: (ClaimantKind::Belligerent, "a spokesman"),
                                part: next(6) == 0,
                                flags: ["", "s", "u", "h"][next(4) as usize],
                            };
                            let mut claim = claim(1_000_000 + n * 10 + m, reading.article.id, text, &said);
                            claim.place.id = format!("test:{n:05}");
                            claim.place.name = format!("Place {n}");
                            claim.place.at = LatLon::new(lat, lon);
                            claim.place.radius_m = 1500;
                            claim
                        })
                        .collect::<Vec<_>>()
                })
                .collect();
            reading
        })
        .collect()
}

fn nth_day(n: u64) -> Date {
    date(2024, 11, 1).checked_add(jiff::Span::new().days(n as i64)).unwrap()
}
