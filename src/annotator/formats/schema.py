"""A JSON Schema turned into one fast check that says where a value breaks it and how.

It knows the keywords that our own schemas use and refuses any other, so that none is silently ignored; tests hold its
verdicts against those of the jsonschema library, which takes some hundred times as long for a large project.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, TypeAlias

Schema: TypeAlias = dict[str, Any]


class Fault(NamedTuple):
    """Where a value breaks its schema (keys and indexes from the outside in) and how, as `is ..., not ...`."""

    path: tuple[str | int, ...]
    cause: str

    def __str__(self) -> str:
        return f"{path_text(self.path)} {self.cause}"


Check: TypeAlias = Callable[[Any], Fault | None]

_IGNORED = {"$schema", "$id", "$defs", "$comment", "title", "description"}


def compiled(schema: Schema) -> Check:
    """Return the check that `schema` describes. Raises NotImplementedError for a keyword that it does not know."""
    return _Compiler(schema).check(schema)


def path_text(path: tuple[str | int, ...]) -> str:
    """Return a path as it would be written in a program: `annotations[3].start`."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path)
    return text.removeprefix(".") or "the file"


def shown(value: object) -> str:
    """Return a value as a short piece of a sentence."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        # A lone surrogate could not be printed.
        value = value.encode("utf-8", "replace").decode("utf-8").replace("\n", "\\n")
        return f"'{value if len(value) <= 60 else value[:57] + '...'}'"
    if isinstance(value, int | float):
        return str(value) if abs(value) < 1e15 else "a huge number"
    return "a list" if isinstance(value, list) else "an object"


class _Compiler:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self.done: dict[str, Check] = {}

    def check(self, schema: Schema) -> Check:
        known = {name.removeprefix("_kw_") for name in dir(self) if name.startswith("_kw_")}
        unknown = schema.keys() - _IGNORED - known - {"$ref", "properties", "required"}
        if unknown:
            raise NotImplementedError(f"JSON Schema keywords {sorted(unknown)}")
        wanted: str | None = schema.get("title")
        checks: list[Check] = []
        if "$ref" in schema:
            checks.append(self._reference(schema["$ref"]))
        keywords = schema.keys() & known
        if {"type", "pattern"} <= keywords:
            # Most of all values are such: one call for both.
            checks.append(self._text(schema, wanted))
            keywords -= {"type", "pattern"}
        # The type first, so that it is what a message speaks of.
        for keyword in sorted(keywords, key=lambda keyword: (keyword != "type", keyword)):
            checks.append(getattr(self, f"_kw_{keyword}")(schema[keyword], wanted))
        if "properties" in schema or "required" in schema:
            checks.append(self._properties(schema.get("properties", {}), schema.get("required", [])))
        return _all(checks)

    def _reference(self, reference: str) -> Check:
        if reference not in self.done:
            self.done[reference] = self.check(self.root["$defs"][reference.removeprefix("#/$defs/")])
        return self.done[reference]

    def _properties(self, properties: dict[str, Schema], required: list[str]) -> Check:
        checks = {key: self.check(schema) for key, schema in properties.items()}
        needed = [(key, checks.get(key, _all([]))) for key in required]
        others = [(key, check) for key, check in checks.items() if key not in required]

        def check_properties(value: Any) -> Fault | None:
            if type(value) is not dict:
                return None
            for key, check in needed:
                if key not in value:
                    return Fault((), f"has no '{key}'")
                if (fault := check(value[key])) is not None:
                    return Fault((key, *fault.path), fault.cause)
            for key, check in others:
                if key in value and (fault := check(value[key])) is not None:
                    return Fault((key, *fault.path), fault.cause)
            return None

        return check_properties

    def _text(self, schema: Schema, wanted: str | None) -> Check:
        check_type = self._kw_type(schema["type"], wanted)
        check_pattern = self._kw_pattern(schema["pattern"], wanted)

        if "string" not in schema["type"]:
            return check_type
        return lambda value: check_pattern(value) if type(value) is str else check_type(value)

    def _kw_type(self, types: str | list[str], wanted: str | None) -> Check:
        names = [types] if isinstance(types, str) else types
        python = tuple(kind for name in names for kind in _TYPES[name])
        whole = "integer" in names and "number" not in names
        cause = wanted or " or ".join(_TYPE_NAMES[name] for name in names)

        def check_type(value: Any) -> Fault | None:
            if type(value) in python or (whole and type(value) is float and value.is_integer()):
                return None
            return Fault((), f"is {shown(value)}, not {cause}")

        return check_type

    def _kw_pattern(self, pattern: str, wanted: str | None) -> Check:
        # In JSON Schema (ECMA 262) "$" is the very end; in Python it also stands before a last line end.
        search = re.compile(pattern.removesuffix("$") + r"\Z" if pattern.endswith("$") else pattern).search
        cause = wanted or f"of the form {pattern}"
        return lambda value: (
            Fault((), f"is {shown(value)}, not {cause}") if type(value) is str and search(value) is None else None
        )

    def _kw_enum(self, choices: list[str], _wanted: str | None) -> Check:
        cause = "one of " + ", ".join(map(shown, choices))
        return lambda value: (
            None if type(value) is str and value in choices else Fault((), f"is {shown(value)}, not {cause}")
        )

    def _kw_const(self, constant: object, _wanted: str | None) -> Check:
        return lambda value: None if value == constant else Fault((), f"is {shown(value)}, not {shown(constant)}")

    def _kw_minimum(self, minimum: int, wanted: str | None) -> Check:
        cause = wanted or f"{minimum} or more"
        return lambda value: (
            Fault((), f"is {shown(value)}, not {cause}") if type(value) in (int, float) and value < minimum else None
        )

    def _kw_items(self, schema: Schema, _wanted: str | None) -> Check:
        check = self.check(schema)

        def check_items(value: Any) -> Fault | None:
            if type(value) is list:
                for index, item in enumerate(value):
                    if (fault := check(item)) is not None:
                        return Fault((index, *fault.path), fault.cause)
            return None

        return check_items

    def _kw_additionalProperties(self, schema: Schema, _wanted: str | None) -> Check:  # noqa: N802 (the keyword's name)
        # Our schemas use it alone, without `properties`: for objects whose keys are free.
        check = self.check(schema)

        def check_values(value: Any) -> Fault | None:
            if type(value) is dict:
                for key, item in value.items():
                    if (fault := check(item)) is not None:
                        return Fault((key, *fault.path), fault.cause)
            return None

        return check_values

    def _kw_minItems(self, minimum: int, wanted: str | None) -> Check:  # noqa: N802
        cause = wanted or f"at least {minimum} items"
        return lambda value: (
            Fault((), f"has {len(value)} items, not {cause}") if type(value) is list and len(value) < minimum else None
        )

    def _kw_maxItems(self, maximum: int, wanted: str | None) -> Check:  # noqa: N802
        cause = wanted or f"at most {maximum} items"
        return lambda value: (
            Fault((), f"has {len(value)} items, not {cause}") if type(value) is list and len(value) > maximum else None
        )

    def _kw_oneOf(self, schemas: list[Schema], wanted: str | None) -> Check:  # noqa: N802
        checks = [self.check(schema) for schema in schemas]
        cause = wanted or "exactly one of the forms allowed here"
        return lambda value: (
            None if sum(check(value) is None for check in checks) == 1 else Fault((), f"is {shown(value)}, not {cause}")
        )

    def _kw_dependentRequired(self, needs: dict[str, list[str]], _wanted: str | None) -> Check:  # noqa: N802
        def check_needs(value: Any) -> Fault | None:
            if type(value) is dict:
                for key, others in needs.items():
                    if key in value and (missing := [other for other in others if other not in value]):
                        return Fault((), f"has '{key}' but no '{missing[0]}'")
            return None

        return check_needs


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
    "null": (type(None),),
}
_TYPE_NAMES = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "an object",
    "array": "a list",
    "null": "null",
}


def _all(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]
    if len(checks) == 2:
        first, second = checks

        def check_both(value: Any) -> Fault | None:
            fault = first(value)
            return fault if fault is not None else second(value)

        return check_both

    def check_all(value: Any) -> Fault | None:
        for check in checks:
            if (fault := check(value)) is not None:
                return fault
        return None

    return check_all
