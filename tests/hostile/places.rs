//! Users' files of places under seeded chance and in shapes made to break them.

use super::bodies;
use super::chance::{Chance, every_seed, noise, wounded};
use super::shapes::within;
use std::io::Write;

const DUMP: &str = "90000001\tKafr Testun\tKafr Testun\tKafr Tastoun,كفر تستون\t36.1\t36.9\tP\tPPL\tSY\t\t09\t\t\t\t120\t\t\tAsia/Damascus\t2020-01-01\n170063\tAleppo\tAleppo\tHalab\t36.2\t37.16\tP\tPPLA\tSY\t\t09\t\t\t\t1602264\t\t\tAsia/Damascus\t2020-01-01\n";
const TABLE: &str = "id;name;lat;lon;kind;alt_names;country;population\n1;\"Camp; Alpha\";36,5;37,5;camp;Alpha|Al-Alpha;SY;12\n2;Tell Beta;36.25;37.75;hill;;SY;\n";
const GEOJSON: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[37.5,36.5]},"properties":{"name":"Camp Alpha","kind":"camp","alt_names":"A|B"}},{"type":"Feature","geometry":{"type":"LineString","coordinates":[[1,2],[3,4]]},"properties":{"name":"Road"}}]}"#;
const KML: &str = "<?xml version=\"1.0\"?><kml><Document><Folder><Placemark id=\"1\"><name><![CDATA[A & B]]></name><Point><coordinates> 37.5,36.5,0 </coordinates></Point></Placemark><Placemark><name>Caf&#233;</name><Polygon/></Placemark></Folder></Document></kml>";

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(bytes).unwrap();
    gz.finish().unwrap()
}

/// A one-entry archive, deflated, as `zip` writes it.
pub fn zipped(name: &str, data: &[u8]) -> Vec<u8> {
    let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::best());
    deflate.write_all(data).unwrap();
    let packed = deflate.finish().unwrap();
    let sizes = [0_u32.to_le_bytes(), (packed.len() as u32).to_le_bytes(), (data.len() as u32).to_le_bytes()].concat();
    let name_length = (name.len() as u16).to_le_bytes();
    let mut out = [b"PK\x03\x04", &[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..], &sizes, &name_length, &[0, 0], name.as_bytes(), &packed].concat();
    let directory = (out.len() as u32).to_le_bytes();
    let entry =
        [&b"PK\x01\x02"[..], &[20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0], &sizes, &name_length, &[0; 12], &[0; 4], name.as_bytes()].concat();
    out.extend(&entry);
    out.extend([&b"PK\x05\x06"[..], &[0, 0, 0, 0, 1, 0, 1, 0], &(entry.len() as u32).to_le_bytes(), &directory, &[0, 0]].concat());
    out
}

fn files() -> Vec<Vec<u8>> {
    let mut files: Vec<Vec<u8>> = [DUMP, TABLE, GEOJSON, KML].iter().map(|text| text.as_bytes().to_vec()).collect();
    files.extend([gzipped(DUMP.as_bytes()), zipped("SY.txt", DUMP.as_bytes()), zipped("doc.kml", KML.as_bytes())]);
    files
}

#[test]
fn broken_files_of_places_give_places_or_a_reason() {
    let files = files();
    every_seed(600, |seed| {
        let mut chance = Chance::new(seed ^ 0x91ACE);
        let bytes = if chance.below(8) == 0 { noise(&mut chance) } else { wounded(&files[chance.below(files.len())], &files, &mut chance) };
        bodies::places(chance.of(&bodies::PLACE_FILES), &bytes);
    });
}

#[test]
fn broken_files_of_places_are_laid_over_ours() {
    let files = files();
    every_seed(40, |seed| {
        let mut chance = Chance::new(seed ^ 0x1A7E2);
        let bytes = wounded(&files[chance.below(files.len())], &files, &mut chance);
        bodies::layered(chance.of(&bodies::PLACE_FILES), &bytes);
    });
}

#[test]
fn shapes_made_to_break_readers_of_places_cost_seconds_and_a_diagnostic() {
    let point = r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[37.5,36.5]},"properties":{"name":"X"}}"#;
    let shapes: [(&str, Vec<u8>); 14] = [
        ("a line of 10 MB", [b"name,lat,lon\n".to_vec(), vec![b'z'; 10_000_000], b"\nGood,1,2\n".to_vec()].concat()),
        ("a dump with a line of 10 MB", [DUMP.as_bytes(), &vec![b'\t'; 10_000_000], b"\n", DUMP.as_bytes()].concat()),
        ("a name of 10,000 characters", format!("name,lat,lon\n{},1,2\nGood,1,2\n", "حلب ".repeat(2500)).into_bytes()),
        ("200,000 alternate names", format!("name,lat,lon,aliases\nGood,1,2,{}\n", "a|".repeat(200_000)).into_bytes()),
        ("200,000 columns", format!("name,lat,lon{}\nGood,1,2\n", ",x".repeat(200_000)).into_bytes()),
        ("NUL bytes", [b"name,lat,lon\n".to_vec(), b"a\0b,1,2\n".repeat(20_000), b"Good,1,2\n".to_vec()].concat()),
        ("not UTF-8", [b"name,lat,lon\n".to_vec(), b"\xE9t\xE9,1,2\n".repeat(20_000), b"Good,1,2\n".to_vec()].concat()),
        ("200,000 placemarks without an end", format!("<kml>{}", "<Placemark>".repeat(200_000)).into_bytes()),
        ("one placemark with 200,000 names", format!("<kml><Placemark>{}", "<names>".repeat(200_000)).into_bytes()),
        ("GeoJSON nested 100,000 deep", [vec![b'['; 100_000], point.as_bytes().to_vec()].concat()),
        ("GeoJSON objects nested 100,000 deep", r#"{"a":"#.repeat(100_000).into_bytes()),
        (
            "a billion laughs",
            format!("<?xml version=\"1.0\"?><!DOCTYPE kml [{}]><kml><Placemark><name>&lol9;</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>", super::shapes::laughs()).into_bytes(),
        ),
        ("a zip of ten thousand promises", [b"PK\x03\x04".to_vec(), b"PK\x01\x02".repeat(10_000), b"PK\x05\x06\0\0\0\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x04\0\0\0\0\0".to_vec()].concat()),
        ("50,000 open quotes", format!("name,lat,lon\n{}", "\"open,1,2\n".repeat(50_000)).into_bytes()),
    ];
    for (what, bytes) in &shapes {
        within(4.0, what, || bodies::places("file", bytes));
    }
}

#[test]
fn a_packed_bomb_stops_at_a_bound() {
    // 200 MB of zeros: 200 kB packed.
    let zeros = vec![0_u8; 200_000_000];
    for (what, bomb) in [("zip", zipped("SY.txt", &zeros)), ("gzip", gzipped(&zeros))] {
        assert!(bomb.len() < 4_000_000);
        within(15.0, what, || bodies::places("SY.zip", &bomb));
    }
}
