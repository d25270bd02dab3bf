"""Facilitators note things of associations for each other

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('association_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_association_note_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_association_note_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_association_note'))
    )
    with op.batch_alter_table('association_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_association_note_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_association_note_newest', ['association_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('association_note', schema=None) as batch_op:
        batch_op.drop_index('ix_association_note_newest')
        batch_op.drop_index(batch_op.f('ix_association_note_author_id'))

    op.drop_table('association_note')
