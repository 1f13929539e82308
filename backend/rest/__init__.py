"""Vendor HTTP: the REST APIs of other platforms over the graph, by documents alone."""
