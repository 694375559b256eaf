"""Run in Windows Python by com.py: how fast the component answers, and how much memory it takes; one JSON line."""

import json
import statistics
import sys
import time

import win32api
import win32com.client
import win32con
import win32process

CALLS = int(sys.argv[1])

begun = time.perf_counter()
component = win32com.client.dynamic.Dispatch("PerfEval.Server")
about = component.Hello(0)
start = time.perf_counter() - begun
component.CallFunction("PERF_SCORE", ["≥95%", "90%", 10])
taken = []
for number in range(CALLS):
    arguments = ["≥95%", f"{number % 100}%", 10, "%", "预算执行率"]
    begun = time.perf_counter()
    component.CallFunction("PERF_SCORE", arguments)
    taken.append((time.perf_counter() - begun) * 1000)
bare = []
for _ in range(CALLS):
    begun = time.perf_counter()
    component.Hello(0)
    bare.append((time.perf_counter() - begun) * 1000)
process = win32api.OpenProcess(
    win32con.PROCESS_QUERY_INFORMATION | win32con.PROCESS_VM_READ, False, int(about.rpartition(" ")[2])
)
memory = win32process.GetProcessMemoryInfo(process)
print(
    json.dumps(
        {
            "start": start,
            "median": statistics.median(taken),
            "p95": sorted(taken)[int(CALLS * 0.95)],
            "bare": statistics.median(bare),
            "megabytes": memory["WorkingSetSize"] / 1e6,
        }
    )
)
