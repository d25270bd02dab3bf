"""When people were last here, and when they were told that an account which nobody uses goes

Revision ID: 0043
Revises: 0042
"""

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column('person', sa.Column('visited_at', MOMENT, nullable=True))
    op.add_column('person', sa.Column('idle_told_at', MOMENT, nullable=True))
    # Nobody knows when they were here: the time of those who do not come begins now.
    person = sa.table('person', sa.column('visited_at', MOMENT))
    op.execute(person.update().values(visited_at=datetime.now(UTC)))
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.alter_column('visited_at', existing_type=MOMENT, nullable=False)
    op.create_index(op.f('ix_person_visited_at'), 'person', ['visited_at'])


def downgrade() -> None:
    op.drop_index(op.f('ix_person_visited_at'), 'person')
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('idle_told_at')
        batch_op.drop_column('visited_at')
