"""Calls have drafts, a fund, and say what nobody has checked

Revision ID: 0013
Revises: 0012
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('fund', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True))
        batch_op.add_column(sa.Column('uncertain', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('state', sa.Enum('draft', 'published', name='callstate', native_enum=False, length=40), nullable=True))
        batch_op.add_column(sa.Column('version_id', sa.Integer(), nullable=True))
    # Everybody has read the calls that are there already.
    op.execute("UPDATE call SET fund = '', uncertain = '[]', state = 'published', version_id = 1")
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.alter_column('fund', existing_type=sa.String(length=200), nullable=False)
        batch_op.alter_column('uncertain', existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column('state', existing_type=sa.String(length=40), nullable=False)
        batch_op.alter_column('version_id', existing_type=sa.Integer(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.drop_column('version_id')
        batch_op.drop_column('state')
        batch_op.drop_column('uncertain')
        batch_op.drop_column('fund')
