"""Benchmarks. Each module is a part with `measure() -> Iterator[Row]`; `make bench` runs and prints them all."""
