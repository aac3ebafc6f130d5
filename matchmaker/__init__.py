"""The cultural-enterprise matchmaking service of the Pacific Alliance."""

__version__ = "0.1.0"
