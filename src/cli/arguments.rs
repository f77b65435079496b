//! The commands and their options, with the help that they print.

use crate::calendar::Date;
use crate::export::PageSize;
use crate::geodesy::BoundingBox;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Reads folders of war reporting and draws who is said to hold which place, when, and in whose words.
#[derive(Debug, Parser)]
#[command(
    name = "salient",
    version,
    args_conflicts_with_subcommands = true,
    after_help = "Examples:
  salient                               open the window on the last folder, or on the sample
  salient articles/                     open the window on a folder
  salient extract articles/ > claims.jsonl
  salient snapshot articles/ --at 2024-11-30 --out map.png
  salient gazetteer Saraqib

A folder named like a command is written with a dot: salient ./extract"
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub verb: Option<Verb>,
    /// Folders or files of articles to open in the window
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
}

/// The user's own places.
#[derive(Debug, Args)]
pub(super) struct Layers {
    /// Lay your own places over the gazetteer: a GeoNames file, CSV or TSV with a header, GeoJSON, KML, or a folder of them; may be repeated
    #[arg(long, value_name = "FILE")]
    pub gazetteer: Vec<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    Extract(Extract),
    Annotate(Annotate),
    Explain(Explain),
    Gazetteer(Gazetteer),
    Snapshot(Snapshot),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ExtractFormat {
    /// One JSON object a line
    Jsonl,
}

/// Print every claim of the articles: who is said to hold, take, leave, enter or fight for which place, when, and who says so
#[derive(Debug, Args)]
#[command(
    after_help = "Files: plain text, Markdown, HTML, JSON, JSON lines, CSV, TSV, RSS, Atom, plain mails. Anything else is named on standard error.

Exit code: 0 when anything was read (files that were not are named on standard error), 1 when nothing was, 2 for wrong arguments.

Examples:
  salient extract articles/ > claims.jsonl
  salient extract articles/ more.html --known-as-of 2024-11-29
  salient extract --show-text articles/report.txt"
)]
pub(super) struct Extract {
    /// Folders or files of articles
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<PathBuf>,
    #[arg(long, value_enum, default_value = "jsonl")]
    pub format: ExtractFormat,
    /// Leave out what was published after this day (YYYY-MM-DD), and articles that nothing dates
    #[arg(long, value_name = "DAY")]
    pub known_as_of: Option<Date>,
    /// Print the articles' text as the offsets count it, instead of claims
    #[arg(long)]
    pub show_text: bool,
    #[command(flatten)]
    pub layers: Layers,
}

/// Annotate texts: JSON lines {"id","text","published"?} on standard input, {"id","toponyms","timexes","claims"} on standard output
#[derive(Debug, Args)]
#[command(
    after_help = "Offsets count Unicode code points of the text given. A line that cannot be read is named on standard error and left out.

Examples:
  echo '{\"id\":1,\"text\":\"Rebels entered Saraqib on Friday.\",\"published\":\"2024-11-30\"}' | salient annotate
  salient annotate < corpus.jsonl > annotated.jsonl"
)]
pub(super) struct Annotate {
    #[command(flatten)]
    pub layers: Layers,
}

/// List the places that bear a name: coordinates, kind, country, and where each comes from
#[derive(Debug, Args)]
#[command(after_help = "Spellings meet: al-Rashideen finds Rashidin. The best match comes first, then by size.

Exit code: 1 when no place bears the name.

Examples:
  salient gazetteer Saraqib
  salient gazetteer \"Ma'arrat al-Nu'man\" --json")]
pub(super) struct Gazetteer {
    /// The name, in quotes if it has several words
    pub name: String,
    /// One JSON object a line instead of a table
    #[arg(long)]
    pub json: bool,
    #[command(flatten)]
    pub layers: Layers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ThemeName {
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaletteName {
    /// The colours that readers of the war know the sides by
    Conventional,
    /// Distinct to colour-blind eyes
    ColourSafe,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum GroundName {
    /// Land, water, borders and roads
    Quiet,
    /// Mountains and plains under borders and roads
    Relief,
}

/// Draw the map at a date into a PNG or SVG file, with title, dates, legend, scale, sources and credits
#[derive(Debug, Args)]
#[command(after_help = "Neither a display nor a graphics card is needed. Without PATH the sample of the program is drawn.

Examples:
  salient snapshot articles/ --at 2024-11-30 --out map.png
  salient snapshot articles/ --at 2024-11-30 --known-as-of 2024-11-29 --place Aleppo --out known-then.svg
  salient snapshot articles/ --bbox 36,35,38,37 --size a4 --scale 2 --theme dark --palette colour-safe --out page.png")]
pub(super) struct Snapshot {
    /// Folders or files of articles
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What had happened by the end of this day (YYYY-MM-DD); the last change without it
    #[arg(long, value_name = "DAY")]
    pub at: Option<Date>,
    /// Only what had been published by this day
    #[arg(long, value_name = "DAY")]
    pub known_as_of: Option<Date>,
    /// The ground to show, in degrees
    #[arg(long, value_name = "W,S,E,N", allow_hyphen_values = true, conflicts_with = "place")]
    pub bbox: Option<BoundingBox>,
    /// Show the ground around this place
    #[arg(long, value_name = "NAME")]
    pub place: Option<String>,
    /// WIDTHxHEIGHT in points, or a4, a4-landscape
    #[arg(long, default_value = "1600x900")]
    pub size: PageSize,
    /// Pixels a point
    #[arg(long, default_value = "1", value_parser = scale)]
    pub scale: f32,
    #[arg(long, value_enum, default_value = "light")]
    pub theme: ThemeName,
    #[arg(long, value_enum, default_value = "conventional")]
    pub palette: PaletteName,
    /// What lies under the claims; both come with the program
    #[arg(long, value_enum, default_value = "quiet")]
    pub basemap: GroundName,
    /// Colour the land nearest to each place, labelled as an estimate.
    #[arg(long)]
    pub areas: bool,
    #[arg(long, default_value = "Who is said to hold what")]
    pub title: String,
    /// Leave out roads and small waters
    #[arg(long)]
    pub plain: bool,
    /// Put the fonts into an SVG, so that it looks alike everywhere
    #[arg(long)]
    pub embed_fonts: bool,
    /// The file to write, ending in .png or .svg
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    #[command(flatten)]
    pub layers: Layers,
}

fn scale(text: &str) -> Result<f32, String> {
    let scale = text.parse::<f32>().ok().filter(|s| (0.5..=4.0).contains(s));
    scale.ok_or_else(|| "give a number from 0.5 to 4".to_owned())
}

/// Say, sentence by sentence, what was seen in an article (places, times, actors, who speaks) and why it became a claim or did not
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  salient explain articles/report.txt
  salient explain articles/ | less")]
pub(super) struct Explain {
    /// Articles, or folders of them
    #[arg(value_name = "ARTICLE", required = true)]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub layers: Layers,
}
