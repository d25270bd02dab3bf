"""When the lead was told that the day to confirm by had passed

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

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column('confirmation_round', sa.Column('late_told_at', MOMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('confirmation_round', schema=None) as batch_op:
        batch_op.drop_column('late_told_at')
