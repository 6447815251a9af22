"""The installation: settings from the environment, addresses, start-up. The only place that knows all parts."""
