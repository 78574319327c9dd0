"""A local stand-in for the Sber cloud: a broker, the cloud's rules, a page with buttons."""
