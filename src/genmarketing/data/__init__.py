"""The course's data: `load("name")` gives a table, and short look-ups give a row of the ledger by its id.

The look-ups use the standard library alone, so that a chapter's text can be rendered before pandas is imported.
"""

from genmarketing.data.folder import datasets_folder
from genmarketing.data.ledger import (
    Claim,
    Concept,
    Published,
    Reference,
    SourceCheck,
    UnknownId,
    claim,
    claim_ids,
    concept,
    concept_ids,
    published,
    published_ids,
    reference,
    reference_keys,
    source_check,
    source_check_ids,
)
from genmarketing.data.schema import DatasetError
from genmarketing.data.tables import load, names
from genmarketing.data.wording import cite_text, concept_text, figure_text, published_text, reference_text

__all__ = [
    "Claim",
    "Concept",
    "DatasetError",
    "Published",
    "Reference",
    "SourceCheck",
    "UnknownId",
    "cite_text",
    "claim",
    "claim_ids",
    "concept",
    "concept_ids",
    "concept_text",
    "datasets_folder",
    "figure_text",
    "load",
    "names",
    "published",
    "published_ids",
    "published_text",
    "reference",
    "reference_keys",
    "reference_text",
    "source_check",
    "source_check_ids",
]
