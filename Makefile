# Everything a reader, an instructor or a maintainer runs. `make help` lists it.
# Another interpreter: make book PYTHON=python3.14

PYTHON  ?= python3
PORT    ?= 8000
VENV    := .venv
BIN     := $(VENV)/bin

# One stamp per interpreter, so that another PYTHON makes a new environment.
READY   := $(VENV)/.ready-$(subst /,_,$(PYTHON))
LINTERS := $(VENV)/.linters

# The caller's shell must not change what is imported, nor forbid the bytecode
# cache: without it every start of Python compiles a thousand modules again.
unexport PYTHONPATH PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help book test quick lint format links notebooks serve student lab grade bench bench-site torch nbgrader mutate clean pins upgrade

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# Sphinx re-reads only pages that changed, and -W speaks only of pages it reads:
# after a failure its memory is dropped, so that the next run fails again.
# Python for the pages is fetched once, into .cache, and kept by `make clean`. Without it,
# or with LIVE=0, exercises are not answered in their pages.
book: $(READY) _build/.begun ## set up and build the book into _build/html
	@$(BIN)/python tools/fetch_pyodide.py
	@$(BIN)/jupyter-book build . -W -n --keep-going -q || { rm -rf _build/.doctrees; exit 1; }

# One pytest run over unit tests, the site, and every notebook (--nbval compares
# each stored output with a fresh execution). loadscope keeps the tests of a module
# together, and the cells of a notebook, which alone are not shuffled. The seed is
# printed; PYTEST_ADDOPTS=--random-order-seed=N takes that order again.
test: book ## set up, build the book, run every test and validate every notebook
	@$(BIN)/python -m pytest -n 2 --dist loadscope --no-loadscope-reorder --random-order \
	    --nbval --nbval-current-env --nbval-cell-timeout 600 tests notebooks

# Whatever looks at the site, starts more processes or tries every pair of mistakes is marked slow.
quick: $(READY) ## run the tests that need no site, browser or notebook, in a minute
	@$(BIN)/python -m pytest -n 2 --dist worksteal --random-order -m "not slow" tests

# No build, no browser: seconds. The workflows are read as well, for they run nowhere else.
lint: $(LINTERS) ## check formats, types and common slips in Python, JavaScript and workflows
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check .
	@$(BIN)/ty check --no-progress
	@$(BIN)/deno lint --quiet
	@$(BIN)/deno fmt --quiet --check
	@$(BIN)/zizmor --quiet --offline --strict-collection . tools/editions/classroom/grade.yml

format: $(LINTERS) ## put Python and JavaScript into their format
	@$(BIN)/ruff check --quiet --fix .
	@$(BIN)/ruff format --quiet .
	@$(BIN)/deno fmt --quiet

# Not part of `make test`: whether other hosts answer is no matter of this tree.
links: $(READY) ## ask every host that the book links to whether the page is still there
	@$(BIN)/jupyter-book build . --builder linkcheck --path-output _build/links -W -n --keep-going -q

notebooks: $(READY) ## execute every notebook in place, and measure the table of mistakes anew
	@$(BIN)/python -m tools.execute_notebooks
	@$(BIN)/python -m tools.mistake_matrix
	@$(BIN)/python -m tools.drawings

serve: book ## build the book and serve it at http://127.0.0.1:8000 (PORT=8000)
	@echo "Open http://127.0.0.1:$(PORT)/ and stop with Ctrl-C."
	@$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

student: $(READY) ## make the student edition, _build/student/rnn-from-scratch.zip
	@$(BIN)/python -m tools.student_edition

# Answers stay: a notebook that is there already is not written again.
lab: $(READY) ## open JupyterLab on the student edition, in the folder work/
	@$(BIN)/python -m tools.student_edition --into work
	@cd work && ../$(BIN)/jupyter lab

grade: $(READY) ## grade a folder of submissions: make grade SUBMISSIONS=folder OPTIONS="--roster class.csv"
	@test -n "$(SUBMISSIONS)" || { echo "Say which folder: make grade SUBMISSIONS=folder"; exit 1; }
	@$(BIN)/python -m tools.grading "$(SUBMISSIONS)" $(OPTIONS)

bench: $(READY) ## time rnn_lib and write benchmarks/results.json (QUICK=1: a look, nothing written)
	@$(BIN)/python -m benchmarks $(if $(QUICK),--quick)

bench-site: book ## time how soon each page of the book can be read, in Chromium
	@$(BIN)/python -m benchmarks.site

# pip takes the build that its index has, on Linux the one for graphics cards, of gigabytes.
# With UV_TORCH_BACKEND=cpu uv takes the one for processors, from PyTorch's own index.
torch: $(READY) ## install PyTorch, an optional oracle (UV_TORCH_BACKEND=cpu: a small build of it)
	@$(if $(UV_TORCH_BACKEND),$(uv-install),$(install)) -e '.[torch]'

nbgrader: $(READY) ## install nbgrader, with which a test grades its edition of the course
	@$(uv-install) -e '.[nbgrader]'

mutate: $(READY) ## change rnn_lib operator by operator and list what no test notices
	@$(install) -e '.[mutate]'
	@rm -rf mutants
	nice $(BIN)/mutmut run --max-children 1
	@$(BIN)/mutmut results

$(LINTERS): $(READY)
	@$(uv-install) -e '.[lint]'
	@touch $@

clean: ## remove the environment and everything built
	rm -rf $(VENV) _build .pytest_cache mutants
	find . -name __pycache__ -prune -exec rm -rf {} +

pins: $(READY) ## compile both requirements.txt after a change of pyproject.toml
	@$(compile-pins)
	@$(compile-student-pins)

upgrade: $(READY) ## compile both requirements.txt with the newest releases
	@$(compile-pins) --upgrade
	@$(compile-student-pins)

install    = $(BIN)/python -m pip install --quiet --disable-pip-version-check
uv-install = $(BIN)/uv pip install --quiet --python $(BIN)/python

# Universal: one file for every platform and every Python from 3.11 on.
compile = $(BIN)/uv pip compile --universal --python-version 3.11 --no-annotate \
    --custom-compile-command 'make pins' --quiet

compile-pins = echo '-e .[book,test,tools]' | $(compile) - --output-file requirements.txt

# What a student installs: a few of these packages, in the very same versions.
compile-student-pins = grep -v '^-e' requirements.txt | $(compile) student/requirements.in \
    --constraints - --output-file student/requirements.txt

# What every page carries. A change there begins the site anew: Sphinx would not
# copy a changed stylesheet, nor remove a page that left the table of contents.
_build/.begun: $(READY) _config.yml _toc.yml book/matplotlibrc \
    $(wildcard book/site/*.py book/site/*/*.py book/math/* book/_static/* book/_static/*/*)
	@rm -rf _build && mkdir _build && touch $@

# A fresh environment whenever the pins change: nothing is left over. pip brings
# uv, at the version pinned with everything else, and uv installs in seconds.
$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	    { echo "This course needs Python 3.11 or newer: make $(or $(MAKECMDGOALS),book) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	    { echo "Python's venv module is missing (on Debian and Ubuntu: apt install python3-venv)"; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(install) "$$(grep '^uv==' requirements.txt)"
	@$(uv-install) -r requirements.txt
	@touch $@
