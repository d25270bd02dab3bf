"""Facilitators introduce associations to each other

Revision ID: 0027
Revises: 0026
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('introduction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=True),
    sa.Column('proposed_by', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('reply_by', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'agreed', 'followed_up', 'declined', 'expired', 'withdrawn', name='introductionstate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('follow_up_on', sa.Date(), nullable=True),
    sa.Column('outcome', sa.Enum('cooperation', 'goes_on', 'nothing', name='introductionoutcome', native_enum=False, length=40), nullable=True),
    sa.Column('outcome_words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_introduction_idea_id_idea')),
    sa.ForeignKeyConstraint(['proposed_by'], ['person.id'], name=op.f('fk_introduction_proposed_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_introduction'))
    )
    with op.batch_alter_table('introduction', schema=None) as batch_op:
        batch_op.create_index('ix_introduction_due', ['state', 'reply_by'], unique=False)
        batch_op.create_index('ix_introduction_follow_up', ['state', 'follow_up_on'], unique=False)
        batch_op.create_index(batch_op.f('ix_introduction_idea_id'), ['idea_id'], unique=False)

    op.create_table('introduction_side',
    sa.Column('introduction_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'agreed', 'declined', name='introductionanswer', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_introduction_side_answered_by_person')),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_introduction_side_association_id_association')),
    sa.ForeignKeyConstraint(['introduction_id'], ['introduction.id'], name=op.f('fk_introduction_side_introduction_id_introduction')),
    sa.PrimaryKeyConstraint('introduction_id', 'association_id', name=op.f('pk_introduction_side'))
    )
    with op.batch_alter_table('introduction_side', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_introduction_side_association_id'), ['association_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('introduction_side', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_introduction_side_association_id'))

    op.drop_table('introduction_side')
    with op.batch_alter_table('introduction', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_introduction_idea_id'))
        batch_op.drop_index('ix_introduction_follow_up')
        batch_op.drop_index('ix_introduction_due')

    op.drop_table('introduction')
