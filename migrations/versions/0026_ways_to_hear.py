"""People choose how they hear of what, follow and mute things, and get a digest

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

KINDS = sa.String(length=40)


def upgrade() -> None:
    op.create_table('notice_settings',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('channels', sa.JSON(), nullable=False),
    sa.Column('rhythm', KINDS, nullable=False),
    sa.Column('weekday', sa.Integer(), nullable=False),
    sa.Column('hour', sa.Integer(), nullable=False),
    sa.Column('zone', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_settings_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notice_settings'))
    )
    op.create_index('ix_notice_settings_due', 'notice_settings', ['next_at', 'person_id'])
    op.create_table('listening',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', KINDS, nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('stance', KINDS, nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_listening_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'kind', 'thing_id', name=op.f('pk_listening'))
    )
    op.create_index('ix_listening_thing', 'listening', ['kind', 'thing_id', 'stance', 'person_id'])
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.add_column(sa.Column('concern', KINDS, nullable=True))
        batch_op.add_column(sa.Column('about_kind', KINDS, nullable=True))
        batch_op.add_column(sa.Column('about_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('through_kind', KINDS, nullable=True))
        batch_op.add_column(sa.Column('through_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('channel', KINDS, nullable=True))
        batch_op.add_column(sa.Column('mail_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    # What has been told is in no digest.
    op.execute("UPDATE notice SET concern = 'news', channel = 'in_app'")
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.alter_column('concern', existing_type=KINDS, nullable=False)
        batch_op.alter_column('channel', existing_type=KINDS, nullable=False)
    op.create_index('ix_notice_unsent', 'notice', ['person_id', 'channel', 'settled_at', 'id'])
    op.create_index('ix_notice_mail_id', 'notice', ['mail_id'])


def downgrade() -> None:
    op.drop_index('ix_notice_mail_id', 'notice')
    op.drop_index('ix_notice_unsent', 'notice')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        for name in ('settled_at', 'mail_id', 'channel', 'through_id', 'through_kind', 'about_id', 'about_kind', 'concern'):
            batch_op.drop_column(name)
    op.drop_index('ix_listening_thing', 'listening')
    op.drop_table('listening')
    op.drop_index('ix_notice_settings_due', 'notice_settings')
    op.drop_table('notice_settings')
