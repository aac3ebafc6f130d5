"""English glosses of texts in Spanish, Portuguese, Japanese, Korean and Chinese, word by word from dictionaries."""

from matchmaker.recommender.gloss.glossary import Glossary, bundled_glossary

__all__ = ["Glossary", "bundled_glossary"]
