"""Functions that a child runs in the tests: well-behaved, crashing, hanging, greedy and talkative ones."""

import os
import signal
import time

from optimizer.errors import InputError
from optimizer.messages import Cell, Finding, Private


def echo(payload, channel):
    print("a library that prints")
    os.write(1, b"and one that writes to descriptor 1")
    channel.progress({"done": 1})
    return payload


def crash(payload, channel):
    os.kill(os.getpid(), getattr(signal, payload))


def leave(payload, channel):
    os._exit(payload)


def greedy(payload, channel):
    return len(bytearray(payload))


def hang(payload, channel):
    time.sleep(60)


def spin(payload, channel):
    while True:
        pass


def rubbish(payload, channel):
    channel._write(b"<html>not a frame</html>")
    time.sleep(60)


def half_a_frame(payload, channel):
    channel._write(b"J" + (1000).to_bytes(8, "big") + b"{")
    os._exit(0)


def refuse(payload, channel):
    cell = Cell("a.xlsx", "Sheet1", "C5")
    raise InputError(findings=[Finding("errors.exists", "error", {"path": Private("张试甲")}, (cell,))])


def fail(payload, channel):
    raise RuntimeError("with 张试甲 inside")


def until_cancelled(payload, channel):
    while not channel.cancelled():
        time.sleep(0.005)
    return "best so far"


def modules(payload, channel):
    import sys

    return sorted(sys.modules)
