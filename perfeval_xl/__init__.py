"""Annual performance self-evaluation (部门整体绩效自评) in Excel: score, check, report, collect."""

__version__ = "0.1.0"
