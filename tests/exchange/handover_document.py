"""A handover as a document, as long as real ones are: what the golden files are made of."""

from datetime import date

from nsk_tui.rules.documents import Document, Heading, Listing, Paragraph, Table

OUTLINE = Table(
    ("Punkt", "Niveau", "Til", "Tilstand"),
    (
        ("tråd tør-kaffe", "▲ orange", "K-04", "modtaget 18/11"),
        ("tråd varm-sluse", "■ rød", "K-11", "modtaget med forbehold 18/11"),
        ("kontakt Krisecenter A | vagthavende", "", "K-04", "mødes 24/11"),
        ("kompetence Supervision af grupper", "", "?", "mangler modtager"),
    ),
)
HANDOVER = Document(
    title="Overlevering fra K-09",
    sender="Eksempelkøbing Kommune · Videnspersonerne",
    made_on=date(2026, 11, 20),
    marks=(
        ("Klassifikation", "Fortroligt: kun for modtagerne"),
        ("Dato", "20/11-2026"),
        ("Udløber", "30/12-2026 (kan ikke tvinges)"),
        ("Til", "K-04, K-11"),
    ),
    running="Fortroligt · udløber 30/12-2026",
    blocks=(
        Heading(1, "Oversigt"),
        OUTLINE,
        Heading(1, "tråd tør-kaffe"),
        Paragraph("Niveau: ▲ orange. Hold øje: stiger, hvis rejsen bliver bestilt."),
        Heading(2, "Resumé"),
        Paragraph(
            "Ung i 8.-10. klasse. Familien taler om rejse i julen.\n"
            "Skolen har talt med den unge to gange. Prøvet og fravalgt: *fællesmøde*."
        ),
        Heading(2, "Opgaver"),
        Listing(("ring til skolen, K-04, 24/11", "møde med Familie, K-04, 01/12"), is_numbered=True),
        Heading(2, "Hvis, så"),
        Listing(
            (
                "Hvis den unge udebliver, så ring til skolelederen samme dag. Er hun der ikke, så ring til "
                "den, der står på vagtkortet, og sig, at det haster.",
                "Hvis rejsen bestilles, så rødt kort og underretning.",
            )
        ),
        Heading(2, "Med egne ord (K-04, 18/11)"),
        Paragraph("Rejsen i julen er det vigtige. Jeg ringer til skolen tirsdag & skriver <i dag>."),
        Heading(1, "Ikke overleveret med vilje"),
        Paragraph("Intet ud over listen. Skrevet af K-09 17/11."),
        Heading(1, "Rækkefølge"),
        Listing(("først skolen", "så Familie"), is_numbered=True),
        Listing(("intet andet",)),
    ),
)
