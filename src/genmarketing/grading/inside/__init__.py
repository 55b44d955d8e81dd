"""What runs inside the sandbox, beside the learner's code: it knows inputs, and no answer to anything."""
