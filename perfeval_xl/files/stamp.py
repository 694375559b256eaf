"""The stamp of a submission: which rules, which version, and a digest of what stands on the form."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from perfeval_xl.figures import Typed, plain
from perfeval_xl.files.casefile import to_dict
from perfeval_xl.model import Form

if TYPE_CHECKING:
    from perfeval_xl.files.reader import Return

_PRINTED = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """What a submission is stamped with; `verified` says by what the scheme was checked, empty for a draft."""

    scheme: str
    verified: str
    version: str
    digest: str

    @property
    def names(self) -> dict[str, str]:
        """The defined names that carry the stamp, beside `scheme` and `perfeval.version`."""
        return {"submission.verified": self.verified or "草案", "submission.digest": self.digest}

    @property
    def properties(self) -> dict[str, str]:
        """The custom document properties that carry the stamp."""
        return {
            "perfeval.scheme": self.scheme,
            "perfeval.verified": self.verified or "草案",
            "perfeval.version": self.version,
            "perfeval.digest": self.digest,
        }

    @property
    def footer(self) -> str:
        """The line printed at the foot of every page; the digest's beginning is enough to compare by eye."""
        state = "" if self.verified else "（草案）"
        return f"方案 {self.scheme}{state} · perfeval-xl {self.version} · 校验码 {self.digest[:_PRINTED].upper()}"


def verify(given: Return) -> bool | None:
    """Whether a submission, as read, still is what was stamped; None where the workbook carries no stamp."""
    if not given.digest:
        return None
    return digest_of(given.form, given.cached, given.version) == given.digest


def digest_of(form: Form, computed: Mapping[str, Typed], version: str) -> str:
    """The SHA-256, in hexadecimal, of what stands on a form: what was typed, what was computed, under which version.

    Empty texts do not count: LibreOffice and WPS save them as blank cells.
    """
    content = {
        "case": _filled(to_dict(form)),
        "computed": {name: plain(value) if isinstance(value, Decimal) else value for name, value in computed.items()},
        "version": version,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _filled(item) for key, item in value.items() if item != ""}
    return [_filled(item) for item in value] if isinstance(value, list) else value
