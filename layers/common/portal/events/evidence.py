"""Events of files."""

from portal.events import Event


class EvidenceScanned(Event):
    """A document was scanned. `status`: `clean` or `refused`."""

    source = "portal.evidence"

    document_id: str
    for_kind: str
    for_id: str
    status: str
