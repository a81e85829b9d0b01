"""The inbox: one CSV file a source, with the columns of its format, written row by row."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

COLUMNS = {
    "npo_register": "org_id name name_kk name_ru bin legal_form status registered_on dissolved_on address city country "
    "phone email website account_iban",
    "npo_officers": "officer_id org_id role full_name birth_date iin document_number phone email address city country "
    "from_date to_date",
    "crowdfunding_campaigns": "campaign_id platform title description category organiser_name organiser_birth_date "
    "organiser_iin organiser_phone organiser_email organiser_device_id beneficiary_name beneficiary_account "
    "beneficiary_wallet goal_amount currency country created_at closed_at snapshot_at url",
    "crowdfunding_donations": "donation_id campaign_id donor_name donor_email donor_phone donor_account donor_wallet "
    "donor_created_at ip_address device_id amount currency donated_at refunded_at message",
    "informal_transfers": "transfer_id reference sent_at paid_at origin_agent origin_agent_phone origin_city "
    "origin_country payout_agent payout_agent_phone payout_city payout_country sender_name sender_father_name "
    "sender_birth_date sender_document sender_phone receiver_name receiver_father_name receiver_birth_date "
    "receiver_document receiver_phone amount currency payout_amount payout_currency commission settlement_method "
    "status purpose",
}


class Inbox:
    """Open CSV files of every source; a context manager that closes them."""

    def __init__(self, directory: Path) -> None:
        self._files = ExitStack()
        self._writers: dict[str, csv.DictWriter[str]] = {}
        self.rows: Counter[str] = Counter()
        for source, columns in COLUMNS.items():
            folder = directory / source
            folder.mkdir(parents=True, exist_ok=True)
            stream = self._files.enter_context((folder / f"{source}.csv").open("w", encoding="utf-8", newline=""))
            writer = csv.DictWriter(stream, columns.split(), restval="", lineterminator="\n")
            writer.writeheader()
            self._writers[source] = writer

    def __enter__(self) -> Inbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, source: str, row: dict[str, str]) -> None:
        """Write one row; columns it does not name stay empty.

        Raises:
            ValueError: it names a column the format does not have.
        """
        self._writers[source].writerow(row)
        self.rows[source] += 1
