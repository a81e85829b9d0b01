"""Packed files: read as what is in them, within limits, one line for what is wrong."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile

import pyarrow as pa
import pytest

from tests.sources.conftest import FIXTURES, Desk

NAME = "npo_register"
PLAIN = (FIXTURES / NAME / "npo_register.csv").read_bytes()


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def zstandard(content: bytes) -> bytes:
    packed = pa.BufferOutputStream()
    with pa.CompressedOutputStream(packed, "zstd") as stream:
        stream.write(content)
    return bytes(packed.getvalue())


PACKED = {
    "n.csv.gz": gzip.compress(PLAIN),
    "n.csv.xz": lzma.compress(PLAIN),
    "n.csv.zst": zstandard(PLAIN),
    "n.zip": zipped({"folder/n.csv": PLAIN, "__MACOSX/n.csv": b"x"}),
    "told by its bytes.csv": gzip.compress(PLAIN),
}


@pytest.mark.parametrize(("name", "content"), PACKED.items(), ids=PACKED.keys())
def test_a_packed_file_is_the_file_in_it(name: str, content: bytes, desk: Desk) -> None:
    plain = desk.put(NAME, "n.csv", PLAIN)
    desk.refresh(NAME)
    rows = desk.table(f"source/{NAME}")
    plain.unlink()
    desk.put(NAME, name, content)
    reading = desk.refresh(NAME)
    assert (reading.stopped, reading.unchanged, reading.counts.loaded) == (None, True, 3)
    assert desk.table(f"source/{NAME}") == rows


def test_the_same_content_twice_is_read_once(desk: Desk) -> None:
    desk.put(NAME, "n.csv", PLAIN)
    desk.put(NAME, "z.csv.gz", PACKED["n.csv.gz"])
    reading = desk.refresh(NAME)
    assert (reading.counts.read, reading.files) == (3, 1)
    assert reading.signals == ["z.csv: the same content as n.csv, read once"]


def test_what_is_unpacked_no_more_is_removed(desk: Desk) -> None:
    packed = desk.put(NAME, "n.csv.gz", PACKED["n.csv.gz"])
    desk.refresh(NAME)
    packed.unlink()
    desk.put(NAME, "n.csv", PLAIN)
    desk.refresh(NAME)
    assert list((desk.home.path / "unpacked" / NAME).iterdir()) == []


LOCKED = bytearray(zipped({"n.csv": PLAIN}))
LOCKED[6] |= 1
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1

BROKEN = {
    "cut off": ("n.csv.gz", gzip.compress(PLAIN)[:-20], "n.csv.gz: the archive is cut off"),
    "damaged": ("n.csv.gz", gzip.compress(PLAIN)[:-8] + b"12345678", "n.csv.gz: the archive is damaged or cut off"),
    "zip directory": (
        *("n.zip", PACKED["n.zip"].replace(b"PK\x01\x02", b"PK\x01\x00")),
        "n.zip: the archive is damaged or cut off",
    ),
    "zip cut off": ("n.zip", PACKED["n.zip"][:-30], "n.zip: the archive is damaged or cut off"),
    "xz cut off": ("n.csv.xz", lzma.compress(PLAIN)[:-20], "n.csv.xz: the archive is cut off"),
    "zst damaged": ("n.zst", zstandard(PLAIN)[:9] + b"x" * 40, "n.zst: the archive is damaged or cut off"),
    "bomb": ("n.csv.gz", gzip.compress(bytes(20 << 20)), "n.csv.gz: it unpacks to more than 250 times its size"),
    "bomb of many": (
        "n.zip",
        zipped({f"{n}.csv": bytes(5 << 20) for n in range(4)}),
        "n.zip: it unpacks to more than 250 times its size",
    ),
    "too many": ("n.zip", zipped({f"{n}": b"" for n in range(1001)}), "n.zip: it has 1,001 members, more than 1,000"),
    "nested": ("n.zip", zipped({"m.zip": PACKED["n.zip"]}), "n.zip, member m.zip: it is packed again"),
    "leads out": ("n.zip", zipped({"../n.csv": PLAIN}), "n.zip, member ../n.csv: its name leads out"),
    "absolute": ("n.zip", zipped({"/n.csv": PLAIN}), "n.zip, member /n.csv: its name leads out"),
    "locked": ("n.zip", bytes(LOCKED), "n.zip: it is locked with a password"),
    "no member": ("n.zip", zipped({}), "n.zip: the archive is empty"),
    "7z": ("n.csv.7z", b"7z\xbc\xaf\x27\x1c...", "n.csv.7z: it is packed as 7z, which is not read"),
}


@pytest.mark.parametrize(("name", "content", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_archive_stops_its_source(name: str, content: bytes, line: str, desk: Desk) -> None:
    desk.put_fixture(NAME)
    desk.refresh(NAME)
    desk.put(NAME, name, content)
    reading = desk.refresh(NAME)
    assert reading.stopped is not None
    assert reading.stopped.startswith(line)
    assert len(desk.table(f"source/{NAME}")) == 3
    assert not [path for path in (desk.home.path / "unpacked").rglob("*") if path.is_file()]


def test_settings_and_files_that_are_begun_are_no_arrivals(desk: Desk) -> None:
    desk.put_fixture(NAME)
    for name in ("n.map.toml", "_note.txt", ".hidden", "~$n.csv"):
        desk.put(NAME, name, "x")
    assert desk.refresh(NAME).files == 1
