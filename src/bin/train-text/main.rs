//! Trains and measures the models of the text room. `train-text --help` tells how.

use clap::{Parser, Subcommand};
use salient::text::training::{
    Example, ParserPlan, ParserScore, TaggerPlan, read_conllu, test_parser, test_tagger, train_parser, train_tagger,
};
use salient::text::{Parser as DependencyParser, Tagger, analyse};
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
        #[arg(long, default_value_t = 8)]
        epochs: usize,
        /// Length of the first steps.
        #[arg(long, default_value_t = 0.1)]
        rate: f32,
        /// Share of features left out at each decision.
        #[arg(long, default_value_t = 0.2)]
        thin: f32,
        /// Features met less often are not used.
        #[arg(long, default_value_t = 2)]
        rare: u8,
    },
    /// Trains the parser on CoNLL-U files, on the tags of taggers that have not seen the sentence.
    Parser {
        #[arg(long, num_args = 1.., required = true)]
        train: Vec<PathBuf>,
        #[arg(long, num_args = 1..)]
        test: Vec<PathBuf>,
        #[arg(long)]
        out: PathBuf,
        #[arg(long, default_value_t = 20)]
        move_bits: u32,
        #[arg(long, default_value_t = 15)]
        label_bits: u32,
        #[arg(long, default_value_t = 6)]
        epochs: usize,
        /// Length of the first steps.
        #[arg(long, default_value_t = 0.1)]
        rate: f32,
        /// Share of features left out at each decision.
        #[arg(long, default_value_t = 0.2)]
        thin: f32,
        /// Features met less often are not used.
        #[arg(long, default_value_t = 2)]
        rare: u8,
    },
    /// Measures the embedded models on CoNLL-U files, and their speed.
    Eval {
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
    /// Prints the sentences of text files as trees: number, word, tag, head, relation.
    Show { files: Vec<PathBuf> },
    /// Prints the sentences of a CoNLL-U file with what the models say beside what the treebank says.
    Errors { file: PathBuf },
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

fn report(file: &Path, score: ParserScore, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "{}: all tokens UAS {:.2} LAS {:.2}; without punctuation UAS {:.2} LAS {:.2}",
        file.display(),
        percent((score.heads, score.tokens)),
        percent((score.heads_and_labels, score.tokens)),
        percent((score.word_heads, score.words)),
        percent((score.word_heads_and_labels, score.words))
    )
}

fn run(command: Command, out: &mut impl Write) -> io::Result<()> {
    match command {
        Command::Tagger { train, test, out: path, bits, epochs, rate, thin, rare } => {
            let examples = read(&train, out)?;
            let bytes = train_tagger(&examples, TaggerPlan { bits, epochs, rate, thin, rare });
            salient_write(&path, &bytes)?;
            let tagger = Tagger::from_bytes(bytes.leak()).ok_or_else(|| io::Error::other("the model does not read back"))?;
            for file in test {
                let examples = read(std::slice::from_ref(&file), out)?;
                writeln!(out, "{}: {:.2} % UPOS", file.display(), percent(test_tagger(&tagger, &examples)))?;
            }
        }
        Command::Parser { train, test, out: path, move_bits, label_bits, epochs, rate, thin, rare } => {
            let examples = read(&train, out)?;
            let bytes = train_parser(
                &examples,
                TaggerPlan { bits: 17, epochs: 8, rate: 0.1, thin: 0.2, rare: 2 },
                ParserPlan { move_bits, label_bits, epochs, rate, thin, rare },
            );
            salient_write(&path, &bytes)?;
            let parser = DependencyParser::from_bytes(bytes.leak()).ok_or_else(|| io::Error::other("the model does not read back"))?;
            for file in test {
                let examples = read(std::slice::from_ref(&file), out)?;
                report(&file, test_parser(Tagger::embedded(), &parser, &examples), out)?;
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
                let tags: Vec<_> = examples.iter().map(|e| tagger.tag(&e.tokens, &e.text)).collect();
                let start = Instant::now();
                for (example, tags) in examples.iter().zip(&tags) {
                    std::hint::black_box(DependencyParser::embedded().parse(&example.tokens, tags, &example.text));
                }
                let time = start.elapsed().as_secs_f64();
                writeln!(out, "{}: parser {:.0} tokens/s", file.display(), score.1 as f64 / time)?;
                report(&file, test_parser(tagger, DependencyParser::embedded(), &examples), out)?;
            }
        }
        Command::Show { files } => {
            for file in files {
                let text = text_of(&file)?;
                let analysis = analyse(&text, &[]);
                for sentence in &analysis.sentences {
                    let tokens = analysis.tokens_of(sentence);
                    let tags = Tagger::embedded().tag(tokens, &text);
                    for (n, (token, arc)) in tokens.iter().zip(DependencyParser::embedded().parse(tokens, &tags, &text)).enumerate() {
                        let head = arc.head.map_or(0, |head| head + 1);
                        let tag = tags.get(n).map_or("", |tag| tag.name());
                        writeln!(out, "{:3} {:20} {tag:6} {head:3} {}", n + 1, token.span.of(&text), arc.deprel.name())?;
                    }
                    writeln!(out)?;
                }
            }
        }
        Command::Errors { file } => {
            for example in read(std::slice::from_ref(&file), out)? {
                let tags = Tagger::embedded().tag(&example.tokens, &example.text);
                let arcs = DependencyParser::embedded().parse(&example.tokens, &tags, &example.text);
                writeln!(out, "# {}", example.text)?;
                for (n, ((token, arc), (right, (guess, tag)))) in
                    example.tokens.iter().zip(&arcs).zip(example.arcs.iter().zip(tags.iter().zip(&example.tags))).enumerate()
                {
                    let number = |head: Option<usize>| head.map_or(0, |head| head + 1);
                    writeln!(
                        out,
                        "{:3} {:20} {:6}{} {:3} {:12}{} {:3} {}",
                        n + 1,
                        token.norm,
                        guess.name(),
                        if guess == tag { ' ' } else { '*' },
                        number(arc.head),
                        arc.deprel.name(),
                        if arc.head == right.head { ' ' } else { '*' },
                        number(right.head),
                        right.deprel.name()
                    )?;
                }
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "a torn model file is seen at once by the test that follows")]
fn salient_write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    std::fs::write(path, bytes)
}
