"""The inbox: one CSV file a source, with the columns of its format, written row by row."""

from __future__ import annotations

import csv
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

_BODY = (
    "org_id name name_kk name_ru bin legal_form status registered_on dissolved_on address city country phone email "
    "website account_iban"
)
_OFFICER = (
    "officer_id org_id role full_name birth_date iin document_number phone email address city country from_date to_date"
)

COLUMNS = {
    "npo_register": _BODY,
    "npo_officers": _OFFICER,
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
    "company_register": _BODY,
    "company_officers": _OFFICER,
    "transfer_agents": "agent_id name bin licence_number licence_from licence_to address city country phone",
    "vasp_register": "vasp_id name bin licence_number licence_from licence_to jurisdiction website",
    "wallets": "address chain holder_name holder_birth_date holder_iin vasp_id label category source_url confidence",
    "wallet_transfers": "tx_hash chain block_time from_address to_address asset amount fiat_amount fiat_currency",
    "accounts": "account kind bank holder_name holder_birth_date holder_iin holder_bin opened_on closed_on phone email",
    "cash_operations": "operation_id at account machine_id city direction amount currency person_name person_iin",
    "money_transfers": "transfer_id at channel from_account from_name from_id_number from_bank from_country to_account "
    "to_name to_id_number to_bank to_country amount currency purpose_code purpose merchant_category device_id "
    "ip_address",
    "campaign_payouts": "payout_id campaign_id paid_at account wallet payee_name amount currency",
    "declared_ties": "tie_id kind a_source a_key a_role b_source b_key b_role from_date to_date",
    "persons_of_interest": "case_id full_name birth_date iin document_number phone address opened_on closed_on "
    "legal_basis",
    "exchange_rates": "date currency kzt_per_unit",
}


class Inbox:
    """Open CSV files of every source; a context manager that closes them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
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

    def folder(self, source: str) -> Path:
        """The folder of a source whose files are no tables."""
        folder = self._directory / source
        folder.mkdir(exist_ok=True)
        return folder
