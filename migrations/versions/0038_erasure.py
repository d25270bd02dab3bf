"""Accounts that wait to be erased, and the marks that stay of those that have been

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column('person', sa.Column('erase_at', MOMENT, nullable=True))
    op.add_column('person', sa.Column('erased_at', MOMENT, nullable=True))
    op.create_index(op.f('ix_person_erase_at'), 'person', ['erase_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_person_erase_at'), 'person')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('erased_at')
        batch_op.drop_column('erase_at')
