"""Advice cases, sealed

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('advice_case',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('token', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('requester_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('channel', sa.Enum('live', 'teams', 'phone', 'email', name='advicechannel', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('requested', 'scheduled', 'answered', 'closed', name='advicestate', native_enum=False, length=40), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('key_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('notes_number', sa.Integer(), nullable=False),
    sa.Column('follow_up_on', sa.Date(), nullable=True),
    sa.Column('followed_up_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('waiting_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('active_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('warned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_advice_case_association_id_association')),
    sa.ForeignKeyConstraint(['requester_id'], ['person.id'], name=op.f('fk_advice_case_requester_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_case')),
    sa.UniqueConstraint('token', name=op.f('uq_advice_case_token'))
    )
    with op.batch_alter_table('advice_case', schema=None) as batch_op:
        batch_op.create_index('ix_advice_case_active', ['active_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_case_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_case_closed_at'), ['closed_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_case_follow_up_on'), ['follow_up_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_case_key_id'), ['key_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_case_requester_id'), ['requester_id'], unique=False)
        batch_op.create_index('ix_advice_case_waiting', ['waiting_since', 'id'], unique=False)

    op.create_table('advice_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('key_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_advice_file_author_id_person')),
    sa.ForeignKeyConstraint(['case_id'], ['advice_case.id'], name=op.f('fk_advice_file_case_id_advice_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_file'))
    )
    with op.batch_alter_table('advice_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_advice_file_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_advice_file_case', ['case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_file_key_id'), ['key_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_file_sha256'), ['sha256'], unique=False)

    op.create_table('advice_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('sealed', sa.Text(), nullable=False),
    sa.Column('key_id', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_advice_message_author_id_person')),
    sa.ForeignKeyConstraint(['case_id'], ['advice_case.id'], name=op.f('fk_advice_message_case_id_advice_case'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_message'))
    )
    with op.batch_alter_table('advice_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_advice_message_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_advice_message_case', ['case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_message_key_id'), ['key_id'], unique=False)

    op.create_table('advice_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.Enum('case', 'file', 'calendar', name='advicereadingof', native_enum=False, length=40), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['advice_case.id'], name=op.f('fk_advice_reading_case_id_advice_case'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_advice_reading_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_reading'))
    )
    with op.batch_alter_table('advice_reading', schema=None) as batch_op:
        batch_op.create_index('ix_advice_reading_case', ['case_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_advice_reading_person_id'), ['person_id'], unique=False)

    op.create_table('advice_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('requester', 'guest', 'adviser', name='adviceseatrole', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['advice_case.id'], name=op.f('fk_advice_seat_case_id_advice_case'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_advice_seat_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_seat')),
    sa.UniqueConstraint('case_id', 'person_id', name=op.f('uq_advice_seat_case_id_person_id'))
    )
    with op.batch_alter_table('advice_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_advice_seat_person_id'), ['person_id'], unique=False)

    op.create_table('advice_slot',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('adviser_id', sa.Integer(), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('booked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['adviser_id'], ['person.id'], name=op.f('fk_advice_slot_adviser_id_person')),
    sa.ForeignKeyConstraint(['case_id'], ['advice_case.id'], name=op.f('fk_advice_slot_case_id_advice_case'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_advice_slot')),
    sa.UniqueConstraint('adviser_id', 'starts_at', name=op.f('uq_advice_slot_adviser_id_starts_at')),
    sa.UniqueConstraint('case_id', name=op.f('uq_advice_slot_case_id'))
    )
    with op.batch_alter_table('advice_slot', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_advice_slot_adviser_id'), ['adviser_id'], unique=False)
        batch_op.create_index('ix_advice_slot_times', ['starts_at', 'id'], unique=False)


def downgrade() -> None:
    op.drop_table('advice_slot')
    op.drop_table('advice_seat')
    op.drop_table('advice_reading')
    op.drop_table('advice_message')
    op.drop_table('advice_file')
    op.drop_table('advice_case')
