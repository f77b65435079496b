//! Files as users have them, good and broken.

use super::read;
use crate::diagnostic::Severity;
use crate::gazetteer::{Gazetteer, MatchKind, PlaceKind};
use std::io::Write;

fn dump_row(id: u32, name: &str, alternates: &str, lat: &str, lon: &str, class: &str, code: &str) -> String {
    format!("{id}\t{name}\t{name}\t{alternates}\t{lat}\t{lon}\t{class}\t{code}\tSY\t\t09\t\t\t\t120\t\t\tAsia/Damascus\t2020-01-01\n")
}

#[test]
fn a_geonames_dump_is_read_plain_gzipped_and_zipped() {
    let text = dump_row(90_000_001, "Kafr Testun", "Kafr Tastoun,كفر تستون", "36.1", "36.9", "P", "PPL");
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gz.write_all(text.as_bytes()).unwrap();
    for bytes in [text.clone().into_bytes(), gz.finish().unwrap(), zip("SY.txt", text.as_bytes())] {
        let (rows, diagnostics) = read("SY.zip", &bytes);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!((rows.len(), rows[0].id.as_str(), rows[0].names.len()), (1, "gn:90000001", 2));
    }
}

fn zip(name: &str, data: &[u8]) -> Vec<u8> {
    zip_of(&[(name, data)])
}

/// An archive of deflated files, as `zip` writes it.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, data) in files {
        let mut deflate = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflate.write_all(data).unwrap();
        let packed = deflate.finish().unwrap();
        let sizes = [0_u32.to_le_bytes(), (packed.len() as u32).to_le_bytes(), (data.len() as u32).to_le_bytes()].concat();
        let name_length = (name.len() as u16).to_le_bytes();
        let local = (out.len() as u32).to_le_bytes();
        out.extend([b"PK\x03\x04", &[20, 0, 0, 0, 8, 0, 0, 0, 0, 0][..], &sizes, &name_length, &[0, 0], name.as_bytes(), &packed].concat());
        let head = [&b"PK\x01\x02"[..], &[20, 0, 20, 0, 0, 0, 8, 0, 0, 0, 0, 0], &sizes, &name_length, &[0; 12]].concat();
        directory.extend([&head, &local[..], name.as_bytes()].concat());
    }
    let count = (files.len() as u16).to_le_bytes();
    let (size, at) = ((directory.len() as u32).to_le_bytes(), (out.len() as u32).to_le_bytes());
    out.extend(&directory);
    out.extend([&b"PK\x05\x06"[..], &[0; 4], &count, &count, &size, &at, &[0, 0]].concat());
    out
}

#[test]
fn an_archive_of_several_files_keeps_their_rows_apart_and_leaves_pictures_alone() {
    let table = b"name,lat,lon\nCamp Alpha,1,2\nBroken,x,2\n";
    let archive = zip_of(&[("a.csv", table), ("doc/readme.txt", b"not a place"), ("b.csv", table), ("icon.png", b"\x89PNG\r\n")]);
    let (rows, diagnostics) = read("mine.zip", &archive);
    assert_eq!(rows.iter().map(|r| r.id.as_str()).collect::<Vec<_>>(), ["user:mine.zip/a.csv:2", "user:mine.zip/b.csv:2"]);
    let files: Vec<&str> = diagnostics.iter().map(|d| d.file.as_str()).collect();
    assert_eq!(files, ["mine.zip/a.csv, row 3, column 2", "mine.zip/b.csv, row 3, column 2"]);
}

#[test]
fn entries_that_share_their_data_cannot_give_more_than_one_archive_may() {
    let line = b"name,lat,lon\n".iter().copied().chain(std::iter::repeat_n(b'z', 20_000_000)).collect::<Vec<u8>>();
    let whole = zip("a.csv", &line);
    // The directory names the one entry two hundred times.
    let at = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let end = whole.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut bomb = whole[..at].to_vec();
    (0..200).for_each(|_| bomb.extend(&whole[at..end]));
    bomb.extend(&whole[end..end + 8]);
    bomb.extend([200, 0, 200, 0]);
    bomb.extend(&whole[end + 12..]);
    let (rows, diagnostics) = read("bomb.zip", &bomb);
    assert!(rows.is_empty() && diagnostics.iter().any(|d| d.message.contains("unpacks to more")), "{diagnostics:?}");
}

#[test]
fn a_cell_in_quotes_may_hold_line_ends_and_a_stray_quote_costs_its_own_row() {
    let text = "name,lat,lon,aliases\n\"Camp\nAlpha\",1,2,\"A\n\nB\"\n\"stray,3,4,\nGood,5,6,\n\"Good, too\",7,8,x\n";
    let (rows, diagnostics) = read("a.csv", text.as_bytes());
    assert_eq!(
        rows.iter().map(|r| (r.name.as_str(), r.at.lat)).collect::<Vec<_>>(),
        [("Camp\nAlpha", 1.0), ("Good", 5.0), ("Good, too", 7.0)]
    );
    assert_eq!(diagnostics.iter().map(|d| d.file.as_str()).collect::<Vec<_>>(), ["a.csv, row 6"]);
}

