"""What the cloud tells the person besides problems of devices, in both languages."""

from typing import NamedTuple


class Notice(NamedTuple):
    """One remark: what happened, when (seconds), in words."""

    what: str
    time: float
    en: str
    ru: str


_TEXTS = {
    "refused": (
        'a client with the login "{login}" was refused: wrong login or password '
        "(the board gets CONNACK 5)",
        "клиент с логином «{login}» не принят: неверный логин или пароль "
        "(плата получает CONNACK 5)",
    ),
    "handshake": (
        "a client broke the TLS handshake off: {reason}. It may not trust this cloud's ca.der, "
        "or its clock may be wrong",
        "клиент прервал рукопожатие TLS: {reason}. Возможно, он не доверяет ca.der этого облака "
        "или у него неверные часы",
    ),
    "forbidden": (
        "the board may not {action} {topic}",
        "плате нельзя: {action} {topic}",
    ),
    "broker_lost": (
        "the connection to the broker was lost: {reason}",
        "потеряна связь с брокером: {reason}",
    ),
    "unsent": ("a message was not sent: {reason}", "сообщение не отправлено: {reason}"),
    "internal": (
        "this cloud stumbled over a message: {reason}. Please report it",
        "это облако споткнулось о сообщение: {reason}. Пожалуйста, сообщите об ошибке",
    ),
}


def notice(what: str, now: float, **details: object) -> Notice:
    """Return the remark `what`, with its details filled in."""
    english, russian = _TEXTS[what]
    return Notice(what, now, english.format(**details), russian.format(**details))
