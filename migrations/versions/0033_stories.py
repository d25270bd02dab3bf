"""Stories of associations, with pictures

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

WORD = sa.String(length=40)


def upgrade() -> None:
    op.create_table('story',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('about_kind', WORD, nullable=True),
    sa.Column('about_id', sa.Integer(), nullable=True),
    sa.Column('state', WORD, nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_story_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_story_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story'))
    )
    with op.batch_alter_table('story', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_story_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_story_newest', ['state', 'published_at', 'id'], unique=False)

    op.create_table('story_picture',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('story_id', sa.Integer(), nullable=False),
    sa.Column('alt', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('width', sa.Integer(), nullable=False),
    sa.Column('height', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['story_id'], ['story.id'], name=op.f('fk_story_picture_story_id_story')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_story_picture'))
    )
    with op.batch_alter_table('story_picture', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_story_picture_sha256'), ['sha256'], unique=False)
        batch_op.create_index(batch_op.f('ix_story_picture_story_id'), ['story_id'], unique=False)


def downgrade() -> None:
    op.drop_table('story_picture')
    op.drop_table('story')