#[test]
fn a_dump_whose_first_row_is_broken_is_still_a_dump() {
    let good = dump_row(90_000_001, "Kafr Testun", "", "36.1", "36.9", "P", "PPL");
    let (rows, diagnostics) = read("SY.txt", format!("90000000\tcut off\n{good}").as_bytes());
    assert_eq!((rows.len(), diagnostics.len(), diagnostics[0].file.as_str()), (1, 1, "SY.txt, row 1, column 2"));
}

#[test]
fn a_table_saved_as_utf_16_is_read() {
    let text = "name\tlat\tlon\nكفر تستون\t36.1\t36.9\n";
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [big, little] {
        let (rows, diagnostics) = read("places.txt", &bytes);
        assert_eq!((rows.len(), rows[0].name.as_str(), diagnostics.len()), (1, "كفر تستون", 0));
    }
}

#[test]
fn names_in_kml_may_be_written_with_entities() {
    let kml = "<kml><Placemark><name>Caf&#233; &amp; &#x41; &nope; &</name><Point><coordinates>1,2</coordinates></Point></Placemark></kml>";
    assert_eq!(read("a.kml", kml.as_bytes()).0[0].name, "Café & A &nope; &");
}

#[test]
fn features_with_a_geonames_number_join_by_it() {
    let geojson = r#"{"type":"Feature","id":"osm:1","geometry":{"type":"Point","coordinates":[37.2,36.2,400]},"properties":{"name":"Halab","geonameid":170063}}"#;
    assert_eq!(read("a.geojson", geojson.as_bytes()).0[0].id, "gn:170063");
    assert_eq!(read("a.geojson", geojson.replace(",\"geonameid\":170063", "").as_bytes()).0[0].id, "osm:1");
}

#[test]
fn files_laid_over_each_other_join_by_id_and_by_name_and_distance() {
    let first = dump_row(90_000_001, "Kafr Testun", "", "36.10", "36.90", "P", "PPL");
    let (gazetteer, _) = Gazetteer::embedded().with_file("SY.txt", first.as_bytes());
    let (gazetteer, _) = gazetteer.with_file("mine.csv", b"name,lat,lon,population\nKafr Testun,36.11,36.91,50\nKafr Testun,33,36,9\n");
    let (gazetteer, diagnostics) = gazetteer.with_file("more.csv", b"geonameid,name,lat,lon\n90000001,Testun Village,36.12,36.92\n");
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    let found: Vec<_> = gazetteer.candidates("Kafr Testun").into_iter().map(|(place, _)| place).collect();
    assert_eq!(found.len(), 2, "the near one joined, the far one is another");
    let near = found.iter().copied().find(|place| gazetteer.at(*place).lat > 36.0).unwrap();
    assert_eq!((gazetteer.id(near).as_str(), gazetteer.name(near), gazetteer.population(near)), ("gn:90000001", "Testun Village", 120));
}

#[test]
fn tables_geojson_and_kml_are_read_by_their_own_names() {
    let csv = "Title;Latitude;Longitude;Type;Aliases\n\"Camp; Alpha\";36,5;37,5;military base;Alpha|Al-Alpha\n";
    let tsv = "name\tlat\tlon\nSomewhere\t1.5\t2.5\n";
    let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[37.5,36.5]},"properties":{"name":"Camp Alpha","kind":"camp"}}]}"#;
    let kml = "<?xml version=\"1.0\"?><kml><Placemark id=\"1\"><name><![CDATA[A & B]]></name><Point><coordinates> 37.5,36.5,0 </coordinates></Point></Placemark></kml>";
    for (file, name, lat) in [(csv, "Camp; Alpha", 36.5), (tsv, "Somewhere", 1.5), (geojson, "Camp Alpha", 36.5), (kml, "A & B", 36.5)] {
        let (rows, diagnostics) = read("mine", file.as_bytes());
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        assert_eq!((rows[0].name.as_str(), rows[0].at.lat), (name, lat));
    }
}

#[test]
fn bad_rows_are_reported_by_row_and_column_and_the_rest_loads() {
    let mut bytes = b"name,lat,lon\nGood One,1,2\nNo Point,x,2\n,1,2\nFar Away,91,2\n".to_vec();
    bytes.extend(b"Nul\0Byte,1,2\nLatin\xE9,1,2\n");
    bytes.extend(format!("{},1,2\n", "n".repeat(10_000)).bytes());
    bytes.extend(std::iter::repeat_n(b'z', 10_000_000));
    bytes.extend(b"\n\"open,1,2\nGood Two,3,4\n");
    let (rows, diagnostics) = read("places.csv", &bytes);
    assert_eq!(rows.iter().map(|r| r.name.as_str()).collect::<Vec<_>>(), ["Good One", "Good Two"]);
    let files: Vec<&str> = diagnostics.iter().map(|d| d.file.as_str()).collect();
    assert_eq!(files.len(), 8, "{files:?}");
    for place in
        ["places.csv, row 3, column 2", "places.csv, row 4, column 1", "places.csv, row 5, column 2", "places.csv, row 8, column 1"]
    {
        assert!(files.contains(&place), "{place} {files:?}");
    }
}

