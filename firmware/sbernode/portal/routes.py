"""Which file serves what: a request loads one small file, which stays until another is asked for.

A file holds functions named after method and path: get_hello for "GET /api/hello".
"""

import asyncio
import gc
import os
import sys

from micropython import const

from sbernode import forget
from sbernode.portal.request import Refused

# The files; what each serves, as method_path below /api/, with what that takes: an object, or a
# file of so many bytes at most.
_FILES = (
    "entry get_hello: post_login:{ post_password:{ ",
    "air get_scan: post_scan: ",
    "board post_blink:{ post_watch:{ ",
    "typed get_settings: put_settings:{ put_root:4096 delete_root: ",
    "papers get_devices: put_devices:32768 ",
    "carry get_backup: put_restore:36864 ",
    "trying get_test: post_test: ",
    "finish post_save:{ post_discard: get_done: post_restart: post_forget: post_reset: ",
    "learning get_codes: post_learn:{ post_press:{ post_unlearn:{ ",
    "codefile get_codefile: put_codefile:99999 ",
    "live get_state: post_set:{ get_config: get_log: ",
)
_LONGEST = const(2048)
# Whose turn it is is looked at so often. (asyncio.Lock would take half a kilobyte.)
_TURN_MS = const(20)
# Of a log-in, which needs no token: a password of 200 characters of four bytes.
_STRANGER = const(832)
# What files bring along, and others may do without.
_BROUGHT = ("portal.drafts", "portal.checks", "portal.unit", "store")
# Where the files go that are taken in.
UPLOAD = "upload.new"
RESTORED = "restore.new"


class Routes:
    """The handlers of one Portal, see http.

    A function of these files gets the portal and the request, whose body has come before: as
    request.doc, or in the file UPLOAD. Bodies come in at the pace of the phones, and answers leave
    at it; in between one request is worked on at a time, as each takes a file, and memory.
    """

    def __init__(self, portal):
        self._portal = portal
        self._loaded = ""
        self._uploading = self._working = False
        # Of an upload that the power cut.
        clean()

    def get(self, route: str):
        """Return the handler of "GET /api/hello" and its like, None if there is none."""
        method, _, path = route.partition(" ")
        function = method.lower() + "_" + path[5:]
        if path[:5] != "/api/" or not path[5:].isalpha():
            return None
        for row in _FILES:
            at = row.find(" " + function + ":") + 1
            if at:
                break
        else:
            return None
        file = row[: row.find(" ")]
        takes = row[at + len(function) + 1 : row.find(" ", at)]

        async def handle(request):
            uploads = takes.isdigit()
            if uploads:
                request.give_way()
                while self._uploading:
                    await asyncio.sleep_ms(_TURN_MS)
                self._uploading = True
            try:
                if uploads:
                    await request.save(UPLOAD, int(takes))
                elif takes and request.length:
                    most = _STRANGER if function == "post_login" else _LONGEST
                    request.doc = await request.body(most)
                while self._working:
                    await asyncio.sleep_ms(_TURN_MS)
                self._working = True
                try:
                    found = await self._work(file, function, takes, request)
                finally:
                    self._working = False
            finally:
                if uploads:
                    clean()
                    self._uploading = False
            return found or (200, "application/json", b"{}")

        return handle

    def _work(self, file, function, takes, request):
        """Return what to wait for until a function has done its work."""
        if file != self._loaded:
            forget("portal." + self._loaded, *_BROUGHT)
            self._loaded = file
        # Here, and not only when memory is short: that may be deep down, where what earlier calls
        # left on the stack counts as in use.
        gc.collect()
        if takes == "{":
            # In its turn: an object takes more memory than its text.
            from sbernode.portal.objects import parsed

            forget("portal.objects")
            request.doc = parsed(request.doc or b"{}", _LONGEST)
            if not isinstance(request.doc, dict):
                raise Refused(400, "bad_json")
        return getattr(_load(file), function)(self._portal, request)


def clean():
    """Remove what was taken in and is not wanted: there may be secrets in it."""
    for path in (UPLOAD, RESTORED):
        try:
            os.remove(path)
        except OSError:
            pass  # it has been taken over, or never came


def _load(file):
    # Names of the table above only.
    name = "sbernode.portal." + file
    __import__(name)
    return sys.modules[name]
