"""Exports into a folder: whole, listed, never over what is not geokit's, and gone when they are stale."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from builders import make_incident, make_telling, make_unplaced
from made_folders import every_incident, make_folder

from geokit.custody import MANIFEST, added, listed_exports, read_manifest, verify
from geokit.errors import CustodyError, UsageError
from geokit.exporting import FORMATS, export, find_format

NAMES = [form.name for form in FORMATS]


@pytest.fixture
def folder(tmp_path):
    make_folder(tmp_path / "made", [*every_incident()[:3], make_unplaced(id="unplaced")])
    return tmp_path / "made"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def edit_in_qgis(folder: Path) -> None:
    """Change a title, as QGIS does."""
    with closing(sqlite3.connect(folder / "incidents.gpkg")) as database, database:
        database.execute("UPDATE incidents_unplaced SET title = 'Changed in QGIS'")


@pytest.mark.parametrize("name", NAMES)
def test_an_export_is_listed_and_nothing_else_changed(folder, name):
    """Its files are in the folder and in the manifest, with their digests; all others are as they were."""
    before = contents(folder)
    done = export(folder, name)
    assert done.written
    names = {Path(path).name for path in done.written}
    assert set(listed_exports(folder)[name]) == names == contents(folder).keys() - before.keys()
    after = contents(folder)
    assert all(after[one] == before[one] for one in before.keys() - {MANIFEST})
    assert verify(folder) == []
    manifest = read_manifest(folder / MANIFEST)
    assert manifest["counts"] == json.loads(before[MANIFEST])["counts"]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_export_again_gives_the_same_bytes(folder, name):
    """The manifest too."""
    export(folder, name)
    before = contents(folder)
    export(folder, name)
    assert contents(folder) == before


@pytest.mark.parametrize("name", NAMES)
def test_elsewhere_it_leaves_the_folder_alone(folder, name, tmp_path):
    """The same files under the name that was asked for, and no trace beside them."""
    before = contents(folder)
    form = find_format(name)
    output = tmp_path / "elsewhere" / ("file" if form.file else "")
    done = export(folder, name, output=output)
    assert contents(folder) == before
    assert sorted(done.written) == sorted(map(str, (tmp_path / "elsewhere").iterdir()))
    export(folder, name)
    listed = sorted(listed_exports(folder)[name])
    assert [Path(path).read_bytes() for path in sorted(done.written)] == [
        (folder / one).read_bytes() for one in listed
    ]


def test_formats_add_up(folder):
    """One does not take the other away."""
    export(folder, "kml")
    export(folder, "acled")
    assert listed_exports(folder) == {"kml": ["incidents.kml"], "acled": ["acled.csv"]}
    assert verify(folder) == []


def test_a_file_that_geokit_did_not_make_is_in_the_way(folder, tmp_path):
    """Named, and left as it is; --force overrules."""
    for path, asked in ((folder / "acled.csv", None), (tmp_path / "mine.csv", tmp_path / "mine.csv")):
        path.write_text("mine")
        with pytest.raises(CustodyError, match=rf"{path.name}: is .*--force"):
            export(folder, "acled", output=asked)
        assert path.read_text() == "mine"
        export(folder, "acled", output=asked, force=True)
        assert path.read_text().startswith("event_id_cnty")


def test_an_export_that_was_edited_is_not_overwritten(folder):
    """What somebody wrote into it is theirs, for the export and for the map."""
    export(folder, "acled")
    with (folder / "acled.csv").open("a") as file:
        file.write("mine")
    with pytest.raises(CustodyError, match=r"acled\.csv"):
        export(folder, "acled")
    with pytest.raises(CustodyError, match=r"acled\.csv: was changed since geokit made it"):
        make_folder(folder)
    assert (folder / "acled.csv").read_text().endswith("mine")


def test_a_new_map_takes_stale_exports_away(folder):
    """And never what was decided in QGIS, which is the user's own."""
    export(folder, "kml")
    (folder / "decisions.jsonl").write_text("{}\n")
    make_folder(folder, [make_incident(best=make_telling(id="other"))])
    assert not (folder / "incidents.kml").exists()
    assert (folder / "decisions.jsonl").read_text() == "{}\n"
    assert listed_exports(folder) == {}


def test_edits_in_qgis_are_in_no_other_export_and_that_is_said(folder):
    """The export is of what geokit made; the remark names the command that gives the edits."""
    whole = export(folder, "acled", output=folder.parent / "before.csv")
    assert not [remark for remark in whole.remarks if "gpkg" in remark]
    edit_in_qgis(folder)
    package = (folder / "incidents.gpkg").read_bytes()
    done = export(folder, "acled")
    assert "incidents.gpkg was changed since geokit made it" in done.remarks[-1]
    assert f"geokit export {folder} --to decisions" in done.remarks[-1]
    assert (folder / "acled.csv").read_bytes() == (folder.parent / "before.csv").read_bytes()
    assert (folder / "incidents.gpkg").read_bytes() == package


