"""One file for each thing that a reviewer does.

A workflow is a generator: it yields how far it is or what it has so far, and returns its result.
"""
