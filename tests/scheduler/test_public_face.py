"""The web process imports the package for its rules and must not load a solver with it."""

import subprocess
import sys


def test_importing_the_package_loads_no_solver_library() -> None:
    code = "import sys, matchmaker.scheduler; print([m for m in ('ortools', 'scipy', 'pysat') if m in sys.modules])"

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert shown == "[]\n"
