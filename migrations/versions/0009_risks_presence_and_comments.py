"""Plans have risks, comments by section, who is there, an area and a public name

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('plan_presence',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_plan_presence_person_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_presence_plan_id_plan')),
    sa.PrimaryKeyConstraint('plan_id', 'person_id', name=op.f('pk_plan_presence'))
    )
    op.create_table('remark',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('section', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('resolved_by', sa.Integer(), nullable=True),
    sa.Column('resolved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_remark_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_remark_author_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_remark_plan_id_plan')),
    sa.ForeignKeyConstraint(['resolved_by'], ['person.id'], name=op.f('fk_remark_resolved_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_remark'))
    )
    with op.batch_alter_table('remark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_remark_plan_id'), ['plan_id'], unique=False)

    op.create_table('risk',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('likelihood', sa.Integer(), nullable=False),
    sa.Column('effect', sa.Integer(), nullable=False),
    sa.Column('response', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['part_id'], ['plan_part.id'], name=op.f('fk_risk_part_id_plan_part')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_risk_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_risk'))
    )
    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_risk_part_id'), ['part_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_risk_plan_id'), ['plan_id'], unique=False)

    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.add_column(sa.Column('area', sa.JSON(), nullable=True))
    # Plans that are there already say nothing of it yet, and begin with the name that they have.
    op.execute("UPDATE plan SET area = '[]'")
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.alter_column('area', existing_type=sa.JSON(), nullable=False)
    op.execute(
        "INSERT INTO plan_field (plan_id, place, key, text, number, edited_by, edited_at) "
        "SELECT id, 0, 'public_name', name, 1, created_by, created_at FROM plan"
    )


def downgrade() -> None:
    op.execute("DELETE FROM plan_field WHERE key = 'public_name'")
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_column('area')

    with op.batch_alter_table('risk', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_risk_plan_id'))
        batch_op.drop_index(batch_op.f('ix_risk_part_id'))

    op.drop_table('risk')
    with op.batch_alter_table('remark', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_remark_plan_id'))

    op.drop_table('remark')
    op.drop_table('plan_presence')
