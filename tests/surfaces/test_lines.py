"""A file of formulas: every line is answered, in order, whatever it holds."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from engine.surfaces.cli.lines import LONGEST, answer, pieces

ROOT = Path(__file__).resolve().parents[2]

BAD = {
    b"": "E652",
    b"   ": "E652",
    b"\xff": "E651",
    b'{"formula": "1"': "E653",
    b"nonsense": "E653",
    b"[" * 100_000: "E654",
    b'{"formula": "a", "inputs": {"a": 1, "a": 2}}': "E655",
    b'{"formula": "a", "inputs": {"a": NaN}}': "E655",
    b'{"formula": "a", "inputs": {"a": ' + b"1" * 1001 + b"}}": "E655",
    b'["1"]': "E656",
    b'{"formula": "1", "input": {}}': "E657",
    b'{"inputs": {}}': "E658",
    b'{"formula": 1}': "E659",
    b'{"formula": "1", "inputs": [1]}': "E660",
    b'{"formula": "' + b"1" * LONGEST + b'"}': "E650",
    b'{"formula": "1 +"}': "E211",
    b'{"formula": "' + b"(" * 100_000 + b'"}': "E6",
    b'{"formula": "a", "inputs": {"a": {"date": "2023-02-30"}}}': "E603",
}


@pytest.mark.parametrize(("line", "code"), BAD.items(), ids=lambda value: str(value[:30]))
def test_a_bad_line_says_what_is_wrong_with_it(line: bytes, code: str) -> None:
    found = answer(next(pieces(io.BytesIO(line + b"\n")))).problems
    assert found and found[0].code.startswith(code if code != "E6" else "E")


def test_the_column_is_that_of_the_line() -> None:
    place = answer(b'{"formula": "1", "input": {}}').problems[0].place
    assert place is not None and (place.column, place.text) == (18, '"input"')
    place = answer('{"é": "'.encode() + b"\xff").problems[0].place
    assert place is not None and place.column == 8


def test_a_thousand_lines_a_hundred_of_them_bad() -> None:
    bad = [line for line in BAD if len(line) < 2000]
    lines = [
        bad[at // 10 % len(bad)] if at % 10 == 3 else json.dumps({"formula": "a + 1", "inputs": {"a": at}}).encode()
        for at in range(1000)
    ]
    done = subprocess.run(
        [sys.executable, "cli.py", "eval", "--jsonl", "-", "--lang", "en"],
        cwd=ROOT, input=b"\n".join(lines), capture_output=True,
    )  # fmt: skip
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert (done.returncode, done.stderr, len(answers)) == (1, b"", 1000)
    for at, one in enumerate(answers):
        assert list(one) == ["value", "type", "exact", "reasons", "diagnostics"]
        if at % 10 == 3:
            assert one["value"] is None
            assert set(one["diagnostics"][0]) == {"code", "message", "line", "column"}
        else:
            assert (one["value"], one["diagnostics"]) == (str(at + 1), [])


def test_a_line_that_is_too_long_is_never_held_whole() -> None:
    class Endless(io.RawIOBase):
        """A line of 64 MiB, then one more line. It counts the most that was asked for at once."""

        left, most = 64 * 2**20, 0

        def readline(self, size: int | None = -1) -> bytes:
            self.most = max(self.most, size or 0)
            if self.left <= 0:
                line, self.rest = self.rest, b""
                return line
            self.left -= min(size or 0, self.left)
            return b"x" * (size or 0) if self.left else b"x\n"

        rest = b'{"formula": "1"}\n'

    stream = Endless()
    assert list(pieces(stream)) == [None, b'{"formula": "1"}']  # type: ignore[arg-type]
    assert stream.most <= LONGEST + 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"", []),
        (b"a", [b"a"]),
        (b"a\n", [b"a"]),
        (b"a\r\nb\n\n", [b"a", b"b", b""]),
        (b"\xef\xbb\xbfa\nb", [b"a", b"b"]),
        (b"x" * LONGEST + b"\n", [b"x" * LONGEST]),
        (b"x" * LONGEST + b"\r\ny", [b"x" * LONGEST, b"y"]),
        (b"x" * (LONGEST + 1) + b"\ny", [None, b"y"]),
        (b"x" * (LONGEST + 3) + b"\ny", [None, b"y"]),
    ],
    ids=range(9),
)
def test_lines(text: bytes, expected: list[bytes | None]) -> None:
    assert list(pieces(io.BytesIO(text))) == expected


def test_a_mistake_of_ours_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from engine import pipeline
    from engine.surfaces.cli.console import Console
    from engine.surfaces.cli.lines import _answered

    real = pipeline.evaluate
    monkeypatch.setattr(
        pipeline, "evaluate", lambda formula, inputs: 1 / 0 if formula == "0" else real(formula, inputs)
    )
    code = _answered(Console("en"), io.BytesIO(b'{"formula": "0"}\n{"formula": "1"}\n'))
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert (code, answers[0]["diagnostics"][0]["code"], answers[1]["value"]) == (2, "E699", "1")
