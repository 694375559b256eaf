"""The scoring component for LibreOffice: stands where PerfEval.Server stands in Excel, with the same three methods.

Basic reaches it through XInvocation, which needs no type library. Arguments are turned into what Excel's COM would hand
over (None for a blank, tuples of rows for a range), results into what Basic takes.
"""

import datetime
import os
import sys
from contextlib import suppress

import uno
import unohelper
from com.sun.star.beans import PropertyValue
from com.sun.star.lang import XServiceInfo
from com.sun.star.script import XInvocation
from com.sun.star.uno import RuntimeException

NAME = "org.perfeval.test.Server"
PICKER = "org.perfeval.test.Picker"
DOWN = os.environ.get("PERFEVAL_TEST_DOWN", "")
"""A file: while it exists, every call fails, as when the component has died."""
PICKED = os.environ.get("PERFEVAL_TEST_PICKED", "")
"""A file that holds the path which the user chooses in the next dialog; without it he presses 取消."""
sys.executable = os.environ.get("PERFEVAL_TEST_PYTHON") or sys.executable
_EPOCH = datetime.datetime(1899, 12, 30)


class Server(unohelper.Base, XInvocation, XServiceInfo):
    """One scoring component."""

    def __init__(self, context):
        self.context = context

    def getIntrospection(self):
        return None

    def hasMethod(self, name):
        return name in ("Hello", "CallFunction", "RunMacro")

    def hasProperty(self, name):
        return False

    def getValue(self, name):
        return None

    def setValue(self, name, value):
        pass

    def invoke(self, name, arguments, indexes, outputs):
        if DOWN and os.path.exists(DOWN):
            raise RuntimeException("the server is gone", self)
        return getattr(self, f"_{name.lower()}")(*(plain(argument) for argument in arguments)), (), ()

    def _hello(self, window):
        return True

    def _callfunction(self, name, arguments):
        from perfeval_xl.excel import functions

        return getattr(functions, name)(*arguments)

    def _runmacro(self, name, arguments):
        from perfeval_xl.excel import macros

        if name in ("check", "report", "submit"):
            self._save_as_excel_would(*arguments)
        wrapper = uno.createUnoStruct("com.sun.star.script.ArrayWrapper")
        wrapper.IsZeroIndex = False
        wrapper.Array = uno.Any("[][]any", tuple(tuple(row) for row in macros.run(name, arguments or ())))
        return wrapper

    def _save_as_excel_would(self, copy, folder, name):
        """LibreOffice's SaveCopyAs writes the .xls format whatever the name says; Excel keeps the workbook's own."""
        with open(copy, "rb") as saved:
            assert saved.read(4) == b"\xd0\xcf\x11\xe0"
        desktop = self.context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", self.context)
        url = uno.systemPathToFileUrl(os.path.join(folder, name))
        document = next(item for item in desktop.Components if url == item.URL)
        kind = PropertyValue("FilterName", 0, "Calc MS Excel 2007 VBA XML", 0)
        document.storeToURL(uno.systemPathToFileUrl(copy), (kind,))

    def getImplementationName(self):
        return NAME

    def supportsService(self, name):
        return name == NAME

    def getSupportedServiceNames(self):
        return (NAME,)


class Picker(unohelper.Base, XInvocation, XServiceInfo):
    """Stands where Application.FileDialog stands: the user in front of it chooses what the test says."""

    def __init__(self, context):
        self.asked = {}

    def getIntrospection(self):
        return None

    def hasMethod(self, name):
        return name in ("Show", "SelectedItems")

    def hasProperty(self, name):
        return name in ("Title", "AllowMultiSelect", "InitialFileName")

    def getValue(self, name):
        return self.asked.get(name)

    def setValue(self, name, value):
        self.asked[name] = value

    def invoke(self, name, arguments, indexes, outputs):
        if name == "Show":
            assert self.asked["Title"]
            return -1 if os.path.exists(PICKED) else 0, (), ()
        assert arguments == (1,)
        with open(PICKED, encoding="utf-8") as file:
            return file.read(), (), ()

    def getImplementationName(self):
        return PICKER

    def supportsService(self, name):
        return name == PICKER

    def getSupportedServiceNames(self):
        return (PICKER,)


def plain(value):
    """An argument from Basic as COM would hand it over."""
    if hasattr(value, "IsZeroIndex"):
        value = value.Array
    if isinstance(value, tuple):
        return tuple(plain(item) for item in value)
    if value is None or isinstance(value, (str, float, int)):
        return value
    with suppress(Exception):  # oleautomation.Date
        return _EPOCH + datetime.timedelta(days=value.Value)
    return str(value)


g_ImplementationHelper = unohelper.ImplementationHelper()
g_ImplementationHelper.addImplementation(Server, NAME, (NAME,))
g_ImplementationHelper.addImplementation(Picker, PICKER, (PICKER,))
