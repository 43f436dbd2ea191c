"""What was found in files."""

from portal.events import Event


class EvidenceScanned(Event):
    """A document was looked through; `status`: `clean` or `refused`."""

    source = "portal.evidence"

    document_id: str
    for_kind: str
    for_id: str
    status: str
