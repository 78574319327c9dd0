"""What is said about each rule of the checks: which value it refused and why.

The rules are those of `sbernode.definitions` and `sbernode.settings`, plus `too_many_pwm` and
`too_many_uarts`, which need the whole board, those of `check_parts`, and `type_again` of the pages
(`portal.typed`). What
would be accepted instead: `check_hints`.
"""

from host_tools import boards
from host_tools.check_place import Place, said
from host_tools.words import tr

# Texts: {value} what the file says, {detail} what the rule saw, {gpio} and {why} of the pin,
# {kind}.
TEXTS = {
    "not_an_object": (
        "must be an object in braces {{ }}",
        "здесь должен быть объект в скобках {{ }}",
    ),
    "no_version": ("the version of the format is missing", "не указана версия формата"),
    "too_new": (
        "version {detail} is newer than this program",
        "версия {detail} новее этой программы",
    ),
    "no_devices": ("there is no list of devices", "нет списка устройств"),
    "too_many": ("{detail} devices are too many", "{detail} - слишком много устройств"),
    "missing": ("is missing", "не указано"),
    "wrong_type": ("{value} is not of the right type", "{value} - значение не того типа"),
    "unknown_field": ("there is no such field", "такого поля нет"),
    "empty": ("is empty", "пусто"),
    "too_long": ("is too long", "слишком длинное значение"),
    "bad_id": (
        "{value} has characters that an id may not have",
        "{value} содержит недопустимые для id знаки",
    ),
    "taken_id": (
        "another device has the id {value} too",
        "id {value} есть и у другого устройства",
    ),
    "reserved_id": ("the id {value} is the board itself", "id {value} занят самой платой"),
    "unknown_kind": ("there is no kind {value}", "вида {value} нет"),
    "unknown_role": ("{kind} has no such role of a pin", "у {kind} нет такой роли вывода"),
    "roles_incomplete": ("pins are missing", "указаны не все выводы"),
    "roles_conflict": ("these pins do not go together", "такие выводы вместе не используются"),
    "bad_pin": ("{value} is not a pin", "{value} - не вывод"),
    "forbidden_pin": ("GPIO {gpio} must not be used: {why}", "GPIO {gpio} нельзя: {why}"),
    "input_only": (
        "GPIO {gpio} cannot be an output: {why}",
        "GPIO {gpio} не может быть выходом: {why}",
    ),
    "no_input": (
        "GPIO {gpio} cannot be an input: {why}",
        "GPIO {gpio} не может быть входом: {why}",
    ),
    "no_pull": (
        "GPIO {gpio} has no such internal pull: {why}",
        "у GPIO {gpio} нет такой внутренней подтяжки: {why}",
    ),
    "no_pwm": ("GPIO {gpio} cannot dim (no PWM): {why}", "GPIO {gpio} не умеет ШИМ: {why}"),
    "pin_taken": (
        "GPIO {gpio} is used by {detail} already",
        "GPIO {gpio} уже использует {detail}",
    ),
    "unknown_option": ("{kind} has no such option", "у {kind} нет такой настройки"),
    "bad_option": ("{value} is not accepted", "значение {value} не подходит"),
    "out_of_range": ("{value} is out of range", "{value} вне диапазона"),
    "bad_login": (
        "the login has a character that no login has",
        "в логине есть знак, которого в логинах не бывает",
    ),
    "bad_hex": (
        "is not made of pairs of hexadecimal digits",
        "состоит не из пар шестнадцатеричных цифр",
    ),
    "two_names": (
        "the network has two names, ssid and ssid_hex",
        "у сети два имени: ssid и ssid_hex",
    ),
    "type_again": (
        "type the password again: what it is for has changed",
        "введите пароль ещё раз: изменилось то, к чему он",
    ),
    "no_such_device": ("there is no device {value}", "устройства {value} нет"),
    "not_bindable": (
        "{value} cannot be toggled by a button",
        "{value} нельзя переключать кнопкой",
    ),
    "too_many_rules": ("{detail} rules are too many", "{detail} - слишком много правил"),
    "no_function": ("the device has no such function", "у устройства нет такой функции"),
    "not_offered": (
        "not with these pins, or not this value: {detail}",
        "не с такими выводами или не такое значение: {detail}",
    ),
    "not_reported": ("{value} has no state to look at", "у {value} нет состояния"),
    "not_settable": ("{value} cannot be set", "{value} нельзя задать"),
    "no_condition": ("a condition is missing", "не указано условие"),
    "two_conditions": ("there is {detail} already", "уже есть {detail}"),
    "not_a_number": ("{detail} is no number", "{detail} - не число"),
    "no_way_back": ("{detail} cannot be set back", "{detail} нельзя вернуть"),
    "caution_pin": ("GPIO {gpio}, take care: {why}", "GPIO {gpio}, осторожно: {why}"),
    "avoid_pin": ("GPIO {gpio}, better not: {why}", "GPIO {gpio}, лучше не надо: {why}"),
    "no_adc": (
        "GPIO {gpio} cannot measure a voltage: {why}",
        "GPIO {gpio} не умеет измерять напряжение: {why}",
    ),
    "no_uart": (
        "these two pins are not TX and RX of one UART",
        "эти два вывода - не TX и RX одного UART",
    ),
    "uart_taken": (
        "these two pins belong to the UART that {detail} has",
        "эти два вывода - того же UART, что и у {detail}",
    ),
    "other_bus": (
        "an I2C bus has the same two pins at every device",
        "у шины I2C одни и те же два вывода у всех устройств",
    ),
    "bad_address": (
        "the part cannot have the address {value}",
        "у датчика не бывает адреса {value}",
    ),
    "address_taken": (
        "{detail} has another part at this address of the bus",
        "по этому адресу шины у {detail} другой датчик",
    ),
    "idle_option": (
        "does nothing without the pin {detail}",
        "не действует без вывода {detail}",
    ),
    "shared_pwm": (
        "GPIO {gpio} and GPIO {detail} are one and the same PWM output",
        "GPIO {gpio} и GPIO {detail} - один и тот же выход ШИМ",
    ),
    "other_pwm": (
        "GPIO {gpio} and GPIO {detail} share a clock: no servo beside a lamp or a bridge",
        "у GPIO {gpio} и GPIO {detail} общий такт: серво не уживётся с лампой или мостом",
    ),
    "too_many_uarts": (
        "{detail} parts on serial lines are more than the board has",
        "{detail} датчиков на UART больше, чем есть портов у платы",
    ),
    "too_many_pwm": (
        "{detail} outputs with PWM are more than the board has",
        "{detail} выходов с ШИМ больше, чем есть у платы",
    ),
}

# Rules that only this computer knows: the pages need no words for them.
HERE = ("address_taken", "bad_address", "idle_option", "not_offered")
HERE += ("too_many_pwm", "too_many_uarts")


def refused(at: Place) -> str:
    """Say what is wrong; a rule without a text is shown by its name."""
    texts = TEXTS.get(at.rule)
    if texts is None:
        return f"{at.rule}: {said(at.detail)}"
    gpio = at.gpio if at.field.startswith("pins.") else None
    why = boards.reason(at.board, gpio, analog=False) if at.board and gpio is not None else ""
    kind = at.kind.name if at.entry and at.kind else ""
    detail = at.detail if isinstance(at.detail, str) else said(at.detail)
    return tr(*texts).format(value=at.shown, detail=detail, gpio=gpio, why=why, kind=kind)
