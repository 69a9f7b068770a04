#!/usr/bin/env python3
"""The supply chain, offline (SEC-10): every version exact and locked, every lock with its hash, nothing that the committed list of
advisories names. Fails with a line a fault. `--self-test` plants each fault and fails when it is not found."""
import glob
import json
import os
import re
import shutil
import sys
import tempfile
import xml.etree.ElementTree as ET

EXACT_NUGET = re.compile(r"^\[[0-9][0-9A-Za-z.+-]*\]$")
EXACT_NPM = re.compile(r"^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$")
SKIPPED = ("/bin/", "/obj/", "/node_modules/", "/artifacts/", "/dist/")


def files(root, pattern):
    found = glob.glob(os.path.join(root, "**", pattern), recursive=True)
    return sorted(path for path in found if not any(part in path[len(root):] for part in SKIPPED))


def key(version):
    """Versions in their order: numbers as numbers, a preview before its release."""
    plain, _, preview = version.split("+")[0].partition("-")
    numbers = [int(part) if part.isdigit() else 0 for part in plain.split(".")]
    return numbers + [0] * (4 - len(numbers)), preview == "", preview


def affected(version, ranges):
    tests = {"<": lambda one, two: one < two, "<=": lambda one, two: one <= two, ">=": lambda one, two: one >= two}
    return any(all(tests[sign](key(version), key(bound)) for sign, bound in re.findall(r"(<=|>=|<)([0-9][^ ]*)", text)) for text in ranges)


def central(root, faults):
    pinned = {}
    for path in files(root, "Directory.Packages.props"):
        for item in ET.parse(path).getroot().iter("PackageVersion"):
            name, version = item.get("Include"), item.get("Version") or ""
            pinned[name.lower()] = version.strip("[]")
            if not EXACT_NUGET.match(version):
                faults.append(f"{path}: {name} is not pinned to one version: '{version}'")
    return pinned


def projects(root, pinned, faults):
    for path in files(root, "*.csproj") + files(root, "Directory.Build.props"):
        for item in ET.parse(path).getroot().iter("PackageReference"):
            name = item.get("Include") or ""
            # A library that is packed says the least version to its users; it must be the pinned one.
            least = item.get("VersionOverride")
            if item.get("Version") or (least and least != pinned.get(name.lower())):
                faults.append(f"{path}: {name} names a version of its own; versions stand in Directory.Packages.props")
            elif name.lower() not in pinned:
                faults.append(f"{path}: {name} has no version in Directory.Packages.props")
        if path.endswith(".csproj") and not os.path.exists(os.path.join(os.path.dirname(path), "packages.lock.json")):
            faults.append(f"{path}: there is no packages.lock.json beside it")


def nuget_locks(root, pinned, faults):
    for path in files(root, "packages.lock.json"):
        for packages in json.load(open(path, encoding="utf-8"))["dependencies"].values():
            for name, entry in packages.items():
                if entry["type"] == "Project":
                    continue
                if not entry.get("contentHash"):
                    faults.append(f"{path}: {name} has no hash")
                wanted = pinned.get(name.lower())
                if entry["type"] != "Transitive" and wanted is not None and wanted != entry["resolved"]:
                    faults.append(f"{path}: {name} is locked to {entry['resolved']}, and Directory.Packages.props says {wanted}")
                yield "nuget", name, entry["resolved"], path


def npm_locks(root, faults):
    for path in files(root, "package.json"):
        for name, version in {**(package := json.load(open(path, encoding="utf-8"))).get("dependencies", {}), **package.get("devDependencies", {})}.items():
            if not EXACT_NPM.match(version):
                faults.append(f"{path}: {name} is not pinned to one version: '{version}'")
        if not os.path.exists(path.replace("package.json", "package-lock.json")):
            faults.append(f"{path}: there is no package-lock.json beside it")
    for path in files(root, "package-lock.json"):
        for place, entry in json.load(open(path, encoding="utf-8")).get("packages", {}).items():
            if place and not entry.get("link"):
                name = entry.get("name") or place.split("node_modules/")[-1]
                if not entry.get("integrity"):
                    faults.append(f"{path}: {name} has no hash")
                yield "npm", name, entry["version"], path


