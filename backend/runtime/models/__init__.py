"""Model providers behind one protocol; each is loaded by name when first needed."""
