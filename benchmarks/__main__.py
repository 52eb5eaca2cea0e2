"""``python -m benchmarks``: every measure, each as a ratio against a floor of the same run; ends with 1 above a bar."""

import subprocess
import sys

MEASURES = ("summary", "export", "map_paint", "places")


def main() -> int:
    """Run each measure in a process of its own, so that none warms another's caches."""
    failed = [
        name
        for name in MEASURES
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode != 0
    ]
    print("above the bar: " + ", ".join(failed) if failed else "all within their bars")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
