"""Words that were sent back: an article and a story keep them while they are mended

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op


revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

TABLES = ('article', 'story')


def upgrade() -> None:
    for name in TABLES:
        op.add_column(name, sa.Column('sent_back', sa.JSON(), nullable=False, server_default='{}'))
        table = sa.table(
            name, *(sa.column(each) for each in ('id', 'state', 'title', 'body')), sa.column('sent_back', sa.JSON())
        )
        returned = sa.select(table.c.id, table.c.title, table.c.body).where(table.c.state == 'returned')
        for row in op.get_bind().execute(returned).all():
            words = {'title': row.title, 'body': row.body}
            op.execute(table.update().where(table.c.id == row.id).values(sent_back=words))
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.alter_column('sent_back', server_default=None)


def downgrade() -> None:
    for name in TABLES:
        with op.batch_alter_table(name, schema=None) as batch_op:
            batch_op.drop_column('sent_back')