def actions(root, faults):
    """A tag of an action can be moved to other code; a commit cannot."""
    for path in sorted(glob.glob(os.path.join(root, ".github", "workflows", "*.y*ml"))):
        for number, line in enumerate(open(path, encoding="utf-8"), 1):
            used = re.match(r"\s*(?:-\s+)?uses:\s*(\S+)", line)
            if used and not used[1].startswith("./") and not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", used[1]):
                faults.append(f"{path}:{number}: {used[1]} is not pinned to a commit")


def audit(root):
    faults = []
    pinned = central(root, faults)
    projects(root, pinned, faults)
    actions(root, faults)
    advisories = {}
    for item in json.load(open(os.path.join(root, "eng", "advisories.json"), encoding="utf-8"))["advisories"]:
        advisories.setdefault((item["ecosystem"], item["package"].lower()), []).append(item)
    count = 0
    for ecosystem, name, version, path in [*nuget_locks(root, pinned, faults), *npm_locks(root, faults)]:
        count += 1
        for item in advisories.get((ecosystem, name.lower()), []):
            if affected(version, item["affected"]):
                faults.append(f"{path}: {name} {version} is affected by {item['id']} ({item['severity']})")
    return count, faults


def plant(root, path, change):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    text = open(full, encoding="utf-8").read() if os.path.exists(full) else ""
    with open(full, "w", encoding="utf-8") as file:
        file.write(change(text))


def self_test(root):
    lock = json.dumps({"version": 2, "dependencies": {"net10.0": {"Newtonsoft.Json": {"type": "Transitive", "resolved": "12.0.3", "contentHash": "x"}}}})
    bare = json.dumps({"version": 2, "dependencies": {"net10.0": {"Harmless": {"type": "Transitive", "resolved": "1.0.0"}}}})
    project = '<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="YamlDotNet" Version="16.3.0" /></ItemGroup></Project>'
    cases = {
        "affected by GHSA-5crp-9r3c-p9vr": ("src/Planted/packages.lock.json", lambda _: lock),
        "is not pinned to one version: '16.*'": ("Directory.Packages.props", lambda text: text.replace("[16.3.0]", "16.*")),
        "Harmless has no hash": ("src/Planted/packages.lock.json", lambda _: bare),
        "there is no packages.lock.json": ("src/Planted/Planted.csproj", lambda _: "<Project />"),
        "names a version of its own": ("src/Planted/Planted.csproj", lambda _: project),
        "actions/checkout@v4 is not pinned to a commit": (".github/workflows/planted.yml", lambda _: "jobs:\n  a:\n    steps:\n      - uses: actions/checkout@v4\n"),
        "is not pinned to one version: '^1.0.0'": ("tests/planted/package.json", lambda _: '{"dependencies":{"left-pad":"^1.0.0"}}'),
    }
    for wanted, (path, change) in cases.items():
        with tempfile.TemporaryDirectory() as copy:
            for name in ["Directory.Packages.props", "eng/advisories.json"]:
                os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
                shutil.copy(os.path.join(root, name), os.path.join(copy, name))
            plant(copy, path, change)
            if not any(wanted in fault for fault in audit(copy)[1]):
                return f"a planted fault is not found: {wanted}"
    return None


def main():
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if "--self-test" in sys.argv and (missing := self_test(root)):
        print(missing)
        return 1
    count, faults = audit(root)
    for fault in faults:
        print(fault)
    as_of = json.load(open(os.path.join(root, "eng", "advisories.json"), encoding="utf-8"))["as_of"]
    print(f"supply chain: {count} locked packages against the advisories of {as_of}, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
