"""Which runs a study consists of: some scenarios, the same seeds in all of them, dealt into shards."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from functools import cached_property

import numpy as np

from pullthrough.parameters.root_schema import Root
from pullthrough.parameters.setting import Setting, setting
from pullthrough.study.code import code_hash

UNCHANGED = "+nothing"
"""Added to the name of the tested scenario if it is the very scenario it is compared with."""

SEED_BITS = 46


@dataclass(frozen=True)
class Job:
    """One run."""

    run: int
    setting: Setting
    replicate: int
    seed: int


@dataclass(frozen=True)
class Design:
    """A paired comparison of two or more scenarios.

    Attributes:
        scenarios: the baseline first, the tested scenario last.
        replicates: runs of each; replicate i has the same seed in all.
        seed: the root seed.
    """

    scenarios: tuple[Setting, ...]
    replicates: int
    seed: int

    @classmethod
    def of(cls, root: Root) -> Design:
        """The design of a comparison of two scenarios."""
        against, tested = setting(root, tested=False), setting(root, tested=True)
        if against.name == tested.name:
            tested = replace(tested, name=tested.name + UNCHANGED, title=f"{tested.title} (again)")
        return cls((against, tested), root.replicates, root.seed)

    @property
    def against(self) -> Setting:
        """The baseline."""
        return self.scenarios[0]

    @property
    def tested(self) -> Setting:
        """The scenario that is compared with it; of several the last."""
        return self.scenarios[-1]

    @property
    def runs(self) -> int:
        """Number of runs in all."""
        return len(self.scenarios) * self.replicates

    @property
    def shards(self) -> int:
        """How many files the runs are dealt into."""
        return -(-self.replicates // self.pairs_in_shard)

    @property
    def pairs_in_shard(self) -> int:
        """Pairs in a shard: few in a small study, so that work spreads; up to 64 (128 runs) in a large one.

        It depends on the number of replicates alone, so that any number of processes writes the same files.
        """
        return min(64, max(4, -(-self.replicates // 8)))

    def jobs(self, shard: int) -> list[Job]:
        """The runs of a shard, those of a replicate beside each other."""
        first = shard * self.pairs_in_shard
        return [
            Job(len(self.scenarios) * i + k, chosen, i, replicate_seed(self.seed, i))
            for i in range(first, min(first + self.pairs_in_shard, self.replicates))
            for k, chosen in enumerate(self.scenarios)
        ]

    @cached_property
    def fingerprint(self) -> str:
        """Hash of everything that a result depends on: settings, seeds, the code of the model, and what compiles it."""
        content = {
            "scenarios": [asdict(s) for s in self.scenarios],
            "replicates": self.replicates,
            "seed": self.seed,
            "code": code_hash(),
        }
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def replicate_seed(root: int, replicate: int) -> int:
    """The seed of replicate i of a study with a root seed: 46 bits of ``SeedSequence(root, spawn_key=(i,))``.

    Neighbouring root seeds thus share no run, unlike with root + i, and a study can be lengthened without changing the
    runs it has.
    """
    word = np.random.SeedSequence(root, spawn_key=(replicate,)).generate_state(1, np.uint64)[0]
    return int(word) >> (64 - SEED_BITS)
