"""Custody: whole files or none, nothing of anybody else's touched, and a manifest that tells the truth."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import make_incidents

from geokit import __version__
from geokit.custody import MANIFEST, Finding, read_manifest, rows_sha256, sha256, staged, verify
from geokit.errors import CustodyError, UsageError
from geokit.layers import incident_frame, place_frame, telling_frame, write_geopackage
from geokit.layers.frames import mention_frame, report_frame
from geokit.model import Source

FACTS = {
    "options": {"workers": 1},
    "gazetteer": {"fingerprint": "abc", "sources": ["made"]},
    "codebook": {"name": "built-in", "sha256": "def"},
    "sources": [Source("reports/혜산.txt", "0" * 64, 12)],
    "counts": {"reports": 1, "mentions": 2, "incidents": 1, "placed": 1, "unplaced": 0, "problems": 0},
}


def make(directory: Path, *, force: bool = False, **files: str) -> None:
    """Write files named a_txt as a.txt."""
    with staged(directory, force=force) as folder:
        for name, text in files.items():
            folder.path(name.replace("_", ".")).write_text(text)
        folder.commit(**FACTS)


def write_package(path: Path, count: int = 4) -> None:
    incidents = make_incidents(count)
    frame, places = incident_frame(incidents), place_frame([], incidents)
    write_geopackage(path, frame, places, telling_frame(incidents), report_frame([]), mention_frame([]))


def contents(directory: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in directory.iterdir() if path.name != MANIFEST}


class CrashError(Exception):
    """Stands for the power going."""


@pytest.fixture
def crash_after(monkeypatch):
    """Let the process die at the given os-level replacement, counted from now."""

    def arm(replacements: int) -> None:
        real, left = Path.replace, iter(range(replacements))

        def replace(self, target):
            if next(left, None) is None:
                raise CrashError
            return real(self, target)

        monkeypatch.setattr(Path, "replace", replace)

    yield arm
    monkeypatch.undo()


def test_manifest_says_what_was_read_and_made(tmp_path, monkeypatch):
    """Keys in order, the time from SOURCE_DATE_EPOCH, a digest and a size for every file."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1500000000")
    make(tmp_path / "new" / "out", b_txt="two", a_txt="one")
    manifest = json.loads((tmp_path / "new" / "out" / MANIFEST).read_text(encoding="utf-8"))
    keys = ["geokit", "made", "options", "gazetteer", "codebook", "sources", "files", "counts"]
    assert list(manifest) == keys
    assert manifest["geokit"] == __version__ and manifest["made"] == "2017-07-14T02:40:00Z"
    assert manifest["sources"] == [{"path": "reports/혜산.txt", "sha256": "0" * 64, "size": 12}]
    a, b = manifest["files"]
    assert (a["path"], a["size"], b["path"]) == ("a.txt", 3, "b.txt")
    assert a["sha256"] == sha256(tmp_path / "new" / "out" / "a.txt")
    assert manifest["counts"] == FACTS["counts"] and manifest["options"] == {"workers": 1}


