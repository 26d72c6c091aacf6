"""Zones and the survey: all staff divided over areas, then every household and student of an area to somebody there."""
