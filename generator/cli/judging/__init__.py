"""`auditscap judge`: what is read, and how it is told."""
