"""The demo collection: fictional profiles with graded judgements, the one place where a collection's text stands."""
