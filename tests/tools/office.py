"""LibreOffice without a window: a document as the receiver would see it, page by page as text."""

import os
import signal
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

SECONDS_MAX = 180
MODULE = "Open"
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false"><library:element library:name="Open"/>
</library:library>
"""
MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Open"
 script:language="StarBasic">{source}</script:module>
"""
SOURCE = """
Sub ToPdf(source As String, target As String, password As String)
  Dim how(1) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden" : how(0).Value = True
  how(1).Name = "Password" : how(1).Value = password
  On Error GoTo Done
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, how())
  If Not IsNull(document) Then
    Dim written(0) As New com.sun.star.beans.PropertyValue
    written(0).Name = "FilterName" : written(0).Value = "writer_pdf_Export"
    document.storeToURL(target, written())
    document.close(True)
  End If
Done:
  StarDesktop.terminate()
End Sub
"""
"""The command line takes no password; a macro does. It ends the program also when nothing opens."""


class Office:
    """LibreOffice with a profile of its own."""

    def __init__(self, soffice: str, pdftotext: str, folder: Path) -> None:
        """Use the two programs; all they write lies in a folder."""
        self._soffice, self._pdftotext, self._folder = soffice, pdftotext, folder
        self._is_ready = False

    def pages(self, document: Path) -> list[str]:
        """Return what a plain document shows, a text for each page."""
        self._run("--convert-to", "pdf", "--outdir", str(self._folder), str(document))
        self._is_ready = True
        return self._texts(self._folder / f"{document.stem}.pdf")

    def pages_with(self, document: Path, password: str) -> list[str]:
        """Return what a document under a password shows; no page when the password does not open it."""
        self._make_ready()
        target = self._folder / f"{document.stem}-opened.pdf"
        target.unlink(missing_ok=True)
        arguments = ", ".join(f'"{one}"' for one in (document.as_uri(), target.as_uri(), password))
        self._run("--norestore", f"macro:///Standard.{MODULE}.ToPdf({arguments})")
        return self._texts(target) if target.exists() else []

    def _make_ready(self) -> None:
        if not self._is_ready:
            # The first start fills the profile, and would put an empty library over ours.
            self._run("--terminate_after_init")
        basic = self._folder / "profile" / "user" / "basic" / "Standard"
        basic.mkdir(parents=True, exist_ok=True)
        (basic / "script.xlb").write_text(LIBRARY, "utf-8")
        (basic / f"{MODULE}.xba").write_text(MACRO.format(source=escape(SOURCE)), "utf-8")

    def _run(self, *words: str) -> None:
        profile = (self._folder / "profile").as_uri()
        process = subprocess.Popen(
            [self._soffice, f"-env:UserInstallation={profile}", "--headless", *words],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={"HOME": str(self._folder), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            start_new_session=True,
        )  # fmt: skip
        try:
            process.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            # The command is a script: what it has started would outlive it.
            os.killpg(process.pid, signal.SIGKILL)
            raise

    def _texts(self, pdf: Path) -> list[str]:
        done = subprocess.run(
            [self._pdftotext, "-layout", "-enc", "UTF-8", str(pdf), "-"],
            capture_output=True, timeout=SECONDS_MAX, check=True,
        )  # fmt: skip
        return [page for page in done.stdout.decode().split("\f") if page.strip()]
