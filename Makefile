# `make demo` and `make test` do all the set-up themselves on a machine that has Python 3.11 or newer.
# The environment is .venv; it is made once and again only when pyproject.toml or requirements.lock changes.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# What is built and tested here knows the shipped schemes only, whatever folder of their own a maintainer uses.
unexport PERFEVAL_SCHEMES
.PHONY: help demo attack consistency test lint coverage docs bench pictures manual office wine bundle clean

PY := .venv/bin/python
DEMO ?= out/demo
BUDGET ?= 60
POINTS ?= 20
KILLS ?= 10
ROWS ?= 10000

help:
	@echo 'make demo    用随附的示例走一遍，结果放在 $(DEMO)'
	@echo 'make test    运行全部测试（能装的都装上，缺什么说什么）'
	@echo 'make attack  用随机损坏的文件和怪异的文字试程序，BUDGET=秒数，见 docs/reliability.md'
	@echo 'make consistency 同一行用各种途径计分，得分必须一样，ROWS=行数'
	@echo 'make lint    代码检查'
	@echo 'make coverage 测试走到了哪些行，写入 docs/coverage.md'
	@echo 'make bench   量速度和内存，写进 docs/performance.md（约十分钟，机器要空闲）'
	@echo 'make docs    重新生成 docs/ 里由代码得出的文档'
	@echo 'make pictures 重新制作手册里的图（要有 LibreOffice）'
	@echo 'make manual  把用户手册做成一个网页文件（放在 out）'
	@echo 'make bundle  生成 Windows 离线安装包（放在 dist）'
	@echo 'make clean   删除 .venv 和 out'

.venv/ready: pyproject.toml requirements.lock tools/find-python.sh
	@python=$$(tools/find-python.sh); \
	echo "用 $$python 建立 .venv"; \
	"$$python" -m venv .venv; \
	$(PY) -m pip install -qq --disable-pip-version-check --constraint requirements.lock --editable '.[dev,bureau]'; \
	touch .venv/ready

demo: .venv/ready
	@$(PY) -m perfeval_xl demo -o '$(DEMO)' --force

# LibreOffice opens, recalculates and prints what we write; with Debian's packages and as root it is installed here.
office: .venv/ready
	@tools/prepare-office.sh $(PY)

# Wine stands in for Windows: the installer and the component are tried there.
wine:
	@tools/prepare-wine.sh

test: .venv/ready office wine
	@$(PY) -m pytest -n 2 --dist loadfile

# Every try has a number and can be repeated: tests/attack/run.py.
attack: .venv/ready
	@$(PY) tests/attack/run.py --seconds $(BUDGET)
	@$(PY) tests/attack/kills.py --times $(KILLS)
	@PERFEVAL_ATTACK_POINTS=$(POINTS) $(PY) -m pytest -q tests/attack/test_endings.py

# One score by every route: cell function, command line, workbook, summary, submission; then in LibreOffice.
consistency: .venv/ready
	@$(PY) tests/consistency/run.py --rows $(ROWS)
	@PERFEVAL_CONSISTENCY_ROWS=$(ROWS) $(PY) -m pytest -q tests/live/test_consistency_live.py

lint: .venv/ready
	@$(PY) -m ruff check
	@$(PY) -m ruff format --check
	@$(PY) -m mypy

# What the tests reach that need neither LibreOffice nor Wine; writes docs/coverage.md. Much slower than the tests alone.
coverage: .venv/ready
	@mkdir -p out
	@status=0; \
	$(PY) -m coverage run -m pytest -q --ignore=tests/live --ignore=tests/windows --ignore=tests/powershell || status=$$?; \
	$(PY) tools/coverage_report.py || status=$$?; \
	exit $$status

docs: .venv/ready
	@$(PY) docs/generate.py
	@$(PY) docs/native_pages.py
	@$(PY) docs/examples.py

# Look at them before they are committed; FONTCONFIG_FILE should map the fonts of official documents to some that are here.
pictures: .venv/ready office
	@$(PY) -m pip install -qq --disable-pip-version-check --constraint requirements.lock pillow
	@$(PY) docs/live_pictures.py
	@$(PY) docs/pictures.py
	@$(PY) docs/picture_sources.py

manual: .venv/ready
	@$(PY) docs/manual_page.py out/用户手册.html

bench: .venv/ready
	@$(PY) benchmarks/run.py

bundle: .venv/ready
	@$(PY) tools/make_bundle.py

clean:
	rm -rf .venv out
