import json
from types import ModuleType

import map_samples
import pytest

from portfolio.outputs import escaping


@pytest.mark.parametrize("character", list("&<>\"'`$\\{}"))
def test_no_character_with_a_meaning_is_left(character: str) -> None:
    assert escaping.text(f"a{character}b") == f"a&#{ord(character)};b"


def test_words_stay_words() -> None:
    assert escaping.text("济南轨道交通4号线（一期）50%") == "济南轨道交通4号线（一期）50%"


@pytest.mark.parametrize("hostile", map_samples.HOSTILE)
def test_hostile_text_is_only_entities(hostile: str) -> None:
    escaped = escaping.text(hostile)
    assert not set("<>\"'`${}\\") & set(escaped)


@pytest.mark.parametrize("hostile", map_samples.HOSTILE)
def test_json_in_a_script_keeps_the_text_and_loses_its_teeth(hostile: str) -> None:
    value = {hostile: [hostile, 1, 2.5, None, True, {"deep": (hostile,)}]}
    written = escaping.script_json(value)
    assert json.loads(written) == {hostile: [hostile, 1, 2.5, None, True, {"deep": [hostile]}]}
    assert not {"<", ">", "&", "`", "$", "\u2028", "\u2029"} & set(written)
    assert "{{" not in written
    assert "{%" not in written


def test_not_a_number_is_no_json() -> None:
    with pytest.raises(ValueError, match="JSON"):
        escaping.script_json([float("nan")])


def test_what_was_rendered_is_not_a_template_again() -> None:
    module = ModuleType("branca.element")
    escaping.render_literally(module)
    assert module.Template("{{ 7 * 7 }}").render(this=None, kwargs={}) == "{{ 7 * 7 }}"
