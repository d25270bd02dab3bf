"""What is typed into a long form and not saved yet

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()
KIND_LENGTH = 40


def upgrade() -> None:
    op.create_table('unsaved_form',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=KIND_LENGTH), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_unsaved_form_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', 'kind', 'thing_id', name=op.f('pk_unsaved_form'))
    )
    op.create_index('ix_unsaved_form_at', 'unsaved_form', ['at'])


def downgrade() -> None:
    op.drop_index('ix_unsaved_form_at', 'unsaved_form')
    op.drop_table('unsaved_form')
