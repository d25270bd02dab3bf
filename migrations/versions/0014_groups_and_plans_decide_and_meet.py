"""Groups and plans decide and meet

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=3000), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('others', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('stage', sa.Enum('called', 'cancelled', 'published', name='meetingstage', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('visible', 'hidden', name='visibility', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.CheckConstraint('(group_id IS NULL) <> (plan_id IS NULL)', name='ck_meeting_place'),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_meeting_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_meeting_author_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['peer_group.id'], name=op.f('fk_meeting_group_id_peer_group')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_meeting_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index('ix_meeting_times', ['starts_at', 'id'], unique=False)

    op.create_table('agenda_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('minutes', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=True),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['edited_by'], ['person.id'], name=op.f('fk_agenda_item_edited_by_person')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_agenda_item_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agenda_item'))
    )
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agenda_item_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('meeting_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('attended', sa.Boolean(), nullable=False),
    sa.Column('people', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('approved_by', sa.Integer(), nullable=True),
    sa.Column('approved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['approved_by'], ['person.id'], name=op.f('fk_meeting_seat_approved_by_person')),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_meeting_seat_association_id_association')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_seat_meeting_id_meeting')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_seat')),
    sa.UniqueConstraint('meeting_id', 'association_id', name=op.f('uq_meeting_seat_meeting_id_association_id'))
    )
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_seat_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_seat_meeting_id'), ['meeting_id'], unique=False)

    op.create_table('earlier_minutes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=True),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['edited_by'], ['person.id'], name=op.f('fk_earlier_minutes_edited_by_person')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_earlier_minutes_item_id_agenda_item'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_earlier_minutes')),
    sa.UniqueConstraint('item_id', 'number', name=op.f('uq_earlier_minutes_item_id_number'))
    )
    op.create_table('minutes_aside',
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_minutes_aside_item_id_agenda_item'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_minutes_aside_person_id_person')),
    sa.PrimaryKeyConstraint('item_id', 'person_id', name=op.f('pk_minutes_aside'))
    )
    op.create_table('proposal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('plan_id', sa.Integer(), nullable=True),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('vote_by', sa.Enum('association', 'person', name='voteby', native_enum=False, length=40), nullable=False),
    sa.Column('ballot', sa.Enum('open', 'closed', name='ballot', native_enum=False, length=40), nullable=False),
    sa.Column('quorum_kind', sa.Enum('none', 'number', 'share', name='quorumkind', native_enum=False, length=40), nullable=False),
    sa.Column('quorum', sa.Integer(), nullable=False),
    sa.Column('closes_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('stage', sa.Enum('open', 'closed', 'withdrawn', name='proposalstage', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('visible', 'hidden', name='visibility', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('closed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('outcome', sa.Enum('chosen', 'tie', 'no_quorum', 'no_votes', name='outcome', native_enum=False, length=40), nullable=True),
    sa.Column('chosen', sa.Integer(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.CheckConstraint('(group_id IS NULL) <> (plan_id IS NULL)', name='ck_proposal_place'),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_proposal_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_proposal_author_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['peer_group.id'], name=op.f('fk_proposal_group_id_peer_group')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_proposal_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_proposal_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal'))
    )
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_proposal_due', ['stage', 'closes_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_plan_id'), ['plan_id'], unique=False)

    op.create_table('proposal_option',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('abstains', sa.Boolean(), nullable=False),
    sa.Column('votes', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_option_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_option')),
    sa.UniqueConstraint('proposal_id', 'position', name=op.f('uq_proposal_option_proposal_id_position'))
    )
    with op.batch_alter_table('proposal_option', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_option_proposal_id'), ['proposal_id'], unique=False)

    op.create_table('action_point',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('meeting_id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=True),
    sa.Column('reminded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('done_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_action_point_association_id_association')),
    sa.ForeignKeyConstraint(['done_by'], ['person.id'], name=op.f('fk_action_point_done_by_person')),
    sa.ForeignKeyConstraint(['item_id'], ['agenda_item.id'], name=op.f('fk_action_point_item_id_agenda_item')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_action_point_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_action_point_person_id_person')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_action_point_task_id_task'), ondelete='SET NULL'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_action_point'))
    )
    with op.batch_alter_table('action_point', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_action_point_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_point_item_id'), ['item_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_point_meeting_id'), ['meeting_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_point_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_action_point_task_id'), ['task_id'], unique=False)

    op.create_table('proposal_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('proposal_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('has_voted', sa.Boolean(), nullable=False),
    sa.Column('option_id', sa.Integer(), nullable=True),
    sa.Column('cast_by', sa.Integer(), nullable=True),
    sa.Column('cast_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('(association_id IS NULL) <> (person_id IS NULL)', name='ck_proposal_seat_whose'),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_proposal_seat_association_id_association')),
    sa.ForeignKeyConstraint(['cast_by'], ['person.id'], name=op.f('fk_proposal_seat_cast_by_person')),
    sa.ForeignKeyConstraint(['option_id'], ['proposal_option.id'], name=op.f('fk_proposal_seat_option_id_proposal_option')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_proposal_seat_person_id_person')),
    sa.ForeignKeyConstraint(['proposal_id'], ['proposal.id'], name=op.f('fk_proposal_seat_proposal_id_proposal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_proposal_seat')),
    sa.UniqueConstraint('proposal_id', 'association_id', name=op.f('uq_proposal_seat_proposal_id_association_id')),
    sa.UniqueConstraint('proposal_id', 'person_id', name=op.f('uq_proposal_seat_proposal_id_person_id'))
    )
    with op.batch_alter_table('proposal_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_proposal_seat_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_seat_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_proposal_seat_proposal_id'), ['proposal_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('proposal_seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_seat_proposal_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_seat_person_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_seat_association_id'))

    op.drop_table('proposal_seat')
    with op.batch_alter_table('action_point', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_action_point_task_id'))
        batch_op.drop_index(batch_op.f('ix_action_point_person_id'))
        batch_op.drop_index(batch_op.f('ix_action_point_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_action_point_item_id'))
        batch_op.drop_index(batch_op.f('ix_action_point_association_id'))

    op.drop_table('action_point')
    with op.batch_alter_table('proposal_option', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_option_proposal_id'))

    op.drop_table('proposal_option')
    with op.batch_alter_table('proposal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_proposal_plan_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_item_id'))
        batch_op.drop_index(batch_op.f('ix_proposal_group_id'))
        batch_op.drop_index('ix_proposal_due')
        batch_op.drop_index(batch_op.f('ix_proposal_author_id'))

    op.drop_table('proposal')
    op.drop_table('minutes_aside')
    op.drop_table('earlier_minutes')
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_seat_meeting_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_seat_association_id'))

    op.drop_table('meeting_seat')
    with op.batch_alter_table('agenda_item', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_agenda_item_meeting_id'))

    op.drop_table('agenda_item')
    with op.batch_alter_table('meeting', schema=None) as batch_op:
        batch_op.drop_index('ix_meeting_times')
        batch_op.drop_index(batch_op.f('ix_meeting_plan_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_group_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_author_id'))

    op.drop_table('meeting')
