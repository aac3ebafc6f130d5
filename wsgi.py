"""What ``flask`` and gunicorn load."""

import sys

from matchmaker.app import create_app
from matchmaker.errors import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit(f"Error: {error}")
