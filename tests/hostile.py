"""Hostile text: in every field of a register at once, or as the names of a few projects."""

from pathlib import Path

import sqlalchemy as sa

from portfolio.storage.session import open_engine, writing
from portfolio.storage.tables import Base, Project

MARK = "window.__ran"
"""What any script among the payloads would set."""

# For a name at a time: none may be taken for markup, script, formula or template.
NAMES = [
    "<script>window.hurt=1</script><img src=x onerror=window.hurt=1>",
    "**fett** [link](http://evil.invalid) ![](http://evil.invalid/x.png) `code`",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }} ${7*7} {0} $x^2$ :material/bolt:",
    "\u202eسرد\u202c 项目" + "长" * 200,
    "\"'><svg/onload=window.hurt=1>&lt;b&gt;",
]

# Codes, sets and dates are checked where they come in; all other text is free.
_NOT_FREE = {
    "code",
    "kind",
    "class_code",
    "class_basis",
    "sector_code",
    "stage",
    "stage_basis",
    "nature",
    "geometry_kind",
    "unit_code",
    "unit_basis",
    "reporting_unit_code",
    "planned_start_basis",
    "total_investment_basis",
    "district_code",
    "basis",
    "list_code",
    "category",
    "list_type",
    "plan_basis",
    "precision",
    "reason",
    "method",
    "source_crs",
    "attribute",
    "number",
    "number_unit",
    "grade",
    "source_date",
    "level",
    "comparator",
    "value",
    "unit",
    "layer",
    "light",
    "completed_basis",
    "formula",
    "green_from",
    "yellow_from",
    "domain",
}
_TABLES = ("unit", "sector", "project_list", "project", "project_alias", "membership", "progress", "place", "fact")


def payload(canary: Path) -> str:
    """Every attack in one name: whoever compiles it as a template makes the canary file."""
    return " ".join(
        [
            "=1+1",
            f"{{{{ cycler.__init__.__globals__.os.popen('touch {canary}').read() }}}}",
            f"{{% for x in ().__class__.__base__.__subclasses__() %}}{{{{x}}}}{{% endfor %}}<script>{MARK}=1</script>",
            f"<img src=x onerror={MARK}=2>",
            f'"><svg onload={MARK}=3>',
            f"'-{MARK}=4-'",
            f"${{{MARK}=5}} `${{{MARK}=6}}`",
            f"</script><script>{MARK}=7</script></style><!--",
            "![x](http://far.invalid/p.png) [y](javascript:alert(1)) $\\href{javascript:1}{z}$ :material/home:",
            '\\#eval("1") #image("/etc/passwd") @cite $x$ *b* _i_',
            "\u202eRTL\u2066 \u2028\u2029 ]]> &lt;b&gt; %s %(x)s {0} {name}",
            "+cmd|' /C calc'!A0 @SUM(1) -2+3",
        ]
    )


def plant(url: str, canary: Path) -> str:
    """Put the payload into every free text of the register. Returns it as it stands in a project's name."""
    text = payload(canary)
    engine = open_engine(url)
    with writing(engine) as db:
        for name in _TABLES:
            table = Base.metadata.tables[name]
            for column in table.columns:
                if isinstance(column.type, sa.String) and column.name not in _NOT_FREE and not column.foreign_keys:
                    own = sa.func.coalesce(column, "") if column.primary_key or column.unique else sa.literal("")
                    db.execute(
                        sa.update(table).where(column.is_not(None)).values({column.name: sa.literal(text) + own})
                    )
    engine.dispose()
    return text


def rename(database: str, names: list[str]) -> list[str]:
    """Give the first projects of a database these names; returns their codes."""
    engine = open_engine(database)
    codes = []
    with writing(engine) as db:
        for number, name in enumerate(names, start=1):
            project = db.get(Project, number)
            assert project is not None
            project.name, project.name_en, project.note, project.brings = name, name, name, name
            codes.append(project.code)
    engine.dispose()
    return codes
