#!/usr/bin/env bash
# Makes LibreOffice, its Python bridge and poppler ready for the tests where that is possible, and names what stays missing.
# Usage: tools/prepare-office.sh PYTHON-OF-THE-VENV
set -euo pipefail

python=$1
packages=()
command -v soffice >/dev/null || packages+=(libreoffice-calc libreoffice-writer)
command -v pdftoppm >/dev/null || packages+=(poppler-utils)
[ -e /usr/lib/python3/dist-packages/uno.py ] || packages+=(python3-uno)

if [ ${#packages[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "安装测试所需的 ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  log=$(mktemp)
  if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
    tail -n 3 "$log" >&2
    echo '安装没有成功，继续。' >&2
  fi
  rm -f "$log"
fi

# `import uno` in the virtual environment: it only works with the Python version that LibreOffice was built for.
site=$("$python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
system=$(/usr/bin/python3 -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)
if [ "$version" = "$system" ] && [ -e /usr/lib/python3/dist-packages/uno.py ]; then
  ln -sf /usr/lib/python3/dist-packages/uno.py /usr/lib/python3/dist-packages/unohelper.py "$site/"
fi

command -v soffice >/dev/null || echo '没有 LibreOffice：跳过在 LibreOffice 里打开、重算、打印的测试。'
command -v pdftoppm >/dev/null || echo '没有 poppler（pdftoppm）：跳过看图的测试。'
"$python" -c 'import uno' 2>/dev/null || echo "Python $version 不能 import uno：跳过在 LibreOffice 里逐格填写的测试。"
