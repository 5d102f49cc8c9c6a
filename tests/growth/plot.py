"""A plot of what builds cost by number of rules, as SVG, with logarithms on both axes."""

from collections.abc import Mapping, Sequence
from math import log10
from typing import Final

Points = Sequence[tuple[int, float]]
_WIDTH: Final = 640
_HEIGHT: Final = 400
_LEFT: Final = 70
_RIGHT: Final = 20
_TOP: Final = 40
_BOTTOM: Final = 60
_COLOURS: Final = ("#1a5fb4", "#a51d2d")
_STYLE: Final = (
    "text{font:13px sans-serif;fill:#333}.grid{stroke:#ddd}.axis{stroke:#333}"
    "@media(prefers-color-scheme:dark){svg{background:#222}text{fill:#ddd}.grid{stroke:#444}"
    ".axis{stroke:#ddd}}"
)


def plot(series: Mapping[str, Points]) -> str:
    """Draw seconds of CPU by number of rules, a line for each of `series`."""
    points = [one for line in series.values() for one in line]
    across = _Scale([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Scale([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img">',
        "<title>CPU seconds of a build by number of rules</title>",
        f"<style>{_STYLE}</style>",
    ]
    for power in across.powers:
        x = across.place(10.0**power)
        lines.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        lines.append(_text(x, _HEIGHT - _BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in up.powers:
        y = up.place(10.0**power)
        lines.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        lines.append(_text(_LEFT - 8, y + 4, f"{10.0**power:g}", "end"))
    frame = f"M{_LEFT} {_TOP}V{_HEIGHT - _BOTTOM}H{_WIDTH - _RIGHT}"
    lines.append(f'<path class="axis" fill="none" d="{frame}"/>')
    lines.append(_text((_LEFT + _WIDTH) / 2, _HEIGHT - 18, "rules", "middle"))
    lines.append(_text(_LEFT - 8, _TOP - 20, "CPU s", "end"))
    for at, (name, line) in enumerate(series.items()):
        colour = _COLOURS[at % len(_COLOURS)]
        places = [(across.place(x), up.place(y)) for x, y in line]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        looks = f'fill="none" stroke="{colour}" stroke-width="2"'
        lines.append(f'<polyline {looks} points="{path}"/>')
        lines += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>' for x, y in places]
        lines.append(f'<rect x="{_LEFT + 14}" y="{_TOP + 10 + 20 * at}" width="12" height="12"')
        lines.append(f' fill="{colour}"/>{_text(_LEFT + 32, _TOP + 21 + 20 * at, name, "start")}')
    return "\n".join([*lines, "</svg>", ""])


class _Scale:
    """Where a number lies between two places, by its logarithm."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        low, high = int(log10(min(values)) // 1), int(-(-log10(max(values)) // 1))
        self.powers = range(low, high + 1)
        self._low, self._span = low, max(1, high - low)
        self._start, self._length = start, end - start

    def place(self, value: float) -> float:
        """Give the place of a number."""
        return self._start + (log10(value) - self._low) / self._span * self._length


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'
