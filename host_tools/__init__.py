"""Tools for a computer: simulate a board, play the Sber cloud, check and build the firmware."""
