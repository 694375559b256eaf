"""What holds for every test.

A shell that runs the tests in the background, or nohup, lets signals be ignored, and every program that the tests start
inherits that: it would be deaf to what the tests send it. A signal with a handler is not inherited as ignored.
"""

import signal
import threading

if threading.current_thread() is threading.main_thread():
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: None)  # the tests themselves go on
