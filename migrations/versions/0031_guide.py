"""First steps: put away, asked for again, and the screens that have been looked at

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('guide_look',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('step', sa.String(length=40), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_guide_look_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'step', name=op.f('pk_guide_look'))
    )
    op.create_table('guide_view',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('tour', sa.String(length=40), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_guide_view_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'tour', name=op.f('pk_guide_view'))
    )


def downgrade() -> None:
    op.drop_table('guide_view')
    op.drop_table('guide_look')
