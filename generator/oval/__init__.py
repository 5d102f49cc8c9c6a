"""OVAL definitions: models, the probes they use, and their XML."""
