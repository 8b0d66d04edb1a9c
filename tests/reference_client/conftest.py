"""The canteen, a browser, and an honest bench behind it."""

from canteen_fixtures import bench, canteen_stage, citizen, open_canteen, platform_stage

__all__ = ["bench", "canteen_stage", "citizen", "open_canteen", "platform_stage"]
