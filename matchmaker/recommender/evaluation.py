"""What an evaluation says: every measure of a ranking per relation, language, Party and domain, and against others."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from matchmaker.recommender.metrics import Interval, QueryMeasure, interval, measure, paired_difference
from matchmaker.recommender.profile import Profile
from matchmaker.recommender.text import language
from models.enums import OrganisationKind, Relation

Query = tuple[Relation, str]
Ranking = Mapping[Query, Sequence[str]]
Judgements = Mapping[Query, Mapping[str, int]]

MEANS = ("ndcg", "recall", "mrr", "p1")
CJK_LANGUAGES = frozenset({"ja", "ko", "zh"})


@dataclass(frozen=True, slots=True)
class Scored:
    """The measures of one query's list, with the profile that asks."""

    query: Query
    profile: Profile
    measure: QueryMeasure


def score_queries(ranking: Ranking, judgements: Judgements, profiles: Mapping[str, Profile]) -> list[Scored]:
    """Every judged query, by relation and ref; one without a list has an empty one."""
    return [
        Scored(query=query, profile=profiles[query[1]], measure=measure(ranking.get(query, ()), grades))
        for query, grades in sorted(judgements.items())
    ]


def summarise(scored: Sequence[Scored]) -> dict[str, Any]:
    """Means with intervals, and counts: forbidden pairs over all queries, traps over those with something to find."""
    positive = [one.measure for one in scored if one.measure.has_positive]
    return {
        "queries": len(positive),
        **{name: _interval(interval(_values(positive, name))) for name in MEANS},
        "forbidden": sum(one.measure.forbidden for one in scored),
        "traps": sum(one.traps for one in positive),
    }


def by_relation(scored: Sequence[Scored]) -> dict[str, Any]:
    """The summary of every relation that was asked."""
    return {
        relation.value: summarise([one for one in scored if one.query[0] is relation])
        for relation in Relation
        if any(one.query[0] is relation for one in scored)
    }


def slices(scored: Sequence[Scored]) -> dict[str, Any]:
    """Summaries by relation and language (CJK also pooled), Party or economy, and domain of who asks."""
    groups: dict[str, list[Scored]] = defaultdict(list)
    for one in scored:
        relation = one.query[0].value
        groups[f"{relation}/language/{one.profile.summary_lang}"].append(one)
        if language(one.profile.summary_lang) in CJK_LANGUAGES:
            groups[f"{relation}/language/CJK"].append(one)
        if one.profile.kind is OrganisationKind.ENTERPRISE:
            groups[f"{relation}/party/{one.profile.economy}"].append(one)
        for domain in one.profile.domains:
            groups[f"{relation}/domain/{domain.value}"].append(one)
    return {name: summarise(group) for name, group in sorted(groups.items())}


def no_match(scored: Sequence[Scored]) -> dict[str, Any]:
    """Of the queries with nothing to find, how many got an empty list; of the empty lists, how many are right."""
    nothing = [one for one in scored if not one.measure.has_positive]
    empty = [one for one in scored if one.measure.shown == 0]
    right = sum(not one.measure.has_positive for one in empty)
    return {
        "queries": len(nothing),
        "empty_lists": len(empty),
        "recall": right / len(nothing) if nothing else None,
        "precision": right / len(empty) if empty else None,
    }


def compare(ours: Sequence[Scored], theirs: Sequence[Scored]) -> dict[str, Any]:
    """Per relation, the paired difference in nDCG@10 over the same queries, and whether it is surely above 0."""
    found: dict[str, Any] = {}
    for relation in Relation:
        pairs = [
            (one.measure.ndcg, other.measure.ndcg)
            for one, other in zip(ours, theirs, strict=True)
            if one.query[0] is relation and one.measure.ndcg is not None and other.measure.ndcg is not None
        ]
        difference = paired_difference([one for one, _ in pairs], [other for _, other in pairs])
        if difference is not None:
            found[relation.value] = {**asdict(difference), "better": difference.low > 0}
    return found


def folds(scored: Sequence[Scored], *, count: int) -> list[dict[str, Any]]:
    """nDCG@10 per relation in ``count`` parts of the queries, dealt out in order of ref."""
    refs = sorted({one.query[1] for one in scored})
    part = {ref: index % count for index, ref in enumerate(refs)}
    return [
        {
            relation: {"queries": summary["queries"], "ndcg": summary["ndcg"] and summary["ndcg"]["mean"]}
            for relation, summary in by_relation([one for one in scored if part[one.query[1]] == number]).items()
        }
        for number in range(count)
    ]


def _values(measures: Sequence[QueryMeasure], name: str) -> list[float]:
    return [value for value in (getattr(one, name) for one in measures) if value is not None]


def _interval(found: Interval | None) -> dict[str, float] | None:
    return None if found is None else asdict(found)
