; Added to the installer by electron-builder. A silent run shows nothing.
!macro customUnInstall
  ${ifNot} ${isUpdated}
    MessageBox MB_OK|MB_ICONINFORMATION "Your data stays in $LOCALAPPDATA\Session Inspector. To erase it, delete that folder." /SD IDOK
  ${endIf}
!macroend
