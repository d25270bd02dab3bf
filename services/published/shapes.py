"""What other programmes get of each noun. Their JSON Schema is made of these classes (`server/public.py`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from pydantic import Field

_Id = Annotated[int, Field(description="Stays the same as long as the thing exists.")]
_Url = Annotated[str, Field(description="The page for people.")]
_Code = Annotated[str, Field(description="The municipality's official three-digit code, or empty.")]
_Place = Annotated[str, Field(description="The municipality's name in Finnish, or empty.")]
_Name = Annotated[str, Field(description="The association's name; empty when it is not verified now.")]
_Published = Annotated[datetime, Field(description="When it became public, in UTC.")]
_Updated = Annotated[datetime, Field(description="When what stands here last changed, in UTC.")]


@dataclass(frozen=True)
class PublicIdea:
    """A published project idea."""

    id: _Id
    url: _Url
    title: str
    summary: str
    need: Annotated[str, Field(description="Why it is needed.")]
    association: _Name
    municipality: _Code
    municipality_name: _Place
    reply_by: Annotated[date | None, Field(description="By when partners are asked to answer.")]
    published_at: _Published
    updated_at: _Updated


@dataclass(frozen=True)
class PublicEvent:
    """A training or an info session, also when it was called off or has been held."""

    id: _Id
    url: _Url
    title: str
    body: str
    topic: str
    state: Annotated[str, Field(description="published, cancelled or held.")]
    place: str
    municipality: _Code
    municipality_name: _Place
    online: Annotated[bool, Field(description="There is a link to join by; the page says who gets it.")]
    starts_at: datetime
    ends_at: datetime
    published_at: _Published
    updated_at: _Updated


@dataclass(frozen=True)
class PublicAssociation:
    """A verified association, without its people."""

    id: _Id
    url: _Url
    name: str
    description: str
    municipality: _Code
    municipality_name: _Place


@dataclass(frozen=True)
class PublicGroup:
    """A peer group that meets."""

    id: _Id
    url: _Url
    name: str
    purpose: str
    municipality: _Code
    municipality_name: _Place


@dataclass(frozen=True)
class PublicCall:
    """A funder's call for applications."""

    id: _Id
    url: _Url
    name: str
    programme: str
    authority: str
    opens_on: date
    closes_on: date
    link: Annotated[str, Field(description="The funder's own page, or empty.")]


@dataclass(frozen=True)
class PublicStory:
    """What came of something, told by an association."""

    id: _Id
    url: _Url
    title: str
    body: str
    association: _Name
    published_at: _Published
