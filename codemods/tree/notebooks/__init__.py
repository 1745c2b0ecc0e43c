"""Jupyter notebooks: the Python of their code cells as one program, and the way back into the JSON text."""
