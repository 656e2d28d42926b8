"""What holds for all tests, on whatever machine and however they were started."""

from __future__ import annotations

import signal

from hypothesis import settings

# A property is right or wrong, however long a slow machine takes to see it.
settings.register_profile("patient", parent=settings(), deadline=None)
settings.load_profile("patient")

# A shell starts what it puts into the background deaf to interrupts, and so would be every program under test.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
