"""The journal keeps what the statistics divide by

Revision ID: 0025
Revises: 0024
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

FINLAND = ZoneInfo("Europe/Helsinki")


def upgrade() -> None:
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.add_column(sa.Column('day', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True))
        batch_op.add_column(sa.Column('cents', sa.BigInteger(), nullable=True))
    fill_days()
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.alter_column('day', existing_type=sa.Date(), nullable=False)
        batch_op.create_index('ix_journal_entry_step', ['kind', 'action', 'thing_id', 'id'], unique=False)
    op.create_table('journal_fact',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Enum('target_group', 'priority', 'person', 'association', 'pair', name='factname', native_enum=False, length=40), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['journal_entry.id'], name=op.f('fk_journal_fact_entry_id_journal_entry')),
    sa.PrimaryKeyConstraint('entry_id', 'name', 'value', name=op.f('pk_journal_fact'))
    )


def fill_days() -> None:
    """The day in Finland of each step; what else was so at that moment nobody knows any more, and it stays empty."""
    bind = op.get_bind()
    if bind.dialect.name == "sqlite":
        bind.connection.driver_connection.create_function("finnish_day", 1, finnish_day, deterministic=True)
        op.execute("UPDATE journal_entry SET day = finnish_day(at)")
    else:
        op.execute("UPDATE journal_entry SET day = (at AT TIME ZONE 'Europe/Helsinki')::date")


def finnish_day(at: str) -> str:
    return datetime.fromisoformat(at).replace(tzinfo=UTC).astimezone(FINLAND).date().isoformat()


def downgrade() -> None:
    op.drop_table('journal_fact')
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_entry_step')
        batch_op.drop_column('cents')
        batch_op.drop_column('municipality')
        batch_op.drop_column('day')
