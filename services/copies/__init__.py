"""Copies to take along: of everything for the administrator, of an association for its owners, of oneself."""

from services.copies import everything, of_association, of_person

__all__ = ["everything", "of_association", "of_person"]
