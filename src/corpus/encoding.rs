//! Bytes → text.
//!
//! In: the bytes of one file. Out: its text with `\n` line ends, without BOM, NUL and invisible joiners, and what had to be guessed or
//! replaced. Refused: bytes that are no text (pictures, archives, office files), with the reason.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes at the start decide whether a file is text.
const SNIFF: usize = 16 * 1024;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    pub text: String,
    /// What the user may want to know: a guessed encoding, replaced bytes.
    pub remark: Option<String>,
    /// Something was lost.
    pub lossy: bool,
}

/// Decodes by BOM, then UTF-16 by its shape, then UTF-8, then the label that the document states of itself, then a guess.
///
/// # Errors
/// The bytes are no text; the message says what they look like and what to do.
pub fn decode(bytes: &[u8]) -> Result<Decoded, String> {
    if let Some(kind) = known_binary(bytes) {
        return Err(kind);
    }
    if let Some((encoding, bom)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, bytes.get(bom..).unwrap_or(&[]), None));
    }
    if let Some(encoding) = utf16_without_bom(bytes) {
        return Ok(decoded(encoding, bytes, Some(format!("read as {} (it has no byte order mark)", encoding.name()))));
    }
    if looks_binary(bytes) {
        return Err("it is not text (binary data). Save it as text, Markdown, HTML, JSON or CSV.".to_owned());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: clean(text), remark: None, lossy: false });
    }
    if mostly_utf8(bytes) {
        return Ok(decoded(UTF_8, bytes, None));
    }
    let label = stated_label(bytes).filter(|encoding| *encoding != UTF_8);
    let encoding = label.unwrap_or_else(|| {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or(bytes), true);
        detector.guess(None, Utf8Detection::Deny)
    });
    let remark = label.is_none().then(|| format!("the encoding is not stated; read as {}", encoding.name()));
    Ok(decoded(encoding, bytes, remark))
}

fn decoded(encoding: &'static Encoding, bytes: &[u8], remark: Option<String>) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let lost = if had_errors { text.matches('\u{FFFD}').count() } else { 0 };
    let remark = if lost > 0 {
        Some(format!("{lost} broken character{} replaced (read as {})", if lost == 1 { "" } else { "s" }, encoding.name()))
    } else {
        remark
    };
    Decoded { text: clean(&text), remark, lossy: lost > 0 }
}

/// Line ends become `\n`; controls become spaces; characters without width that split words (soft hyphen, zero-width space, BOM) go.
#[must_use]
pub fn clean(text: &str) -> String {
    // First bytes of all characters that may not stay as they are.
    let suspect = |b: u8| b < b' ' && !matches!(b, b'\n' | b'\t') || matches!(b, 0x7F | 0xC2 | 0xE2 | 0xEF);
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((plain, from)) = rest.bytes().position(suspect).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(plain);
        let mut chars = from.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            '\r' => {
                rest = rest.strip_prefix('\n').unwrap_or(rest);
                out.push('\n');
            }
            '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\0' | '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push_str(rest);
    out
}

fn known_binary(bytes: &[u8]) -> Option<String> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let has = |needle: &[u8]| bytes.get(..bytes.len().min(4096)).unwrap_or(bytes).windows(needle.len()).any(|w| w == needle);
    let kind = if starts(b"%PDF") {
        "format not read: PDF. Save it as text (pdftotext, or \u{201c}save as text\u{201d} in a viewer)"
    } else if starts(b"PK\x03\x04") && (has(b"word/") || has(b"[Content_Types]")) {
        "format not read: Word or another Office document. Save it as plain text or HTML"
    } else if starts(b"PK\x03\x04") && has(b"opendocument") {
        "format not read: OpenDocument. Save it as plain text or HTML"
    } else if starts(b"PK\x03\x04")
        || starts(b"\x1F\x8B")
        || starts(b"\xFD7zXZ")
        || starts(b"7z\xBC\xAF")
        || starts(b"Rar!")
        || starts(b"BZh")
    {
        "format not read: a packed archive. Unpack it and open the folder"
    } else if starts(b"{\\rtf") {
        "format not read: RTF. Save it as plain text or HTML"
    } else if starts(b"\xD0\xCF\x11\xE0") {
        "format not read: an old Office document. Save it as plain text or HTML"
    } else if starts(b"\x89PNG") || starts(b"\xFF\xD8\xFF") || starts(b"GIF8") || (starts(b"RIFF") && has(b"WEBP")) {
        "format not read: a picture"
    } else if bytes.get(4..8) == Some(b"ftyp") || starts(b"OggS") || starts(b"ID3") || starts(b"\x1A\x45\xDF\xA3") {
        "format not read: sound or video"
    } else if starts(b"SQLite format 3") {
        "format not read: a database. Export it as CSV or JSON"
    } else {
        return None;
    };
    Some(format!("{kind}."))
}

