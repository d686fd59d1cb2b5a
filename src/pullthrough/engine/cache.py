"""The key of compiled code: its content.

Numba's own cache looks only at the file of the function it compiles, not at the rules which that function calls. Here the
cache folder is named by a hash of *every* function that takes part, so an edit anywhere is seen, and undoing it is warm.
"""

from __future__ import annotations

import hashlib
import platform
import sys
from collections.abc import Iterable

import numba
import numpy as np
from llvmlite.binding import get_host_cpu_name


def processor() -> str:
    """The processor that is compiled for: a home folder may be shared by machines of several kinds."""
    return str(get_host_cpu_name())


def content_key(parts: Iterable[str], layout: str) -> str:
    """Hash of what every rule computes, the tables' layout, and what compiles them."""
    digest = hashlib.sha256()
    for part in (sys.version, numba.__version__, np.__version__, platform.machine(), processor(), layout):
        digest.update(part.encode())
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:24]
