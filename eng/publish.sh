#!/usr/bin/env bash
# Publishes the CLI, compiled ahead (ReadyToRun), into artifacts/tollgate.
set -euo pipefail
cd "$(dirname "$0")/.."
. eng/setup.sh
need_dotnet
stamp=artifacts/tollgate/.stamp
if [ -f "$stamp" ] && [ -z "$(find src catalog Directory.Build.props Directory.Packages.props -newer "$stamp" -type f -not -path '*/obj/*' -not -path '*/bin/*' -print -quit)" ]; then
  exit 0
fi
echo "Building Tollgate (about a minute the first time) ..."
dotnet publish src/Tollgate.Cli -c Release -r linux-x64 --no-self-contained -p:PublishReadyToRun=true -o artifacts/tollgate -v quiet --nologo
touch "$stamp"
