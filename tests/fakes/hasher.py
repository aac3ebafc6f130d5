"""A hasher that is quick and remembers what it was asked."""


class CountingHasher:
    """Marks passwords instead of hashing them; ``verified`` lists every comparison."""

    def __init__(self) -> None:
        self.verified: list[tuple[str | None, str]] = []

    def hash(self, password: str) -> str:
        """The password with a mark."""
        return f"hash of {password}"

    def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether the marks agree."""
        self.verified.append((password_hash, password))
        return password_hash == self.hash(password)

    def needs_rehash(self, password_hash: str) -> bool:  # noqa: ARG002 -- the protocol's signature
        """Never."""
        return False
