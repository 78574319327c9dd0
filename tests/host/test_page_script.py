"""The shortener of the page's script; what a browser makes of the result, the walks show."""

import itertools
import re

import pytest

from host_tools import page, page_script
from host_tools.page_script import shorten

SOURCE = "\n".join((page.PAGE / f"{name}.js").read_text("utf-8") for name in page.SCRIPTS)


@pytest.mark.parametrize(
    ("script", "short"),
    [
        # declarations of every form; globals stay (names by use, then by alphabet)
        ("const number = 5;\nalert(number + number);", "const e=5;alert(e+e);"),
        ("function twice(x1) { return x1 * 2; }", "function t(e){return e*2;}"),
        ("const add = (left, ...more) => left + more;", "const n=(e,...t)=>e+t;"),
        ("for (const one of list) go(one);", "for(const e of list)go(e);"),
        ("const [first, last] = pair;", "const[e,t]=pair;"),
        # properties and keys are not names, values are
        ("const width = 1;\na.width = { width: width };", "const e=1;a.width={width:e};"),
        # a key in short is both, so it stays, wherever it occurs
        ("const size = 1;\nuse({ size });\nuse(size);", "const size=1;use({size});use(size);"),
        ("const { a1, b1 } = it;", "const{a1,b1}=it;"),
        # a choice of two is no key
        ("const yes = 1;\nuse(x ? yes : no);", "const e=1;use(x?e:no);"),
        # comments go, what only looks like one stays
        ("// note\nuse('// no'); /* out */ use(1);", "use('// no');use(1);"),
        ("use(/[/]\\/x/g.test(y)); use(a / b / c);", "use(/[/]\\/x/g.test(y));use(a/b/c);"),
        # code inside a template is code, its text is not
        (
            "const who = 1;\nuse(`who ${who} } ${`${who}`}`);",
            "const e=1;use(`who ${e} } ${`${e}`}`);",
        ),
        ("use(a + +b, c - -d);", "use(a+ +b,c- -d);"),
    ],
)
def test_script_means_the_same_in_fewer_letters(script, short):
    assert shorten(script) == short


def test_tokens_of_the_whole_page_can_be_joined_and_read_again():
    tokens = page_script.read(SOURCE)

    assert len(tokens) > 10000
    assert page_script.read(page_script.join(tokens)) == tokens


def test_short_names_are_one_for_one_and_free():
    tokens = page_script.read(SOURCE)
    names = page_script.renamed(tokens)

    assert len(names) > 200
    assert len(set(names.values())) == len(names)
    # nothing that keeps its name is called like a short one
    uses = {t for t, role in zip(tokens, page_script.roles(tokens), strict=True) if role}
    assert not (uses - set(names)) & set(names.values())
    assert not set(names.values()) & page_script._KEYWORDS


def test_texts_and_properties_stay_as_they_are():
    def kept(script):
        tokens = page_script.read(script)
        texts = [token for token in tokens if token[0] in "\"'"]
        return texts, [t for before, t in itertools.pairwise(tokens) if before == "."]

    assert kept(shorten(SOURCE)) == kept(SOURCE)


def test_a_global_is_never_given_a_short_name():
    names = page_script.renamed(page_script.read(SOURCE))

    assert not {"document", "window", "fetch", "location", "navigator", "JSON", "TABLES"} & set(
        names
    )


def test_what_is_not_understood_is_refused():
    with pytest.raises(ValueError, match=re.escape("not understood: '@'")):
        shorten("@")
