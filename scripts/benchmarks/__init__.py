"""Benches: Concord's figures beside those of what people would build or use instead, as ratios of one run."""
