"""What marks of a tag, or relations of a type, may carry: the same action for both."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from msgspec.structs import replace

from annotator.cli.arguments import Subparsers, add_coder, words
from annotator.cli.output import many, say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from annotator.core.change import Change
    from annotator.core.values import AttributeDefinition, RelationType, Tag
    from annotator.project import Project

KINDS = ("choice", "number", "text", "yes-no")


def add_action(actions: Subparsers[argparse.ArgumentParser], owner: str, carriers: str) -> None:
    """Add the action `attribute`, of a tag or a type (`owner`), whose `carriers` carry its values."""
    parser = actions.add_parser("attribute", help=f"define, change or remove what {carriers} carry")
    parser.add_argument(owner, metavar=owner.upper(), type=words)
    parser.add_argument("name", metavar="NAME", type=words, help="the attribute's name; one that is not there is added")
    parser.add_argument("--kind", choices=KINDS, help="what its values are (a new one: text)")
    parser.add_argument("--choice", metavar="C", type=words, action="append", help="one to choose from (repeatable)")
    parser.add_argument("--rename", metavar="NAME", type=words, help="its new name; values follow")
    parser.add_argument(
        "--rename-choice", metavar="OLD=NEW", type=words, action="append", default=[], help="values follow (repeatable)"
    )
    parser.add_argument("--remove", action="store_true", help="define it no more")
    parser.add_argument("--drop", action="store_true", help="drop values that do not fit any more")
    add_coder(parser)


def edited(project: Project, owner: Tag | RelationType, arguments: argparse.Namespace) -> Change | None:
    """Return the change that the action asks for; None where it was refused, with a sentence on stderr."""
    from annotator.core.attributes import defined
    from annotator.core.errors import InvalidError
    from annotator.core.values import AttributeDefinition, AttributeKind
    from annotator.project import attribute_definitions, attributes

    if arguments.choice and arguments.kind not in (None, "choice"):
        raise InvalidError(f"of a {arguments.kind} there is nothing to choose; leave --choice out, or --kind")
    wanted = " ".join(arguments.name.split()).casefold()
    before = next((one for one in owner.attributes if one.name.casefold() == wanted), None)
    if arguments.remove:
        if arguments.rename or arguments.rename_choice or arguments.kind or arguments.choice:
            raise InvalidError("--remove goes alone, or with --drop")
        number = attribute_definitions.count(project, owner, arguments.name)
        if number and not arguments.drop:
            say(f"{many(number, 'value')} of '{arguments.name}' would go with it; --drop drops them")
            return None
        return attribute_definitions.remove(project, owner, arguments.name)
    kind = None if arguments.kind is None else AttributeKind(arguments.kind)
    if before is None and (arguments.rename or arguments.rename_choice):
        before = defined(owner.attributes, arguments.name, f"'{owner.name}'")
    if before is None:
        kind = kind or (AttributeKind.CHOICE if arguments.choice else AttributeKind.TEXT)
        made = AttributeDefinition(arguments.name, kind, tuple(arguments.choice or ()))
        return attribute_definitions.define(project, owner, made)
    renamed = dict(_pair(pair) for pair in arguments.rename_choice)
    known = {*before.choices, *(attributes.used_words(project, before.name) if renamed else ())}
    strange = next((choice for choice in renamed if choice not in known), None)
    if strange is not None:
        there = f"; there are: {', '.join(before.choices)}" if before.choices else ""
        raise InvalidError(f"'{before.name}' has no choice '{strange}'{there}")
    after = replace(
        before,
        name=arguments.rename or before.name,
        kind=kind or (AttributeKind.CHOICE if arguments.choice else before.kind),
        choices=tuple(arguments.choice or (renamed.get(choice, choice) for choice in before.choices)),
    )
    return attribute_definitions.redefine(project, owner, before.name, after, renamed=renamed, drop=arguments.drop)


def _pair(text: str) -> tuple[str, str]:
    from annotator.core.errors import InvalidError

    old, found, new = text.partition("=")
    if not (found and old.strip() and new.strip()):
        raise InvalidError(f"'{text}' names no choice and its new name; write it like old=new")
    return old.strip(), new.strip()


def listed(definitions: Iterable[AttributeDefinition]) -> str:
    """Return definitions in one line: `role: issuer | addressee; size: number`."""
    return "; ".join(f"{one.name}: {' | '.join(one.choices) or one.kind.value}" for one in definitions)
