"""Chromium as a person holds it: a phone's size, a language; what nobody may see is collected.

Playwright (`make setup-browser`) drives the Chromium of the system; it brings none of its own.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import mpy
from host_tools import page

SCREENSHOTS = mpy.ROOT / "build" / "screenshots"
_PACKAGES = mpy.TOOLS / "browser"
LANGUAGES = ("en", "ru")
_TIMEOUT_MS = 20000


def require() -> str:
    """Return the path of Chromium; skip the test (CI: fail it) if it or Playwright is missing."""
    if not (_PACKAGES / "playwright").is_dir():
        pytest.skip("needs Playwright (run `make setup-browser`)")
    program = shutil.which("chromium") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("needs chromium (Debian, Ubuntu: apt install chromium)")
    if str(_PACKAGES) not in sys.path:
        sys.path.append(str(_PACKAGES))
    return program


class Words:
    """The page's own words in one language, by their names in portal/page/*.json."""

    def __init__(self, language: str):
        self._at = LANGUAGES.index(language)
        self._words, self._codes = page.read("words"), page.read("codes")
        self._kinds = page.texts()

    def __call__(self, key: str, *parts: object) -> str:
        """Return a text of words.json with {0}, {1} filled in."""
        return self._words[key][self._at].format(*parts)

    def kind(self, name: str) -> str:
        """Return what a kind of device is called."""
        return self._kinds["kinds"][name][self._at]

    def reason(self, code: str) -> tuple[str, str]:
        """Return what a failure is called, and its remedy."""
        what, remedy = self._codes[code]
        return what[self._at], remedy[self._at]


class Visitor:
    """A page in a fresh browser, with all that went wrong on it."""

    def __init__(self, page, own: str, folder: str):
        self.page = page
        self.wrong: list[str] = []
        self._own = urlsplit(own).netloc
        self._folder = SCREENSHOTS / folder
        shutil.rmtree(self._folder, ignore_errors=True)
        self._count = 0
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("request", self._request)

    async def picture(self, name: str) -> None:
        """Keep a picture of what is seen, and hold it against the rules of accessibility."""
        self._count += 1
        self._folder.mkdir(parents=True, exist_ok=True)
        # As high as the page: what is fixed to the screen's edge would else stand in its middle.
        size = self.page.viewport_size
        high = await self.page.evaluate("() => document.documentElement.scrollHeight")
        await self.page.set_viewport_size({**size, "height": max(high, size["height"])})
        path = self._folder / f"{self._count:02}-{name}.png"
        await self.page.screenshot(path=path)
        await self.page.set_viewport_size(size)
        self.wrong += [f"{name}: {found}" for found in await self.barriers()]

    async def barriers(self) -> list[str]:
        """Return axe's findings that are serious or worse."""
        script = (_PACKAGES / "axe_playwright_python" / "axe.min.js").read_text("utf-8")
        await self.page.evaluate(f"() => {{ {script} }}")
        found = await self.page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{one['impact']} {one['id']}: {', '.join(node['html'] for node in one['nodes'])}"
            for one in found["violations"]
            if one["impact"] in ("serious", "critical")
        ]

    async def overflow(self) -> int:
        """Return by how many pixels the page is wider than the phone."""
        script = "() => document.documentElement.scrollWidth - window.innerWidth"
        return await self.page.evaluate(script)

    def _console(self, message) -> None:
        if message.type not in ("error", "warning"):
            return
        # A refusal that the page asks for and shows, such as a wrong password.
        if "Failed to load resource" in message.text and "/api/" in message.location["url"]:
            return
        self.wrong.append(f"{message.type}: {message.text}")

    def _request(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self._own:
            self.wrong.append(f"from elsewhere: {request.url}")


@contextlib.asynccontextmanager
async def visit(own: str, language: str, folder: str, *, dark: bool = False, width: int = 390):
    """Yield a Visitor of the page at `own`; at the end: nothing went wrong on it."""
    program = require()
    from playwright.async_api import async_playwright

    async with async_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = await playwright.chromium.launch(executable_path=program, args=flags)
        context = await browser.new_context(
            viewport={"width": width, "height": 844},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            locale={"en": "en-GB", "ru": "ru-RU"}[language],
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(_TIMEOUT_MS)
        visitor = Visitor(await context.new_page(), own, folder)
        try:
            yield visitor
        except BaseException:
            with contextlib.suppress(Exception):  # what failed first is what counts
                await visitor.page.screenshot(path=_failed(folder), full_page=True)
            print(*visitor.wrong, sep="\n")
            raise
        finally:
            await browser.close()
    assert visitor.wrong == []


def _failed(folder: str) -> Path:
    return SCREENSHOTS / folder / "99-failed.png"
