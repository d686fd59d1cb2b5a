"""Numba's pipeline without its last step, for functions that are built into their callers (see :mod:`.inner`)."""

from __future__ import annotations

from typing import Any

from numba.core.compiler import CompilerBase, DefaultPassBuilder, _LowerResult
from numba.core.compiler_machinery import register_pass
from numba.core.typed_passes import NativeLowering


@register_pass(mutates_CFG=True, analysis_only=False)
class InnerLowering(NativeLowering):
    """Numba's lowering to LLVM without machine code for the function alone."""

    _name = "inner_lowering"

    def run_pass(self, state: Any) -> bool:
        state.flags.no_compile = True
        super().run_pass(state)
        lowered = state["cr"]
        # Numba finds a compiled rule by the function that Python would call: any function in C that no other rule has
        stub = [lowered.fndesc.qualname].__getitem__
        state.targetctx.insert_user_function(stub, lowered.fndesc, [state.library])
        state["cr"] = _LowerResult(lowered.fndesc, lowered.call_helper, cfunc=stub, env=lowered.env)
        return True


class InnerCompiler(CompilerBase):
    """Numba's pipeline with :class:`InnerLowering` as its last step."""

    def define_pipelines(self) -> list[Any]:
        manager = DefaultPassBuilder.define_nopython_pipeline(self.state)
        manager.passes = [
            (InnerLowering if passed is NativeLowering else passed, what) for passed, what in manager.passes
        ]
        manager.finalize()
        return [manager]
