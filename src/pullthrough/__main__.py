"""``python -m pullthrough`` is the command ``pullthrough``."""

from __future__ import annotations

from pullthrough.cli import main

if __name__ == "__main__":
    main()