#[test]
fn hopeless_files_are_one_diagnostic_and_thousands_of_bad_rows_are_counted() {
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"\x1F\x8B\x08", b"{", b"{}", b"<kml>", b"a,b,c\n1,2,3", b"\xFF\xFE\0", b"[[[["] {
        let (rows, diagnostics) = read("broken", bytes);
        assert!(rows.is_empty() && !diagnostics.is_empty(), "{bytes:?} {diagnostics:?}");
    }
    let (_, diagnostics) = read("many.csv", format!("name,lat,lon\n{}", "x,y,z\n".repeat(5000)).as_bytes());
    assert!(diagnostics.len() < 60 && diagnostics.last().unwrap().message.contains("5000"));
    assert!(diagnostics.iter().all(|d| d.severity != Severity::Note));
}

#[test]
fn a_layer_adds_places_and_takes_the_place_of_ours() {
    let ours = Gazetteer::embedded();
    let aleppo = ours.by_id("gn:170063").unwrap();
    let text = dump_row(170_063, "Aleppo", "Testopolis", "36.25", "37.2", "P", "PPLA")
        + &dump_row(90_000_001, "Qaryat Testun", "", "36.1", "36.9", "P", "PPL");
    let (layered, diagnostics) = ours.clone().with_file("SY.txt", text.as_bytes());
    assert!(diagnostics.is_empty());
    let new = layered.candidates("Karyat Testun");
    assert_eq!((new.len(), new[0].1.kind), (1, MatchKind::Folded));
    assert_eq!(layered.admin1(new[0].0).map(|d| layered.id(d)), Some("gn:170062".to_owned()));
    assert_eq!(layered.source(new[0].0), "SY.txt");
    // Old and new names lead to the user's row, which keeps what ours knew.
    let by_old = layered.candidates("Halab")[0].0;
    let by_new = layered.candidates("Testopolis")[0].0;
    assert_eq!(by_old, by_new);
    assert!((layered.at(by_old).lat - 36.25).abs() < 1e-6 && layered.id(by_old) == "gn:170063");
    assert_eq!((layered.population(by_old), layered.kind(by_old)), (ours.population(aleppo), PlaceKind::Settlement));
    assert_eq!(layered.by_id("gn:170063"), Some(by_old));
    assert!(layered.near(layered.at(by_old), 0.5).iter().all(|(place, _)| *place != aleppo));
    // A second file replaces the first.
    let again = dump_row(170_063, "Aleppo", "", "36.3", "37.2", "P", "PPLA");
    let (twice, _) = layered.with_file("SY2.txt", again.as_bytes());
    assert!((twice.at(twice.candidates("Testopolis")[0].0).lat - 36.3).abs() < 1e-6);
}

#[test]
fn a_row_without_an_id_joins_ours_by_name_and_distance() {
    let (layered, _) = Gazetteer::embedded().with_file("mine.csv", b"name,lat,lon\nAleppo,36.21,37.15\nAleppo,10,10\n");
    assert_eq!(layered.candidates("Aleppo").iter().filter(|(place, _)| layered.id(*place) == "gn:170063").count(), 1);
    assert!(layered.candidates("Aleppo").iter().any(|(place, _)| layered.id(*place).starts_with("user:mine.csv")));
}

#[test]
#[ignore = "a measurement; run with --release"]
fn two_hundred_thousand_rows_load_in_under_a_second() {
    let gazetteer = Gazetteer::embedded();
    let text: String = (0..200_000_u32)
        .map(|n| {
            let (a, b) = (n % 449, n / 449);
            let lat = format!("{:.5}", 30.0 + f64::from(a) / 100.0);
            let lon = format!("{:.5}", 36.0 + f64::from(b) / 100.0);
            dump_row(90_000_000 + n, &format!("Kafr Number{n}"), &format!("Qaryat al-Adad {n},كفر {n}"), &lat, &lon, "P", "PPL")
        })
        .collect();
    let begun = std::time::Instant::now();
    let (layered, diagnostics) = gazetteer.with_file("SY.txt", text.as_bytes());
    let took = begun.elapsed();
    println!("{} bytes, {took:?}", text.len());
    assert!(diagnostics.is_empty() && layered.candidates("Kafr Number777").len() == 1);
    assert!(took.as_secs_f64() < 1.0, "{took:?}");
}
