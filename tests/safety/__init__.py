"""What strangers, dying machines and adversaries do to a project, and what it promises all the same."""
