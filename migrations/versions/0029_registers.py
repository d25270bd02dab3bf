"""Associations come from a register's file, and wait for somebody to act for them

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

KINDS = sa.String(length=40)


def upgrade() -> None:
    op.create_table('register_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('head_line', sa.Integer(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.Column('done', sa.Integer(), nullable=False),
    sa.Column('state', KINDS, nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('trouble', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('brought', sa.Integer(), nullable=False),
    sa.Column('taken_back', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_register_file_created_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_file'))
    )
    with op.batch_alter_table('register_file', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_register_file_sha256'), ['sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_file_state'), ['state'], unique=False)

    op.create_table('register_row',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('line', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('business_id', sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
    sa.Column('register_number', sqlmodel.sql.sqltypes.AutoString(length=7), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('description', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('core', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('outcome', KINDS, nullable=False),
    sa.Column('choice', KINDS, nullable=False),
    sa.Column('faults', sa.JSON(), nullable=False),
    sa.Column('match_id', sa.Integer(), nullable=True),
    sa.Column('score', sa.Integer(), nullable=False),
    sa.Column('made_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['file_id'], ['register_file.id'], name=op.f('fk_register_row_file_id_register_file')),
    sa.ForeignKeyConstraint(['made_id'], ['association.id'], name=op.f('fk_register_row_made_id_association')),
    sa.ForeignKeyConstraint(['match_id'], ['association.id'], name=op.f('fk_register_row_match_id_association')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_register_row')),
    sa.UniqueConstraint('file_id', 'line', name=op.f('uq_register_row_file_id_line'))
    )
    with op.batch_alter_table('register_row', schema=None) as batch_op:
        batch_op.create_index('ix_register_row_business_id', ['file_id', 'business_id'], unique=False)
        batch_op.create_index('ix_register_row_core', ['file_id', 'core'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_row_made_id'), ['made_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_register_row_match_id'), ['match_id'], unique=False)
        batch_op.create_index('ix_register_row_outcome', ['file_id', 'outcome', 'line'], unique=False)
        batch_op.create_index('ix_register_row_place', ['file_id', 'outcome', 'municipality', 'line'], unique=False)
        batch_op.create_index('ix_register_row_register_number', ['file_id', 'register_number'], unique=False)

    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.add_column(sa.Column('unclaimed', sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.alter_column('unclaimed', existing_type=sa.Boolean(), server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.drop_column('unclaimed')

    with op.batch_alter_table('register_row', schema=None) as batch_op:
        batch_op.drop_index('ix_register_row_register_number')
        batch_op.drop_index('ix_register_row_place')
        batch_op.drop_index('ix_register_row_outcome')
        batch_op.drop_index(batch_op.f('ix_register_row_match_id'))
        batch_op.drop_index(batch_op.f('ix_register_row_made_id'))
        batch_op.drop_index('ix_register_row_core')
        batch_op.drop_index('ix_register_row_business_id')

    op.drop_table('register_row')
    with op.batch_alter_table('register_file', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_register_file_state'))
        batch_op.drop_index(batch_op.f('ix_register_file_sha256'))

    op.drop_table('register_file')
