"""Make the pictures of the README: what `repoint diff` shows on a terminal, and the top of a report.

`python docs/pictures.py` writes `docs/terminal.svg` and `docs/report.png`, of the tree in `fixtures/demo`.
The first is what Rich exports of a real run, the second a page in Chromium, which has to be there.
"""

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
DEMO = DOCS.parent / "fixtures" / "demo"
TERMINAL, REPORT = DOCS / "terminal.svg", DOCS / "report.png"
COMMAND = "repoint diff"
COLUMNS = 100
WIDTH, HEIGHT = 1080, 780
"""Pixels of the report that are shown."""
# Rich's own frame names fonts of a server; a picture in a repository asks for nothing.
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{ font-family: monospace; font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-family: sans-serif; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def run_repoint(*words: str) -> str:
    """What a run in the demo prints, in colour: the patch, then what is for people."""
    environment = {**os.environ, "FORCE_COLOR": "1", "REPOINT_NO_CACHE": "1"}
    environment.pop("NO_COLOR", None)
    command = [sys.executable, "-m", "codemods", *words, "--root", str(DEMO)]
    done = subprocess.run(
        command, cwd=DOCS.parent, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout + done.stderr


def terminal_picture(shown: str) -> str:
    """Draw what a terminal shows, as SVG."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text(f"$ {COMMAND}", style="bold"))
    console.print(Text.from_ansi(shown))
    return console.export_svg(title=COMMAND, code_format=FRAME, unique_id="repoint")


def report_picture(page: Path) -> bytes:
    """Photograph the top of a report in Chromium, as PNG. Raises LookupError where there is none."""
    from tests.cli.browsers import CHROMIUM, launched

    if CHROMIUM is None:
        raise LookupError("there is no Chromium here: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver, launched(driver) as context:
        tab = context.new_page()
        tab.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        tab.goto(page.as_uri())
        return tab.screenshot()


def main() -> None:
    """Write both pictures."""
    TERMINAL.write_text(terminal_picture(run_repoint("diff")), "utf-8")
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        run_repoint("report", "--output", str(page))
        REPORT.write_bytes(report_picture(page))


if __name__ == "__main__":
    sys.path.insert(0, str(DOCS.parent))
    main()
