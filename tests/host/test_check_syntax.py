"""A file that is not JSON: the place of the mistake and its usual cause, in both languages."""

from types import SimpleNamespace

import pytest

from host_tools import check, words


@pytest.fixture(autouse=True)
def language():
    yield words.choose
    words.choose(None)


@pytest.fixture
def write(tmp_path):
    """Return write(contents) -> path of a devices.json; contents: text or bytes."""

    def make(contents):
        path = tmp_path / "devices.json"
        path.write_bytes(contents if isinstance(contents, bytes) else contents.encode())
        return path

    return make


BROKEN = [
    ('{"version": 1, "devices": [],\n}', 'a comma before "}"', 'запятая перед "}"'),
    ("{'version': 1}", "the quotation mark '", "кавычка '"),
    ("{“version”: 1}", "the quotation mark “", "кавычка “"),
    ('{\n// lamps\n"version": 1}', "a comment", "комментарий"),
    ('{"version": 1 /* one */}', "a comment", "комментарий"),
    (b'\xef\xbb\xbf{"version": 1}', "(BOM)", "(BOM)"),
    ("{}".encode("utf-16"), "UTF-16", "UTF-16"),
    ('{"name": "Лампа"}'.encode("cp1251"), "another encoding", "другой кодировке"),
    ("", "the file is empty", "файл пуст"),
    ('{"version": 1', "ends too early", "кончается слишком рано"),
    ('{"version": 1 "devices": []}', "a comma is missing", "не хватает запятой"),
    ('{"version" 1}', "a colon is missing", "не хватает двоеточия"),
    ("{version: 1}", "must stand in quotation marks", "должно стоять в кавычках"),
    ('{"verify": True}', "true, false or null", "true, false или null"),
    ('{"name": "a\nb"}', 'no closing "', "нет закрывающей"),
    ('{"name": "a}', 'no closing "', "нет закрывающей"),
    ('{"name": "a\\d"}', "backslash", "обратную черту"),
    ('{"version": 1} }', "after the end", "после конца"),
    ('{"version": 01}', "a comma is missing", "не хватает запятой"),
    ('{"version": }', "a value is missing", "значения нет"),
    ('{"version": NaN}', "NaN is not JSON", "NaN в JSON не бывает"),
    (
        '{"id": "lamp", "pins": {},\n "pins": {}}',
        '"pins" occurs twice in one object (id lamp)',
        '"pins" встречается дважды в одном объекте (id lamp)',
    ),
]


@pytest.mark.parametrize(("text", "english", "russian"), BROKEN)
def test_broken_json_names_the_usual_cause(text, english, russian, write, language):
    path = write(text)
    for name, expected in (("en", english), ("ru", russian)):
        language(name)

        found, document = check.check_devices(path, None)

        assert document is None
        assert [(entry["rule"], entry["severity"]) for entry in found] == [("syntax", "error")]
        assert expected in found[0]["text"]


def test_broken_json_shows_line_column_and_the_place(write, language, capsys):
    language("en")
    path = write('{\n  "version": 1\n  "devices": []\n}')

    assert check.run(SimpleNamespace(devices=path, board=None, settings=None, json=False)) == 1

    shown = capsys.readouterr().out
    assert "devices.json:3:3: a comma is missing" in shown
    assert '        "devices": []\n        ^\n' in shown
