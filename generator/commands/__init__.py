"""The commands of ``briefing``, one module each. ``add`` declares a command's options, ``run`` carries it out."""
