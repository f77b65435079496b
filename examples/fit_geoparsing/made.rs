//! Articles made from sentence patterns and the gazetteer, so that names of war zones are learnt, not only those of the
//! labelled corpora.
//!
//! An article stays in one country and around one city, as news does.

use salient::gazetteer::{Gazetteer, PlaceKind, PlaceRef};
use salient::geoparsing::fit::Labelled;
use salient::provenance::Span;

/// Countries with wars of our time.
const COUNTRIES: [&str; 22] =
    ["SY", "UA", "IQ", "SD", "MM", "YE", "CD", "LY", "AF", "ET", "ML", "BF", "SO", "PS", "LB", "AZ", "AM", "NG", "PK", "TR", "CF", "SS"];

const GIVEN: [&str; 36] = [
    "Hassan",
    "Ahmed",
    "Mohammed",
    "Ali",
    "Omar",
    "Khalid",
    "Yusuf",
    "Ibrahim",
    "Mahmoud",
    "Bashar",
    "Abdullah",
    "Hamza",
    "Oleksandr",
    "Volodymyr",
    "Serhiy",
    "Andriy",
    "Mykola",
    "Dmytro",
    "Aung",
    "Min",
    "Zaw",
    "Thura",
    "Jean",
    "Joseph",
    "Félix",
    "Emmanuel",
    "Abiy",
    "Getachew",
    "Tadesse",
    "Amadou",
    "Moussa",
    "Ibrahima",
    "Zalmay",
    "Gul",
    "Rami",
    "Nicolas",
];
const SURNAMES: [&str; 36] = [
    "Hassan",
    "Saleh",
    "Assad",
    "Haddad",
    "Homsi",
    "Halabi",
    "Masri",
    "Baghdadi",
    "Tikriti",
    "Jaafari",
    "Nasser",
    "Hamdan",
    "Daoud",
    "Dagalo",
    "Burhan",
    "Haftar",
    "Bondarenko",
    "Kovalenko",
    "Shevchenko",
    "Tymoshenko",
    "Syrskyi",
    "Hlaing",
    "Htun",
    "Naing",
    "Kabila",
    "Tshisekedi",
    "Makenga",
    "Mukwege",
    "Tesfaye",
    "Gebremichael",
    "Traoré",
    "Diallo",
    "Keita",
    "Noorzai",
    "Barzani",
    "Karimov",
];
const GROUPS: [&str; 26] = [
    "ISIL",
    "ISIS",
    "IS",
    "HTS",
    "the YPG",
    "the SDF",
    "M23",
    "the RSF",
    "Daesh",
    "the FSA",
    "the Free Army",
    "the National Front",
    "the People's Militia",
    "Ansar al-Haq",
    "the Liberation Movement",
    "the Rapid Forces",
    "Jaysh al-Nasr",
    "the Defence Forces",
    "Islamic State",
    "the Democratic Forces",
    "the Wagner group",
    "Hezbollah",
    "al-Shabaab",
    "the Taliban",
    "Boko Haram",
    "the Arakan Army",
];
const UNITS: [&str; 6] = ["4th Division", "47th Brigade", "Republican Guard", "Tiger Forces", "25th Battalion", "Presidential Guard"];

/// A fixed sequence, so that the same command gives the same model.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (sides.max(1) as u64)).unwrap_or(0)
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.roll(from.len());
        from.get(at)
    }
}

/// The surroundings of one city, by what may fill a slot.
struct Stage {
    city: PlaceRef,
    towns: Vec<PlaceRef>,
    villages: Vec<PlaceRef>,
    quarters: Vec<PlaceRef>,
    sites: Vec<PlaceRef>,
    districts: Vec<PlaceRef>,
    province: Option<PlaceRef>,
}

/// `count` articles of eight sentences each.
pub fn articles(gazetteer: &Gazetteer, sentences: &str, count: usize, weight: f32) -> Vec<Labelled> {
    let sentences: Vec<&str> = sentences.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let stages: Vec<Vec<Stage>> = COUNTRIES.iter().map(|code| stages(gazetteer, code)).collect();
    let mut made = Vec::new();
    for number in 0..count {
        let Some(of_country) = stages.get(number % stages.len()).filter(|s| !s.is_empty()) else { continue };
        let Some(stage) = dice.pick(of_country) else { continue };
        let mut article = Labelled { weight, ..Labelled::default() };
        for _ in 0..8 {
            if let Some(pattern) = dice.pick(&sentences) {
                write_sentence(gazetteer, pattern, stage, &mut dice, &mut article);
            }
        }
        article.analysis = salient::text::analyse(&article.text, &[]);
        made.push(article);
    }
    made
}

fn stages(gazetteer: &Gazetteer, code: &str) -> Vec<Stage> {
    let Some(country) = gazetteer.country(code) else { return Vec::new() };
    let reach = f64::from(gazetteer.radius_m(country)) / 1000.0 * 1.5;
    let all: Vec<PlaceRef> =
        gazetteer.near(gazetteer.at(country), reach).into_iter().map(|p| p.0).filter(|p| gazetteer.country_code(*p) == code).collect();
    let mut cities: Vec<PlaceRef> =
        all.iter().copied().filter(|p| gazetteer.kind(*p) == PlaceKind::Settlement && gazetteer.population(*p) > 60_000).collect();
    cities.sort_by_key(|p| std::cmp::Reverse(gazetteer.population(*p)));
    cities.truncate(14);
    cities.into_iter().map(|city| stage(gazetteer, code, city)).filter(|s| s.towns.len() > 3 && s.villages.len() > 3).collect()
}

