"""What was set aside while reading: counted, shown, out to a spreadsheet, and taken back in when mended.

A mended row is a row of a further file in the source's inbox folder, and says in its column `_mends` which row of
which file it mends. The first file stays as it is, and its row stays counted as set aside there: for each file and for
all, rows read = loaded + set aside + exact repeats. That the row is mended is told by the loaded row that says so.
"""

from fundlink.rejects.mending import Mended, mend
from fundlink.rejects.shown import Reason, Reject, export, reasons, rejects

__all__ = ["Mended", "Reason", "Reject", "export", "mend", "reasons", "rejects"]
