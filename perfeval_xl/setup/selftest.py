"""Whether Excel will reach the component: asks it for one score, as Excel does; run in the private environment.

`python -m perfeval_xl.setup.selftest` prints one line, exit code 1 when the component does not answer as it must.
"""

from __future__ import annotations

import sys
import time
from io import TextIOWrapper

from perfeval_xl.setup.registration import PROGID

CALL = ("PERF_SCORE", ["≥95%", "90%", 10])
WANTED = 9.47
"""What the component must answer to CALL: 90 ÷ 95 × 10."""


def measure(calls: int = 5) -> tuple[str, float, float]:
    """What the component says of itself, the seconds until it answered, and the median milliseconds of a call.

    Raises OSError where it cannot be reached, ValueError where it answers something else than WANTED.
    """
    import pythoncom
    import pywintypes
    import win32com.client

    started = time.perf_counter()
    try:
        server = win32com.client.dynamic.Dispatch(PROGID)
        about = server.Hello(0)
        name, arguments = CALL
        taken = []
        for _ in range(calls):
            begun = time.perf_counter()
            answer = server.CallFunction(name, arguments)
            taken.append(time.perf_counter() - begun)
            if answer != WANTED:
                raise ValueError(f"{name}{tuple(arguments)} 得到 {answer!r}，应为 {WANTED}")
        return about, begun - started - sum(taken[:-1]), sorted(taken)[len(taken) // 2] * 1000
    except pywintypes.com_error as error:
        code = error.hresult & 0xFFFFFFFF
        raise OSError(f"0x{code:08X} {pythoncom.GetScodeString(error.hresult).strip()}") from error


def main() -> int:
    """Prints the result, in Chinese."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    try:
        about, start, call = measure()
    except (ImportError, OSError, ValueError) as error:
        print(f"计分组件没有应答：{error}")
        return 1
    print(f"{about}；启动 {start:.1f} 秒，每次计算 {call:.1f} 毫秒，试算一项指标得 {WANTED} 分")
    return 0


if __name__ == "__main__":
    sys.exit(main())
