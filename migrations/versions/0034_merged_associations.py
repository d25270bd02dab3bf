"""Associations that are two are made one, or said to be two

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('associations_apart',
    sa.Column('one_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('said_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['one_id'], ['association.id'], name=op.f('fk_associations_apart_one_id_association')),
    sa.ForeignKeyConstraint(['other_id'], ['association.id'], name=op.f('fk_associations_apart_other_id_association')),
    sa.ForeignKeyConstraint(['said_by'], ['person.id'], name=op.f('fk_associations_apart_said_by_person')),
    sa.PrimaryKeyConstraint('one_id', 'other_id', name=op.f('pk_associations_apart'))
    )
    with op.batch_alter_table('associations_apart', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_associations_apart_other_id'), ['other_id'], unique=False)

    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.add_column(sa.Column('merged_into', sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f('ix_association_merged_into'), ['merged_into'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_association_merged_into_association'), 'association', ['merged_into'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_association_merged_into_association'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_association_merged_into'))
        batch_op.drop_column('merged_into')

    with op.batch_alter_table('associations_apart', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_associations_apart_other_id'))

    op.drop_table('associations_apart')
