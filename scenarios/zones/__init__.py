"""划片包抓: all staff divided over areas, then every household and student of an area to somebody there; each step proved."""

from scenarios.zones.apportion import apportion
from scenarios.zones.coverage import AreaCoverage, Coverage
from scenarios.zones.dividing import DUTY, shared_out, with_duties
from scenarios.zones.reading import ZonesTables, read_zones
from scenarios.zones.solving import ZonesAnswer, solve_zones
from scenarios.zones.writing import write_zones

__all__ = [
    "DUTY",
    "AreaCoverage",
    "Coverage",
    "ZonesAnswer",
    "ZonesTables",
    "apportion",
    "read_zones",
    "shared_out",
    "solve_zones",
    "with_duties",
    "write_zones",
]