/// UTF-16 shows itself by one byte of each pair being zero, or one of few script pages, nearly always.
fn utf16_without_bom(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(SNIFF) & !1).unwrap_or(&[]);
    let pairs = head.len() / 2;
    if pairs < 4 {
        return None;
    }
    let page = |b: u8| matches!(b, 0x00 | 0x04 | 0x05 | 0x06 | 0x20);
    let count =
        |side: usize, test: &dyn Fn(u8) -> bool| head.chunks_exact(2).filter(|pair| pair.get(side).is_some_and(|b| test(*b))).count();
    let zero = |side: usize| count(side, &|b| b == 0);
    let high = |side: usize| count(side, &page) * 100 >= pairs * 95 && zero(side) * 100 >= pairs * 8 && zero(1 - side) * 100 <= pairs * 2;
    match (high(0), high(1)) {
        (true, false) => Some(UTF_16BE),
        (false, true) => Some(UTF_16LE),
        _ => None,
    }
}

fn looks_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(SNIFF)).unwrap_or(bytes);
    let odd = head.iter().filter(|b| matches!(b, 0..=8 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    odd * 50 > head.len().max(50)
}

/// True when the multi-byte sequences that hold outnumber those that are broken.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good >= broken
}

/// `<meta charset=…>`, `<?xml encoding=…?>` near the start.
fn stated_label(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(2048)).unwrap_or(bytes)).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=").or_else(|| head.split_once("encoding="))?;
    let label: String =
        after.trim_start_matches(['"', '\'', ' ']).chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    Encoding::for_label(label.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "Rebels entered Ḥalab — حلب — on Friday.\nThe army withdrew.";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_byte_order_mark() {
        for big in [false, true] {
            assert_eq!(decode(&utf16(TEXT, big)).unwrap().text, TEXT);
            assert_eq!(decode(&utf16(&format!("\u{FEFF}{TEXT}"), big)).unwrap().text, TEXT);
        }
        let arabic = "دخلت فصائل المعارضة مدينة حلب يوم الجمعة وانسحب الجيش من أحياء عدة في المدينة";
        assert_eq!(decode(&utf16(arabic, false)).unwrap().text, arabic);
        let russian = "Войска вошли в город в пятницу, сообщили жители и военные источники";
        assert_eq!(decode(&utf16(russian, true)).unwrap().text, russian);
    }

    #[test]
    fn broken_utf_8_keeps_the_rest_and_says_so() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.insert(20, 0xFF);
        let decoded = decode(&bytes).unwrap();
        assert!(decoded.lossy && decoded.text.contains("on Friday"));
        assert!(decoded.remark.unwrap().contains("1 broken character"));
    }

    #[test]
    fn old_encodings_are_guessed_or_taken_from_the_page() {
        let (bytes, _, _) =
            encoding_rs::WINDOWS_1252.encode("The town of Saraqib – “retaken” – fell. Café in Beirut. L’armée s’est retirée.");
        let text = decode(&bytes).unwrap().text;
        assert!(text.contains("“retaken”") && text.contains("Café"), "{text}");
        let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode("<meta charset=windows-1256><p>حلب</p>");
        assert!(decode(&bytes).unwrap().text.contains("حلب"));
    }

    #[test]
    fn data_that_is_no_text_is_refused_with_the_reason() {
        assert!(decode(b"%PDF-1.7 ...").unwrap_err().contains("PDF"));
        assert!(decode(b"\x89PNG\r\n\x1a\n0000").unwrap_err().contains("picture"));
        let noise: Vec<u8> = (0..4096_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert!(decode(&noise).unwrap_err().contains("not text"));
    }

    #[test]
    fn line_ends_controls_and_invisible_marks_are_folded() {
        assert_eq!(clean("\u{FEFF}a\r\nb\rc\0\u{AD}d\u{2028}e\u{7}"), "a\nb\ncd\ne ");
    }
}
