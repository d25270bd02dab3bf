"""Finding each other: partners picked and asked in sets, ideas that join, saved searches, events

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('event',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'published', 'cancelled', 'held', name='eventstate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_event_created_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_event'))
    )
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.create_index('ix_event_coming', ['state', 'starts_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_event_municipality'), ['municipality'], unique=False)

    op.create_table('saved_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('sought', sa.Enum('partners', 'ideas', 'events', name='sought', native_enum=False, length=40), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('filters', sa.JSON(), nullable=False),
    sa.Column('alert', sa.Enum('none', 'in_app', 'digest', name='alert', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('looked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('unsent', sa.JSON(), nullable=False),
    sa.Column('mailed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_search_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search'))
    )
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.create_index('ix_saved_search_due', ['alert', 'looked_at', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_search_person_id'), ['person_id'], unique=False)

    op.create_table('idea_difference',
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('because', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_idea_difference_idea_id_idea')),
    sa.ForeignKeyConstraint(['other_id'], ['idea.id'], name=op.f('fk_idea_difference_other_id_idea')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_idea_difference_person_id_person')),
    sa.PrimaryKeyConstraint('idea_id', 'other_id', name=op.f('pk_idea_difference'))
    )
    with op.batch_alter_table('idea_difference', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_difference_other_id'), ['other_id'], unique=False)

    op.create_table('joining',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kept_id', sa.Integer(), nullable=False),
    sa.Column('joined_id', sa.Integer(), nullable=False),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('kept_agreed_by', sa.Integer(), nullable=True),
    sa.Column('joined_agreed_by', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('proposed', 'joined', 'declined', 'withdrawn', name='joiningstate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['joined_agreed_by'], ['person.id'], name=op.f('fk_joining_joined_agreed_by_person')),
    sa.ForeignKeyConstraint(['joined_id'], ['idea.id'], name=op.f('fk_joining_joined_id_idea')),
    sa.ForeignKeyConstraint(['kept_agreed_by'], ['person.id'], name=op.f('fk_joining_kept_agreed_by_person')),
    sa.ForeignKeyConstraint(['kept_id'], ['idea.id'], name=op.f('fk_joining_kept_id_idea')),
    sa.ForeignKeyConstraint(['proposed_by'], ['person.id'], name=op.f('fk_joining_proposed_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_joining'))
    )
    with op.batch_alter_table('joining', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_joining_joined_id'), ['joined_id'], unique=False)
        batch_op.create_index('ix_joining_pair', ['kept_id', 'joined_id'], unique=False)

    op.create_table('partner_pick',
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('pick', sa.Enum('pin', 'exclude', name='pick', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('picked_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_partner_pick_association_id_association')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_partner_pick_idea_id_idea')),
    sa.ForeignKeyConstraint(['picked_by'], ['person.id'], name=op.f('fk_partner_pick_picked_by_person')),
    sa.PrimaryKeyConstraint('idea_id', 'association_id', name=op.f('pk_partner_pick'))
    )
    with op.batch_alter_table('partner_pick', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_pick_association_id'), ['association_id'], unique=False)

    op.create_table('partner_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('wishes', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'lacking', 'complete', 'ended', name='partnersetstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_partner_set_asked_by_person')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_partner_set_idea_id_idea')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_set'))
    )
    with op.batch_alter_table('partner_set', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_partner_set_idea_id'), ['idea_id'], unique=False)

    # SQLite adds a column in place; making the table anew would break those that point at it.
    op.add_column(
        'partner_request',
        sa.Column('set_id', sa.Integer(), sa.ForeignKey('partner_set.id', name='fk_partner_request_set_id_partner_set'), nullable=True),
        # Elsewhere the constraint gets its name.
        inline_references=op.get_bind().dialect.name == 'sqlite',
    )
    op.create_index('ix_partner_request_set_id', 'partner_request', ['set_id'])


def downgrade() -> None:
    # In place, too; its reference goes with the column.
    op.drop_index('ix_partner_request_set_id', 'partner_request')
    op.drop_column('partner_request', 'set_id')

    with op.batch_alter_table('partner_set', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_partner_set_idea_id'))

    op.drop_table('partner_set')
    with op.batch_alter_table('partner_pick', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_partner_pick_association_id'))

    op.drop_table('partner_pick')
    with op.batch_alter_table('joining', schema=None) as batch_op:
        batch_op.drop_index('ix_joining_pair')
        batch_op.drop_index(batch_op.f('ix_joining_joined_id'))

    op.drop_table('joining')
    with op.batch_alter_table('idea_difference', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_idea_difference_other_id'))

    op.drop_table('idea_difference')
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_search_person_id'))
        batch_op.drop_index('ix_saved_search_due')

    op.drop_table('saved_search')
    with op.batch_alter_table('event', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_event_municipality'))
        batch_op.drop_index('ix_event_coming')

    op.drop_table('event')
