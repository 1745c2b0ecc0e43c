"""The plan of a whole tree, to a fixed point; batches, documents, gate, inventory, retiring."""
