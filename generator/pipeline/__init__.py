"""The pipeline: its stages in order, everything between loading and writing pure."""
