"""The other direction of a drive, see hw.drives."""


class Back:
    """A drive that runs the other way."""

    def begin(self, drive):
        """Take the drive that opens."""
        self._drive = drive
        self.stop, self.ran = drive.stop, drive.ran

    @property
    def running(self) -> bool:
        """Tell whether the drive runs."""
        return self._drive.running

    def run(self, units: int):
        """Close by so many units."""
        self._drive.go(units, -1)
