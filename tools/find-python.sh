#!/usr/bin/env bash
# Prints a Python of version 3.11 or newer that can make a virtual environment; says what to do when there is none.
set -euo pipefail

for name in python3 python3.14 python3.13 python3.12 python3.11 python; do
  path=$(command -v "$name" || true)
  if [ -n "$path" ] && "$path" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "$path"
    exit 0
  fi
done
echo '没有找到 Python 3.11 或更新的版本（须带 venv）。Debian/Ubuntu：apt-get install python3 python3-venv；Windows/macOS：从 python.org 安装。' >&2
exit 1