def test_decisions_are_written_and_not_listed(folder):
    """As JSON Lines; a second time with --force, or where they are the same; none is no file."""
    done = export(folder, "decisions")
    assert done.written == () and done.remarks == ("no incident or telling was changed in incidents.gpkg",)
    edit_in_qgis(folder)
    done = export(folder, "decisions")
    [row] = [json.loads(line) for line in (folder / "decisions.jsonl").read_text().splitlines()]
    assert (row["slot"], row["now"]) == ("title", "Changed in QGIS")
    assert done.written == (str(folder / "decisions.jsonl"),)
    assert listed_exports(folder) == {}
    export(folder, "decisions")
    (folder / "decisions.jsonl").write_text("mine")
    with pytest.raises(CustodyError, match=r"decisions\.jsonl: is there already"):
        export(folder, "decisions")
    assert (folder / "decisions.jsonl").read_text() == "mine"


def test_an_edit_that_is_no_decision_is_named(folder):
    """Whoever changed a report's title is told where it is not."""
    with closing(sqlite3.connect(folder / "incidents.gpkg")) as database, database:
        database.execute("UPDATE reports SET title = 'Changed'")
    done = export(folder, "decisions")
    assert done.written == () and done.remarks[0].endswith("reports and mentions are no decisions")


def test_a_failure_leaves_the_folder_as_it_was(folder, monkeypatch):
    """Half an export is none."""
    from geokit.layers.exports import geoparquet

    def broken(*arguments, **options):
        raise OSError("the disk is full")

    before = contents(folder)
    monkeypatch.setattr(geoparquet, "_flat", broken)
    with pytest.raises(OSError, match="the disk is full"):
        export(folder, "geoparquet")
    assert contents(folder) == before


def test_an_interrupted_export_is_finished_by_the_next(folder, monkeypatch):
    """Files that were whole are put in place, as after an interrupted map."""
    real = Path.replace

    def crash(self, target):
        if Path(target).name == "incidents.kml":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        export(folder, "kml")
    monkeypatch.undo()
    assert not (folder / "incidents.kml").exists()
    export(folder, "acled")
    assert listed_exports(folder) == {"acled": ["acled.csv"], "kml": ["incidents.kml"]}
    assert verify(folder) == []


def test_what_an_interrupted_map_would_replace_is_not_lost(folder, monkeypatch):
    """A file that was edited after the crash is not overwritten by finishing that map, export or not."""
    real = Path.replace

    def crash(self, target):
        if Path(target).name == "incidents.geojson":
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(KeyboardInterrupt):
        make_folder(folder, [])
    monkeypatch.undo()
    (folder / "incidents.geojson").write_text("mine")
    with pytest.raises(CustodyError, match=r"incidents\.geojson: was changed since geokit made it"):
        export(folder, "kml")
    assert (folder / "incidents.geojson").read_text() == "mine"


def test_an_export_of_fewer_files_takes_its_former_ones_away(folder):
    """What the same format no longer gives would show something else."""
    for names in (("a.csv", "b.csv"), ("a.csv",)):
        with added(folder) as files:
            for name in names:
                files.path(name).write_text(name)
            files.commit("tables")
    assert listed_exports(folder) == {"tables": ["a.csv"]}
    assert not (folder / "b.csv").exists()


def test_what_makes_no_sense_is_refused(folder, tmp_path):
    """Unknown formats, a schema without a database, a database into a file, several files into one stream."""
    with pytest.raises(
        UsageError, match=r"shp: is no format that geokit knows; known are geojson, kml, .*lpf|places"
    ):
        export(folder, "shp")
    with pytest.raises(UsageError) as caught:
        export(folder, "mysql://me:secret@host/db")
    assert "secret" not in str(caught.value)
    with pytest.raises(UsageError, match="--schema goes with a database"):
        export(folder, "kml", schema="x")
    with pytest.raises(UsageError, match="-o goes with files"):
        export(folder, "postgresql://host/db", output=tmp_path / "x")
    with pytest.raises(UsageError, match="want a folder"):
        export(folder, "csv", output=Path("-"))


@pytest.mark.parametrize(
    ("alias", "name"), [("parquet", "geoparquet"), ("LPF", "linked-places"), ("KML", "kml")]
)
def test_formats_have_aliases(alias, name):
    """And are written as one likes."""
    assert find_format(alias).name == name


def test_a_folder_that_geokit_did_not_make_is_refused(tmp_path):
    """Before anything is written."""
    with pytest.raises(CustodyError, match="geokit did not make this folder"):
        export(tmp_path, "kml")
    assert list(tmp_path.iterdir()) == []
