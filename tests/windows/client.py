"""A client in Windows Python, for what VBScript cannot say here: Chinese texts, error values, two Excels, an end.

Reads one JSON request a line from standard input and answers each with one JSON line.
"""

import ctypes
import json
import os
import sys
import time

import pywintypes
import win32com.client

ERROR_VALUE = -2146826246
"""#N/A as it arrives from Excel; pywin32 sends no error of its own but “left out”."""


def argument(value):
    """What JSON has no word for: {"error": …} is an error value, {"date": …} a date."""
    if isinstance(value, dict) and "error" in value:
        return ERROR_VALUE
    if isinstance(value, dict):
        return pywintypes.Time(time.strptime(value["date"], "%Y-%m-%d"))
    return value


def connect(state):
    state["component"] = win32com.client.dynamic.Dispatch("PerfEval.Server")
    return state["component"].Hello(0)


def hello_with_window(state):
    window = ctypes.windll.user32.CreateWindowExW(0, "STATIC", "Excel", 0, 0, 0, 9, 9, None, None, None, None)
    return state["component"].Hello(float(window))


def function(state, name, *arguments):
    return state["component"].CallFunction(name, [argument(one) for one in arguments])


def macro(state, name, *arguments):
    return state["component"].RunMacro(name, list(arguments))


def kill(state, process):
    os.kill(process, 9)
    time.sleep(0.3)


ACTIONS = {one.__name__: one for one in (connect, hello_with_window, function, macro, kill)}


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdin.reconfigure(encoding="utf-8")
    state = {}
    for line in sys.stdin:
        action, *arguments = json.loads(line)
        begun = time.perf_counter()
        try:
            said = {"value": ACTIONS[action](state, *arguments)}
        except (pywintypes.com_error, AttributeError) as error:
            said = {"failed": f"0x{getattr(error, 'hresult', 0) & 0xFFFFFFFF:08X}"}
        print(json.dumps({**said, "seconds": time.perf_counter() - begun}, ensure_ascii=False), flush=True)


main()
