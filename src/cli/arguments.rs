//! The commands and their options, with the help that they print.

use crate::calendar::Date;
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

#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    Extract(Extract),
    Annotate(Annotate),
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
}

/// Annotate texts: JSON lines {"id","text","published"?} on standard input, {"id","toponyms","timexes","claims"} on standard output
#[derive(Debug, Args)]
#[command(
    after_help = "Offsets count Unicode code points of the text given. A line that cannot be read is named on standard error and left out.

Examples:
  echo '{\"id\":1,\"text\":\"Rebels entered Saraqib on Friday.\",\"published\":\"2024-11-30\"}' | salient annotate
  salient annotate < corpus.jsonl > annotated.jsonl"
)]
pub(super) struct Annotate {}
