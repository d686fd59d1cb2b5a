"""``hydra/sweeper=batch``: what is swept becomes the design of one study, and Hydra runs one job."""

from __future__ import annotations

from typing import Any

from hydra.core.plugins import Plugins
from hydra.plugins.sweeper import Sweeper
from hydra.types import HydraContext, TaskFunction
from omegaconf import DictConfig

from pullthrough.parameters.composition.batch import one_study, register

register()


class BatchSweeper(Sweeper):
    """Launches one job, whose words are those of :func:`pullthrough.parameters.composition.batch.one_study`."""

    def setup(self, *, hydra_context: HydraContext, task_function: TaskFunction, config: DictConfig) -> None:
        """Prepare the launcher that Hydra has been told to use."""
        self.config = config
        self.launcher = Plugins.instance().instantiate_launcher(
            hydra_context=hydra_context, task_function=task_function, config=config
        )

    def sweep(self, arguments: list[str]) -> Any:
        """Launch the one job."""
        assert self.launcher is not None
        return self.launcher.launch([one_study(arguments)], initial_job_idx=0)
