"""Every finding and every refusal of an uploaded file has words in both languages."""

import re
from pathlib import Path

import pytest

from geodata import findings
from portfolio.language import Language, words

GEODATA = Path(findings.__file__).parent
REASONS = {
    reason
    for module in GEODATA.glob("upload*.py")
    for reason in re.findall(
        r'(?:UploadRefused\(|_finite\(\w+, |"refused": |reason = |else )"(\w+)"', module.read_text()
    )
}


@pytest.mark.parametrize("language", Language)
def test_every_code_has_words(language):
    assert {"too_slow", "too_tangled", "zip_bomb", "out_of_range"} <= REASONS
    known = words(language)
    assert not [code for code in findings.CODES if f"findings.{code}" not in known]
    assert not [reason for reason in REASONS if f"findings.refused_{reason}" not in known]
