"""Annual performance self-evaluation (部门整体绩效自评) in Excel: score, check, report, collect."""

__version__ = "0.1.0"

MADE_BY = f"perfeval-xl {__version__}"
"""How a file says, in its properties (备注), which version made it."""
