"""Files that stop their source: name -> source, content, the beginning of the line, and its end if that matters."""

from __future__ import annotations

from tests.sources.bad_input import fixture

NPOS = fixture("npo_register")
UN = fixture("un_sc_sanctions")
HEADER = NPOS.splitlines()[0]

_ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><CONSOLIDATED_LIST>&a;</CONSOLIDATED_LIST>'
_BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>'
_PAGE = "<!DOCTYPE html><html>Not found</html>"

STOPPED: dict[str, tuple[str, str | bytes, str]] = {
    "cp1251": ("npo_register", NPOS.encode("cp1251", "replace"), "bad.csv, line 2: the byte 0xCE is not UTF-8"),
    "cp1252 inside UTF-8": (
        "npo_register",
        NPOS.encode() + b"NPO-9,Caf\xe9" + b"," * 14,
        "bad.csv, line 5: the byte 0xE9 is not UTF-8",
    ),
    "lone surrogate": (
        "npo_register",
        NPOS.encode() + "NPO-9,\ud800".encode("utf-8", "surrogatepass"),
        "bad.csv, line 5: the byte 0xED is not UTF-8",
    ),
    "lone surrogate in UTF-16": (
        "npo_register",
        "\ufeff".encode("utf-16-le") + (HEADER + "\n\ud800").encode("utf-16-le", "surrogatepass"),
        "bad.csv: it begins as UTF-16 and does not go on so",
    ),
    "half of UTF-16": (
        "npo_register",
        NPOS.encode("utf-16")[:-1],
        "bad.csv: it begins as UTF-16 and does not go on so: cut off",
    ),
    "UTF-16 without its mark": (
        "npo_register",
        "id,name".encode("utf-16-le"),
        "bad.csv, line 1: a NUL character",
    ),
    "NUL": ("npo_register", NPOS.replace("NPO-00002", "NPO\0"), "bad.csv, line 3: a NUL character"),
    "empty": ("npo_register", "", "bad.csv: the file is empty"),
    "blank": ("npo_register", "\n \n", "bad.csv: the file is empty"),
    "byte order mark alone": ("npo_register", "\ufeff", "bad.csv: the file is empty"),
    "header alone": ("npo_register", HEADER + "\n", "npo_register: not one row could be loaded"),
    "column missing": (
        "npo_register",
        NPOS.replace("status", "state"),
        "bad.csv, the header: 1 column is missing: status",
    ),
    "header twice the same": (
        "npo_register",
        NPOS.replace("name_kk", "name"),
        "bad.csv, the header: column «name» stands twice",
    ),
    "title above the header": (
        "npo_register",
        "Register of organisations\nas of 2026-01-31\n" + NPOS,
        "bad.csv, line 1: «Register of organisations» is no header of npo_register. The header is in line 3: remove",
    ),
    "no header": (
        "npo_register",
        NPOS.split("\n", 1)[1],
        "bad.csv, line 1: «NPO-00001,",
    ),
    "another table": ("npo_register", "id,sum\n1,2\n", "bad.csv, line 1: «id,sum» is no header of npo_register"),
    "web page": ("npo_register", _PAGE, "bad.csv, line 1: this is a web page or XML, not CSV"),
    "JSON": ("npo_register", '{"error": "no session"}', 'bad.csv, line 1: «{"error": "no session"}» is no header'),
    "picture": ("npo_register", b"\x89PNG\r\n\x1a\n\xff", "bad.csv, line 1: the byte 0x89 is not UTF-8"),
    "end mark alone": ("npo_register", b"\x1a", "bad.csv, line 1: «"),
    "XML cut off": ("un_sc_sanctions", UN[:1500], "bad.csv, line 24, column 99: not whole, or no XML"),
    "another root": ("un_sc_sanctions", "<rss><item/></rss>", "bad.csv, the root: <rss>, not <CONSOLIDATED_LIST>"),
    "XML bomb": ("un_sc_sanctions", _BOMB, "bad.csv, its DTD: it declares entities"),
    "external entity": ("un_sc_sanctions", _ENTITY, "bad.csv, its DTD: it declares entities"),
    "CSV for XML": ("un_sc_sanctions", "DATAID,NAME\n1,x\n", "bad.csv, line 1, column 1: not whole, or no XML"),
    "web page for XML": (
        "un_sc_sanctions",
        "<html><p>Not found</html>",
        "bad.csv, line 1: this is a web page, not the data",
    ),
    "empty XML": ("un_sc_sanctions", "", "bad.csv, line 1, column 1: not whole, or no XML"),
    "NUL in XML": ("un_sc_sanctions", UN.replace("INDIVIDUAL>", "INDIVIDUAL>\0", 1), "bad.csv, line "),
    "surrogate in XML": ("un_sc_sanctions", UN.replace("INDIVIDUAL>", "INDIVIDUAL>&#xD800;", 1), "bad.csv, line "),
    "no day": ("un_sc_sanctions", UN.replace("2026-01-15T", "yesterday"), "bad.csv, the root: dateGenerated is"),
    "list without an entry": (
        "un_sc_sanctions",
        '<CONSOLIDATED_LIST dateGenerated="2026-02-01T00:00:00"/>',
        "un_sc_sanctions: not one row could be loaded",
    ),
}
