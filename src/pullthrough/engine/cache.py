"""The key of compiled code: its content.

Numba's own cache looks only at the file of the function it compiles, not at the rules which that function calls. Here the
cache folder is named by a hash of *every* function that takes part, so an edit anywhere is seen, and undoing it is warm.
"""

from __future__ import annotations

import hashlib
import os
import platform
import sys
from collections.abc import Iterable

import numba
import numpy as np
from llvmlite.binding import get_host_cpu_name


def processor() -> str:
    """The processor that is compiled for: a home folder may be shared by machines of several kinds."""
    return str(get_host_cpu_name())


CHANGES_CODE = (
    "NUMBA_OPT",
    "NUMBA_BOUNDSCHECK",
    "NUMBA_DEBUGINFO",
    "NUMBA_LOOP_VECTORIZE",
    "NUMBA_SLP_VECTORIZE",
    "NUMBA_ENABLE_AVX",
    "NUMBA_LLVM_REFPRUNE_PASS",
    "NUMBA_LLVM_REFPRUNE_FLAGS",
)
"""Variables of the environment by which Numba makes other machine code of the same rules."""


def content_key(parts: Iterable[str], layout: str) -> str:
    """Hash of what every rule computes, the tables' layout, and what compiles them."""
    digest = hashlib.sha256()
    for part in (sys.version, numba.__version__, np.__version__, platform.machine(), processor(), layout):
        digest.update(part.encode())
    for name in CHANGES_CODE:
        if name in os.environ:
            digest.update(f"{name}={os.environ[name]}".encode())
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()[:24]