fn stage(gazetteer: &Gazetteer, code: &str, city: PlaceRef) -> Stage {
    let province = gazetteer.admin1(city);
    let mut stage = Stage { city, towns: vec![], villages: vec![], quarters: vec![], sites: vec![], districts: vec![], province };
    for (place, km) in gazetteer.near(gazetteer.at(city), 90.0) {
        let latin = gazetteer.name(place).chars().all(|c| c.is_alphabetic() && u32::from(c) < 0x250 || " -'’‘`".contains(c));
        if place == city || gazetteer.country_code(place) != code || !latin {
            continue;
        }
        match gazetteer.kind(place) {
            PlaceKind::Settlement if gazetteer.population(place) > 8_000 => stage.towns.push(place),
            PlaceKind::Settlement => stage.villages.push(place),
            PlaceKind::Neighbourhood if km < 20.0 => stage.quarters.push(place),
            PlaceKind::AirBase | PlaceKind::MilitarySite | PlaceKind::Dam | PlaceKind::Crossing => stage.sites.push(place),
            PlaceKind::Admin2 => stage.districts.push(place),
            _ => {}
        }
    }
    stage
}

/// Names as English news prints them: without marks that only scholars use.
fn plain(name: &str, dice: &mut Dice) -> String {
    let mut plain: String = name.chars().filter(|c| !"‘’`'ʿʾ".contains(*c)).collect();
    for (from, to) in [
        ("ā", "a"),
        ("ī", "i"),
        ("ū", "u"),
        ("ḩ", "h"),
        ("ḥ", "h"),
        ("ş", "s"),
        ("ṣ", "s"),
        ("ţ", "t"),
        ("ṭ", "t"),
        ("ḑ", "d"),
        ("z̧", "z"),
        ("Ḩ", "H"),
        ("Ş", "S"),
        ("Ţ", "T"),
        ("Ā", "A"),
        ("Ī", "I"),
        ("Ḑ", "D"),
        ("ḯ", "i"),
    ] {
        plain = plain.replace(from, to);
    }
    for article in ["Al", "El", "Ar", "As", "Ash", "At", "Ad", "An", "Az"] {
        if let Some(rest) = plain.strip_prefix(article).and_then(|r| r.strip_prefix([' ', '-'])) {
            let (low, up) = (article.to_lowercase(), article);
            return match dice.roll(3) {
                0 => format!("{low}-{rest}"),
                1 => format!("{up}-{rest}"),
                _ => rest.to_owned(),
            };
        }
    }
    plain
}

fn write_sentence(gazetteer: &Gazetteer, pattern: &str, stage: &Stage, dice: &mut Dice, article: &mut Labelled) {
    if !article.text.is_empty() {
        article.text.push(if dice.roll(4) == 0 { '\n' } else { ' ' });
    }
    let (text_length, places) = (article.text.len(), article.places.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        article.text.push_str(before);
        let Some((slot, tail)) = after.split_once('}') else { break };
        rest = tail;
        if !fill(gazetteer, slot.trim_end_matches(char::is_numeric), stage, dice, article) {
            // No such place around here: no such sentence.
            article.text.truncate(text_length);
            article.places.truncate(places);
            return;
        }
    }
    article.text.push_str(rest);
}

fn fill(gazetteer: &Gazetteer, slot: &str, stage: &Stage, dice: &mut Dice, article: &mut Labelled) -> bool {
    let place = match slot {
        "city" => Some(stage.city),
        "town" => dice.pick(&stage.towns).copied(),
        "village" => dice.pick(&stage.villages).copied(),
        "quarter" => dice.pick(&stage.quarters).copied(),
        "site" => dice.pick(&stage.sites).copied(),
        "district" => dice.pick(&stage.districts).copied(),
        "province" => stage.province,
        "country" | "people" => gazetteer.country(gazetteer.country_code(stage.city)),
        _ => None,
    };
    let start = article.text.len();
    let words = match (slot, place) {
        ("person", _) => format!("{} {}", dice.pick(&GIVEN).unwrap_or(&"Ali"), dice.pick(&SURNAMES).unwrap_or(&"Saleh")),
        ("surname", _) => (*dice.pick(&SURNAMES).unwrap_or(&"Saleh")).to_owned(),
        ("group", _) => (*dice.pick(&GROUPS).unwrap_or(&"the militia")).to_owned(),
        ("unit", _) => (*dice.pick(&UNITS).unwrap_or(&"4th Division")).to_owned(),
        ("people", Some(country)) => demonym(gazetteer, country),
        (_, Some(place)) => {
            let name = plain(gazetteer.name(place), dice);
            let kinds = [" Governorate", " Province", " District", " Oblast", " Region", " State", " Raion"];
            kinds.iter().find_map(|k| name.strip_suffix(k)).map_or(name.clone(), str::to_owned)
        }
        (_, None) => return false,
    };
    let words = if article.text.is_empty() || article.text.ends_with(['.', '\n']) { capital(&words) } else { words };
    article.text.push_str(&words);
    if let Some(place) = place {
        let span = Span::new(start, article.text.len());
        article.places.push((span, (slot != "people").then(|| gazetteer.at(place))));
    }
    true
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// An adjective that the gazetteer knows for the country.
fn demonym(gazetteer: &Gazetteer, country: PlaceRef) -> String {
    let name = gazetteer.name(country);
    let stem = name.trim_end_matches(['a', 'e', 'y', 'o']);
    let forms = [
        format!("{stem}ian"),
        format!("{name}n"),
        format!("{name}i"),
        format!("{stem}ese"),
        format!("{stem}i"),
        format!("{stem}ish"),
        format!("{stem}an"),
    ];
    let code = gazetteer.country_code(country);
    forms.into_iter().find(|form| gazetteer.demonym(form) == Some(code)).unwrap_or_else(|| name.to_owned())
}