def test_a_senseless_time_is_refused(tmp_path, monkeypatch):
    """SOURCE_DATE_EPOCH that is no number is wrong usage, and nothing is put in place."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(UsageError, match="soon"):
        make(tmp_path, a_txt="one")
    assert list(tmp_path.iterdir()) == []


def test_a_second_run_replaces_and_leaves_nothing_behind(tmp_path):
    """Our files are replaced, those no longer made are removed, no staged name remains."""
    make(tmp_path, a_txt="one", b_txt="two")
    make(tmp_path, a_txt="three")
    assert contents(tmp_path) == {"a.txt": "three"}
    assert verify(tmp_path) == []


def test_what_is_not_ours_stays(tmp_path):
    """A file that the manifest does not list is not touched."""
    (tmp_path / "notes.txt").write_text("mine")
    make(tmp_path, a_txt="one")
    make(tmp_path, b_txt="two")
    assert contents(tmp_path) == {"notes.txt": "mine", "b.txt": "two"}


def test_a_changed_file_is_refused_by_name(tmp_path):
    """A file that was edited stops the run before anything is written; --force overrules."""
    make(tmp_path, a_txt="one", b_txt="two")
    (tmp_path / "b.txt").write_text("edited")
    with pytest.raises(CustodyError, match=r"b\.txt.*--force"):
        make(tmp_path, a_txt="new")
    assert contents(tmp_path) == {"a.txt": "one", "b.txt": "edited"}
    make(tmp_path, force=True, a_txt="new", b_txt="new")
    assert contents(tmp_path) == {"a.txt": "new", "b.txt": "new"}


def test_force_does_not_delete_an_edited_file_that_is_no_longer_made(tmp_path):
    """Overwriting is what --force allows; what nobody writes any more and was edited is kept."""
    make(tmp_path, a_txt="one", b_txt="two")
    (tmp_path / "b.txt").write_text("edited")
    make(tmp_path, force=True, a_txt="new")
    assert contents(tmp_path) == {"a.txt": "new", "b.txt": "edited"}


def test_a_file_of_somebody_elses_in_the_way_is_refused(tmp_path):
    """A file of the same name that no manifest lists is not overwritten, unless forced."""
    (tmp_path / "a.txt").write_text("mine")
    with pytest.raises(CustodyError, match=r"a\.txt.*not made by geokit"):
        make(tmp_path, a_txt="one")
    assert contents(tmp_path) == {"a.txt": "mine"}
    make(tmp_path, force=True, a_txt="one")
    assert contents(tmp_path) == {"a.txt": "one"}


def test_a_folder_in_the_way_is_refused_even_with_force(tmp_path):
    """A folder is never replaced by a file."""
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(CustodyError, match="is a folder"):
        make(tmp_path, force=True, a_txt="one")


def test_a_removed_file_is_made_again(tmp_path):
    """A listed file that is gone is no obstacle."""
    make(tmp_path, a_txt="one")
    (tmp_path / "a.txt").unlink()
    make(tmp_path, a_txt="two")
    assert contents(tmp_path) == {"a.txt": "two"}


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"name": "an app"}', '{"geokit": "1", "files": [{"path": "x"}]}']
)
def test_a_manifest_that_is_not_ours_is_refused(tmp_path, text):
    """Another program's manifest.json, or a broken one, is named and kept; --force starts afresh."""
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(CustodyError, match=r"manifest\.json"):
        make(tmp_path, a_txt="one")
    assert (tmp_path / MANIFEST).read_text() == text
    make(tmp_path, force=True, a_txt="one")
    assert verify(tmp_path) == []


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path):
    """A listed path that leads elsewhere is refused, and nothing there is removed."""
    (tmp_path / "precious.txt").write_text("mine")
    out = tmp_path / "out"
    make(out, a_txt="one")
    manifest = read_manifest(out / MANIFEST)
    manifest["files"].append({"path": "../precious.txt", "sha256": sha256(tmp_path / "precious.txt")})
    (out / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(CustodyError, match="precious"):
        make(out, a_txt="two")
    assert (tmp_path / "precious.txt").exists()
    with staged(tmp_path / "other") as folder, pytest.raises(CustodyError, match="not the name of a file"):
        folder.path("../a.txt")


def test_a_file_where_the_folder_should_be_is_refused(tmp_path):
    """A file cannot be written into."""
    (tmp_path / "out").write_text("x")
    with pytest.raises(CustodyError, match="is a file"):
        make(tmp_path / "out", a_txt="one")


def test_a_run_that_fails_while_writing_changes_nothing(tmp_path):
    """An error before the commit leaves the old files and no other."""
    make(tmp_path, a_txt="one")
    with pytest.raises(CrashError), staged(tmp_path) as folder:
        folder.path("a.txt").write_text("tw")
        raise CrashError
    assert contents(tmp_path) == {"a.txt": "one"} and verify(tmp_path) == []


def test_leftovers_of_a_killed_run_are_found_and_cleared(tmp_path):
    """Staged files without a manifest of their own are named by verify and gone after the next run."""
    make(tmp_path, a_txt="one")
    with staged(tmp_path) as folder:
        half = folder.path("b.txt")
    half.write_text("hal")
    assert [finding.path for finding in verify(tmp_path)] == [half.name]
    make(tmp_path, a_txt="two")
    assert contents(tmp_path) == {"a.txt": "two"}


@pytest.mark.parametrize("steps", range(5))
def test_a_crash_at_any_step_gives_the_old_files_or_the_new(tmp_path, crash_after, monkeypatch, steps):
    """Wherever putting in place breaks off, every file is whole, and the next run ends it without --force."""
    make(tmp_path, a_txt="old a", b_txt="old b", c_txt="old c")
    crash_after(steps)
    crashed = False
    try:
        make(tmp_path, a_txt="new a", b_txt="new b")
    except CrashError:
        crashed = True
    monkeypatch.undo()
    assert crashed == (steps < 4)
    for name, text in contents(tmp_path).items():
        if not name.startswith(".geokit-staged."):
            assert text in (f"old {name[0]}", f"new {name[0]}")
    make(tmp_path, d_txt="last")
    assert contents(tmp_path) == {"d.txt": "last"} and verify(tmp_path) == []


def test_an_interrupted_run_is_finished_by_the_next(tmp_path, crash_after, monkeypatch):
    """After the manifest was staged the new files win, even if the next run fails at once."""
    make(tmp_path, a_txt="old a", b_txt="old b")
    crash_after(2)
    with pytest.raises(CrashError):
        make(tmp_path, a_txt="new a", b_txt="new b")
    monkeypatch.undo()
    assert contents(tmp_path)["b.txt"] == "old b"
    with pytest.raises(CrashError), staged(tmp_path):
        raise CrashError
    assert contents(tmp_path) == {"a.txt": "new a", "b.txt": "new b"} and verify(tmp_path) == []


def test_an_edit_after_a_crash_is_seen(tmp_path, crash_after, monkeypatch):
    """A file that is neither the old one nor the new one was edited, and is refused."""
    make(tmp_path, a_txt="old a", b_txt="old b")
    crash_after(2)
    with pytest.raises(CrashError):
        make(tmp_path, a_txt="new a", b_txt="new b")
    monkeypatch.undo()
    (tmp_path / "b.txt").write_text("edited")
    with pytest.raises(CustodyError, match=r"b\.txt"):
        make(tmp_path, a_txt="x")
    assert (tmp_path / "b.txt").read_text() == "edited"


def test_verify_names_what_is_wrong(tmp_path):
    """Missing and changed files are findings; a folder without a manifest is an error."""
    make(tmp_path, a_txt="one", b_txt="two", c_txt="three")
    (tmp_path / "a.txt").unlink()
    (tmp_path / "b.txt").write_text("edited")
    assert verify(tmp_path) == [
        Finding("a.txt", "is missing"),
        Finding("b.txt", "was changed since it was made"),
    ]
    with pytest.raises(CustodyError, match="there is none"):
        verify(tmp_path / "nowhere")


def test_opening_a_geopackage_is_no_edit(tmp_path):
    """A header rewritten and a journal left behind are no change; the rows decide."""
    with staged(tmp_path) as folder:
        write_package(folder.path("incidents.gpkg"))
        folder.commit(**FACTS)
    package = tmp_path / "incidents.gpkg"
    before = sha256(package)
    with closing(sqlite3.connect(package)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE gpkg_contents SET last_change = '2026-01-01T00:00:00.000Z'")
        database.commit()
    assert sha256(package) != before
    assert verify(tmp_path) == []
    assert sorted(path.name for path in tmp_path.iterdir()) == ["incidents.gpkg", MANIFEST]
    for journal in ("-wal", "-shm"):
        package.with_name(package.name + journal).write_bytes(b"")
    assert verify(tmp_path) == []
    with staged(tmp_path) as folder:
        write_package(folder.path("incidents.gpkg"), count=8)
        folder.commit(**FACTS)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["incidents.gpkg", MANIFEST]
    assert verify(tmp_path) == []


def test_an_edit_in_a_geopackage_is_refused(tmp_path):
    """A row that was changed, even if it is still in the journal, is an edit."""
    with staged(tmp_path) as folder:
        write_package(folder.path("incidents.gpkg"))
        folder.commit(**FACTS)
    with closing(sqlite3.connect(tmp_path / "incidents.gpkg")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE incidents_unplaced SET title = 'moved'")
        database.commit()
        assert [finding.path for finding in verify(tmp_path)] == ["incidents.gpkg"]
        with pytest.raises(CustodyError, match=r"incidents\.gpkg"), staged(tmp_path):
            pass


def test_a_stale_journal_is_not_played_into_the_new_file(tmp_path):
    """A write-ahead log left by a program that died goes with the file that it belonged to."""
    with staged(tmp_path) as folder:
        write_package(folder.path("incidents.gpkg"))
        folder.commit(**FACTS)
    package = tmp_path / "incidents.gpkg"
    with closing(sqlite3.connect(package)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("UPDATE incidents_unplaced SET title = 'moved'")
        database.commit()
        log = package.with_name("incidents.gpkg-wal").read_bytes()
    package.with_name("incidents.gpkg-wal").write_bytes(log)
    with staged(tmp_path, force=True) as folder:
        write_package(folder.path("incidents.gpkg"))
        folder.commit(**FACTS)
    with closing(sqlite3.connect(package)) as database:
        titles = {title for (title,) in database.execute("SELECT title FROM incidents_unplaced")}
    assert "moved" not in titles and verify(tmp_path) == []


def test_a_geopackage_that_is_none_any_more_was_changed(tmp_path):
    """A damaged file is a finding, not a crash."""
    with staged(tmp_path) as folder:
        write_package(folder.path("incidents.gpkg"))
        folder.commit(**FACTS)
    (tmp_path / "incidents.gpkg").write_text("not a database")
    assert verify(tmp_path) == [Finding("incidents.gpkg", "was changed since it was made")]


def test_rows_digest_is_of_the_rows(tmp_path):
    """Two packages of the same incidents have the same digest, other incidents another."""
    for name, count in (("a", 4), ("b", 4), ("c", 8)):
        write_package(tmp_path / f"{name}.gpkg", count)
    digests = [rows_sha256(tmp_path / f"{name}.gpkg") for name in "abc"]
    assert digests[0] == digests[1] != digests[2]


def test_staged_names_keep_the_suffix_and_the_folder(tmp_path):
    """A writer that goes by the suffix can write under the staged name, in the same file system."""
    with staged(tmp_path) as folder:
        path = folder.path("incidents.gpkg")
    assert path.parent == tmp_path and path.suffix == ".gpkg" and path.name.startswith(".geokit-staged.")
    assert list(tmp_path.iterdir()) == []
