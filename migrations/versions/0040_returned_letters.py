"""When a letter last came back from an address that had taken it

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('mail_address', sa.Column('returned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('mail_address', schema=None) as batch_op:
        batch_op.drop_column('returned_at')
