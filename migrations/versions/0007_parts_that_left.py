"""Who has left a plan keeps its part

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.add_column(sa.Column('left_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('left_reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True))
    op.execute("UPDATE plan_part SET left_reason = ''")
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.alter_column('left_reason', existing_type=sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.drop_column('left_reason')
        batch_op.drop_column('left_at')
