"""The Plotly template: the same colours, fonts and quiet axes as the course's own charts."""

from __future__ import annotations

import plotly.graph_objects as go
import plotly.io as pio

from genmarketing.ui.palette import COLOURWAY, FONTS, LIGHT

NAME = "genmarketing"


def _axis(**more: object) -> dict[str, object]:
    return {
        "gridcolor": LIGHT["line"],
        "linecolor": LIGHT["quiet"],
        "zerolinecolor": LIGHT["line"],
        "ticks": "outside",
        "tickcolor": LIGHT["line"],
        "title": {"font": {"size": 13}, "standoff": 10},
        "automargin": True,
        "exponentformat": "power",
        **more,
    }


template: go.layout.Template = go.layout.Template(
    layout={
        "colorway": list(COLOURWAY),
        "font": {"family": FONTS, "size": 13, "color": LIGHT["text"]},
        "title": {"font": {"size": 16}, "x": 0, "xanchor": "left", "xref": "paper"},
        "paper_bgcolor": LIGHT["surface"],
        "plot_bgcolor": LIGHT["surface"],
        # Decimal point and thousands comma, as Chinese text writes numbers.
        "separators": ".,",
        "hovermode": "closest",
        "hoverlabel": {"font": {"family": FONTS, "size": 13}, "bgcolor": LIGHT["surface"], "align": "left"},
        "legend": {
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.02,
            "xanchor": "left",
            "x": 0,
            "title": {"text": ""},
        },
        "margin": {"l": 60, "r": 20, "t": 64, "b": 52},
        "xaxis": _axis(showgrid=False),
        "yaxis": _axis(),
        "colorscale": {
            "sequential": [[0, LIGHT["heat-low"]], [1, LIGHT["heat-high"]]],
            "diverging": [[0, LIGHT["heat-negative"]], [0.5, LIGHT["heat-middle"]], [1, LIGHT["heat-high"]]],
        },
    },
    data={
        "scatter": [
            {
                "line": {"width": 2.2},
                "marker": {"size": 8},
                "hovertemplate": "%{x}<br>%{y}<extra>%{fullData.name}</extra>",
            }
        ],
        "bar": [{"marker": {"line": {"width": 0}}, "hovertemplate": "%{x}<br>%{y}<extra>%{fullData.name}</extra>"}],
    },
)
"""Pass it to a figure (`template=ui.template`), or name it: it is registered as `genmarketing`."""

pio.templates[NAME] = template
