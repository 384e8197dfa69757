"""A real PostgreSQL with PostGIS for tests, started in a folder of its own and stopped again."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs import do_without

DEBIAN = Path("/usr/lib/postgresql")
USER = "postgres"
REQUIRED_BY = "GEOKIT_REQUIRE_POSTGIS"


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server that listens on a socket alone, and give the address of an empty database.

    Without the server's programs, skip the test, or fail it where GEOKIT_REQUIRE_POSTGIS is set.
    """
    programs = _programs()
    # Not under pytest's folders, which nobody but their owner may enter; and a socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="geokit-pg-"))
    try:
        folder.chmod(0o755)
        data = folder / "data"
        data.mkdir()
        if os.geteuid() == 0:
            owner = pwd.getpwnam(USER)
            for path in (folder, data):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        _run(
            programs / "initdb",
            "-D",
            data,
            "-U",
            USER,
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        )
        settings = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log", "-o", settings, "start")
        try:
            yield f"postgresql://{USER}@/{USER}?host={folder}"
        finally:
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        do_without(f"no PostgreSQL: there is no initdb under {DEBIAN}", required_by=REQUIRED_BY)
    version = found[-1].parts[-3]
    if not Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists():
        do_without(
            f"no PostGIS for PostgreSQL {version}: install postgresql-{version}-postgis-3",
            required_by=REQUIRED_BY,
        )
    return found[-1].parent


def _run(*command: object) -> None:
    """Run a program, as the user postgres where we are root, for whom the server refuses to run."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", USER, "--", *words]
    done = subprocess.run(words, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 0, done.stderr
