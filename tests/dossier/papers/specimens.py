"""Papers to try the renderer on: every block, a realistic form, the longest and the most hostile."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from dossier.blocks import (
    Address,
    Block,
    Bullets,
    Code,
    Field,
    Fields,
    Notice,
    Option,
    Options,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Role,
    Section,
    Signatures,
    SignatureZone,
    Space,
    Span,
    Subsection,
    Table,
    Title,
    Together,
    Tone,
    WritingLines,
)

SENTENCE = (
    "Le titulaire conserve son certificat sous son contrôle exclusif, en demande la révocation sans délai en cas "
    "de perte, de vol ou de compromission, et vérifie l’exactitude des informations qui y figurent. "
)
HOSTILE_NAMES = (
    "DUPONT & FILS <SARL>",
    '&amp; &lt;b&gt; <b>gras</b> <img src="file:///etc/passwd"/>',
    "</para><font size=90>\\( %s {0} ${x} \\n ) endstream",
    "Łukasz Żółć, Ðorđe Šiš, Ångström, Ñandú, İıŞşĞğ",
    "Ελένη Παπαδοπούλου — Σοφία",
    "Юлия Щербакова, Ђорђе",
    "M̂ x̌ n̈ ạ̈ combinés",
    "office fi ffl « guillemets » ½ № ™ € → ≤ 1re 2ᵉ",
    "A\u00a0B\u202fC",
)
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4


def png(width: int = 600, height: int = 380) -> bytes:
    """A picture with a frame and a gradient."""
    image = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    image.paste((29, 53, 87), (0, 0, width, 24))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def paper(*blocks: Block, **properties: object) -> Paper:
    """A paper with these blocks and ordinary surroundings."""
    plain = Paper(
        slug="form",
        title="Formulaire d’abonnement",
        dossier="CS-2026-000123",
        issuer="ChamberSign France",
        reference="Formulaire d’abonnement · v4.2 · révision 2",
        created="2026-11-21T10:30:00+01:00",
        blocks=blocks,
    )
    return replace(plain, **properties)  # type: ignore[arg-type]


def zone(role: Role, label: str, *lines: str, mention: str = "", field: bool = True) -> SignatureZone:
    """A place to sign."""
    return SignatureZone(role, label, lines, mention, field)


HOLDER = zone(
    Role.HOLDER,
    "Le titulaire",
    "Mme Loïse MÜLLER",
    "Responsable administrative",
    mention="« Lu et approuvé »",
)
REPRESENTATIVE = zone(
    Role.REPRESENTATIVE,
    "Le représentant légal",
    "M. Jean-Pierre D’ALEMBERT",
    "Gérant",
    mention="« Bon pour accord »",
)
BAILIFF = zone(Role.BAILIFF, "Le commissaire de justice", "Me Anne LE GOFF", field=False)

EVERY_BLOCK: tuple[Block, ...] = (
    Address(
        (
            "MAIRIE DE SAINT-ÉTIENNE-DU-ROUVRAY",
            "Service des moyens généraux",
            "12 BIS RUE DE L’ÉGLISE",
            "76800 SAINT-ÉTIENNE-DU-ROUVRAY",
        ),
        "Expédié à",
    ),
    Title("Tous les blocs", "Un paper de démonstration, qui ne vaut rien"),
    Notice("Imprimez ce document, paraphez chaque page et signez la dernière.", "À faire"),
    Section("Champs"),
    Fields(
        (
            Field("Raison sociale", "DUPONT & FILS <SARL>", wide=True),
            Field("SIREN", "552 100 554"),
            Field("SIRET", "552 100 554 00013"),
            Field("Adresse", "12 bis, rue de l’Église\n69002 Lyon"),
            Field("Téléphone", "", fillable=True),
            Field("Complément", ""),
        )
    ),
    Fields((Field("Un", "1"), Field("Deux", "2"), Field("Trois", "3"), Field("Quatre", "4")), columns=3),
    Options(
        (Option("Signature RGS**", True, "Clé USB cryptographique fournie"), Option("Authentification")),
        "Usage",
    ),
    Options((Option("1 an"), Option("2 ans"), Option("3 ans", True)), "Durée", inline=True),
    Subsection("Engagements"),
    Paragraph(SENTENCE * 3),
    Paragraph(
        (Span("Important : ", bold=True), Span("lire "), Span("attentivement", italic=True), Span(" ceci."))
    ),
    Bullets(("Premier point. " + SENTENCE, (Span("Deuxième", bold=True), Span(" point.")))),
    Bullets(("Un.", "Deux."), ordered=True),
    Paragraph("Note légale. " + SENTENCE, small=True),
    Notice(SENTENCE, "Attention", Tone.WARNING),
    Section("Tableau", page_break_before=True),
    Table(
        ("Désignation", "Qté", "Prix HT"),
        tuple((f"Ligne {i}", "1", f"{i},00 €") for i in range(1, 61)),
        (6, 1, 2),
        right=(1, 2),
        caption="Détail de la commande",
        total=("Total", "60", "1 830,00 €"),
    ),
    Section("Images", numbered=False),
    Picture(png(), "Recto de la carte d’identité"),
    Code("https://exemple.fr/v/CS-2026-000123", "Vérifiez ce document en ligne en scannant ce code."),
    WritingLines("Observations :", 3),
    Space(20),
    Together(
        (
            Subsection("Ensemble"),
            Paragraph(SENTENCE),
            Signatures((HOLDER, REPRESENTATIVE), place_and_date=True),
        )
    ),
    PageBreak(),
    Signatures(
        (zone(Role.DELEGATE, "Le délégataire", "M. A"), BAILIFF, zone(Role.SEAL, "Cachet", field=False))
    ),
)

SAMPLE = paper(
    *EVERY_BLOCK,
    initials=True,
    page_code="PARAPHE:CS-2026-000123/F/2/{page}",
    specimen=True,
    invisible=(Role.SEAL,),
    locked_by=Role.REPRESENTATIVE,
)
HOSTILE = paper(
    Title(HOSTILE_NAMES[0], HOSTILE_NAMES[1]),
    Section(HOSTILE_NAMES[2]),
    Fields(tuple(Field(f"Nom {n}", name) for n, name in enumerate(HOSTILE_NAMES))),
    Bullets(HOSTILE_NAMES),
    Table(("<th>", "&"), tuple((name, name) for name in HOSTILE_NAMES), (1, 1), caption="<caption>"),
    Options(tuple(Option(name, detail=name) for name in HOSTILE_NAMES), inline=True),
    Signatures((zone(Role.HOLDER, HOSTILE_NAMES[1], *HOSTILE_NAMES),)),
    title=HOSTILE_NAMES[0],
    issuer=HOSTILE_NAMES[1],
    reference=HOSTILE_NAMES[2],
    locked_by=Role.HOLDER,
)
LONGEST = paper(
    Title(LONG_WORD, LONG_WORD),
    Section(LONG_WORD),
    Subsection(LONG_WORD),
    Paragraph(SENTENCE * 60),
    Fields(
        (
            Field(LONG_WORD, LONG_WORD),
            Field("Court", LONG_WORD),
            Field("Long", SENTENCE * 30),
            Field("Fin", "x"),
        )
    ),
    Fields(tuple(Field("Trois", LONG_WORD) for _ in range(3)), columns=3),
    Options((Option(LONG_WORD, True, LONG_WORD), Option(SENTENCE * 3)), LONG_WORD),
    Options((Option(LONG_WORD, True, LONG_WORD), Option(SENTENCE * 3)), LONG_WORD, inline=True),
    Table(
        (LONG_WORD, "b", "c"), ((LONG_WORD, SENTENCE * 40, "1"), ("a", "b", LONG_WORD)), (1, 2, 1), right=(2,)
    ),
    Notice(SENTENCE * 40, LONG_WORD, Tone.WARNING),
    Bullets((SENTENCE * 30, LONG_WORD)),
    Section("Image après un titre"),
    Picture(png(900, 2000), "Très haute"),
    Together((Paragraph(SENTENCE * 40),)),
    Address((LONG_WORD,) * 3, LONG_WORD),
    Code("x" * 200, LONG_WORD),
    WritingLines(LONG_WORD, 50),
    Signatures(
        tuple(
            zone(role, LONG_WORD, LONG_WORD, SENTENCE, mention=SENTENCE * 2)
            for role in (Role.HOLDER, Role.REPRESENTATIVE, Role.DELEGATE)
        ),
        place_and_date=True,
    ),
    title=LONG_WORD,
    issuer=LONG_WORD,
    reference=SENTENCE * 4,
    dossier="D" * 60,
    certified_copy=True,
    initials=True,
    page_code="PARAPHE:" + "D" * 60 + "/{page}",
    specimen=True,
    locked_by=Role.DELEGATE,
    invisible=(Role.SEAL,),
)
