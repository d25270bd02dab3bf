"""Implementers confirm a plan; what was sent to the funder is kept with its outcome

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('confirmation_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('asked_by', sa.Integer(), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('reply_by', sa.Date(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('reminded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by'], ['person.id'], name=op.f('fk_confirmation_round_asked_by_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_confirmation_round_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmation_round'))
    )
    with op.batch_alter_table('confirmation_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_confirmation_round_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_confirmation_round_reply_by'), ['reply_by'], unique=False)

    op.create_table('plan_submission',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('call_version_id', sa.Integer(), nullable=True),
    sa.Column('submitted_on', sa.Date(), nullable=False),
    sa.Column('reference', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('submitted_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('taken_back_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_on', sa.Date(), nullable=True),
    sa.Column('decision_reference', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('granted', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.ForeignKeyConstraint(['call_version_id'], ['call_version.id'], name=op.f('fk_plan_submission_call_version_id_call_version')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_submission_plan_id_plan')),
    sa.ForeignKeyConstraint(['submitted_by'], ['person.id'], name=op.f('fk_plan_submission_submitted_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_submission'))
    )
    with op.batch_alter_table('plan_submission', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_submission_plan_id'), ['plan_id'], unique=False)

    op.create_table('confirmation',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'confirmed', 'touched', 'declined', name='confirmationstate', native_enum=False, length=40), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('confirmed_by', sa.Integer(), nullable=True),
    sa.Column('confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('declined_by', sa.Integer(), nullable=True),
    sa.Column('declined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('touched_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('told_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['confirmed_by'], ['person.id'], name=op.f('fk_confirmation_confirmed_by_person')),
    sa.ForeignKeyConstraint(['declined_by'], ['person.id'], name=op.f('fk_confirmation_declined_by_person')),
    sa.ForeignKeyConstraint(['part_id'], ['plan_part.id'], name=op.f('fk_confirmation_part_id_plan_part')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_confirmation_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_confirmation')),
    sa.UniqueConstraint('part_id', name=op.f('uq_confirmation_part_id'))
    )
    with op.batch_alter_table('confirmation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_confirmation_plan_id'), ['plan_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_confirmation_state'), ['state'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('confirmation', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_confirmation_state'))
        batch_op.drop_index(batch_op.f('ix_confirmation_plan_id'))

    op.drop_table('confirmation')
    with op.batch_alter_table('plan_submission', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_submission_plan_id'))

    op.drop_table('plan_submission')
    with op.batch_alter_table('confirmation_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_confirmation_round_reply_by'))
        batch_op.drop_index(batch_op.f('ix_confirmation_round_plan_id'))

    op.drop_table('confirmation_round')
