"""Lists that come newest first are read in the order of an index

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_idea_newest", "idea", ["state", "published_at", "id"])
    # What the new one begins with, or nobody asks for by itself.
    op.drop_index("ix_idea_state", "idea")
    op.drop_index("ix_idea_published_at", "idea")
    op.create_index("ix_notice_newest", "notice", ["person_id", "created_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_notice_newest", "notice")
    op.create_index("ix_idea_published_at", "idea", ["published_at"])
    op.create_index("ix_idea_state", "idea", ["state"])
    op.drop_index("ix_idea_newest", "idea")
