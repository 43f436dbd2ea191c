"""What is measured, each part one module with `measure() -> Iterator[Row]`. `make bench` prints them all."""
