"""Tests in a real browser: a package, so that its fixtures do not stand for those of all tests."""
