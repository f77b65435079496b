//! The files of `assets/gazetteer/`, read into plain rows.

use std::io::Read;
use std::path::Path;

pub type Problem = Box<dyn std::error::Error>;

/// Cells of a tab-separated file; lines that start with `#` are comments. `header` skips the first row.
pub fn table(path: &Path, header: bool) -> Result<Vec<Vec<String>>, Problem> {
    let text = text(path)?;
    Ok(text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .skip(usize::from(header))
        .map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect())
        .collect())
}

pub fn json(path: &Path) -> Result<serde_json::Value, Problem> {
    Ok(serde_json::from_str(&text(path)?)?)
}

fn text(path: &Path) -> Result<String, Problem> {
    let bytes = std::fs::read(path).map_err(|e| format!("{}: {e}", path.display()))?;
    if path.extension().is_none_or(|e| e != "xz") {
        return Ok(String::from_utf8(bytes)?);
    }
    let mut text = String::new();
    liblzma::read::XzDecoder::new(bytes.as_slice()).read_to_string(&mut text).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(text)
}

/// The n-th cell, or "".
pub fn cell(row: &[String], n: usize) -> &str {
    row.get(n).map_or("", String::as_str)
}

pub fn number(row: &[String], n: usize) -> Option<f64> {
    cell(row, n).parse().ok().filter(|x: &f64| x.is_finite())
}

pub fn list(text: &str, by: char) -> Vec<String> {
    text.split(by).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
