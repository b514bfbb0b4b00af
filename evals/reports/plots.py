"""Plots of a run as SVG, by matplotlib, without anything that differs from run to run."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from evals.errors import PackageMissing
from evals.runs.reporting import Report

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, ACCENT, SOFT, WRONG = "#1f2933", "#1f6f78", "#cfe3e4", "#b4443c"
_LOOK: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "dialogue",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.edgecolor": "#9aa5b1",
    "axes.labelcolor": INK,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
}
BINS = 5


def bars(groups: Mapping[str, Mapping[str, Any]], metric: str) -> str:
    """The means of a figure by group, with their intervals; groups without a value are left out."""
    known = {name: each for name, each in groups.items() if each[metric]["mean"] is not None}

    def draw(axes: Axes) -> None:
        places = np.arange(len(known))
        means = np.array([each[metric]["mean"] for each in known.values()])
        spread = np.array([each[metric]["interval"] for each in known.values()])
        errors = np.abs(spread - means[:, None]).T
        axes.barh(places, means, color=SOFT, height=0.66)
        axes.errorbar(means, places, xerr=errors, fmt="o", color=ACCENT, markersize=4, linewidth=1.2, capsize=2)
        axes.set_yticks(places, [f"{name.replace('_', ' ')} ({each['cases']})" for name, each in known.items()])
        axes.invert_yaxis()
        axes.set_xlim(0, 1.02)
        axes.set_xlabel(metric.replace("_", " "))

    return _svg(draw, width=6.4, height=0.6 + 0.27 * len(known)) if known else ""


def latency(result: Report) -> str:
    """How long answers took that were made in this run."""
    values = [
        case["metrics"]["seconds"]["value"]
        for case in result["cases"]
        if not case["cached"] and case["metrics"]["seconds"]["value"] is not None
    ]

    def draw(axes: Axes) -> None:
        axes.hist(values, bins=24, color=SOFT, edgecolor=ACCENT, linewidth=0.6)
        for percent, style in ((50, "-"), (95, "--")):
            at = float(np.percentile(values, percent))
            axes.axvline(at, color=ACCENT, linestyle=style, linewidth=1.2, label=f"p{percent} {at:.2f} s")
        axes.set_xlabel("seconds")
        axes.set_ylabel("answers")
        axes.legend(frameon=False)

    return _svg(draw, width=4.6, height=2.6) if values else ""


def calibration(pairs: Sequence[tuple[float, bool]]) -> str:
    """How often what is believed with a probability is so: (probability, whether) pairs."""

    def draw(axes: Axes) -> None:
        chances, truths = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs], dtype=float)
        bins = np.minimum((chances * BINS).astype(int), BINS - 1)
        used = [at for at in range(BINS) if (bins == at).any()]
        means = [float(chances[bins == at].mean()) for at in used]
        shares = [float(truths[bins == at].mean()) for at in used]
        axes.plot([0, 1], [0, 1], color="#9aa5b1", linewidth=1, linestyle=":")
        axes.plot(means, shares, color=ACCENT, marker="o", linewidth=1.2)
        for mean, share, at in zip(means, shares, used, strict=True):
            axes.annotate(
                str(int((bins == at).sum())), (mean, share), textcoords="offset points", xytext=(5, -11), fontsize=8
            )
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1.03)
        axes.set_xlabel("probability given")
        axes.set_ylabel("share that was so")

    return _svg(draw, width=3.4, height=2.8) if pairs else ""


def refusals(result: Report) -> str:
    """Answerable or not, against answered or refused."""
    counts = np.zeros((2, 2), dtype=int)
    for case in result["cases"]:
        if case["refused"] is not None and case["metrics"]["refusal_accuracy"]["value"] is not None:
            counts[0 if case["answerable"] else 1, 1 if case["refused"] else 0] += 1

    def draw(axes: Axes) -> None:
        colours = [[SOFT, "#f2d9d6"], ["#f2d9d6", SOFT]]
        for row in range(2):
            for column in range(2):
                right = row == column
                axes.add_patch(_rectangle(column, row, colours[row][column]))
                axes.text(
                    column + 0.5, row + 0.5, str(counts[row, column]), ha="center", va="center", fontsize=15,
                    color=ACCENT if right else WRONG,
                )  # fmt: skip
        axes.set_xlim(0, 2)
        axes.set_ylim(2, 0)
        axes.set_xticks([0.5, 1.5], ["answered", "refused"])
        axes.set_yticks([0.5, 1.5], ["answerable", "not answerable"])
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)

    return _svg(draw, width=3.4, height=2.4)


def differences(metrics: Sequence[Mapping[str, Any]]) -> str:
    """New minus old for each figure, with its interval."""

    def draw(axes: Axes) -> None:
        places = np.arange(len(metrics))
        colour = {"better": ACCENT, "worse": WRONG, "noise": "#9aa5b1"}
        axes.axvline(0, color="#9aa5b1", linewidth=1)
        for place, each in zip(places, metrics, strict=True):
            axes.plot([each["low"], each["high"]], [place, place], color=colour[each["word"]], linewidth=2)
            axes.plot(each["new"] - each["old"], place, "o", color=colour[each["word"]], markersize=5)
        axes.set_yticks(places, [each["metric"].replace("_", " ") for each in metrics])
        axes.invert_yaxis()
        axes.set_xlabel("new minus old")

    return _svg(draw, width=6.4, height=0.7 + 0.27 * max(1, len(metrics))) if metrics else ""


def _rectangle(x: float, y: float, colour: str) -> Any:
    from matplotlib.patches import Rectangle

    return Rectangle((x + 0.02, y + 0.02), 0.96, 0.96, facecolor=colour, edgecolor="none")


def _svg(draw: Any, *, width: float, height: float) -> str:
    """What ``draw`` draws on axes of a size in inches. Raises ``PackageMissing``."""
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError as problem:
        raise PackageMissing("matplotlib is not installed") from problem
    with rc_context(_LOOK):
        figure = Figure(figsize=(width, height), layout="constrained")
        draw(figure.add_subplot())
        return _written(figure)


def _written(figure: Figure) -> str:
    held = io.StringIO()
    figure.savefig(held, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    text = held.getvalue()
    return text[text.index("<svg") :]
