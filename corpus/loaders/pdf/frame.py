"""How a page is turned to be read: user space to points from the lower left corner of the page as its text stands upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(slots=True)
class Frame:
    """How user space is turned to be read."""

    turns: int
    """Quarter turns of the text, counterclockwise, in user space."""
    left: float
    bottom: float
    width: float
    height: float
    """Of the page, as read; ``left`` and ``bottom`` are its corner before it is moved to the origin."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space as read."""
        turned = ((x, y), (y, -x), (-x, -y), (-y, x))[self.turns]
        return turned[0] - self.left, turned[1] - self.bottom

    def back(self, x: float, y: float) -> tuple[float, float]:
        """A point as read, in user space."""
        x, y = x + self.left, y + self.bottom
        return ((x, y), (-y, x), (-x, -y), (y, -x))[self.turns]

    def boxes(self, boxes: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Left, top, right, bottom of boxes as read."""
        left, top, right, bottom = boxes.T
        turned = (
            (left, top, right, bottom),
            (bottom, -left, top, -right),
            (-right, -bottom, -left, -top),
            (-top, right, -bottom, left),
        )[self.turns]
        return turned[0] - self.left, turned[1] - self.bottom, turned[2] - self.left, turned[3] - self.bottom


def frame(turns: int, box: Sequence[float]) -> Frame:
    """The frame of a page whose box is left, bottom, right, top in user space."""
    plain = Frame(turns, 0.0, 0.0, 0.0, 0.0)
    corners = [plain.point(box[0], box[1]), plain.point(box[2], box[3])]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return Frame(turns, xs[0], ys[0], xs[1] - xs[0], ys[1] - ys[0])
