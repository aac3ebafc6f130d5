"""The best valid agenda of a solve so far: nothing gets past it that breaks a rule."""

from collections.abc import Callable

from matchmaker.scheduler.board import Board
from matchmaker.scheduler.index import Index
from matchmaker.scheduler.objectives import Score, score
from matchmaker.scheduler.outcome import Progress, Watch
from matchmaker.scheduler.rules import violations


class Best:
    """Keeps the best board offered, and tells each better one with what is proven by then."""

    def __init__(self, index: Index, watch: Watch, progress: Callable[[Progress], None]) -> None:
        self._index, self._watch, self._progress = index, watch, progress
        self.board = Board(index)
        self.score: Score = score(self.board)
        self.most_quality: int | None = None
        self.fewest_breaks: int | None = None
        self.told = 0.0

    def offer(self, board: Board) -> None:
        """Take the board if it is better and breaks no rule."""
        points = score(board)
        if points.key > self.score.key and not violations(self._index, board.agenda()):
            self.board, self.score = board, points
            self._tell()

    def prove(self, fewest_breaks: int) -> None:
        """Tell that no agenda with all its meetings has fewer breaks."""
        self.fewest_breaks = fewest_breaks
        self._tell()

    def _tell(self) -> None:
        self.told = self._watch.seconds()
        self._progress(
            Progress(
                seconds=self.told,
                agenda=self.board.agenda(),
                score=self.score,
                fewest_breaks=self.fewest_breaks,
                most_quality=self.most_quality,
            )
        )
