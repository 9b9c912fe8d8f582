"""What the files around the course promise: exact pins, no hosts, two licences."""

import re
import tomllib

import nbformat
import pytest
from nbclient import NotebookClient

EXACT = re.compile(r"[\w.-]+==[\w.!+]+( ; .+)?")
PINNED_AT_HOME = ["lint", "torch", "nbgrader", "mutate"]
"""Extras that stay out of requirements.txt."""


@pytest.fixture(scope="module")
def pins(root):
    """The lines of requirements.txt that are not comments."""
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def project(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def package(requirement):
    """The normalised name that a requirement begins with."""
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-").replace(".", "-")


def test_requirements_install_the_course_itself(pins):
    assert "-e ." in pins


def test_every_other_requirement_is_pinned_exactly(pins):
    assert [pin for pin in pins if pin != "-e ." and not EXACT.fullmatch(pin)] == []


def test_requirements_name_no_host_and_no_folder_of_a_machine(root):
    text = (root / "requirements.txt").read_text(encoding="utf-8")
    assert re.findall(r"://|--index-url|--extra-index-url|--find-links|(?:^|\s)/\w+", text) == []


def test_every_dependency_of_the_project_is_pinned(pins, project):
    extras = project["optional-dependencies"].items()
    wanted = [one for extra, ones in extras if extra not in PINNED_AT_HOME for one in ones]
    wanted += project["dependencies"]
    assert {package(w) for w in wanted} <= {package(pin) for pin in pins if pin != "-e ."}


@pytest.mark.parametrize("extra", PINNED_AT_HOME)
def test_what_is_too_large_for_everybody_is_pinned_in_its_extra_alone(pins, project, extra):
    for requirement in project["optional-dependencies"][extra]:
        assert EXACT.fullmatch(requirement)
        assert package(requirement) not in {package(pin) for pin in pins if pin != "-e ."}


def test_students_install_few_packages_in_the_versions_of_the_course(root, pins):
    lines = (root / "student" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    theirs = [line for line in lines if line.strip() and not line.startswith("#")]
    assert {"jupyterlab", "matplotlib", "numpy"} <= {package(pin) for pin in theirs}
    assert [pin for pin in theirs if not EXACT.fullmatch(pin)] == []
    # Without the platforms: a package may be wanted there by fewer others.
    versions, ours = ({pin.partition(" ;")[0] for pin in these} for these in (theirs, pins))
    assert versions < ours, "run `make pins`"


def test_binder_gets_a_python_that_the_course_runs_on(root):
    # Without this file Binder takes a Python of its own choice, which may be too old.
    name, version = (root / "runtime.txt").read_text(encoding="utf-8").strip().split("-")
    assert name == "python" and tuple(map(int, version.split("."))) >= (3, 11)


def test_library_needs_numpy_alone(project):
    assert [package(d) for d in project["dependencies"]] == ["numpy"]


def test_library_runs_on_python_3_11(project):
    assert project["requires-python"] == ">=3.11"


def test_code_is_licensed_mit_and_text_cc_by_4(root):
    assert (root / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")
    assert "https://creativecommons.org/licenses/by/4.0/" in (root / "LICENSE-TEXT").read_text(
        encoding="utf-8"
    )


def test_ci_runs_what_a_maintainer_runs(root):
    lines = (root / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line.partition(" #")[0] for line in lines if line.startswith("make ")]
    assert commands == ["make lint", "make torch", "make nbgrader", "make test"]


def test_a_script_is_a_module_unless_a_page_from_a_folder_must_load_it(root):
    for path in (root / "book").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        comes_from_a_server = path.parent.name == "live" and path.name != "start.js"
        is_module = re.search(r"^(import|export) |import\.meta", text, re.MULTILINE)
        assert bool(is_module) == comes_from_a_server, path.name
        assert comes_from_a_server or '  "use strict";\n' in text, path.name


def test_a_kernel_of_this_environment_does_not_warn_that_it_encrypts_nothing(capfd):
    # Whoever builds the book would see it for each page.
    cell = nbformat.v4.new_code_cell("print(1)")
    NotebookClient(nbformat.v4.new_notebook(cells=[cell]), kernel_name="python3").execute()
    assert "encrypt" not in capfd.readouterr().err
