// What Node itself costs: the yardstick for commands that send nothing.
