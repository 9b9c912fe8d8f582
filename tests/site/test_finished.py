"""The pass over the finished files: every part of the site has its place, and twice is as good as once."""

import hashlib
import pkgutil
from shutil import copytree

import yaml

import book.site
from book.site import pages


def digests(folder):
    return {
        path.relative_to(folder): hashlib.sha256(path.read_bytes()).digest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_build_knows_one_extension_of_the_course(root):
    sphinx = yaml.safe_load((root / "_config.yml").read_text(encoding="utf-8"))["sphinx"]
    assert sphinx["local_extensions"] == {"book.site": "."}
    assert sphinx["config"]["extensions"].count("book.site") == 1


def test_every_module_for_pages_has_its_place_in_the_order():
    names = {f"{pages.__name__}.{module.name}" for module in pkgutil.iter_modules(pages.__path__)}
    assert names and names <= {part.__name__ for part in book.site.PARTS}


def test_to_finish_a_site_again_changes_nothing(site, tmp_path):
    again = copytree(site, tmp_path / "site")
    book.site.finish(again)
    assert digests(again) == digests(site)
