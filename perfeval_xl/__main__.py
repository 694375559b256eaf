"""`python -m perfeval_xl`, and the command `perfeval-xl`: the command line, which may be ended at any moment."""

import signal
import sys
from contextlib import suppress

_ENDINGS = ("SIGTERM", "SIGHUP", "SIGBREAK")
"""A request to end, a terminal that is closed, and what Windows sends when a console is closed."""


def main() -> int:
    """Runs the command line; whoever ends it finds no half file, and reads one sentence."""
    try:
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, signal.default_int_handler)
        from perfeval_xl.cli import main as run  # takes its time, in which Ctrl+C may come

        return run()
    except KeyboardInterrupt:
        with suppress(OSError):
            print("错误：已取消，没有留下不完整的文件。", file=sys.stderr, flush=True)
        return 2


if __name__ == "__main__":
    sys.exit(main())
