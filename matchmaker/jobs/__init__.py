"""Background work: the queue that moves job ids, the runner that owns a job while it runs, and one module per kind."""
