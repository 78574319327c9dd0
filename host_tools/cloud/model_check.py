"""Check the model of a device against the catalogue. Pure.

Rules: developers.sber.ru/docs/ru/smarthome/c2c/model, /allowed_values, /dependencies and the page
of each category; `values` against `value` in dependencies, keys of allowed_values outside the
features and the tv rule: dzerik/sber-mqtt-bridge CHANGELOG 1.20 to 1.26.
"""

from host_tools.cloud.catalogue import Category, Function, categories, functions
from host_tools.cloud.problems import Problem, make
from host_tools.cloud.values import number, whole

_TEXTS = ("id", "manufacturer", "model", "category")
_OPTIONAL = ("hw_version", "sw_version", "description")
_OTHERS = ("features", "allowed_values", "dependencies")


def check_model(model: dict, path: str) -> list[Problem]:
    """Return every problem of one model object."""
    problems = list(_fields(model, path))
    category = model.get("category")
    known = categories().get(category) if isinstance(category, str) else None
    if isinstance(category, str) and category and known is None:
        names = ", ".join(sorted(categories()))
        problems.append(make("category_unknown", f"{path}.category", category, names))
    features = declared(model)
    problems += _features(features, known, path)
    problems += _allowed(model.get("allowed_values"), features, category, f"{path}.allowed_values")
    problems += _dependencies(model.get("dependencies"), features, f"{path}.dependencies")
    return problems


def declared(model: dict) -> list[str]:
    """Return the features of a model that are texts at all."""
    features = model.get("features")
    return (
        [name for name in features if isinstance(name, str)] if isinstance(features, list) else []
    )


def _fields(model: dict, path: str):
    for name in _TEXTS:
        if not model.get(name):
            yield make("field_missing", f"{path}.{name}")
    for name, value in model.items():
        if name in _TEXTS or name in _OPTIONAL:
            if not isinstance(value, str):
                yield make("field_type", f"{path}.{name}", value, "text")
        elif name not in _OTHERS:
            yield make("field_unknown", f"{path}.{name}")
    features = model.get("features")
    if not features:
        yield make("field_missing", f"{path}.features")
    elif not isinstance(features, list) or not all(isinstance(name, str) for name in features):
        yield make("field_type", f"{path}.features", features, "a list of texts")


def _features(features: list[str], category: Category | None, path: str):
    seen = set()
    for index, name in enumerate(features):
        place = f"{path}.features[{index}]"
        if name not in functions():
            yield make("feature_unknown", place, name)
        elif category and name not in category.functions:
            yield make("feature_foreign", place, name, category.name)
        if name in seen:
            yield make("feature_repeated", place, name)
        seen.add(name)
    if "light_colour" in seen and "light_mode" not in seen:
        yield make("colour_without_mode", f"{path}.features")
    if category is None or not features:
        return
    for name in category.required:
        if name not in seen:
            yield make("feature_missing", f"{path}.features", name)
    for group in category.one_of:
        if not seen.intersection(group):
            yield make("feature_one_of", f"{path}.features", want=", ".join(group))


def _allowed(allowed: object, features: list[str], category: object, path: str):
    if allowed is None:
        return
    if not isinstance(allowed, dict):
        yield make("field_type", path, allowed, "an object")
        return
    for name, rule in allowed.items():
        place = f"{path}.{name}"
        function = functions().get(name)
        if name not in features or function is None:
            yield make("allowed_undeclared", place, name)
        elif category == "tv" and name != "source":
            yield make("allowed_tv", place, name)
        elif function.type not in ("INTEGER", "FLOAT", "ENUM"):
            yield make("allowed_narrow", place, function.type)
        elif not isinstance(rule, dict):
            yield make("field_type", place, rule, "an object")
        elif rule.get("type") != function.type:
            yield make("allowed_type", f"{place}.type", rule.get("type"), function.type)
        elif function.type == "ENUM":
            yield from _allowed_words(function, rule, place)
        else:
            yield from _allowed_range(function, rule, place)


def _allowed_words(function: Function, rule: dict, path: str):
    inner = rule.get("enum_values")
    words = inner.get("values") if isinstance(inner, dict) else None
    if not isinstance(words, list):
        yield make("allowed_shape", path, want="enum_values.values")
        return
    path = f"{path}.enum_values.values"
    if not words:
        yield make("allowed_empty", path)
    for index, word in enumerate(words):
        if word not in function.values:
            yield make("allowed_value", f"{path}[{index}]", word, ", ".join(function.values))


def _allowed_range(function: Function, rule: dict, path: str):
    field = "integer_values" if function.type == "INTEGER" else "float_values"
    bounds = rule.get(field)
    if not isinstance(bounds, dict):
        yield make("allowed_shape", path, want=field)
        return
    path = f"{path}.{field}"
    got = {}
    for name in ("min", "max", "step"):
        if name not in bounds:
            if (
                name != "step"
            ):  # the page's FLOAT example has none, and numbers without step worked
                yield make("field_missing", f"{path}.{name}")
            continue
        raw = bounds[name]
        if function.type == "INTEGER" and not isinstance(raw, str):
            yield make("allowed_text", f"{path}.{name}", raw)
        got[name] = whole(raw) if function.type == "INTEGER" else number(raw)
        if got[name] is None:
            yield make("allowed_number", f"{path}.{name}", raw)
    low, high, step = (got.get(name) for name in ("min", "max", "step"))
    limits = f"{function.min:g}..{function.max:g}"
    for name, bound in (("min", low), ("max", high)):
        if bound is not None and not function.min <= bound <= function.max:
            yield make("allowed_range", f"{path}.{name}", bound, limits)
    if low is not None and high is not None and low > high:
        yield make("allowed_empty", path)
    if step is not None and step <= 0:
        yield make("allowed_number", f"{path}.step", step)


def _dependencies(dependencies: object, features: list[str], path: str):
    if dependencies is None:
        return
    if not isinstance(dependencies, dict):
        yield make("field_type", path, dependencies, "an object")
        return
    for name, rule in dependencies.items():
        place = f"{path}.{name}"
        if name not in features:
            yield make("dependency_feature", place, name)
        if not isinstance(rule, dict) or not isinstance(rule.get("key"), str):
            yield make("dependency_shape", place)
            continue
        if rule["key"] not in features:
            yield make("dependency_feature", f"{place}.key", rule["key"])
        if "value" in rule:
            yield make("dependency_value", f"{place}.value")
        elif not isinstance(rule.get("values"), list) or not rule["values"]:
            yield make("dependency_shape", f"{place}.values")
        else:
            yield from _dependency_values(rule, f"{place}.values")


def _dependency_values(rule: dict, path: str):
    function = functions().get(rule["key"])
    for index, value in enumerate(rule["values"]):
        found = value.get("type") if isinstance(value, dict) else None
        if function and found != function.type:
            yield make("dependency_type", f"{path}[{index}].type", found, function.type)
