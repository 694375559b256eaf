"""Run by test_functions.py in a process of its own: what xlwings finds in the module, taken for a UDF module.

Its part for that, `xlwings.udfs`, is imported only where pywin32 is; the names that it asks of pywin32 stand in here,
and none of them is called.
"""

import io
import json
import sys
import types

for name, names in {
    "pythoncom": ("CoInitialize",),
    "pywintypes": (),
    "win32com": (),
    "win32com.client": ("Dispatch",),
}.items():
    sys.modules[name] = types.ModuleType(name)
    vars(sys.modules[name]).update(dict.fromkeys(names))

import xlwings  # noqa: E402
from xlwings import udfs  # noqa: E402

xlwings.func, xlwings.arg = udfs.xlfunc, udfs.xlarg  # as `xlwings/__init__.py` has them on Windows
module = udfs.get_udf_module("perfeval_xl.excel.functions", None)
found = {name: value.__xlfunc__ for name, value in vars(module).items() if hasattr(value, "__xlfunc__")}
text = io.StringIO()
udfs.generate_vba_wrapper(module.__name__, module, udfs.VBAWriter(text), types.SimpleNamespace(Name="自评表.xlsm"))
print(json.dumps({"found": found, "vba": text.getvalue()}))
