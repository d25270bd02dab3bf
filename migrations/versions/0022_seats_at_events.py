"""Seats at events

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Boolean(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_event_feed_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_feed')),
    sa.UniqueConstraint('person_id', name=op.f('uq_event_feed_person_id'))
    )
    op.create_table('event_series',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('repeats', sa.Enum('weekly', 'fortnightly', 'monthly', name='repeats', native_enum=False, length=40), nullable=False),
    sa.Column('skipped', sa.JSON(), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_event_series_created_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_series'))
    )
    op.create_table('event_feedback',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('useful', sa.Integer(), nullable=False),
    sa.Column('clear', sa.Integer(), nullable=False),
    sa.Column('good', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('better', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_feedback_event_id_event')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_feedback'))
    )
    with op.batch_alter_table('event_feedback', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_event_feedback_event_id'), ['event_id'], unique=False)

    op.create_table('event_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('association', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=True),
    sa.Column('locale', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('state', sa.Enum('unconfirmed', 'registered', 'waitlisted', 'offered', 'lapsed', 'cancelled', 'attended', 'absent', name='seatstate', native_enum=False, length=40), nullable=False),
    sa.Column('queued_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('offered_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reminded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('gave_feedback', sa.Boolean(), nullable=False),
    sa.Column('salt', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('forgotten_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_event_seat_association_id_association')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_event_seat_event_id_event')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_event_seat_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event_seat')),
    sa.UniqueConstraint('event_id', 'email', name=op.f('uq_event_seat_event_id_email')),
    sa.UniqueConstraint('event_id', 'person_id', name=op.f('uq_event_seat_event_id_person_id'))
    )
    with op.batch_alter_table('event_seat', schema=None) as batch_op:
        batch_op.create_index('ix_event_seat_offers', ['state', 'offered_until'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_seat_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_event_seat_queue', ['event_id', 'state', 'queued_at', 'id'], unique=False)

    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.add_column(sa.Column('topic', sa.Enum('project_calls', 'evaluation', 'communications', 'inclusion', 'other', name='eventtopic', native_enum=False, length=40), nullable=False, server_default='other'))
        batch_op.add_column(sa.Column('link_private', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('registers', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('capacity', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('series_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_event_series_id'), ['series_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_event_series_id_event_series'), 'event_series', ['series_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_event_series_id_event_series'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_event_series_id'))
        batch_op.drop_column('series_id')
        batch_op.drop_column('capacity')
        batch_op.drop_column('registers')
        batch_op.drop_column('link_private')
        batch_op.drop_column('topic')

    with op.batch_alter_table('event_seat', schema=None) as batch_op:
        batch_op.drop_index('ix_event_seat_queue')
        batch_op.drop_index(batch_op.f('ix_event_seat_person_id'))
        batch_op.drop_index('ix_event_seat_offers')

    op.drop_table('event_seat')
    with op.batch_alter_table('event_feedback', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_feedback_event_id'))

    op.drop_table('event_feedback')
    op.drop_table('event_series')
    op.drop_table('event_feed')
