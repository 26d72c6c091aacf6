"""One runner for untrusted parsing and for solves: a child process with memory, time and processor limits.

The child is a fresh interpreter that imports only the module of the function it is asked for. What
comes back is JSON or bytes, never a pickle. A child that dies, hangs or prints rubbish becomes one
:class:`~optimizer.errors.ContainedError`.
"""

from optimizer.contained.channel import Channel
from optimizer.contained.runner import run_contained

__all__ = ["Channel", "run_contained"]
