"""Background work: the queue, its progress for people, and the worker's sign of life."""
