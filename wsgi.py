"""What ``flask`` and gunicorn load."""

import sys

from matchmaker.app import create_app
from matchmaker.errors import MatchmakerError

try:
    app = create_app()
except MatchmakerError as error:
    sys.exit(f"Error: {error}")
