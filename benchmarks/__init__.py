"""Speed, memory and size, measured beside peers; never part of the tests."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does
