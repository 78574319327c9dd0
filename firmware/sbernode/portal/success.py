"""What tells a phone that the set-up is over, so that it closes its sheet by itself. Pure."""

# What the sheet of iOS and macOS waits for before its button says Done.
_APPLE = (
    ("captive.apple.com", "/"),
    ("www.apple.com", "/library/test/success.html"),
    ("www.appleiphonecell.com", "/"),
)
_SUCCESS = b"<HTML><HEAD><TITLE>Success</TITLE></HEAD><BODY>Success</BODY></HTML>"


def success(host: str, path: str):
    """Return the response to a probe of iOS or macOS, None to anything else."""
    for name, start in _APPLE:
        if host == name and path.startswith(start):
            return 200, "text/html", _SUCCESS
    return None
