"""What holds for every test."""

import signal
import threading

if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Run in the background by a shell, the tests and every program they start would be deaf to Ctrl+C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
