#!/usr/bin/env python3
"""Writes docs/security/sbom.json, the CycloneDX list of what ships, from the lock file of the program and the list of its projects.
`--check [FOLDER]` fails when the page is not what the lock files say, or when FOLDER holds an assembly that is not on it."""
import base64
import glob
import json
import os
import sys
import uuid
import xml.etree.ElementTree as ET

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PAGE = os.path.join(ROOT, "docs", "security", "sbom.json")
LICENSES = {"Spectre.Console": "MIT", "System.CommandLine": "MIT", "SQLitePCLRaw.core": "Apache-2.0", "SQLitePCLRaw.provider.e_sqlite3": "Apache-2.0", "Microsoft.Data.Sqlite.Core": "MIT", "YamlDotNet": "MIT"}
ASSEMBLIES = {"Microsoft.Data.Sqlite.Core": "Microsoft.Data.Sqlite.dll"}


def own_version():
    return next(ET.parse(os.path.join(ROOT, "Directory.Build.props")).getroot().iter("Version")).text


def build_only():
    """Packages that help to build and do not ship."""
    tree = ET.parse(os.path.join(ROOT, "Directory.Build.props")).getroot()
    return {item.get("Include") for item in tree.iter("PackageReference") if item.get("PrivateAssets") == "all"}


def component(name, version, entry):
    made = {"type": "library", "bom-ref": f"pkg:nuget/{name}@{version}", "name": name, "version": version, "purl": f"pkg:nuget/{name}@{version}"}
    made["licenses"] = [{"license": {"id": LICENSES[name]}}]
    made["hashes"] = [{"alg": "SHA-512", "content": base64.b64decode(entry["contentHash"]).hex()}]
    made["properties"] = [{"name": "tollgate:assembly", "value": ASSEMBLIES.get(name, name + ".dll")}]
    return made


def own(name):
    ref = f"tollgate:{name}@{own_version()}"
    return {"type": "library", "bom-ref": ref, "name": name, "version": own_version(), "licenses": [{"license": {"id": "Apache-2.0"}}], "properties": [{"name": "tollgate:assembly", "value": name + ".dll"}]}


def bill():
    lock = json.load(open(os.path.join(ROOT, "src", "Tollgate.Cli", "packages.lock.json"), encoding="utf-8"))["dependencies"]["net10.0"]
    packages = {name: entry for name, entry in lock.items() if entry["type"] != "Project" and name not in build_only()}
    names = {os.path.basename(path)[:-7].lower(): os.path.basename(path)[:-7] for path in glob.glob(os.path.join(ROOT, "src", "*", "*.csproj"))}
    projects = sorted({"Tollgate.Cli"} | {names[name] for name, entry in lock.items() if entry["type"] == "Project"})
    components = [own(name) for name in projects] + [component(name, packages[name]["resolved"], packages[name]) for name in sorted(packages)]
    made = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "tollgate", "name": "tollgate", "version": own_version(), "licenses": [{"license": {"id": "Apache-2.0"}}]}},
        "components": components,
        "dependencies": [{"ref": "tollgate", "dependsOn": [item["bom-ref"] for item in components]}],
    }
    made["serialNumber"] = "urn:uuid:" + str(uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(made, sort_keys=True)))
    return made


def check(folder):
    faults = []
    made = bill()
    if not os.path.exists(PAGE) or json.load(open(PAGE, encoding="utf-8")) != made:
        faults.append("docs/security/sbom.json is not what the lock files say: run eng/sbom.py")
    if folder:
        listed = {item["value"] for part in made["components"] for item in part["properties"]}
        shipped = {os.path.basename(path) for path in glob.glob(os.path.join(folder, "*.dll"))}
        faults += [f"{name} ships and is not in docs/security/sbom.json" for name in sorted(shipped - listed)]
        faults += [f"{name} is in docs/security/sbom.json and does not ship" for name in sorted(listed - shipped)]
    return faults


def main():
    if "--check" not in sys.argv:
        with open(PAGE, "w", encoding="utf-8") as page:
            page.write(json.dumps(bill(), indent=2) + "\n")
        return 0
    folder = sys.argv[-1] if sys.argv[-1] != "--check" else None
    faults = check(folder)
    print("\n".join(faults) if faults else f"sbom: {len(bill()['components'])} components")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
