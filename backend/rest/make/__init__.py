"""Make's AI agents API."""
