"""The SCAP 1.3 source data stream that packs a product's components."""
