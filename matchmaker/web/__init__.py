"""Pages."""

from flask import Flask
from flask_babel import Babel


def init_app(app: Flask, babel: Babel) -> None:
    """Register pages."""
    babel.init_app(app)
