"""See onrecord.pipeline for the order of the rooms."""
