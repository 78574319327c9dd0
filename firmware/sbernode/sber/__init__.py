"""The wire of the Sber cloud: values, messages, topics, models, the catalogue. Pure."""
