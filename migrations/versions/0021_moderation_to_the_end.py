"""Moderation to the end: weighed flags, appeals, rulings kept, notes, templates, the promise, trust

Revision ID: 0021
Revises: 0020
"""

from datetime import UTC, datetime

import sqlalchemy as sa
import sqlmodel.sql.sqltypes
from alembic import op


revision = '0021'
down_revision = '0020'
branch_labels = None
depends_on = None

# The first ready words; facilitators change them as they like.
TEMPLATES = (
    (
        "incomplete",
        "Kiitos! Tästä puuttuu vielä jotakin, jota lukija tarvitsee. Täydennä puuttuvat kohdat ja lähetä uudelleen.",
        "Tack! Här saknas ännu något som läsaren behöver. Komplettera det som saknas och skicka in på nytt.",
        "Thank you! Something that readers need is still missing. Please fill it in and send it again.",
    ),
    (
        "unclear",
        "Kiitos! Kerro vielä parilla lauseella, mitä on tarkoitus tehdä ja kenelle. Neuvomme mielellämme.",
        "Tack! Berätta ännu med ett par meningar vad ni tänker göra och för vem. Vi ger gärna råd.",
        "Thank you! Please say in a sentence or two what is to be done and for whom. We are glad to advise.",
    ),
    (
        "duplicate",
        "Samasta asiasta on jo julkaistu idea. Tutustu siihen ja kysy, voitteko tulla mukaan.",
        "Det finns redan en idé om samma sak. Bekanta er med den och fråga om ni kan komma med.",
        "There is an idea about the same already. Have a look at it, and ask whether you can join.",
    ),
    (
        "personal_data",
        "Tekstissä on henkilötietoja, joita emme julkaise. Poista ne ja lähetä uudelleen.",
        "Texten innehåller personuppgifter som vi inte publicerar. Ta bort dem och skicka in på nytt.",
        "The text holds personal data, which we do not publish. Please remove it and send the text again.",
    ),
    (
        "inappropriate",
        "Tämä on kirjoitettu tavalla, joka loukkaa muita. Kanto on kaikkien yhteinen paikka.",
        "Det här är skrivet på ett sätt som kränker andra. Kanto är en gemensam plats för alla.",
        "This is written in a way that insults others. Kanto is a place for everybody.",
    ),
)


def upgrade() -> None:
    op.create_table('reason_template',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.Enum('fine', 'incomplete', 'unclear', 'duplicate', 'not_eligible', 'personal_data', 'inappropriate', 'off_topic', 'other', name='reasoncode', native_enum=False, length=40), nullable=False),
    sa.Column('words_fi', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('words_sv', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('words_en', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('edited_by', sa.Integer(), nullable=True),
    sa.Column('edited_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edited_by'], ['person.id'], name=op.f('fk_reason_template_edited_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reason_template'))
    )
    words = sa.table(
        "reason_template",
        *(sa.column(name) for name in ("reason", "words_fi", "words_sv", "words_en", "version_id")),
        sa.column("edited_at", sqlmodel.sql.sqltypes.UTCDateTime()),
    )
    names = ("reason", "words_fi", "words_sv", "words_en")
    begun = {"version_id": 1, "edited_at": datetime.now(UTC)}
    op.bulk_insert(words, [dict(zip(names, each, strict=True)) | begun for each in TEMPLATES])
    op.create_table('review_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('author_id', sa.Integer(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['author_id'], ['person.id'], name=op.f('fk_review_note_author_id_person')),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_review_note_item_id_review_item')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_review_note'))
    )
    with op.batch_alter_table('review_note', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_review_note_item_id'), ['item_id'], unique=False)

    op.create_table('ruling',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('decision', sa.Enum('publish', 'return', 'reject', 'hide', 'restore', name='decision', native_enum=False, length=40), nullable=False),
    sa.Column('reason', sa.Enum('fine', 'incomplete', 'unclear', 'duplicate', 'not_eligible', 'personal_data', 'inappropriate', 'off_topic', 'other', name='reasoncode', native_enum=False, length=40), nullable=True),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('because', sa.Enum('new', 'edit', 'flag', 'appeal', 'undo', name='openedbecause', native_enum=False, length=40), nullable=False),
    sa.Column('ruled_by', sa.Integer(), nullable=True),
    sa.Column('ruled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('opened_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('waited_minutes', sa.Integer(), nullable=False),
    sa.Column('undone_by', sa.Integer(), nullable=True),
    sa.Column('undone_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['item_id'], ['review_item.id'], name=op.f('fk_ruling_item_id_review_item')),
    sa.ForeignKeyConstraint(['ruled_by'], ['person.id'], name=op.f('fk_ruling_ruled_by_person')),
    sa.ForeignKeyConstraint(['undone_by'], ['person.id'], name=op.f('fk_ruling_undone_by_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ruling'))
    )
    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.create_index('ix_ruling_item', ['item_id', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_ruling_ruled_at'), ['ruled_at'], unique=False)

    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.add_column(sa.Column('trusted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))

    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.add_column(sa.Column('association_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('reason', sa.Enum('spam', 'inappropriate', 'personal_data', 'misleading', 'off_topic', 'other', name='flagreason', native_enum=False, length=40), nullable=False, server_default='other'))
        batch_op.add_column(sa.Column('weight', sa.Integer(), nullable=False, server_default='100'))
        batch_op.add_column(sa.Column('agreed', sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column('settled_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f('fk_flag_association_id_association'), 'association', ['association_id'], ['id'])

    with op.batch_alter_table('review_item', schema=None) as batch_op:
        batch_op.add_column(sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('warned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('automatic', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('seen', sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column('appealed_by', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('appealed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('appeal_words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('appeal_of', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('appeal_before', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False, server_default=''))
        batch_op.create_index('ix_review_item_due', ['state', 'due_at'], unique=False)
        batch_op.create_index('ix_review_item_kind', ['state', 'kind', 'opened_at', 'id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_review_item_appealed_by_person'), 'person', ['appealed_by'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_review_item_appeal_of_person'), 'person', ['appeal_of'], ['id'])



def downgrade() -> None:
    with op.batch_alter_table('review_item', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_review_item_appeal_of_person'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_review_item_appealed_by_person'), type_='foreignkey')
        batch_op.drop_index('ix_review_item_kind')
        batch_op.drop_index('ix_review_item_due')
        batch_op.drop_column('appeal_before')
        batch_op.drop_column('appeal_of')
        batch_op.drop_column('appeal_words')
        batch_op.drop_column('appealed_at')
        batch_op.drop_column('appealed_by')
        batch_op.drop_column('seen')
        batch_op.drop_column('automatic')
        batch_op.drop_column('warned_at')
        batch_op.drop_column('due_at')

    with op.batch_alter_table('flag', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_flag_association_id_association'), type_='foreignkey')
        batch_op.drop_column('settled_at')
        batch_op.drop_column('agreed')
        batch_op.drop_column('weight')
        batch_op.drop_column('reason')
        batch_op.drop_column('association_id')

    with op.batch_alter_table('association', schema=None) as batch_op:
        batch_op.drop_column('trusted_at')

    with op.batch_alter_table('ruling', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_ruling_ruled_at'))
        batch_op.drop_index('ix_ruling_item')

    op.drop_table('ruling')
    with op.batch_alter_table('review_note', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_review_note_item_id'))

    op.drop_table('review_note')
    op.drop_table('reason_template')
