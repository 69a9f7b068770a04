#!/usr/bin/env python3
"""Prints the engineering bars (QA-01) and fails below them: line coverage merged over all test projects,
method length and complexity (written by the structure tests), and the count of tests passed and failed."""
import glob
import os
import sys
import xml.etree.ElementTree as ET

COVERAGE_BAR = {"Tollgate.Core": 90.0, "Tollgate.Dialects": 90.0, "Tollgate.Pricing": 90.0, "Tollgate.Security": 90.0, "Tollgate.Storage": 90.0, "Tollgate": 90.0, "Tollgate.Cli": 90.0, "Tollgate.Client": 90.0}


def whole(name, sources):
    """Each report counts its names from the root of what it covers: one file must be one key in all of them."""
    return next((path for path in (os.path.join(source, name) for source in sources) if os.path.exists(path)), name)


def coverage(folder):
    lines = {}
    for path in glob.glob(os.path.join(folder, "**", "coverage.cobertura.xml"), recursive=True):
        root = ET.parse(path).getroot()
        sources = [source.text for source in root.iter("source")]
        for package in root.iter("package"):
            hits = lines.setdefault(package.get("name"), {})
            for unit in package.iter("class"):
                file = whole(unit.get("filename"), sources)
                for line in unit.iter("line"):
                    key = (file, line.get("number"))
                    hits[key] = max(hits.get(key, 0), int(line.get("hits")))
    return lines


def tests(folder):
    passed = failed = 0
    for path in glob.glob(os.path.join(folder, "**", "*.trx"), recursive=True):
        for counters in ET.parse(path).getroot().iter("{http://microsoft.com/schemas/VisualStudio/TeamTest/2010}Counters"):
            passed += int(counters.get("passed"))
            failed += int(counters.get("failed")) + int(counters.get("error")) + int(counters.get("timeout"))
    return passed, failed


def main():
    folder = sys.argv[1]
    bad = False
    merged = coverage(folder)
    for name in sorted(merged):
        hits = merged[name]
        if not hits:
            continue
        share = 100.0 * sum(1 for h in hits.values() if h) / len(hits)
        bar = COVERAGE_BAR.get(name)
        verdict = "" if bar is None else (" ok" if share >= bar else f" BELOW {bar:.0f} %")
        bad |= bar is not None and share < bar
        print(f"coverage {name}: {share:.1f} % of {len(hits)} lines{verdict}")
    figures = os.path.join("artifacts", "structure.txt")
    if os.path.exists(figures):
        sys.stdout.write(open(figures, encoding="utf-8").read())
    passed, failed = tests(folder)
    bad |= passed == 0 or failed > 0
    print(f"{passed} passed, {failed} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
