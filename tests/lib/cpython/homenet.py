"""A home network with the internet behind it, as far as systems check for one.

Run by a test inside a place of netlab.py: `python homenet.py PORT`. Answers by the table of
probes: what each host says when all is well.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

PROBES = Path(__file__).resolve().parents[2] / "data" / "captive-portal-probes.json"


def answers() -> dict[tuple[str, str], dict]:
    """Return {(host, path without query): what is expected there when online}."""
    return {
        (record["host"], record["path"].partition("?")[0]): record["expects_when_online"]
        for record in json.loads(PROBES.read_text(encoding="utf-8"))
        if record["transport"] == "http"
    }


class Handler(BaseHTTPRequestHandler):
    """Answers as the whole internet."""

    known = answers()

    def do_GET(self):
        """Answer what a check asks; everything else is not there."""
        host = self.headers.get("Host", "").partition(":")[0]
        found = self.known.get((host, self.path.partition("?")[0]))
        body = (found or {}).get("body", "").encode()
        self.send_response(found["status"] if found else 404)
        self.send_header("Content-Type", (found or {}).get("content_type", "text/plain"))
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    ThreadingHTTPServer(("0.0.0.0", int(sys.argv[1])), Handler).serve_forever()
