"""What can be wrong with a message of a board, in words.

A problem is (code, field path, text en, text ru, drops). `drops` tells what the real cloud makes
of it: True = the device does not appear in the app, False = accepted or not known, but worth a
repair. The real cloud says next to nothing; the rules are those of developers.sber.ru/docs and of
the open bridges that met the refusals (dzerik/sber-mqtt-bridge CHANGELOG, TohaRG2/MQTT-SberGate).
"""

from typing import NamedTuple


class Problem(NamedTuple):
    """One finding; `path` is the place inside the message, such as `model.features[2]`."""

    code: str
    path: str
    en: str
    ru: str
    drops: bool


DROP, WARN = True, False

# code: (drops, English, Russian); {v} = what came, {w} = what would be accepted
TEXTS = {
    # the message as a whole
    "topic_unknown": (
        WARN,
        "the cloud knows no such topic: {v}",
        "облако не знает такой темы: {v}",
    ),
    "not_json": (DROP, "the body is not JSON: {v}", "тело сообщения не JSON: {v}"),
    "not_object": (
        DROP,
        "must be a JSON object, came {v}",
        "должен быть объект JSON, а пришло: {v}",
    ),
    "devices_missing": (DROP, "the field devices is missing", "нет поля devices"),
    "devices_not_list": (
        DROP,
        "devices must be a list of devices here, came {v}",
        "devices здесь — список устройств, а пришло: {v}",
    ),
    "devices_not_map": (
        DROP,
        "devices must be an object with device ids as keys here, came {v}",
        "devices здесь — объект с id устройств в качестве ключей, а пришло: {v}",
    ),
    "empty_list": (
        DROP,
        "value must contain at least 1 item(s): no devices at all, all known ones are removed",
        "value must contain at least 1 item(s): ни одного устройства, все прежние удалены",
    ),
    "no_hub": (
        DROP,
        "value must contain at least 1 item(s): no device of category hub; put a hub first "
        '(id "root", features ["online"])',
        "value must contain at least 1 item(s): нет устройства категории hub; первым нужен хаб "
        '(id "root", features ["online"])',
    ),
    # a device
    "device_not_object": (
        DROP,
        "a device must be an object, came {v}",
        "устройство — объект, а пришло: {v}",
    ),
    "id_missing": (
        DROP,
        "the device has no id (non-empty text)",
        "у устройства нет id (непустая строка)",
    ),
    "id_repeated": (DROP, 'id "{v}" is used twice in one message', "id «{v}» встречается дважды"),
    "id_alphabet": (
        WARN,
        'id "{v}": keep to letters A-Z a-z, digits, dot, dash, underscore',
        "id «{v}»: только латинские буквы, цифры, точка, дефис и подчёркивание",
    ),
    "field_missing": (
        DROP,
        "a mandatory field is missing or empty",
        "нет обязательного поля или оно пустое",
    ),
    "field_type": (DROP, "must be {w}, came {v}", "должно быть: {w}, а пришло: {v}"),
    "field_unknown": (WARN, "the cloud knows no such field", "облако не знает такого поля"),
    "name_empty": (DROP, "the name is empty or missing", "имя пустое или отсутствует"),
    "name_long": (WARN, "{v} characters; keep it within {w}", "{v} знаков; лучше не больше {w}"),
    "model_missing": (DROP, "neither model nor model_id", "нет ни model, ни model_id"),
    "model_both": (
        DROP,
        "model and model_id exclude each other: send one of them",
        "model и model_id исключают друг друга: нужно одно из двух",
    ),
    "model_id_empty": (
        WARN,
        "an empty model_id next to model: leave it out",
        "пустой model_id рядом с model: уберите его",
    ),
    "model_unknown": (
        DROP,
        'no model with the id "{v}" is known: send the model itself',
        "модель с id «{v}» неизвестна: пришлите саму model",
    ),
    "model_changed": (
        WARN,
        'model id "{v}" was seen with another {w}; the cloud mixes the two: '
        "give every set its own model id",
        "id модели «{v}» уже встречался, отличается {w}; облако их смешает: "
        "новому набору — новый id модели",
    ),
    "version_unknown": (
        DROP,
        'the text "{v}" is rejected: send "1"',
        "текст «{v}» не принимается: пишите «1»",
    ),
    "parent_unknown": (
        WARN,
        'no device "{v}" in this message',
        "в сообщении нет устройства «{v}»",
    ),
    "meta_long": (WARN, "{v} characters as JSON; at most {w}", "{v} знаков в JSON; не больше {w}"),
    # a model
    "category_unknown": (DROP, 'no category "{v}"; known: {w}', "нет категории «{v}»; есть: {w}"),
    "feature_unknown": (DROP, 'no function "{v}"', "нет функции «{v}»"),
    "feature_foreign": (DROP, '"{v}" is no function of {w}', "«{v}» не относится к категории {w}"),
    "feature_missing": (
        DROP,
        'the mandatory function "{v}" is missing',
        "нет обязательной функции «{v}»",
    ),
    "feature_one_of": (
        DROP,
        "at least one of these is needed: {w}",
        "нужна хотя бы одна из функций: {w}",
    ),
    "feature_repeated": (WARN, '"{v}" is listed twice', "«{v}» указана дважды"),
    "colour_without_mode": (
        WARN,
        "light_colour needs light_mode beside it",
        "вместе с light_colour нужна light_mode",
    ),
    "allowed_undeclared": (
        DROP,
        'allowed_values for "{v}", which is not among the features',
        "allowed_values для «{v}», которой нет в features",
    ),
    "allowed_narrow": (
        DROP,
        "only INTEGER, FLOAT and ENUM functions can be narrowed; this is {v}",
        "сужать можно только INTEGER, FLOAT и ENUM; эта функция — {v}",
    ),
    "allowed_type": (DROP, "type {v}, but the function is {w}", "тип {v}, а у функции {w}"),
    "allowed_shape": (
        DROP,
        "the field {w} is missing or has a wrong form",
        "нет поля {w} или оно не той формы",
    ),
    "allowed_text": (
        WARN,
        "bounds of INTEGER are numbers in quotes; came {v}",
        "границы INTEGER — числа в кавычках, а пришло: {v}",
    ),
    "allowed_number": (DROP, "not a number: {v}", "не число: {v}"),
    "allowed_range": (
        DROP,
        "{v} goes outside the function's {w}: a range may only be made smaller",
        "{v} выходит за пределы функции ({w}): диапазон можно только сужать",
    ),
    "allowed_empty": (DROP, "nothing is left to choose from", "выбирать не из чего"),
    "allowed_value": (DROP, '"{v}" is none of {w}', "«{v}» нет среди: {w}"),
    "allowed_tv": (
        DROP,
        "for a tv only source may be narrowed, not {v}",
        "у tv можно сужать только source, а не {v}",
    ),
    "dependency_feature": (DROP, '"{v}" is not among the features', "«{v}» нет в features"),
    "dependency_value": (
        DROP,
        "`value` is ignored and drops the device: the field is called `values`",
        "поле `value` не работает, устройство пропадёт: нужно `values`",
    ),
    "dependency_shape": (
        DROP,
        'must be {{"key": function, "values": [value, ...]}}',
        'форма: {{"key": функция, "values": [значение, ...]}}',
    ),
    "dependency_type": (DROP, "type {v}, but the function is {w}", "тип {v}, а у функции {w}"),
    # a status
    "empty_status": (
        WARN,
        "value must contain at least 1 item(s): with nothing to report send the hub's online",
        "value must contain at least 1 item(s): если сообщать нечего, пришлите online хаба",
    ),
    "device_unknown": (
        WARN,
        '"{v}" is not in the last up/config',
        "устройства «{v}» нет в последнем up/config",
    ),
    "states_missing": (WARN, "states must be a list, came {v}", "states — список, а пришло: {v}"),
    "states_empty": (WARN, "states is empty", "список states пуст"),
    "state_form": (
        WARN,
        'a state is {{"key": function, "value": {{"type": ...}}}}',
        'состояние: {{"key": функция, "value": {{"type": ...}}}}',
    ),
    "state_undeclared": (
        WARN,
        '"{v}" is not among the features: such a state makes the app hang',
        "«{v}» нет в features: от такого состояния приложение зависает",
    ),
    "state_write_only": (
        WARN,
        '"{v}" is a command, never a state',
        "«{v}» — команда, а не состояние",
    ),
    "state_repeated": (WARN, '"{v}" came twice', "«{v}» пришло дважды"),
    "event_in_answer": (
        WARN,
        '"{v}" is an event: an answer to status_request must leave it out, or old presses repeat',
        "«{v}» — событие: в ответе на status_request его быть не должно, иначе нажатия повторятся",
    ),
    "value_type": (WARN, "type {v}, but the function is {w}", "тип {v}, а у функции {w}"),
    "value_field": (
        WARN,
        "the field {w} is missing: a board must write false and 0 out",
        "нет поля {w}: плата должна писать false и 0 явно",
    ),
    "value_form": (WARN, "must be {w}, came {v}", "должно быть: {w}, а пришло: {v}"),
    "value_range": (WARN, "{v} is outside {w}", "{v} вне диапазона {w}"),
    "value_word": (WARN, '"{v}" is none of {w}', "«{v}» нет среди: {w}"),
}

# What {w} may say in both languages; anything else is a name or a number and stays as it is.
_WORDS = {
    "text": "строка",
    "a list": "список",
    "a list of texts": "список строк",
    "an object": "объект",
    "true or false": "true или false",
    "a whole number": "целое число",
    "a number": "число",
    "category": "категория",
    "features": "набор функций",
    "allowed_values": "allowed_values",
}


def make(code: str, path: str, value: object = "", want: object = "") -> Problem:
    """Return the problem `code` at `path`; `value` is what came, `want` what would be accepted."""
    drops, english, russian = TEXTS[code]
    value = _short(value)
    return Problem(
        code,
        path,
        english.format(v=value, w=want),
        russian.format(v=value, w=_WORDS.get(want, want)),
        drops,
    )


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
