"""Inside somebody else's Hydra application, and in threads: composing works there, and leaves their Hydra as it is."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import hydra
import pytest
from hydra.core.config_store import ConfigStore
from hydra.core.global_hydra import GlobalHydra

from pullthrough.bridges import Function
from pullthrough.parameters.composition.compose import compose

HOST = """
import hydra
from hydra.core.hydra_config import HydraConfig
from pullthrough.parameters.composition.compose import compose

@hydra.main(config_path=None, version_base={base})
def main(config):
    root = compose(["world=tiny", f"seed={{config.number}}"])
    print("seed", root.seed, HydraConfig.get().job.name, sorted(config))

main()
"""


@pytest.mark.parametrize(
    ("base", "words"),
    [("None", ["+number=3"]), ("'1.1'", ["-m", "+number=3,4"]), ("'1.3'", ["-m", "+number=3,4"])],
    ids=["None, one job", "1.1, many jobs", "1.3, many jobs"],
)
def test_composing_works_in_a_hydra_application(base: str, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "host.py").write_text(HOST.format(base=base))
    command = [sys.executable, "-W", "ignore", "host.py", *words]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert "seed 3 host ['number']" in done.stdout
    assert ("seed 4 host ['number']" in done.stdout) == ("-m" in words)


def test_a_hydra_that_is_initialised_stays_so(tmp_path: Path) -> None:
    (tmp_path / "theirs.yaml").write_text("a: 1\n")
    for name in ("root_schema", "config"):  # names that many applications use
        ConfigStore.instance().store(name=name, node={"b": 2})
    with hydra.initialize_config_dir(str(tmp_path), version_base="1.2"):
        before = GlobalHydra.instance().hydra
        assert compose(["world=tiny"]).world.name == "tiny"
        assert GlobalHydra.instance().hydra is before
        assert hydra.compose("theirs") == {"a": 1}
        assert hydra.compose("root_schema") == {"b": 2}
    assert not GlobalHydra.instance().is_initialized()


def test_threads_compose_different_settings_at_once() -> None:
    worlds = ["tiny", "uk"] * 2
    with ThreadPoolExecutor(4) as pool:
        roots = list(pool.map(lambda i: compose([f"world={worlds[i]}", f"seed={i}"]), range(4)))
    assert [(root.world.name, root.seed) for root in roots] == [(worlds[i], i) for i in range(4)]


def test_a_function_of_numbers_can_be_made_there(tmp_path: Path) -> None:
    (tmp_path / "theirs.yaml").write_text("a: 1\n")
    with hydra.initialize_config_dir(str(tmp_path), version_base=None):
        function = Function({"policy.engagement.lead": [0, 8]}, {"world": "tiny"})
    assert [(r.key, r.low, r.high) for r in function.ranges] == [("policy.engagement.lead", 0, 8)]
