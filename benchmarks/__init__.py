"""Speed and memory, measured on made-up articles; never part of the tests."""
