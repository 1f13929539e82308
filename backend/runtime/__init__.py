"""Running: models, tools and the engine that takes queued runs."""
