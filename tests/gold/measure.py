"""Measure the extraction on the human-annotated dev sets, with their own scorers.

The data lie beside the project (``../shared/gold``) and never enter it. Each set becomes a ``.jsonl`` dump that
``briefing extract`` reads like any other; the lines that come out are put into the scorers' forms.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

GOLD = Path(__file__).parents[3] / "shared" / "gold"
Line = dict[str, Any]


def _read(path: Path) -> list[Line]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _write(path: Path, lines: Iterable[Line]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def _article(gold: Line) -> Line:
    """A gold record as an article's record: what a reader of the article would be given, nothing more."""
    known = {"title": gold.get("title"), "published": gold.get("date") or gold.get("published")}
    text = gold.get("text") or gold["sentence"]
    return {"id": gold["id"], "text": text, **{name: value for name, value in known.items() if value}}


def _headless(gold: Line) -> Line:
    return {"id": gold["id"], "text": gold["text"]}


def extract(name: str, work: Path, *, jobs: int = 1, article: Callable[[Line], Line] = _article) -> list[Line]:
    """Run ``briefing extract`` over one dev set; its output lines."""
    dump = _write(work / f"{name}.jsonl", map(article, _read(GOLD / name / "dev.jsonl")))
    command = [sys.executable, "-m", "generator", "extract", "--quiet", "--jobs", str(jobs), str(dump)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def score(scorer: str, gold: str, predictions: Iterable[Line], work: Path, *options: str) -> str:
    """Standard output of a scorer."""
    path = _write(work / f"{gold}.{scorer}.pred.jsonl", predictions)
    command = [sys.executable, str(GOLD / scorer), str(GOLD / gold / "dev.jsonl"), str(path), *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


# --- the scorers' forms ---------------------------------------------------------------------------------------------


def _quotes(lines: list[Line]) -> Iterator[Line]:
    for line in lines:
        yield {"id": line["id"], "quotes": [_quote(quote) for quote in line["quotes"]]}


def _quote(quote: Line) -> Line:
    speaker = quote["speaker"] or {"text": None, "start": None, "end": None}
    return {
        "quote": quote["text"],
        "start": quote["start"],
        "end": quote["end"],
        "speaker": speaker["text"],
        "speaker_start": speaker["start"],
        "speaker_end": speaker["end"],
        "speaker_full": quote["speaker_name"],
    }


def _actors(lines: list[Line]) -> Iterator[Line]:
    """Actors, states as places; places that are no states after them."""
    for line in lines:
        actors = [{**actor, "type": actor["type"].replace("state", "place")} for actor in line["actors"]]
        taken = {tuple(extent) for actor in actors for extent in actor["mentions"]}
        places = [
            {"name": place["name"], "type": "place"}
            for place in line["places"]
            if not any(tuple(extent) in taken for extent in place["mentions"])
        ]
        yield {"id": line["id"], "actors": actors + places}


def _facts(lines: list[Line], *, when: bool) -> Iterator[Line]:
    for line in lines:
        facts = [{"text": fact["text"] + (_words_of_when(fact) if when else "")} for fact in line["key_facts"]]
        yield {"id": line["id"], "title": line["title"]["text"], "key_facts": facts}


def _words_of_when(fact: Line) -> str:
    outside = fact["when"] and not fact["start"] <= fact["when"]["start"] < fact["end"]
    return f" {fact['when']['text']}" if outside else ""


def _dates(lines: list[Line]) -> Iterator[Line]:
    gold = {line["id"]: line for line in _read(GOLD / "dates" / "dev.jsonl")}
    for line in lines:
        start, end = gold[line["id"]]["start"], gold[line["id"]]["end"]
        overlap = [(min(end, d["end"]) - max(start, d["start"]), -k) for k, d in enumerate(line["dates"])]
        best = max(overlap, default=(0, 0))
        yield {"id": line["id"], "value": line["dates"][-best[1]]["value"] if best[0] > 0 else None}


RELIABILITY = "reliability.jsonl"


def reliability(lines: list[Line]) -> Iterator[Line]:
    """For each tenth of confidence how many attributions have it, and what share of them names the right speaker."""
    gold = {line["id"]: line["quotes"] for line in _read(GOLD / "quotes" / "dev.jsonl")}
    tenths: dict[int, list[bool]] = {}
    for line in lines:
        for quote in line["quotes"]:
            known = [one for one in gold[line["id"]] if one["speaker"] and _is_same(one, quote)]
            if quote["speaker"] and known:
                tenths.setdefault(min(int(quote["confidence"] * 10), 9), []).append(_is_right(known[0], quote))
    for tenth, right in sorted(tenths.items()):
        yield {"confidence": tenth / 10, "right": round(100 * sum(right) / len(right), 1), "n": len(right)}


def _is_same(gold: Line, quote: Line) -> bool:
    shared = min(gold["end"], quote["end"]) - max(gold["start"], quote["start"])
    return 2 * shared >= max(gold["end"], quote["end"]) - min(gold["start"], quote["start"])


def _is_right(gold: Line, quote: Line) -> bool:
    """Whether the speaker's words overlap the annotated ones, or the name is the same."""
    speaker, name = quote["speaker"], (quote["speaker_name"] or "").lower().split()[-1:]
    overlap = min(gold["speaker_end"], speaker["end"]) > max(gold["speaker_start"], speaker["start"])
    names = {word.lower() for key in ("speaker_head", "speaker_coref") for word in (gold.get(key) or "").split()[-1:]}
    return overlap or not names.isdisjoint(name)


# --- the measures ---------------------------------------------------------------------------------------------------


def measure_quotes(work: Path, jobs: int = 1) -> dict[str, float]:
    found = extract("quotes", work, jobs=jobs, article=_headless)
    _write(work / RELIABILITY, reliability(found))
    lines = list(_quotes(found))
    direct, both = map(json.loads, score("score_quotes.py", "quotes", lines, work, "--json").splitlines())
    classes = json.loads(score("classes_quotes.py", "quotes", lines, work, "--json"))
    return {
        "quotes found, F1": both["quotes"]["f1"],
        "found and speaker right, all": both["e2e"]["f1"],
        "found and speaker right, direct": direct["e2e"]["f1"],
        "named speakers": both["named_only"]["f1"],
        "speaker's full name": both["full_name"]["f1"],
        "speaker by role only, %": classes["spk:nominal"]["found_with_speaker"],
        "over several paragraphs, %": classes["multi-paragraph"]["found_with_speaker"],
        "speaker in another paragraph, %": classes["speaker in another paragraph"]["found_with_speaker"],
    }


def measure_wikinews(work: Path, jobs: int = 1) -> dict[str, float]:
    lines = extract("wikinews", work, jobs=jobs, article=_headless)
    people, everyone = (
        row
        for row in map(json.loads, score("score_actors.py", "actors", _actors(lines), work, "--json").splitlines())
        if row["types"] in ("person+organization", "person+organization+place")
    )
    quotes = json.loads(score("score_quotes.py", "wikinews", _quotes(lines), work, "--json").splitlines()[1])
    roles = json.loads(score("score_roles.py", "wikinews", lines, work, "--json"))
    gold = {line["id"]: line["published"] for line in _read(GOLD / "wikinews" / "dev.jsonl")}
    return {
        "actors, person+organisation F1": people["f1"],
        "actors, with places F1": everyone["f1"],
        "actors, duplicates": everyone["duplicates"],
        "actors, name forms carried, %": everyone["alias_forms"],
        "roles, F1": roles["f1"],
        "Wikinews quotes, speaker right": quotes["e2e"]["f1"],
        "Wikinews dates of publication, %": 100 * sum(gold[x["id"]] == x["published"] for x in lines) / len(lines),
    }


def measure_who(work: Path, jobs: int = 1) -> dict[str, float]:
    words = score("score_who.py", "who", extract("who", work, jobs=jobs), work).split()
    return {
        "main who, first": float(words[words.index("1") + 1]),
        "main who, first three": float(words[words.index("3") + 1]),
    }


def measure_facts(work: Path, jobs: int = 1) -> dict[str, float]:
    lines = extract("facts5w", work, jobs=jobs)
    options = ("--with-title", "--max-words", "110", "--json")
    plain = json.loads(score("score_facts.py", "facts5w", _facts(lines, when=False), work, *options))
    dated = json.loads(score("score_facts.py", "facts5w", _facts(lines, when=True), work, "--with-title", "--json"))
    return {
        "key facts + title, four W": plain["head_mean"],
        "when, with the words of when": dated["head"]["when"],
        "words a brief": plain["words"],
    }


def measure_dates(work: Path, jobs: int = 1) -> dict[str, float]:
    found = json.loads(score("score_dates.py", "dates", _dates(extract("dates", work, jobs=jobs)), work, "--json"))
    return {"dates right, %": found["accuracy"], "dates wrong value, %": found["wrong_value"]}


MEASURES: dict[str, Callable[[Path, int], dict[str, float]]] = {
    "quotes": measure_quotes,
    "wikinews": measure_wikinews,
    "who": measure_who,
    "facts": measure_facts,
    "dates": measure_dates,
}
