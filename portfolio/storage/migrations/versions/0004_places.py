"""Places that a person confirms, stations along a line, and how much of a project lies in which district."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("project", sa.Column("location_text", sa.Text(), nullable=True))
    op.add_column("place", sa.Column("stops", sa.JSON(), nullable=True))
    op.add_column("place", sa.Column("confirmed_by", sa.String(length=100), nullable=True))
    op.add_column("place", sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("place", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    with op.batch_alter_table("place") as batch_op:
        batch_op.alter_column("version", server_default=None)
    op.add_column("data_version", sa.Column("plan_edition", sa.String(length=20), nullable=True))
    op.create_table(
        "place_share",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=40), nullable=False),
        sa.Column("parts", sa.BigInteger(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("place_version", sa.Integer(), nullable=False),
        sa.Column("boundaries_version", sa.String(length=40), nullable=False),
        sa.CheckConstraint("parts > 0 AND parts <= 1000000000", name=op.f("ck_place_share_parts")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_place_share_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("project_id", "area_code", name=op.f("pk_place_share")),
    )
    op.create_index("ix_place_share_area_code", "place_share", ["area_code"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_place_share_area_code", table_name="place_share")
    op.drop_table("place_share")
    for column in ("version", "confirmed_at", "confirmed_by", "stops"):
        op.drop_column("place", column)
    op.drop_column("data_version", "plan_edition")
    op.drop_column("project", "location_text")
