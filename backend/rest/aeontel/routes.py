"""Aeontel's routes."""

from backend.rest.aeontel.agents import AGENTS
from backend.rest.route import Route

ROUTES: tuple[Route, ...] = (*AGENTS,)
