"""Sema4.ai's REST API."""
