"""Attachments to groups, ideas and plans

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('attachment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject_kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'attachment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', 'call', 'event', 'partner_set', 'joining', 'saved_search', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=True),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('media_type', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('state', sa.Enum('visible', 'hidden', 'removed', name='attachmentstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_attachment_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_attachment_author_id_person')),
    sa.ForeignKeyConstraint(['part_id'], ['plan_part.id'], name=op.f('fk_attachment_part_id_plan_part')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attachment'))
    )
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_attachment_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_part_id'), ['part_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_attachment_sha256'), ['sha256'], unique=False)
        batch_op.create_index('ix_attachment_subject', ['subject_kind', 'subject_id', 'id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('attachment', schema=None) as batch_op:
        batch_op.drop_index('ix_attachment_subject')
        batch_op.drop_index(batch_op.f('ix_attachment_sha256'))
        batch_op.drop_index(batch_op.f('ix_attachment_part_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_author_id'))
        batch_op.drop_index(batch_op.f('ix_attachment_association_id'))

    op.drop_table('attachment')
