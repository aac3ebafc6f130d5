"""``flask evaluate``: how good the recommender is on a judged collection."""

import csv
import json
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console

from matchmaker.cli.files import written_whole
from matchmaker.cli.reporting import progress_listener, reports_errors
from matchmaker.config import Settings
from matchmaker.recommender import evaluation
from matchmaker.recommender.encoder import LazyEncoder
from matchmaker.recommender.reader import bundled_reader
from matchmaker.recommender.settings import RecommenderSettings
from matchmaker.services.evaluation import Evaluated, evaluate_collection

RANKING_HEADER = ("query", "candidate", "relation", "rank", "score")


@click.command("evaluate")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option("--ranking", type=click.Path(path_type=Path, dir_okay=False), help="Write the ranking to FILE.")
@click.option("--folds", type=click.IntRange(2, 20), help="Also the figures of each of N parts of the queries.")
@with_appcontext
@reports_errors
def evaluate(folder: Path, *, as_json: bool, ranking: Path | None, folds: int | None) -> None:
    """Measure the recommender on the judged collection DIR, beside two baselines; the installation is left alone."""
    settings: Settings = current_app.config["SETTINGS"]
    encoder = LazyEncoder(settings.encoder, batch=settings.encoder_batch)
    with progress_listener(Console(stderr=True)) as progress:
        evaluated = evaluate_collection(
            folder, encoder=encoder, reader=bundled_reader(), settings=RecommenderSettings(),
            progress=progress,
        )
    if ranking is not None:
        _write_ranking(ranking, evaluated)
    report = _report(evaluated, encoder_id=encoder.encoder_id, folds=folds)
    if as_json:
        click.echo(json.dumps(report, indent=2, ensure_ascii=False))
    else:
        _print(report)


def _report(evaluated: Evaluated, *, encoder_id: str, folds: int | None) -> dict[str, Any]:
    ours = evaluation.score_queries(evaluated.ours, evaluated.judgements, evaluated.profiles)
    report: dict[str, Any] = {
        "encoder": encoder_id,
        "profiles": len(evaluated.profiles),
        "relations": evaluation.by_relation(ours),
        "no_match": evaluation.no_match(ours),
        "slices": evaluation.slices(ours),
        "baselines": {},
    }
    for name, ranking in evaluated.baselines.items():
        theirs = evaluation.score_queries(ranking, evaluated.judgements, evaluated.profiles)
        report["baselines"][name] = {
            "relations": evaluation.by_relation(theirs),
            "difference": evaluation.compare(ours, theirs),
        }
    if folds is not None:
        report["folds"] = evaluation.folds(ours, count=folds)
    return report


def _write_ranking(path: Path, evaluated: Evaluated) -> None:
    refs = {profile.id: profile.ref for profile in evaluated.profiles.values()}
    with written_whole(path) as file:
        writer = csv.writer(file)
        writer.writerow(RANKING_HEADER)
        writer.writerows(
            (refs[one.query_id], refs[one.candidate_id], one.relation.value, one.rank, f"{one.score:.6f}")
            for one in evaluated.recommendations
        )


def _print(report: dict[str, Any]) -> None:
    console = Console()
    console.print(f"{report['profiles']} profiles, encoder {report['encoder']}\n", highlight=False)
    systems = {"matchmaker": report["relations"]}
    systems |= {name: baseline["relations"] for name, baseline in report["baselines"].items()}
    line = "{:<17}{:<8}{:>3}  {:<20}{:>6}{:>5}{:>5}{:>6}{:>6}"
    heading = ("ranking", "asks", "n", "nDCG@10 [95 %]", "recall", "MRR", "p@1", "forb.", "traps")
    console.print(line.format(*heading), style="bold", highlight=False, markup=False)
    for system, relations in systems.items():
        for relation, summary in relations.items():
            figures = [_mean(summary[name]) for name in ("recall", "mrr", "p1")]
            row = (system, relation, summary["queries"], _with_interval(summary["ndcg"]), *figures,
                   summary["forbidden"], summary["traps"])
            console.print(line.format(*row), highlight=False, markup=False)
    console.print()
    for name, baseline in report["baselines"].items():
        for relation, difference in baseline["difference"].items():
            verdict = "better" if difference["better"] else "not surely better"
            console.print(
                f"against {name:<18} {relation:<8} {difference['mean']:+.3f}"
                f" [{difference['low']:+.3f}, {difference['high']:+.3f}] {verdict}", highlight=False,
            )
    nothing = report["no_match"]
    console.print(
        f"queries with nothing to find: {nothing['queries']}; empty lists: {nothing['empty_lists']};"
        f" recall {_plain(nothing['recall'])}, precision {_plain(nothing['precision'])}", highlight=False,
    )
    for number, fold in enumerate(report.get("folds", ()), start=1):
        console.print(
            f"fold {number}: " + ", ".join(f"{rel} {_plain(x['ndcg'])} ({x['queries']})" for rel, x in fold.items()),
            highlight=False,
        )


def _with_interval(found: dict[str, float] | None) -> str:
    return "–" if found is None else f"{found['mean']:.3f} [{found['low']:.2f}, {found['high']:.2f}]"


def _mean(found: dict[str, float] | None) -> str:
    return "–" if found is None else f"{found['mean']:.2f}"


def _plain(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
