"""sbernode: a board with home-made devices, spoken to by the Sber smart home cloud."""

VERSION = "0.1.0"
