"""Reads a page as a screen reader does, through AT-SPI, and prints what it found as JSON.

Not a test itself: `test_at_spi.py` starts it in a session bus of its own, with the system's Python, which has the
bindings. Arguments: the Python and the script that show the page.
"""

import json
import select
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

KINDS = (
    "object:text-caret-moved",
    "object:text-selection-changed",
    "object:text-changed",
    "object:announcement",
    "object:property-change:accessible-description",
)
heard = []


def settle(seconds=0.4):
    """Let events come in."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        while GLib.MainContext.default().iteration(False):
            pass
        time.sleep(0.01)


def listen(event):
    heard.append([event.type, event.source.get_name(), event.detail1, str(event.any_data)])


def find(node, pid):
    """Return the page among the descendants of `node`."""
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is None:
            continue
        if node.get_parent() is None and child.get_process_id() != pid:
            continue
        if child.get_text_iface() is not None and child.get_role() == Atspi.Role.TEXT:
            return child
        found = find(child, pid)
        if found is not None:
            return found
    return None


def walk(node, depth=0):
    """Ask all that can be asked of everything below `node`, which may vanish meanwhile. Return how much answered."""
    answered = 0
    try:
        node.clear_cache()
        node.get_state_set()
        node.get_description()
        text = node.get_text_iface()
        if text is not None:
            text.get_text(0, text.get_character_count())
            text.get_character_extents(0, Atspi.CoordType.SCREEN)
        answered += 1
        for number in range(node.get_child_count() if depth < 8 else 0):
            child = node.get_child_at_index(number)
            if child is not None:
                answered += walk(child, depth + 1)
    except GLib.Error:
        pass
    return answered


def main():
    page = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def say(command):
        page.stdin.write(command + "\n")
        page.stdin.flush()
        answer = page.stdout.readline().strip()
        settle()
        return answer

    assert page.stdout.readline().strip() == "ready"
    Atspi.init()
    listener = Atspi.EventListener.new(listen)
    for kind in KINDS:
        listener.register(kind)
    found = None
    for _ in range(50):
        settle(0.2)
        Atspi.get_desktop(0).clear_cache()
        found = find(Atspi.get_desktop(0), page.pid)
        if found is not None:
            break
    assert found is not None, "the page is not on the bus"

    def state():
        found.clear_cache()
        text = found.get_text_iface()
        count = text.get_character_count()
        caret = text.get_caret_offset()
        line = text.get_string_at_offset(max(0, min(caret, count - 1)), Atspi.TextGranularity.LINE)
        selected = text.get_selection(0) if text.get_n_selections() else None
        result = {
            "name": found.get_name(),
            "description": found.get_description(),
            "count": count,
            "text": text.get_text(0, count),
            "caret": caret,
            "line": line.content,
            "selection": [selected.start_offset, selected.end_offset] if selected is not None else None,
            "focused": found.get_state_set().contains(Atspi.StateType.FOCUSED),
            "read_only": found.get_state_set().contains(Atspi.StateType.READ_ONLY),
            "editable": found.get_editable_text_iface() is not None,
        }
        # What the page tells comes before its answers: it is all here by now, only to be taken in.
        settle(0.1)
        result["events"], heard[:] = list(heard), []
        return result

    found_so_far = {"start": state()}
    for name, command in (
        ("caret", "caret 5"),
        ("marked", "caret 24"),
        ("selected", "select 4 11"),
        ("arabic", "arabic"),
        ("second", "caret 50"),
        ("german", "german"),
    ):
        say(command)
        found_so_far[name] = state()
    # Panes come and go while everything is asked about.
    page.stdin.write("churn 60\n")
    page.stdin.flush()
    walked = 0
    while not select.select([page.stdout], [], [], 0)[0]:
        walked += walk(found.get_parent())
        settle(0)
    assert page.stdout.readline().strip() == "ok"
    settle()
    found_so_far["churned"] = state() | {"walked": walked}
    found.get_text_iface().set_caret_offset(8)
    settle()
    found.get_text_iface().add_selection(0, 3)
    settle()
    found_so_far["by client"] = say("selected")
    say("quit")
    found_so_far["exit"] = page.wait(20)
    json.dump(found_so_far, sys.stdout)


main()
