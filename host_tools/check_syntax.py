"""Read a JSON file written by hand; say where it breaks and what the usual cause is.

Stricter than `json.loads`, because the parser of the board is: no byte order mark, no NaN. A name
said twice in one object is refused too: both parsers would silently drop the first.
"""

import json
import re
from pathlib import Path

from host_tools.words import tr

_SECRET = re.compile(r"""(password\W{0,8}?:\s*["']?)([^"',}]+)""")


class BadFile(Exception):
    """The file is not JSON; carries the text for a person, the line and the column (from 1)."""

    def __init__(self, text: str, line: int = 1, column: int = 1, excerpt: str = ""):
        super().__init__(text)
        self.line, self.column, self.excerpt = line, column, excerpt


def read(path: Path) -> object:
    """Return the parsed contents of a JSON file. Raises BadFile, OSError."""
    raw = path.read_bytes()
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(_encoding("UTF-16"))
    if raw.startswith(b"\xef\xbb\xbf"):
        raise BadFile(
            tr(
                "the file begins with an invisible mark (BOM): save it as UTF-8 without BOM",
                "файл начинается с невидимой метки (BOM): сохраните его как UTF-8 без BOM",
            )
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise BadFile(_encoding(tr("another encoding", "другой кодировке")), line) from None
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_unique)
    except json.JSONDecodeError as problem:
        raise _located(cause(text, problem), text, problem.pos) from None
    except _Constant as problem:
        message = tr(f"{problem} is not JSON", f"{problem} в JSON не бывает")
        raise _located(message, text, max(0, text.find(str(problem)))) from None
    except _Twice as problem:
        name, where = problem.args
        message = tr(
            f'the name "{name}" occurs twice in one object{where}: keep one of them',
            f'имя "{name}" встречается дважды в одном объекте{where}: оставьте одно',
        )
        raise _located(message, text, text.find(f'"{name}"')) from None


def cause(text: str, problem: json.JSONDecodeError) -> str:
    """Return the likely mistake behind a syntax error, in the reader's language."""
    at = problem.pos
    if not text.strip():
        return tr("the file is empty", "файл пуст")
    if at < len(text) and text[at] == ",":  # Python 3.13 and later point at the comma itself
        following = text[at + 1 :].lstrip()[:1]
    else:
        following = text[at : at + 1] if text[:at].rstrip().endswith(",") else ""
    here = text[at : at + 2]
    if following in ("}", "]") and following:
        return tr(
            f'a comma before "{following}": delete the comma',
            f'запятая перед "{following}": удалите её',
        )
    if here[:1] in ("'", "`", "“", "”", "„", "«", "»", "‘", "’"):
        return tr(
            f'the quotation mark {here[:1]} : write " instead',
            f'кавычка {here[:1]} : пишите " вместо неё',
        )
    if here in ("//", "/*") or here[:1] == "#":
        return tr("a comment: JSON has none, delete it", "комментарий: в JSON их нет, удалите")
    if problem.msg.startswith("Invalid control character"):
        return tr(
            'a text has no closing " on its line', 'у текста нет закрывающей " в этой строке'
        )
    if problem.msg.startswith("Unterminated string"):
        return tr('a text has no closing "', 'у текста нет закрывающей "')
    if problem.msg.startswith("Invalid \\"):
        return tr("a backslash in a text must be written twice", "обратную черту пишите дважды")
    if problem.msg.startswith("Extra data"):
        return tr(
            "something stands after the end of the object: delete it, or add the missing brace",
            "что-то стоит после конца объекта: удалите или добавьте недостающую скобку",
        )
    if not text[at:].strip():
        return tr(
            "the file ends too early: a } or ] is missing",
            "файл кончается слишком рано: не хватает } или ]",
        )
    if "',' delimiter" in problem.msg:
        return tr("a comma is missing before this place", "перед этим местом не хватает запятой")
    if "':' delimiter" in problem.msg:
        return tr("a colon is missing after the name", "после имени не хватает двоеточия")
    if text[at:].startswith(("True", "False", "None")):
        return tr("write true, false or null, in small letters", "пишите true, false или null")
    if "property name" in problem.msg:
        return tr('a name must stand in quotation marks "', 'имя должно стоять в кавычках "')
    return tr(
        'a value is missing or malformed: a text stands in ", a number has no + and no leading 0',
        'значения нет или оно записано неверно: текст стоит в ", число - без + и без 0 впереди',
    )


def _encoding(found: str) -> str:
    return tr(
        f"the file is saved in {found}: save it as UTF-8",
        f"файл сохранён в {found}: сохраните его как UTF-8",
    )


def _located(message: str, text: str, at: int) -> BadFile:
    line = text.count("\n", 0, at) + 1
    start = text.rfind("\n", 0, at) + 1
    excerpt = text[start:].split("\n", 1)[0].replace("\t", " ").rstrip("\r")
    # People paste what they see here into a chat when they ask for help.
    excerpt = _SECRET.sub(lambda found: found[1] + "*" * len(found[2]), excerpt)
    return BadFile(message, line, at - start + 1, excerpt)


class _Constant(Exception):
    """NaN or Infinity was read."""


class _Twice(Exception):
    """One object has the same name twice."""


def _no_constant(name: str):
    raise _Constant(name)


def _unique(pairs: list[tuple]) -> dict:
    result = dict(pairs)
    if len(result) != len(pairs):
        names = [name for name, _ in pairs]
        device = f" (id {result['id']})" if "id" in result else ""
        raise _Twice(next(name for name in names if names.count(name) > 1), device)
    return result
