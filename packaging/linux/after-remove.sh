#!/bin/sh
# Runs after the package is removed, as root; also when a new version takes its place, and then only part of it applies.
set -e

program='${executable}'

# dpkg names what happens; rpm gives the number of installed versions that are left.
case "$1" in
  remove | purge | disappear | 0) ;;
  *) exit 0 ;;
esac

rm -f "/usr/bin/$program"

profile="/etc/apparmor.d/$program"
if [ -f "$profile" ]; then
  if command -v apparmor_parser >/dev/null; then apparmor_parser --remove "$profile" >/dev/null 2>&1 || true; fi
  rm -f "$profile"
fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true; fi

if [ "$1" = remove ] || [ "$1" = 0 ]; then
  echo 'The data of each user stays in ~/.local/share/session-inspector. To erase it, delete that folder.'
fi
