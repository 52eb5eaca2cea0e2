"""The map's view of what the frame shows: cached questions put together for one overlay."""

from collections.abc import Sequence

from pages.ui import cached_map, chosen
from pages.ui.session import View
from portfolio.domain.codes import Basis
from portfolio.domain.periods import Month
from portfolio.language import t
from portfolio.outputs import map_data, map_tints, overlays
from portfolio.outputs.map_data import MapView
from portfolio.outputs.overlays import Overlay, Scale
from portfolio.services import maps, seeding


def build(view: View, overlay: Overlay, *, selected: int | str | None = None) -> MapView:
    """What the map shows now."""
    return _of_month(view, overlay, view.month, None).with_selected(selected)


def frames(view: View, overlay: Overlay) -> Sequence[MapView]:
    """Every month of the slider on one scale, to be played."""
    months = maps.year_to_show(view.catalogue, view.month)
    every = [figures for month in months for figures in cached_map.districts(view, month).values()]
    scale = overlays.scale(overlay, every)
    return [_of_month(view, overlay, month, scale) for month in months]


def _of_month(view: View, overlay: Overlay, month: Month, scale: Scale | None) -> MapView:
    state = cached_map.month(view, month)
    return map_data.view(
        cached_map.geometry(view),
        maps.visible(state, cached_map.mask(view, month)),
        cached_map.districts(view, month),
        overlay=overlay,
        month=month,
        months=maps.year_to_show(view.catalogue, view.month),
        language=view.language,
        scale=scale,
        plan_fen=state.plan_fen,
        only_district_known=cached_map.by_district_only(view, month),
        captions=maps.captions(cached_map.bases(view), view.language, count_by=view.count_by),
        banner=_banner(view),
        tints=state.rates.tobytes() if chosen.painting() == map_tints.BY_RATE else b"",
    )


def _banner(view: View) -> str | None:
    if view.catalogue.layer != seeding.ILLUSTRATIVE:
        return None
    return t(view.language, f"codes.basis_{Basis.ILLUSTRATIVE.value}")


def credits(view: View) -> tuple[str, ...]:
    """Who has to be named for what is drawn."""
    return maps.credits(cached_map.rows(view), view.language)
