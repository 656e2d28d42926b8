"""What holds for all tests: a property is right or wrong, however long a slow machine takes to see it."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")
