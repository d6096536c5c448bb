#!/bin/sh
# Runs after the package is installed, as root. electron-builder replaces the names in ${} before it packs the file.
set -e

app='/opt/${sanitizedProductName}'
program='${executable}'

ln -sf "$app/$program" "/usr/bin/$program"

# Chromium's sandbox uses user namespaces. Only a system that refuses these to ordinary users needs the helper with the
# rights of root.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

# Since Ubuntu 24.04, a program needs a profile to use user namespaces. An older AppArmor cannot read it and needs none.
profile="/etc/apparmor.d/$program"
if command -v apparmor_parser >/dev/null && [ -d /etc/apparmor.d ]; then
  if apparmor_parser --skip-kernel-load --skip-cache "$app/resources/apparmor-profile" >/dev/null 2>&1; then
    cp "$app/resources/apparmor-profile" "$profile"
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" >/dev/null 2>&1 || true
  fi
fi

if command -v update-mime-database >/dev/null; then update-mime-database /usr/share/mime || true; fi
if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true; fi
