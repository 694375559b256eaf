"""Old and foreign forms read by what they say: plain grids of cells in, a form and a full account of every cell out.

`read(blocks, scheme)` finds headers, labels and rows; nothing depends on an address. `files/importer.py` makes the
grids from .xlsx, .xls and .docx.
"""

from perfeval_xl.importing.account import Import, Placed
from perfeval_xl.importing.choosing import Choice, Imported, choose
from perfeval_xl.importing.grid import Block, Cell, Grid, Line
from perfeval_xl.importing.reading import read

__all__ = ["Block", "Cell", "Choice", "Grid", "Import", "Imported", "Line", "Placed", "choose", "read"]
