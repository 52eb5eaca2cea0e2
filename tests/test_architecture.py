"""The house keeps its shape: directions, sizes, names and words."""

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path

import pytest

from portfolio.domain import codes
from portfolio.domain.filters import UNKNOWN
from portfolio.language import Language, words

ROOT = Path(__file__).parents[1]
DOCUMENT_NUMBER = "济政发〔2025〕4号"
"""The plan is cited by its number, which has no translation."""
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
PACKAGES = ("portfolio", "geodata", "pages")


def modules(*packages: str) -> list[Path]:
    return sorted(chain.from_iterable((ROOT / package).rglob("*.py") for package in packages))


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def shown(module: Path) -> str:
    return str(module.relative_to(ROOT))


PRODUCT = [*modules(*PACKAGES), ROOT / "streamlit_app.py"]
EACH = pytest.mark.parametrize("module", PRODUCT, ids=shown)


def test_the_import_contracts_hold() -> None:
    program = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([program, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@EACH
def test_a_module_fits_a_readers_head(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def lines_of_code(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From its first line to its last, without the docstring."""
    text = function.body[0] if ast.get_docstring(function) else None
    docstring = 0 if text is None or text.end_lineno is None else text.end_lineno - text.lineno + 1
    return (function.end_lineno or function.lineno) - function.lineno + 1 - docstring


@EACH
def test_a_function_fits_a_screen(module: Path) -> None:
    if "versions" in module.parts:
        return  # a migration is one long list
    functions = [node for node in ast.walk(tree(module)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = {node.name: lines for node in functions if (lines := lines_of_code(node)) > LONGEST_FUNCTION}
    assert not long


@EACH
def test_a_module_says_what_it_is_for(module: Path) -> None:
    source = tree(module)
    assert ast.get_docstring(source) or not source.body


@pytest.mark.parametrize("module", modules("portfolio", "geodata"), ids=shown)
def test_what_others_may_call_says_what_it_does(module: Path) -> None:
    if "versions" in module.parts:
        return
    silent = [
        node.name
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_no_script_lies_directly_in_pages() -> None:
    """Streamlit would serve it by its address before the frame has asked who is there."""
    assert [file.name for file in (ROOT / "pages").glob("*.py")] == ["__init__.py"]


def test_no_module_is_named_for_nothing() -> None:
    names = {module.stem for module in PRODUCT} | {folder.name for folder in ROOT.glob("*") if folder.is_dir()}
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "manager", "base"}


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield str(node.module)


@pytest.mark.parametrize("package", ["folium", "branca"])
def test_one_module_speaks_to_the_map_library(package: str) -> None:
    """It compiles user text as templates: one choke point escapes it."""
    speakers = {shown(module) for module in PRODUCT if any(name.split(".")[0] == package for name in imported(module))}
    assert len(speakers) <= 1, speakers


@pytest.mark.parametrize("module", modules("portfolio/domain"), ids=shown)
def test_the_rules_need_the_standard_library_and_no_clock(module: Path) -> None:
    for name in imported(module):
        assert name.split(".")[0] in sys.stdlib_module_names or name.startswith("portfolio.domain"), name
        assert name.split(".")[0] not in {"time", "random", "os", "pathlib", "socket", "urllib", "secrets"}, name
    clocks = {
        node.attr
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
    }
    assert not clocks


def test_nothing_that_is_committed_names_this_machine_or_an_index_of_packages() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is not a checkout")
    here = re.compile(re.escape(str(ROOT.parent)) + r"\b|/roo[t]/|/home/\w+/")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        file = ROOT / name
        if not file.is_file() or file.suffix in {".png", ".jpg", ".woff2", ".gz", ".parquet", ".xlsx"}:
            continue
        if file != Path(__file__) and here.search(file.read_text(encoding="utf-8", errors="replace")):
            found.append(name)
    assert not found


def test_the_pins_name_versions_and_no_place() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line.strip() and not line.startswith("#")]
    assert pins
    for line in pins:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_word_stands_in_every_language_with_the_same_values() -> None:
    chinese, english = words(Language.CHINESE), words(Language.ENGLISH)
    assert set(chinese) == set(english)
    # Parts of a date: a month is a number in Chinese and a word in English, and either may leave out the other.
    free = {"year", "month", "months", "day", "name", "number"}
    different = {
        key: placeholders(text) ^ placeholders(english[key])
        for key, text in chinese.items()
        if (placeholders(text) ^ placeholders(english[key])) - free
    }
    assert not different


def test_no_word_is_empty_or_untranslated() -> None:
    for language in Language:
        assert not [key for key, text in words(language).items() if not text]
    han = re.compile(r"[\u4e00-\u9fff]")
    english = {key: text.replace(DOCUMENT_NUMBER, "") for key, text in words(Language.ENGLISH).items()}
    assert not {key for key, text in english.items() if han.search(text)} - {"frame.own_name"}


def test_every_word_that_the_code_asks_for_exists() -> None:
    asked = {
        (shown(module), argument.value)
        for module in PRODUCT
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
        for argument in node.args[1:2]
        if isinstance(argument, ast.Constant)
    }
    assert asked
    known = words(Language.CHINESE)
    assert not {(module, key) for module, key in asked if key not in known}


def test_every_beginning_of_a_word_that_the_code_asks_for_exists() -> None:
    asked = {
        (shown(module), argument.values[0].value)
        for module in PRODUCT
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "t"
        for argument in node.args[1:2]
        if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant)
    }
    known = words(Language.CHINESE)
    assert not {(module, begin) for module, begin in asked if not any(key.startswith(begin) for key in known)}


WORDS_OF: dict[type[StrEnum], tuple[str, bool]] = {
    codes.Kind: ("kind", False),
    codes.ProjectClass: ("class", True),
    codes.Stage: ("stage", True),
    codes.Nature: ("nature", False),
    codes.Light: ("light", False),
    codes.Basis: ("basis", True),
    codes.Assignment: ("assignment", False),
    codes.UnitKind: ("unit_kind", False),
    codes.ListType: ("list_type", False),
    codes.Precision: ("precision", False),
    codes.Grade: ("grade", False),
    codes.CountBy: ("count_by", False),
}
"""Each closed set with the beginning of its words, and whether «not known» is one of them."""


def test_no_closed_set_is_forgotten() -> None:
    sets = {value for value in vars(codes).values() if isinstance(value, type) and issubclass(value, StrEnum)}
    assert sets - {StrEnum} == set(WORDS_OF)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("codes_of", WORDS_OF, ids=lambda codes_of: codes_of.__name__)
def test_every_code_has_words(codes_of: type[StrEnum], language: Language) -> None:
    begin, may_be_unknown = WORDS_OF[codes_of]
    wanted = [code.value for code in codes_of] + [UNKNOWN] * may_be_unknown
    missing = [code for code in wanted if f"codes.{begin}_{code}" not in words(language)]
    assert not missing
