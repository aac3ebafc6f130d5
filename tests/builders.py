"""Builders of the values and files tests speak about; every default is a plain, valid one."""

import itertools
import json
from pathlib import Path
from typing import Any

from matchmaker.recommender.profile import Listing, Profile
from models.enums import ListingKind, OrganisationKind

_ids = itertools.count(1)


def offer(title: str = "Woven bags", text: str = "Made by hand.", **fields: Any) -> Listing:
    """An offer in English."""
    return _listing(ListingKind.OFFER, title, text, fields)


def need(title: str = "Handmade bags", text: str = "For museum shops.", **fields: Any) -> Listing:
    """A need in English."""
    return _listing(ListingKind.NEED, title, text, fields)


def enterprise(ref: str = "e-1", economy: str = "PE", **fields: Any) -> Profile:
    """A verified enterprise of Peru."""
    return _profile(OrganisationKind.ENTERPRISE, ref, economy, fields)


def buyer(ref: str = "b-1", economy: str = "JP", **fields: Any) -> Profile:
    """A verified buyer in Japan."""
    return _profile(OrganisationKind.BUYER, ref, economy, fields)


def listing_record(ref: str, **fields: Any) -> dict[str, Any]:
    """A listing as it stands in a collection."""
    return {
        "id": ref, "title": "Woven bags", "text": "Made by hand.", "lang": "en", "concepts": [],
        "territories_excluded": [], "capacity_per_month": None, "min_per_month": None, "authorship": None,
        "consent": None, "licences_heritage": False, "refuses": [], **fields,
    }


def profile_record(ref: str = "e-001", **fields: Any) -> dict[str, Any]:
    """A profile as it stands in a collection: an enterprise of Peru with an offer, or a buyer in Japan with a need."""
    is_buyer = ref.startswith("b")
    return {
        "ref": ref, "kind": "buyer" if is_buyer else "enterprise", "name": f"House {ref}",
        "economy": "JP" if is_buyer else "PE", "city": None, "languages": ["en"], "summary": "We work with care.",
        "summary_lang": "en", "domains": ["crafts"], "founded": 2010, "people": 5,
        "export_readiness": None if is_buyer else 3, "verified": True, "target_economies": [],
        "offers": [] if is_buyer else [listing_record("o1")],
        "needs": [listing_record("n1", title="Handmade bags")] if is_buyer else [], **fields,
    }


def write_collection(folder: Path, *records: dict[str, Any]) -> Path:
    """A collection's folder with those profiles."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "profiles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _listing(kind: ListingKind, title: str, text: str, fields: dict[str, Any]) -> Listing:
    id_ = next(_ids)
    plain = {"id": id_, "ref": f"{kind[0]}{id_}", "kind": kind, "title": title, "text": text, "lang": "en"}
    return Listing(**plain | fields)


def _profile(kind: OrganisationKind, ref: str, economy: str, fields: dict[str, Any]) -> Profile:
    return Profile(**{
        "id": next(_ids), "ref": ref, "kind": kind, "name": f"House {ref}", "economy": economy, "languages": ("en",),
        "summary": "We work with care.", "summary_lang": "en",
    } | fields)
