"""Acts that mails offer, and who comes to a meeting

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail_act',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mail_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('mark', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['mail_id'], ['mail.id'], name=op.f('fk_mail_act_mail_id_mail'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_act_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail_act')),
    sa.UniqueConstraint('mail_id', 'purpose', name=op.f('uq_mail_act_mail_id_purpose')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_mail_act_token_hash'))
    )
    with op.batch_alter_table('mail_act', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mail_act_person_id'), ['person_id'], unique=False)
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.add_column(sa.Column('coming', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('answered_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_meeting_seat_answered_by_person'), 'person', ['answered_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('meeting_seat', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_meeting_seat_answered_by_person'), type_='foreignkey')
        for name in ('answered_at', 'answered_by', 'coming'):
            batch_op.drop_column(name)
    op.drop_table('mail_act')
