# Sourced by the scripts at the root: installs what they need on a fresh Debian machine, and says what it does.
# Arguments of `need_packages`: pairs of "command-or-file" and "package".

have() { command -v "$1" >/dev/null 2>&1 || [ -e "$1" ]; }

need_packages() {
  missing=""
  while [ $# -ge 2 ]; do
    have "$1" || missing="$missing $2"
    shift 2
  done
  [ -z "$missing" ] && return 0
  echo "Installing packages:$missing"
  sudo_cmd=""
  if [ "$(id -u)" != 0 ]; then
    if have sudo; then sudo_cmd="sudo"; else
      echo "Please install:$missing (apt-get install$missing), then run this again." >&2
      exit 1
    fi
  fi
  $sudo_cmd apt-get update -qq >/dev/null && $sudo_cmd env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
}

need_dotnet() {
  have dotnet && dotnet --list-sdks | grep -q '^10\.' && return 0
  echo "The .NET 10 SDK is needed: install the package dotnet-sdk-10.0 from your distribution or from Microsoft, then run this again." >&2
  exit 1
}

sqlite_library() {
  for folder in /lib /usr/lib; do
    for file in "$folder"/*-linux-gnu/libsqlite3.so.0; do
      [ -e "$file" ] && { echo "$file"; return 0; }
    done
  done
  echo /usr/lib/libsqlite3.so.0
}

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false DOTNET_CLI_UI_LANGUAGE=en
