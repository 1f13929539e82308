"""Aeontel's REST API."""
