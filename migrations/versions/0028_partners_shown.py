"""Partnerships that everybody may see

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op


revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("association", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("shows_partners", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("association", schema=None) as batch_op:
        batch_op.alter_column("shows_partners", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("association", schema=None) as batch_op:
        batch_op.drop_column("shows_partners")
