"""Speed, memory and size, measured beside peers; never part of the tests."""
