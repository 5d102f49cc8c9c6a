"""auditscap: Linux audit controls in YAML become SCAP data streams."""
