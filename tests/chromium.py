"""The system's Chromium, and how tests start it: without the connections it would open by itself."""

import os
import shutil

#: Its path, None where there is none; the variable CHROMIUM overrides the search.
CHROMIUM = os.environ.get("CHROMIUM") or next(
    (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None,
)
QUIET = (
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)
