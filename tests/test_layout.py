"""The shape of the code: who may import whom, and what importing costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "digest"
STAGES = {"collect", "clean", "group", "summarize", "rank", "compose", "render", "publish", "archive"}
SHARED = {"model", "errors", "words", "segment", "numerals", "record", "canonical", "ledger", "files"}
ALSO = {
    "compose": {"rank"},
    "render": {"mail"},
    "publish": {"render", "archive"},
    "archive": {"render"},
    "record": {"clean"},
}  # each with its reason in docs/decisions.md
OWNERS = {
    "sumy": {"summarize", "words"},
    "nltk": {"summarize"},
    "Stemmer": {"words"},
    "trafilatura": {"clean"},
    "readability": {"clean"},
    "lxml": {"clean"},
    "charset_normalizer": {"clean"},
    "py3langid": {"clean"},
    "markdown_it": {"clean"},
    "feedparser": {"collect"},
    "httpx": {"collect"},
    "httpcore": {"collect"},
    "protego": {"collect"},
    "brotli": {"collect"},
    "tomlkit": {"toml_edit"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "filelock": {"store"},
    "apscheduler": {"daemon"},
    "jinja2": {"render"},
    "typer": {"cli", "project_cli"},
    "rich": {"terminal"},
    "pydantic": {"config"},
    "numpy": {"group", "summarize"},
    "scipy": {"group", "summarize"},
    "css_inline": {"mail"},
    "dkim": {"mail"},
    "warcio": {"collect"},
    "fsspec": {"collect"},
    "distributed": {"engine"},
    "dask": {"engine"},
    "pypdf": {"clean"},
    "pagefind_bin": {"archive"},
    "weasyprint": {"render"},
    "prometheus_client": {"web"},
}
MODULES = sorted(SOURCE.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Every dotted name that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def part(path: Path) -> str:
    """The part of the design that a module belongs to: its package, or its own name."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize(
    "path", [path for path in MODULES if part(path) in STAGES], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_a_stage_knows_the_nouns_and_no_neighbour(path: Path) -> None:
    """A stage imports the nouns, the errors and shared helpers, and nothing of another stage."""
    allowed = SHARED | {part(path)} | ALSO.get(part(path), set())
    used = {name.split(".")[1] for name in imports(path) if name.startswith("digest.")}
    assert used <= allowed, f"{path.name} reaches into {sorted(used - allowed)}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_driver_is_imported_only_by_its_owner(path: Path) -> None:
    """A library stands in one part of the tree, so that replacing it touches one part."""
    for name in imports(path):
        owners = OWNERS.get(name.split(".")[0])
        assert owners is None or part(path) in owners, f"{path.name} imports {name}"


def test_importing_digest_loads_no_heavy_library() -> None:
    """`import digest` and `digest --help` cost no more than they must: heavy libraries are loaded where they are used."""
    heavy = sorted(OWNERS.keys() - {"typer"})
    code = f"import sys, digest, digest.cli; print([name for name in {heavy!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert loaded == "[]"
