"""``nsk rota``: the noun; each module adds its verbs."""

from nsk_tui.cli.grammar import new_app

app = new_app()


@app.callback()
def noun() -> None:
    """Keep the noun a noun: Typer makes an app of a single verb into that verb."""
