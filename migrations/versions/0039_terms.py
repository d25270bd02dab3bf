"""Which terms of use a person has accepted, and when

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column('person', sa.Column('terms_version', sa.Date(), nullable=True))
    op.add_column('person', sa.Column('terms_at', MOMENT, nullable=True))
    op.add_column('person', sa.Column('terms_later', MOMENT, nullable=True))
    op.add_column('link', sa.Column('terms_version', sa.Date(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.drop_column('terms_version')
    with op.batch_alter_table('person', schema=None) as batch_op:
        for column in ('terms_later', 'terms_at', 'terms_version'):
            batch_op.drop_column(column)
