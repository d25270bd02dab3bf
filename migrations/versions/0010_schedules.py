"""Schedules: dependencies, baselines, shifts, deadlines before a call closes, calendar feeds

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('calendar_feed',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('ended', sa.Boolean(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_calendar_feed_person_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_calendar_feed_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_calendar_feed')),
    sa.UniqueConstraint('plan_id', 'person_id', name=op.f('uq_calendar_feed_plan_id_person_id'))
    )
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_calendar_feed_person_id'), ['person_id'], unique=False)

    op.create_table('plan_baseline',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=True),
    sa.Column('ends_on', sa.Date(), nullable=True),
    sa.Column('tasks', sa.JSON(), nullable=False),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('kept_by', sa.Integer(), nullable=False),
    sa.Column('kept_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['kept_by'], ['person.id'], name=op.f('fk_plan_baseline_kept_by_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_baseline_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_baseline'))
    )
    with op.batch_alter_table('plan_baseline', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_baseline_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_deadline',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('step', sa.Enum('board', 'letter', 'budget', 'confirm', 'submit', name='deadlinestep', native_enum=False, length=40), nullable=False),
    sa.Column('own_day', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('reminded_of', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_deadline_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_deadline')),
    sa.UniqueConstraint('plan_id', 'place', 'step', name=op.f('uq_plan_deadline_plan_id_place_step'))
    )
    op.create_table('plan_shift',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('package_id', sa.Integer(), nullable=True),
    sa.Column('days', sa.Integer(), nullable=False),
    sa.Column('tasks', sa.JSON(), nullable=False),
    sa.Column('milestones', sa.JSON(), nullable=False),
    sa.Column('frame', sa.Boolean(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('undone_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_plan_shift_made_by_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_shift_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_shift'))
    )
    with op.batch_alter_table('plan_shift', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_shift_plan_id'), ['plan_id'], unique=False)

    op.create_table('task_dependency',
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('needs_id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['needs_id'], ['task.id'], name=op.f('fk_task_dependency_needs_id_task')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_task_dependency_plan_id_plan')),
    sa.ForeignKeyConstraint(['task_id'], ['task.id'], name=op.f('fk_task_dependency_task_id_task')),
    sa.PrimaryKeyConstraint('task_id', 'needs_id', name=op.f('pk_task_dependency'))
    )
    with op.batch_alter_table('task_dependency', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_dependency_needs_id'), ['needs_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_dependency_plan_id'), ['plan_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('task_dependency', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_dependency_plan_id'))
        batch_op.drop_index(batch_op.f('ix_task_dependency_needs_id'))

    op.drop_table('task_dependency')
    with op.batch_alter_table('plan_shift', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_shift_plan_id'))

    op.drop_table('plan_shift')
    op.drop_table('plan_deadline')
    with op.batch_alter_table('plan_baseline', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_baseline_plan_id'))

    op.drop_table('plan_baseline')
    with op.batch_alter_table('calendar_feed', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_calendar_feed_person_id'))

    op.drop_table('calendar_feed')
