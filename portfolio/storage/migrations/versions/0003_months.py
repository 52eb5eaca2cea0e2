"""What is computed by month: states of projects, and their sums."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "month_summary",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("class_code", sa.String(length=20), nullable=False),
        sa.Column("sector_code", sa.String(length=40), nullable=False),
        sa.Column("light", sa.String(length=20), nullable=False),
        sa.Column("projects", sa.Integer(), nullable=False),
        sa.Column("with_plan", sa.Integer(), nullable=False),
        sa.Column("plan_fen", sa.BigInteger(), nullable=False),
        sa.Column("completed_fen", sa.BigInteger(), nullable=False),
        sa.Column("completed_month_fen", sa.BigInteger(), nullable=False),
        sa.Column("without_plan_completed_fen", sa.BigInteger(), nullable=False),
        sa.Column("lagging_fen", sa.BigInteger(), nullable=False),
        sa.Column("reported", sa.Integer(), nullable=False),
        sa.Column("started", sa.Integer(), nullable=False),
        sa.Column("start_known", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(
            "month", "unit_code", "class_code", "sector_code", "light", name=op.f("pk_month_summary")
        ),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("month_summary", schema=None) as batch_op:
        batch_op.create_index("ix_month_summary_unit_code", ["unit_code"], unique=False)
    op.create_table(
        "month_state",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("project_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("plan_fen", sa.BigInteger(), nullable=True),
        sa.Column("plan_basis", sa.String(length=20), nullable=True),
        sa.Column("completed_fen", sa.BigInteger(), nullable=True),
        sa.Column("completed_basis", sa.String(length=20), nullable=True),
        sa.Column("month_fen", sa.BigInteger(), nullable=True),
        sa.Column("reported", sa.Boolean(), nullable=False),
        sa.Column("started", sa.Boolean(), nullable=True),
        sa.Column("light", sa.String(length=20), nullable=False),
        sa.Column("red_months", sa.Integer(), nullable=False),
        sa.Column("shortfall_fen", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("red_months >= 0", name=op.f("ck_month_state_red_months")),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_month_state_project_id_project"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("month", "project_id", name=op.f("pk_month_state")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("month_state")
    with op.batch_alter_table("month_summary", schema=None) as batch_op:
        batch_op.drop_index("ix_month_summary_unit_code")
    op.drop_table("month_summary")
