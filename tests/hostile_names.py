"""Names that would hurt if any of them were taken for markup, script, formula or template."""

from portfolio.storage.session import open_engine, writing
from portfolio.storage.tables import Project

HOSTILE = [
    "<script>window.hurt=1</script><img src=x onerror=window.hurt=1>",
    "**fett** [link](http://evil.invalid) ![](http://evil.invalid/x.png) `code`",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }} ${7*7} {0} $x^2$ :material/bolt:",
    "\u202eسرد\u202c 项目" + "长" * 200,
    "\"'><svg/onload=window.hurt=1>&lt;b&gt;",
]


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
