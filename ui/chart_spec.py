"""What Altair has drawn, as the browser takes it."""

from typing import Any

import altair as alt
import pyarrow as pa


def of(chart: alt.LayerChart) -> dict[str, Any]:
    """The chart to keep for the runs that follow: Altair checks each drawing word by word, which takes longer than
    all the rest of a screen, and its rows would go by way of a data frame in each run.
    """
    made: dict[str, Any] = chart.to_dict()
    made["datasets"] = {name: pa.Table.from_pylist(data) for name, data in made["datasets"].items()}
    # The size of drawings that have none of their own: theirs is the screen's.
    for name in ("continuousWidth", "continuousHeight"):
        made["config"]["view"].pop(name, None)
    return made
