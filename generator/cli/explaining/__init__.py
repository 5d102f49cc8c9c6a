"""`auditscap explain`: a rule in all that is made of it, short enough to read."""
