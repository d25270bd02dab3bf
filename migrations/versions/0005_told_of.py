"""A saved search knows until when its owner has been told

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_saved_search_due", "saved_search")
    op.add_column("saved_search", sa.Column("told_at", sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.execute("UPDATE saved_search SET told_at = looked_at")
    with op.batch_alter_table("saved_search") as batch_op:
        batch_op.alter_column("told_at", nullable=False)
    op.create_index("ix_saved_search_due", "saved_search", ["alert", "told_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_saved_search_due", "saved_search")
    with op.batch_alter_table("saved_search") as batch_op:
        batch_op.drop_column("told_at")
    op.create_index("ix_saved_search_due", "saved_search", ["alert", "looked_at", "id"])
