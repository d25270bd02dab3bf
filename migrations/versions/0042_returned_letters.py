"""When a letter last came back from an address that had taken it

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('mail_address', sa.Column('returned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('mail_address', schema=None) as batch_op:
        batch_op.drop_column('returned_at')
