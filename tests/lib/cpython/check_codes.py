"""Find the rules that the checks of the firmware can give."""

import ast

from host_tools.rooms import FIRMWARE


def rules_of(name):
    """Collect every rule that a room gives: the third member of its problems."""
    tree = ast.parse((FIRMWARE / "sbernode" / f"{name}.py").read_text("utf-8"))
    rules = set()
    for node in ast.walk(tree):
        found = []
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "append":
            found = [
                arg.elts[2] for arg in node.args if isinstance(arg, ast.Tuple) and arg.elts[2:]
            ]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("_note", "_take"):
            found = [node.args[1]]
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.List):
            found = [part.elts[2] for part in node.value.elts if isinstance(part, ast.Tuple)]
        elif isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "rule":
            found = [node.value]
        for value in found:
            parts = (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,)
            texts = [part.value for part in parts if isinstance(part, ast.Constant)]
            rules |= {text for text in texts if isinstance(text, str)}
    return rules
