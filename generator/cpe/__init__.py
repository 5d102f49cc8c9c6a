"""CPE: the platform a data stream is for, and how a target is recognised."""
