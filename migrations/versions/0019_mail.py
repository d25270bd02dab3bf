"""Mail is claimed by its sender, told apart by its message id, and watched by its address

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail_address',
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('state', sa.Enum('ok', 'failing', 'bouncing', name='addressstate', native_enum=False, length=40), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('failing_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('address', name=op.f('pk_mail_address'))
    )
    state = sa.Enum('waiting', 'sent', 'given_up', 'withheld', name='mailstate', native_enum=False, length=40)
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_waiting')
        batch_op.add_column(sa.Column('lines', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('headers', sa.JSON(), nullable=False, server_default='{}'))
        batch_op.add_column(sa.Column('person_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('thing_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('once', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=True))
        batch_op.add_column(sa.Column('message_id', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('state', state, nullable=False, server_default='waiting'))
        batch_op.add_column(sa.Column('claim', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False, server_default=''))
    op.execute("UPDATE mail SET state = 'sent' WHERE sent_at IS NOT NULL")
    op.execute("UPDATE mail SET state = 'given_up' WHERE sent_at IS NULL AND tries >= 20")
    op.execute("UPDATE mail SET message_id = 'mail-' || id")
    with op.batch_alter_table('mail', schema=None) as batch_op:
        for name in ('lines', 'headers', 'kind', 'message_id', 'state', 'claim'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_foreign_key(batch_op.f('fk_mail_person_id_person'), 'person', ['person_id'], ['id'])
        batch_op.create_unique_constraint(batch_op.f('uq_mail_once'), ['once'])
        batch_op.create_index(batch_op.f('ix_mail_person_id'), ['person_id'], unique=False)
        batch_op.create_index('ix_mail_due', ['state', 'next_at', 'id'], unique=False)
        batch_op.create_index('ix_mail_message_id', ['message_id'], unique=False)


def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        for name in ('ix_mail_message_id', 'ix_mail_due', 'ix_mail_person_id'):
            batch_op.drop_index(name)
        batch_op.drop_constraint('uq_mail_once', type_='unique')
        batch_op.drop_constraint('fk_mail_person_id_person', type_='foreignkey')
        for name in ('claim', 'state', 'message_id', 'once', 'thing_id', 'kind', 'person_id', 'headers', 'lines'):
            batch_op.drop_column(name)
        batch_op.create_index('ix_mail_waiting', ['sent_at', 'next_at'], unique=False)
    op.drop_table('mail_address')
