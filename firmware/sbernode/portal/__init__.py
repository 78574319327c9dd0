"""The pages of a board: set-up before it is in service, settings afterwards, and a way in always.

Loaded by ../watch.py. portal.py holds it together; http.py, door.py and dns.py talk to phones;
routes.py names the files behind each request. page/ holds the sources of the page, www/ what is
built from them.
"""
