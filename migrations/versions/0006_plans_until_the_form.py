"""Calls have versions and terms; plans have dates, a cost model and work packages

Revision ID: 0006
Revises: 0005
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('call_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('terms', sa.JSON(), nullable=False),
    sa.Column('made_by', sa.Integer(), nullable=True),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_version_call_id_call')),
    sa.ForeignKeyConstraint(['made_by'], ['person.id'], name=op.f('fk_call_version_made_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call_version')),
    sa.UniqueConstraint('call_id', 'number', name=op.f('uq_call_version_call_id_number'))
    )
    op.create_table('work_package',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('goal', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('action', sqlmodel.sql.sqltypes.AutoString(length=3000), nullable=False),
    sa.Column('result', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['part_id'], ['plan_part.id'], name=op.f('fk_work_package_part_id_plan_part')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_work_package_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_work_package'))
    )
    with op.batch_alter_table('work_package', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_work_package_part_id'), ['part_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_work_package_plan_id'), ['plan_id'], unique=False)

    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.add_column(sa.Column('side_cost_rates', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('lump_sum', sa.Numeric(precision=14, scale=2), nullable=True))
        batch_op.add_column(sa.Column('whole_euros', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('criteria', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('limits', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('starts_earliest', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('ends_latest', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('longest_months', sa.Integer(), nullable=True))
    # Calls that are there already say nothing of these yet.
    op.execute(
        "UPDATE call SET side_cost_rates = '[]', criteria = '[]', limits = '{}', whole_euros = false"
    )
    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.alter_column('side_cost_rates', existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column('criteria', existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column('limits', existing_type=sa.JSON(), nullable=False)
        batch_op.alter_column('whole_euros', existing_type=sa.Boolean(), nullable=False)

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.add_column(sa.Column('package_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_milestone_package_id'), ['package_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_milestone_package_id_work_package'), 'work_package', ['package_id'], ['id'])

    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('call_version_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('starts_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('ends_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('cost_model', sa.Enum('flat_40', 'flat_7', 'unit', 'lump_sum', name='costmodel', native_enum=False, length=40), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_plan_call_version_id_call_version'), 'call_version', ['call_version_id'], ['id'])

    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.add_column(sa.Column('package_id', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_task_package_id'), ['package_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_task_package_id_work_package'), 'work_package', ['package_id'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_task_package_id_work_package'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_task_package_id'))
        batch_op.drop_column('package_id')

    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_plan_call_version_id_call_version'), type_='foreignkey')
        batch_op.drop_column('cost_model')
        batch_op.drop_column('ends_on')
        batch_op.drop_column('starts_on')
        batch_op.drop_column('call_version_id')

    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_milestone_package_id_work_package'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_milestone_package_id'))
        batch_op.drop_column('package_id')

    with op.batch_alter_table('call', schema=None) as batch_op:
        batch_op.drop_column('longest_months')
        batch_op.drop_column('ends_latest')
        batch_op.drop_column('starts_earliest')
        batch_op.drop_column('limits')
        batch_op.drop_column('criteria')
        batch_op.drop_column('whole_euros')
        batch_op.drop_column('lump_sum')
        batch_op.drop_column('side_cost_rates')

    with op.batch_alter_table('work_package', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_work_package_plan_id'))
        batch_op.drop_index(batch_op.f('ix_work_package_part_id'))

    op.drop_table('work_package')
    op.drop_table('call_version')
