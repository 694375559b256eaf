#!/usr/bin/env bash
# Makes Wine ready for the tests of the Windows side where that is possible (about 100 MB), and says when it stays missing.
set -euo pipefail

if ! command -v wine >/dev/null && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo '安装测试所需的 wine'
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends wine wine64; } >"$log" 2>&1; then
    tail -n 3 "$log" >&2
    echo '安装没有成功，继续。' >&2
  fi
  rm -f "$log"
fi
command -v wine >/dev/null || echo '没有 Wine：跳过在 Windows 上安装和计分的测试。'
