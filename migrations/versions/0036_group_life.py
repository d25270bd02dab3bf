"""Group life: pinned and closed discussions, mentions, quiet groups, one reminder to who is away

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

MOMENT = sqlmodel.sql.sqltypes.UTCDateTime()


def upgrade() -> None:
    op.add_column('thread', sa.Column('pinned_at', MOMENT, nullable=True))
    op.add_column('thread', sa.Column('closed_at', MOMENT, nullable=True))
    op.add_column('peer_group', sa.Column('quiet_since', MOMENT, nullable=True))
    op.add_column('group_member', sa.Column('reminded_at', MOMENT, nullable=True))
    op.create_table('comment_mention',
    sa.Column('comment_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['comment_id'], ['comment.id'], name=op.f('fk_comment_mention_comment_id_comment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_comment_mention_person_id_person')),
    sa.PrimaryKeyConstraint('comment_id', 'person_id', name=op.f('pk_comment_mention'))
    )
    op.create_index('ix_comment_mention_person_id', 'comment_mention', ['person_id'])


def downgrade() -> None:
    op.drop_index('ix_comment_mention_person_id', 'comment_mention')
    op.drop_table('comment_mention')
    for table, column in (
        ('group_member', 'reminded_at'), ('peer_group', 'quiet_since'), ('thread', 'closed_at'), ('thread', 'pinned_at')
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column(column)
