#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks the contract on purpose, one change of each kind in a copy of its headers, and expects scripts/checks/abi to
catch it, with the check that is there for it. The headers as they are must pass."""
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEADERS = ROOT / "plugin-api/include"

# What is done, in which header, what is replaced by what, and which checks must catch it.
MUTATIONS = [
    ("a field inserted in the middle of a struct", "call.h",
     "  guichet_str job;", "  guichet_str tenant;\n  guichet_str job;", {"layout", "abidiff"}),
    ("a field appended to a released struct", "ext/requests.h",
     "} guichet_host_requests;", "  int32_t (*close)(const guichet_call* call);\n} guichet_host_requests;",
     {"layout", "abidiff"}),
    ("a field put into reserved room", "host.h",
     "  uint32_t reserved;", "  uint16_t flavour;\n  uint16_t reserved;", {"abidiff"}),
    ("two fields of one size exchanged", "entry.h",
     "  uint32_t abi_major; /* GUICHET_ABI_MAJOR the plugin was compiled with */\n"
     "  uint32_t abi_minor; /* GUICHET_ABI_MINOR the plugin was compiled with */",
     "  uint32_t abi_minor;\n  uint32_t abi_major;", {"layout", "abidiff"}),
    ("a function of a table renamed", "ext/requests.h",
     "int32_t (*complete_step)(const guichet_call* call, guichet_json result);",
     "int32_t (*resolve_)(const guichet_call* call, guichet_json result);", {"layout", "abidiff"}),
    ("two arguments swapped", "ext/automation.h",
     "guichet_str name, guichet_json input,", "guichet_json input, guichet_str name,", {"abidiff"}),
    ("an argument added", "ext/log.h",
     "int32_t level, guichet_str line);", "int32_t level, guichet_str line, guichet_json context);", {"abidiff"}),
    ("the type of an argument changed", "ext/requests.h",
     "const guichet_call* call, int32_t visibility,", "const guichet_call* call, uint32_t visibility,", {"abidiff"}),
    ("the type of an answer changed", "instance.h",
     "void (*destroy)(", "int32_t (*destroy)(", {"abidiff"}),
    ("a signed field made unsigned", "sink.h",
     "int32_t (*write)(void* ctx, const void* bytes, uint64_t len);",
     "int32_t (*write)(void* ctx, const void* bytes, int64_t len);", {"abidiff"}),
    ("a frozen function given two neighbours of one type, which could be swapped unseen", "ext/settings.h",
     "guichet_str name, const guichet_sink* value);", "guichet_str name, guichet_str scope, const guichet_sink* value);",
     {"abidiff", "parameters"}),
    ("the same in a draft, which abidiff does not compare", "ext/draft/secrets.h",
     "guichet_str name, const guichet_sink* value);", "guichet_str name, guichet_str scope, const guichet_sink* value);",
     {"parameters"}),
    ("a constant renumbered", "error.h",
     "#define GUICHET_E_CONFLICT 4", "#define GUICHET_E_CONFLICT 10", {"layout", "constants"}),
    ("two constants exchanged", "ext/log.h",
     "#define GUICHET_LOG_INFO 1\n#define GUICHET_LOG_WARNING 2",
     "#define GUICHET_LOG_INFO 2\n#define GUICHET_LOG_WARNING 1", {"layout", "constants"}),
    ("a constant removed", "error.h",
     "#define GUICHET_E_UNSUPPORTED 9", "", {"layout", "constants"}),
    ("a constant added and not recorded", "error.h",
     "#define GUICHET_OK 0", "#define GUICHET_OK 0\n#define GUICHET_E_TIRED 10", {"constants"}),
    ("the name of an extension changed", "ext/validator.h",
     '"guichet.validator/1"', '"guichet.validators/1"', {"constants"}),
    ("the exported symbol removed", "entry.h",
     "GUICHET_EXPORT const guichet_entry* guichet_plugin_entry(void);", "", {"witness"}),
    ("the exported symbol renamed", "entry.h",
     "guichet_plugin_entry(void);", "guichet_entry_point(void);", {"witness"}),
    ("a struct removed", "ext/option-source.h",
     "} guichet_plugin_option_source;", "} guichet_plugin_source;", {"layout", "witness"}),
]


def problems_of(headers):
    done = subprocess.run([ROOT / "scripts/checks/abi", "--headers", headers], capture_output=True, text=True, check=False)
    lines = [line for line in done.stdout.split("\n") if line]
    if done.returncode not in (0, 1) or done.stderr:
        lines.append(f"crashed: {done.stderr}")
    return lines


def main():
    failures = 0
    unchanged = problems_of(HEADERS)
    for line in unchanged:
        print(f"the headers as they are: {line}")
        failures += 1
    with tempfile.TemporaryDirectory() as folder:
        for number, (what, name, before, after, expected) in enumerate(MUTATIONS):
            headers = pathlib.Path(folder) / str(number)
            shutil.copytree(HEADERS, headers)
            header = headers / "guichet" / name
            text = header.read_text(encoding="utf-8")
            if text.count(before) != 1:
                print(f"{what}: {name} no longer holds what is to be changed")
                failures += 1
                continue
            header.write_text(text.replace(before, after), encoding="utf-8")
            caught_by = {line.split(":", 1)[0] for line in problems_of(headers)}
            ok = expected <= caught_by and "crashed" not in caught_by
            print(f"{'ok  ' if ok else 'FAIL'} {what}: caught by {', '.join(sorted(caught_by)) or 'nothing'}")
            failures += not ok
    return 1 if failures else 0


sys.exit(main())
