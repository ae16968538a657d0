"""Values as the records of the native JSON, for whoever lists them: the same keys as in an export."""

from annotator.formats.native_writing import (
    annotation_records,
    article_record,
    entity_record,
    relation_record,
    relation_type_record,
    tag_record,
)

__all__ = [
    "annotation_records",
    "article_record",
    "entity_record",
    "relation_record",
    "relation_type_record",
    "tag_record",
]
