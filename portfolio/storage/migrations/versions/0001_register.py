"""The register: units, sectors, lists, projects, plans, reports, places, history."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("layer", sa.String(length=20), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_data_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_version")),
    )
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=100), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_history_subject"), ["subject"], unique=False)
    op.create_table(
        "light_rule",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("effective_from", sa.String(length=7), nullable=False),
        sa.Column("formula", sa.String(length=20), nullable=False),
        sa.Column("green_from", sa.String(length=20), nullable=False),
        sa.Column("yellow_from", sa.String(length=20), nullable=False),
        sa.Column("green_is_open", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=100), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", "effective_from", name=op.f("pk_light_rule")),
    )
    op.create_table(
        "project_list",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_project_list")),
    )
    op.create_table(
        "sector",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("group_name", sa.String(length=100), nullable=False),
        sa.Column("group_name_en", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_sector")),
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("name_en", sa.String(length=100), nullable=False),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("short_name_en", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("ranked", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
    )
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("class_code", sa.String(length=20), nullable=True),
        sa.Column("class_basis", sa.String(length=20), nullable=True),
        sa.Column("sector_code", sa.String(length=40), nullable=True),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("stage_basis", sa.String(length=20), nullable=True),
        sa.Column("stage_since", sa.String(length=7), nullable=True),
        sa.Column("nature", sa.String(length=30), nullable=True),
        sa.Column("geometry_kind", sa.String(length=10), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("unit_code", sa.String(length=40), nullable=True),
        sa.Column("unit_basis", sa.String(length=20), nullable=True),
        sa.Column("reporting_unit_code", sa.String(length=40), nullable=True),
        sa.Column("official_code", sa.String(length=40), nullable=True),
        sa.Column("total_investment_fen", sa.BigInteger(), nullable=True),
        sa.Column("total_investment_basis", sa.String(length=20), nullable=True),
        sa.Column("total_investment_source", sa.String(length=300), nullable=True),
        sa.Column("planned_start", sa.String(length=7), nullable=True),
        sa.Column("planned_start_basis", sa.String(length=20), nullable=True),
        sa.Column("actual_start", sa.String(length=7), nullable=True),
        sa.Column("paragraphs", sa.String(length=100), nullable=True),
        sa.Column("brings", sa.String(length=300), nullable=True),
        sa.Column("brings_en", sa.String(length=500), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "total_investment_basis IN ('published', 'reported', 'derived', 'illustrative')",
            name=op.f("ck_project_total_investment_basis"),
        ),
        sa.CheckConstraint(
            "(total_investment_fen IS NULL) = (total_investment_basis IS NULL)",
            name=op.f("ck_project_total_investment_has_basis"),
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["project.id"], name=op.f("fk_project_parent_id_project")),
        sa.ForeignKeyConstraint(
            ["reporting_unit_code"], ["unit.code"], name=op.f("fk_project_reporting_unit_code_unit")
        ),
        sa.ForeignKeyConstraint(["sector_code"], ["sector.code"], name=op.f("fk_project_sector_code_sector")),
        sa.ForeignKeyConstraint(["unit_code"], ["unit.code"], name=op.f("fk_project_unit_code_unit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project")),
        sa.UniqueConstraint("code", name=op.f("uq_project_code")),
    )
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_project_class_code"), ["class_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_sector_code"), ["sector_code"], unique=False)
        batch_op.create_index(batch_op.f("ix_project_unit_code"), ["unit_code"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("list_code", sa.String(length=40), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(length=20), nullable=True),
        sa.Column("list_type", sa.String(length=20), nullable=True),
        sa.Column("original_plan_fen", sa.BigInteger(), nullable=True),
        sa.Column("adjusted_plan_fen", sa.BigInteger(), nullable=True),
        sa.Column("plan_basis", sa.String(length=20), nullable=True),
        sa.Column("plan_source", sa.String(length=300), nullable=True),
        sa.Column("valid_from", sa.String(length=7), nullable=False),
        sa.Column("valid_to", sa.String(length=7), nullable=True),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "plan_basis IN ('published', 'reported', 'derived', 'illustrative')", name=op.f("ck_membership_plan_basis")
        ),
        sa.CheckConstraint(
            "(original_plan_fen IS NULL AND adjusted_plan_fen IS NULL) OR plan_basis IS NOT NULL",
            name=op.f("ck_membership_plan_has_basis"),
        ),
        sa.ForeignKeyConstraint(
            ["list_code"], ["project_list.code"], name=op.f("fk_membership_list_code_project_list")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_membership_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint(
            "project_id",
            "list_code",
            "year",
            "valid_from",
            name=op.f("uq_membership_project_id_list_code_year_valid_from"),
        ),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_list_code"), ["list_code"], unique=False)
    op.create_table(
        "place",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=True),
        sa.Column("min_longitude", sa.Double(), nullable=True),
        sa.Column("min_latitude", sa.Double(), nullable=True),
        sa.Column("max_longitude", sa.Double(), nullable=True),
        sa.Column("max_latitude", sa.Double(), nullable=True),
        sa.Column("precision", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("method", sa.String(length=60), nullable=True),
        sa.Column("source", sa.String(length=500), nullable=True),
        sa.Column("source_en", sa.String(length=500), nullable=True),
        sa.Column("source_crs", sa.String(length=20), nullable=True),
        sa.Column("uses_osm", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("note_en", sa.Text(), nullable=True),
        sa.Column("edited", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(geometry IS NULL) = (min_longitude IS NULL)", name=op.f("ck_place_geometry_has_box")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_place_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", name=op.f("pk_place")),
    )
    op.create_table(
        "progress",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("month_fen", sa.BigInteger(), nullable=True),
        sa.Column("cumulative_fen", sa.BigInteger(), nullable=False),
        sa.Column("statistical_fen", sa.BigInteger(), nullable=True),
        sa.Column("physical_progress", sa.Text(), nullable=True),
        sa.Column("problem", sa.Text(), nullable=True),
        sa.Column("coordination", sa.Text(), nullable=True),
        sa.Column("basis", sa.String(length=20), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.CheckConstraint(
            "basis IN ('published', 'reported', 'derived', 'illustrative')", name=op.f("ck_progress_basis")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_progress_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
        sa.UniqueConstraint("project_id", "month", "revision", name=op.f("uq_progress_project_id_month_revision")),
    )
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.create_index("ix_progress_month", ["month"], unique=False)
    op.create_table(
        "project_alias",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("alias", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_alias_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "alias", name=op.f("pk_project_alias")),
    )
    op.create_table(
        "project_district",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("district_code", sa.String(length=40), nullable=False),
        sa.Column("basis", sa.String(length=20), nullable=True),
        sa.ForeignKeyConstraint(["district_code"], ["unit.code"], name=op.f("fk_project_district_district_code_unit")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_project_district_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "district_code", name=op.f("pk_project_district")),
    )
    with op.batch_alter_table("project_district", schema=None) as batch_op:
        batch_op.create_index("ix_project_district_district_code", ["district_code"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("project_district", schema=None) as batch_op:
        batch_op.drop_index("ix_project_district_district_code")
    op.drop_table("project_district")
    op.drop_table("project_alias")
    with op.batch_alter_table("progress", schema=None) as batch_op:
        batch_op.drop_index("ix_progress_month")
    op.drop_table("progress")
    op.drop_table("place")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_list_code"))
    op.drop_table("membership")
    with op.batch_alter_table("project", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_project_unit_code"))
        batch_op.drop_index(batch_op.f("ix_project_sector_code"))
        batch_op.drop_index(batch_op.f("ix_project_parent_id"))
        batch_op.drop_index(batch_op.f("ix_project_kind"))
        batch_op.drop_index(batch_op.f("ix_project_class_code"))
    op.drop_table("project")
    op.drop_table("unit")
    op.drop_table("sector")
    op.drop_table("project_list")
    op.drop_table("light_rule")
    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_history_subject"))
    op.drop_table("history")
    op.drop_table("data_version")
