"""initial

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('association',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False),
    sa.Column('registered', sa.Boolean(), nullable=False),
    sa.Column('business_id', sqlmodel.sql.sqltypes.AutoString(length=9), nullable=False),
    sa.Column('register_number', sqlmodel.sql.sqltypes.AutoString(length=7), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('description', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('capacity', sa.Integer(), nullable=False),
    sa.Column('contact_name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('contact_email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('contact_phone', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('state', sa.Enum('pending', 'verified', 'declined', 'archived', name='associationstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_association'))
    )
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_association_business_id'), ['business_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_association_municipality'), ['municipality'], unique=False)
        batch_op.create_index(batch_op.f('ix_association_register_number'), ['register_number'], unique=False)
        batch_op.create_index(batch_op.f('ix_association_sort_key'), ['sort_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_association_state'), ['state'], unique=False)

    op.create_table('call',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('programme', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('policy_priority', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('specific_objective', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('authority', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.Numeric(precision=14, scale=2), nullable=True),
    sa.Column('project_forms', sa.JSON(), nullable=False),
    sa.Column('cost_models', sa.JSON(), nullable=False),
    sa.Column('support_rate', sa.Numeric(precision=5, scale=4), nullable=True),
    sa.Column('notes', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_call')),
    sa.UniqueConstraint('slug', name=op.f('uq_call_slug'))
    )
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('locale', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('next_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('last_error', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_waiting', ['sent_at', 'next_at'], unique=False)

    op.create_table('sign_in_attempt',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('last_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in_attempt')),
    sa.UniqueConstraint('subject', name=op.f('uq_sign_in_attempt_subject'))
    )
    op.create_table('association_tag',
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('competence', 'target_group', 'language', 'priority', name='tagkind', native_enum=False, length=40), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_association_tag_association_id_association')),
    sa.PrimaryKeyConstraint('association_id', 'kind', 'slug', name=op.f('pk_association_tag'))
    )
    with op.batch_alter_table('association_tag', schema=None) as batch_op:
        batch_op.create_index('ix_association_tag_find', ['kind', 'slug', 'association_id'], unique=False)

    op.create_table('call_priority',
    sa.Column('call_id', sa.Integer(), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('heading', sa.JSON(), nullable=False),
    sa.Column('plain', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_call_priority_call_id_call')),
    sa.PrimaryKeyConstraint('call_id', 'slug', name=op.f('pk_call_priority'))
    )
    op.create_table('person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('role', sa.Enum('member', 'facilitator', 'admin', name='servicerole', native_enum=False, length=40), nullable=False),
    sa.Column('locale', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('verified_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('acting_for', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['acting_for'], ['association.id'], name=op.f('fk_person_acting_for_association')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_person')),
    sa.UniqueConstraint('email', name=op.f('uq_person_email'))
    )
    op.create_table('association_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('owner', 'editor', 'viewer', name='associationrole', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('requested', 'invited', 'member', 'declined', 'left', 'removed', 'expired', name='membershipstate', native_enum=False, length=40), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_association_member_association_id_association')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_association_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_association_member')),
    sa.UniqueConstraint('association_id', 'person_id', name=op.f('uq_association_member_association_id_person_id'))
    )
    with op.batch_alter_table('association_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_association_member_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_association_member_person_id'), ['person_id'], unique=False)

    op.create_table('comment',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject_kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('state', sa.Enum('visible', 'hidden', name='commentstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_comment_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_comment_author_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_comment'))
    )
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_comment_author_id'), ['author_id'], unique=False)
        batch_op.create_index('ix_comment_subject', ['subject_kind', 'subject_id', 'id'], unique=False)

    op.create_table('flag',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_flag_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_flag')),
    sa.UniqueConstraint('kind', 'thing_id', 'person_id', name=op.f('uq_flag_kind_thing_id_person_id'))
    )
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_flag_person_id'), ['person_id'], unique=False)

    op.create_table('journal_entry',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('action', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('before', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('after', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('actor_id', sa.Integer(), nullable=True),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('why', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['actor_id'], ['person.id'], name=op.f('fk_journal_entry_actor_id_person')),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_journal_entry_association_id_association')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal_entry'))
    )
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_journal_entry_actor_id'), ['actor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_journal_entry_at'), ['at'], unique=False)
        batch_op.create_index('ix_journal_entry_thing', ['kind', 'thing_id', 'id'], unique=False)

    op.create_table('link',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.Enum('verify', 'reset', 'invite', name='linkpurpose', native_enum=False, length=40), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(length=254), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.Enum('owner', 'editor', 'viewer', name='associationrole', native_enum=False, length=40), nullable=True),
    sa.Column('invited_by', sa.Integer(), nullable=True),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('password_hash', sqlmodel.sql.sqltypes.AutoString(length=100), nullable=False),
    sa.Column('locale', sqlmodel.sql.sqltypes.AutoString(length=5), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_link_association_id_association')),
    sa.ForeignKeyConstraint(['invited_by'], ['person.id'], name=op.f('fk_link_invited_by_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_link_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_link')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_link_token_hash'))
    )
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_link_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_email'), ['email'], unique=False)
        batch_op.create_index(batch_op.f('ix_link_person_id'), ['person_id'], unique=False)

    op.create_table('peer_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('sort_key', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('join_mode', sa.Enum('open', 'on_request', 'by_invitation', name='joinmode', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'active', 'returned', 'rejected', 'hidden', 'archived', name='groupstate', native_enum=False, length=40), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_peer_group_association_id_association')),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_peer_group_created_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_peer_group'))
    )
    with op.batch_alter_table('peer_group', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_peer_group_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_group_sort_key'), ['sort_key'], unique=False)
        batch_op.create_index(batch_op.f('ix_peer_group_state'), ['state'], unique=False)

    op.create_table('review_item',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('author_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'decided', 'closed', name='reviewstate', native_enum=False, length=40), nullable=False),
    sa.Column('opened_because', sa.Enum('new', 'edit', 'flag', 'appeal', 'undo', name='openedbecause', native_enum=False, length=40), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('claimed_by', sa.Integer(), nullable=True),
    sa.Column('claimed_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decision', sa.Enum('publish', 'return', 'reject', 'hide', 'restore', name='decision', native_enum=False, length=40), nullable=True),
    sa.Column('reason', sa.Enum('fine', 'incomplete', 'unclear', 'duplicate', 'not_eligible', 'personal_data', 'inappropriate', 'off_topic', 'other', name='reasoncode', native_enum=False, length=40), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('decided_by', sa.Integer(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('thing_before', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_review_item_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_review_item_author_id_person')),
    sa.ForeignKeyConstraint(['claimed_by'], ['person.id'], name=op.f('fk_review_item_claimed_by_person')),
    sa.ForeignKeyConstraint(['decided_by'], ['person.id'], name=op.f('fk_review_item_decided_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_item')),
    sa.UniqueConstraint('kind', 'thing_id', name=op.f('uq_review_item_kind_thing_id'))
    )
    with op.batch_alter_table('review_item', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_item_association_id'), ['association_id'], unique=False)
        batch_op.create_index('ix_review_item_queue', ['state', 'opened_at', 'id'], unique=False)

    op.create_table('sign_in',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('agent', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_sign_in_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_sign_in')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_sign_in_token_hash'))
    )
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_sign_in_person_id'), ['person_id'], unique=False)

    op.create_table('ticket',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('visitor_hash', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('expires_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_ticket_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ticket')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_ticket_token_hash'))
    )
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ticket_person_id'), ['person_id'], unique=False)

    op.create_table('group_member',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('role', sa.Enum('host', 'member', name='grouprole', native_enum=False, length=40), nullable=False),
    sa.Column('state', sa.Enum('requested', 'invited', 'member', 'declined', 'left', 'removed', 'expired', name='membershipstate', native_enum=False, length=40), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_group_member_association_id_association')),
    sa.ForeignKeyConstraint(['group_id'], ['peer_group.id'], name=op.f('fk_group_member_group_id_peer_group')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_group_member_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_group_member')),
    sa.UniqueConstraint('group_id', 'person_id', name=op.f('uq_group_member_group_id_person_id'))
    )
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_group_member_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_group_member_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_group_member_person_id'), ['person_id'], unique=False)

    op.create_table('idea',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('summary', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('need', sqlmodel.sql.sqltypes.AutoString(length=3000), nullable=False),
    sa.Column('municipality', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('offers', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=True),
    sa.Column('group_id', sa.Integer(), nullable=True),
    sa.Column('seeks_nobody', sa.Boolean(), nullable=False),
    sa.Column('reply_by', sa.Date(), nullable=True),
    sa.Column('state', sa.Enum('draft', 'submitted', 'returned', 'published', 'rejected', 'hidden', 'withdrawn', name='ideastate', native_enum=False, length=40), nullable=False),
    sa.Column('revision', sa.JSON(), nullable=True),
    sa.Column('revision_submitted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('withdrawn_because', sa.Enum('duplicate', 'started', 'done', 'unfeasible', 'other', name='withdrawreason', native_enum=False, length=40), nullable=True),
    sa.Column('duplicate_of', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('saved_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_idea_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_idea_author_id_person')),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_idea_call_id_call')),
    sa.ForeignKeyConstraint(['duplicate_of'], ['idea.id'], name=op.f('fk_idea_duplicate_of_idea')),
    sa.ForeignKeyConstraint(['group_id'], ['peer_group.id'], name=op.f('fk_idea_group_id_peer_group')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea'))
    )
    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_call_id'), ['call_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_group_id'), ['group_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_municipality'), ['municipality'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_published_at'), ['published_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_state'), ['state'], unique=False)

    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('journal_id', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('params', sa.JSON(), nullable=False),
    sa.Column('kind', sa.Enum('person', 'association', 'group', 'thread', 'idea', 'comment', 'partner_request', 'plan', 'plan_part', 'task', 'milestone', name='kind', native_enum=False, length=40), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['journal_id'], ['journal_entry.id'], name=op.f('fk_notice_journal_id_journal_entry')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice')),
    sa.UniqueConstraint('person_id', 'journal_id', name=op.f('uq_notice_person_id_journal_id'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index('ix_notice_unread', ['person_id', 'read_at', 'id'], unique=False)

    op.create_table('thread',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=5000), nullable=False),
    sa.Column('state', sa.Enum('visible', 'hidden', name='threadstate', native_enum=False, length=40), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('active_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_thread_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_thread_author_id_person')),
    sa.ForeignKeyConstraint(['group_id'], ['peer_group.id'], name=op.f('fk_thread_group_id_peer_group')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_thread'))
    )
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_thread_active_at'), ['active_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_author_id'), ['author_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_thread_group_id'), ['group_id'], unique=False)

    op.create_table('endorsement',
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_endorsement_association_id_association')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_endorsement_idea_id_idea')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_endorsement_person_id_person')),
    sa.PrimaryKeyConstraint('idea_id', 'person_id', name=op.f('pk_endorsement'))
    )
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_endorsement_person_id'), ['person_id'], unique=False)

    op.create_table('idea_need',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('competence', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.Column('essential', sa.Boolean(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_idea_need_idea_id_idea')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_need'))
    )
    with op.batch_alter_table('idea_need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_need_competence'), ['competence'], unique=False)
        batch_op.create_index(batch_op.f('ix_idea_need_idea_id'), ['idea_id'], unique=False)

    op.create_table('idea_tag',
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('competence', 'target_group', 'language', 'priority', name='tagkind', native_enum=False, length=40), nullable=False),
    sa.Column('slug', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_idea_tag_idea_id_idea')),
    sa.PrimaryKeyConstraint('idea_id', 'kind', 'slug', name=op.f('pk_idea_tag'))
    )
    with op.batch_alter_table('idea_tag', schema=None) as batch_op:
        batch_op.create_index('ix_idea_tag_find', ['kind', 'slug', 'idea_id'], unique=False)

    op.create_table('idea_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_idea_version_author_id_person')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_idea_version_idea_id_idea')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_idea_version'))
    )
    with op.batch_alter_table('idea_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_idea_version_idea_id'), ['idea_id'], unique=False)
        batch_op.create_index('uq_idea_version_number', ['idea_id', 'number'], unique=True)

    op.create_table('partner_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('from_association_id', sa.Integer(), nullable=False),
    sa.Column('to_association_id', sa.Integer(), nullable=False),
    sa.Column('direction', sa.Enum('invitation', 'offer', name='requestdirection', native_enum=False, length=40), nullable=False),
    sa.Column('role', sa.Enum('lead', 'co_implementer', 'cooperation_partner', name='implementerrole', native_enum=False, length=40), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('reply_by', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('sent', 'question', 'accepted', 'declined', 'withdrawn', 'expired', name='partnerrequeststate', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('sent_by', sa.Integer(), nullable=False),
    sa.Column('answered_by', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('answered_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['answered_by'], ['person.id'], name=op.f('fk_partner_request_answered_by_person')),
    sa.ForeignKeyConstraint(['from_association_id'], ['association.id'], name=op.f('fk_partner_request_from_association_id_association')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_partner_request_idea_id_idea')),
    sa.ForeignKeyConstraint(['sent_by'], ['person.id'], name=op.f('fk_partner_request_sent_by_person')),
    sa.ForeignKeyConstraint(['to_association_id'], ['association.id'], name=op.f('fk_partner_request_to_association_id_association')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_partner_request'))
    )
    with op.batch_alter_table('partner_request', schema=None) as batch_op:
        batch_op.create_index('ix_partner_request_due', ['state', 'reply_by'], unique=False)
        batch_op.create_index(batch_op.f('ix_partner_request_from_association_id'), ['from_association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_partner_request_idea_id'), ['idea_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_partner_request_to_association_id'), ['to_association_id'], unique=False)

    op.create_table('plan',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('idea_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('lead_association_id', sa.Integer(), nullable=False),
    sa.Column('call_id', sa.Integer(), nullable=True),
    sa.Column('state', sa.Enum('forming', 'drafting', 'confirming', 'ready', 'submitted', 'funded', 'not_funded', 'running', 'completed', name='planstate', native_enum=False, length=40), nullable=False),
    sa.Column('shared_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['call_id'], ['call.id'], name=op.f('fk_plan_call_id_call')),
    sa.ForeignKeyConstraint(['created_by'], ['person.id'], name=op.f('fk_plan_created_by_person')),
    sa.ForeignKeyConstraint(['idea_id'], ['idea.id'], name=op.f('fk_plan_idea_id_idea')),
    sa.ForeignKeyConstraint(['lead_association_id'], ['association.id'], name=op.f('fk_plan_lead_association_id_association')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan')),
    sa.UniqueConstraint('idea_id', name=op.f('uq_plan_idea_id'))
    )
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_lead_association_id'), ['lead_association_id'], unique=False)

    op.create_table('milestone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=False),
    sa.Column('reached_on', sa.Date(), nullable=True),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_milestone_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone'))
    )
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_milestone_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_field',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['edited_by'], ['person.id'], name=op.f('fk_plan_field_edited_by_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_field_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_field')),
    sa.UniqueConstraint('plan_id', 'place', 'key', name=op.f('uq_plan_field_plan_id_place_key'))
    )
    with op.batch_alter_table('plan_field', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_field_plan_id'), ['plan_id'], unique=False)

    op.create_table('plan_field_aside',
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_plan_field_aside_person_id_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_field_aside_plan_id_plan')),
    sa.PrimaryKeyConstraint('plan_id', 'place', 'key', 'person_id', name=op.f('pk_plan_field_aside'))
    )
    op.create_table('plan_field_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=10000), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=False),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['edited_by'], ['person.id'], name=op.f('fk_plan_field_version_edited_by_person')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_field_version_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_field_version')),
    sa.UniqueConstraint('plan_id', 'place', 'key', 'number', name=op.f('uq_plan_field_version_plan_id_place_key_number'))
    )
    op.create_table('plan_part',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('role', sa.Enum('lead', 'co_implementer', 'cooperation_partner', name='implementerrole', native_enum=False, length=40), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_plan_part_association_id_association')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_plan_part_plan_id_plan')),
    sa.ForeignKeyConstraint(['request_id'], ['partner_request.id'], name=op.f('fk_plan_part_request_id_partner_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_plan_part')),
    sa.UniqueConstraint('plan_id', 'association_id', name=op.f('uq_plan_part_plan_id_association_id'))
    )
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_plan_part_association_id'), ['association_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_plan_part_plan_id'), ['plan_id'], unique=False)

    op.create_table('request_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('association_id', sa.Integer(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['association_id'], ['association.id'], name=op.f('fk_request_message_association_id_association')),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_request_message_author_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['partner_request.id'], name=op.f('fk_request_message_request_id_partner_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_message'))
    )
    with op.batch_alter_table('request_message', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_message_request_id'), ['request_id'], unique=False)

    op.create_table('request_need',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=False),
    sa.Column('competence', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=False),
    sa.ForeignKeyConstraint(['request_id'], ['partner_request.id'], name=op.f('fk_request_need_request_id_partner_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_request_need'))
    )
    with op.batch_alter_table('request_need', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_request_need_request_id'), ['request_id'], unique=False)

    op.create_table('task',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('plan_id', sa.Integer(), nullable=False),
    sa.Column('part_id', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('state', sa.Enum('todo', 'doing', 'done', name='taskstate', native_enum=False, length=40), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['person.id'], name=op.f('fk_task_owner_id_person')),
    sa.ForeignKeyConstraint(['part_id'], ['plan_part.id'], name=op.f('fk_task_part_id_plan_part')),
    sa.ForeignKeyConstraint(['plan_id'], ['plan.id'], name=op.f('fk_task_plan_id_plan')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task'))
    )
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_task_owner_id'), ['owner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_part_id'), ['part_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_task_plan_id'), ['plan_id'], unique=False)

    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.create_foreign_key(batch_op.f('fk_association_created_by_person'), 'person', ['created_by'], ['id'])


def downgrade() -> None:
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_association_created_by_person'), type_='foreignkey')
    with op.batch_alter_table('task', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_task_plan_id'))
        batch_op.drop_index(batch_op.f('ix_task_part_id'))
        batch_op.drop_index(batch_op.f('ix_task_owner_id'))

    op.drop_table('task')
    with op.batch_alter_table('request_need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_request_need_request_id'))

    op.drop_table('request_need')
    with op.batch_alter_table('request_message', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_request_message_request_id'))

    op.drop_table('request_message')
    with op.batch_alter_table('plan_part', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_part_plan_id'))
        batch_op.drop_index(batch_op.f('ix_plan_part_association_id'))

    op.drop_table('plan_part')
    op.drop_table('plan_field_version')
    op.drop_table('plan_field_aside')
    with op.batch_alter_table('plan_field', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_field_plan_id'))

    op.drop_table('plan_field')
    with op.batch_alter_table('milestone', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_milestone_plan_id'))

    op.drop_table('milestone')
    with op.batch_alter_table('plan', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_plan_lead_association_id'))

    op.drop_table('plan')
    with op.batch_alter_table('partner_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_partner_request_to_association_id'))
        batch_op.drop_index(batch_op.f('ix_partner_request_idea_id'))
        batch_op.drop_index(batch_op.f('ix_partner_request_from_association_id'))
        batch_op.drop_index('ix_partner_request_due')

    op.drop_table('partner_request')
    with op.batch_alter_table('idea_version', schema=None) as batch_op:
        batch_op.drop_index('uq_idea_version_number')
        batch_op.drop_index(batch_op.f('ix_idea_version_idea_id'))

    op.drop_table('idea_version')
    with op.batch_alter_table('idea_tag', schema=None) as batch_op:
        batch_op.drop_index('ix_idea_tag_find')

    op.drop_table('idea_tag')
    with op.batch_alter_table('idea_need', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_idea_need_idea_id'))
        batch_op.drop_index(batch_op.f('ix_idea_need_competence'))

    op.drop_table('idea_need')
    with op.batch_alter_table('endorsement', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_endorsement_person_id'))

    op.drop_table('endorsement')
    with op.batch_alter_table('thread', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_thread_group_id'))
        batch_op.drop_index(batch_op.f('ix_thread_author_id'))
        batch_op.drop_index(batch_op.f('ix_thread_active_at'))

    op.drop_table('thread')
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.drop_index('ix_notice_unread')

    op.drop_table('notice')
    with op.batch_alter_table('idea', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_idea_state'))
        batch_op.drop_index(batch_op.f('ix_idea_published_at'))
        batch_op.drop_index(batch_op.f('ix_idea_municipality'))
        batch_op.drop_index(batch_op.f('ix_idea_group_id'))
        batch_op.drop_index(batch_op.f('ix_idea_call_id'))
        batch_op.drop_index(batch_op.f('ix_idea_author_id'))
        batch_op.drop_index(batch_op.f('ix_idea_association_id'))

    op.drop_table('idea')
    with op.batch_alter_table('group_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_group_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_group_member_group_id'))
        batch_op.drop_index(batch_op.f('ix_group_member_association_id'))

    op.drop_table('group_member')
    with op.batch_alter_table('ticket', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ticket_person_id'))

    op.drop_table('ticket')
    with op.batch_alter_table('sign_in', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_sign_in_person_id'))

    op.drop_table('sign_in')
    with op.batch_alter_table('review_item', schema=None) as batch_op:
        batch_op.drop_index('ix_review_item_queue')
        batch_op.drop_index(batch_op.f('ix_review_item_association_id'))

    op.drop_table('review_item')
    with op.batch_alter_table('peer_group', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_peer_group_state'))
        batch_op.drop_index(batch_op.f('ix_peer_group_sort_key'))
        batch_op.drop_index(batch_op.f('ix_peer_group_association_id'))

    op.drop_table('peer_group')
    with op.batch_alter_table('link', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_link_person_id'))
        batch_op.drop_index(batch_op.f('ix_link_email'))
        batch_op.drop_index(batch_op.f('ix_link_association_id'))

    op.drop_table('link')
    with op.batch_alter_table('journal_entry', schema=None) as batch_op:
        batch_op.drop_index('ix_journal_entry_thing')
        batch_op.drop_index(batch_op.f('ix_journal_entry_at'))
        batch_op.drop_index(batch_op.f('ix_journal_entry_actor_id'))

    op.drop_table('journal_entry')
    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_flag_person_id'))

    op.drop_table('flag')
    with op.batch_alter_table('comment', schema=None) as batch_op:
        batch_op.drop_index('ix_comment_subject')
        batch_op.drop_index(batch_op.f('ix_comment_author_id'))

    op.drop_table('comment')
    with op.batch_alter_table('association_member', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_association_member_person_id'))
        batch_op.drop_index(batch_op.f('ix_association_member_association_id'))

    op.drop_table('association_member')
    op.drop_table('person')
    op.drop_table('call_priority')
    with op.batch_alter_table('association_tag', schema=None) as batch_op:
        batch_op.drop_index('ix_association_tag_find')

    op.drop_table('association_tag')
    op.drop_table('sign_in_attempt')
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index('ix_mail_waiting')

    op.drop_table('mail')
    op.drop_table('call')
    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_association_state'))
        batch_op.drop_index(batch_op.f('ix_association_sort_key'))
        batch_op.drop_index(batch_op.f('ix_association_register_number'))
        batch_op.drop_index(batch_op.f('ix_association_municipality'))
        batch_op.drop_index(batch_op.f('ix_association_business_id'))

    op.drop_table('association')
