"""What the plain tables of money become in the graph: sides, kinds, worth in tenge, holders."""

from __future__ import annotations

from tests.sources.conftest import FIXTURES, Desk
from tests.sources.graph import graph_of

RATES = "date,currency,kzt_per_unit\n"
CASH = "operation_id,at,account,machine_id,city,direction,amount,currency,person_name,person_iin\n"
PAYMENTS = (FIXTURES / "money_transfers" / "money_transfers.csv").read_text().splitlines()[0] + "\n"
HOLDERS = (FIXTURES / "accounts" / "accounts.csv").read_text().splitlines()[0] + "\n"
WALLETS = (FIXTURES / "wallets" / "wallets.csv").read_text().splitlines()[0] + "\n"
MOVED = "tx_hash,chain,block_time,from_address,to_address,asset,amount,fiat_amount,fiat_currency\n"

A_WALLET, B_WALLET, C_WALLET = (f"0x{pair * 20}" for pair in ("a1", "b2", "c3"))


def payment(
    key: str,
    at: str,
    *,
    amount: str = "100.00",
    currency: str = "USD",
    payer: str = "",
    payee: str = "",
    code: str = "",
) -> str:
    """A row of `money_transfers`; payer and payee are `account,name,number`."""
    sides = [",".join([*(side or ",,").split(","), "", ""]) for side in (payer, payee)]
    return f"{key},{at},bank,{sides[0]},{sides[1]},{amount},{currency},{code},,,,\n"


def test_cash_put_in_is_a_deposit_and_cash_taken_out_a_withdrawal(desk: Desk) -> None:
    desk.put(
        "cash_operations",
        "c.csv",
        CASH
        + "C1,2026-01-05,100001,ATM-1,Тараз,in,100.00,KZT,Асан Үсенов,\n"
        + "C2,2026-01-06,100001,,,OUT,40.00,KZT,Асан Үсенов,\n",
    )
    graph = graph_of(desk, "cash_operations")
    put_in, taken_out = graph.nodes("Transfer")
    assert (put_in["kind"], put_in["amount"], put_in["machine_id"], put_in["city"]) == (
        "deposit",
        10_000,
        "ATM-1",
        "Тараз",
    )
    assert (taken_out["kind"], taken_out["channel"]) == ("withdrawal", "cash")
    assert graph.ends("SENT") == [("100001", taken_out["id"]), ("Person", put_in["id"])]
    assert graph.ends("PAID_TO") == [(put_in["id"], "100001"), (taken_out["id"], "Person")]
    assert graph.ends("TO_ACCOUNT") == [(put_in["id"], "100001")]
    assert graph.ends("FROM_ACCOUNT") == [(taken_out["id"], "100001")]


def test_a_direction_that_is_neither_is_set_aside(desk: Desk) -> None:
    desk.put(
        "cash_operations",
        "c.csv",
        f"{CASH}C1,2026-01-05,100001,,,in,1,KZT,,\nC2,2026-01-05,100001,,,sideways,1,KZT,,\n",
    )
    assert desk.refresh("cash_operations").counts.rejected == 1
    assert desk.rejected("cash_operations") == ["c.csv:3: direction «sideways» is none of in, out"]


def test_an_account_stands_in_for_a_holder_nobody_names_and_one_known_holder_for_it(desk: Desk) -> None:
    desk.put(
        "money_transfers",
        "m.csv",
        PAYMENTS
        + payment("M1", "2026-01-05", payer="100001,Асан Үсенов,", payee="100002,,")
        + payment("M2", "2026-01-06", payer="100001,,", payee="100003,,"),
    )
    desk.put(
        "accounts",
        "a.csv",
        f"{HOLDERS}100003,,,Анар Ким,,,,2019,,,\n100003,,,Қанат Ким,,,,2019,,,\n100002,,,,,,,,,,\n",
    )
    graph = graph_of(desk, "accounts", "money_transfers")
    first, second = (node["id"] for node in graph.nodes("Transfer"))
    # 100002 has no named holder, 100003 has two: both stand for themselves.
    assert graph.ends("PAID_TO") == [(first, "100002"), (second, "100003")]
    assert graph.ends("SENT") == [("Person", first), ("Person", second)]
    assert len({edge["start_id"] for edge in graph.edges("SENT")}) == 1


def test_an_account_closed_by_a_later_file_is_closed_for_that_holder(desk: Desk) -> None:
    desk.put("accounts", "a.csv", f"{HOLDERS}100003,card,Дала,Анар Ким,,,,2019,,,\n100003,,,Қанат Ким,,,,2019,,,\n")
    desk.refresh("accounts")
    desk.put("accounts", "b.csv", f"{HOLDERS}100003,card,Дала,Анар Ким,,,,2019,2026-02-01,,\n")
    graph = graph_of(desk, "accounts")
    names = {node["id"]: node["name"] for node in graph.nodes("Person")}
    closed = {names[edge["start_id"]]: edge.get("valid_to") for edge in graph.edges("HOLDS")}
    assert closed == {"Анар Ким": "2026-02-01", "Қанат Ким": None}
    (account,) = graph.nodes("Account")
    assert (account["account_type"], account["bank"], account["parties"]) == ("card", "Дала", 2)


WORTH = {
    "2026-01-08": None,  # before the first rate
    "2026-01-09": 51_000_00,  # a Friday, with its rate
    "2026-01-11": 51_000_00,  # a Sunday: Friday's
    "2026-01-12": 52_000_00,
    "2026-01-12T23:30:00Z": 52_500_00,  # the 13th in Almaty
    "2026-01-22": 52_500_00,  # the ninth day after
    "2026-01-23": None,  # ten days after the last rate: nobody knows
}


def test_foreign_money_is_worth_the_tenge_of_its_day(desk: Desk) -> None:
    desk.put("exchange_rates", "r.csv", f"{RATES}2026-01-09,USD,510\n2026-01-12,USD,520\n2026-01-13,USD,525\n")
    rows = [payment(f"M{number}", at, payer="100001,,", payee="100002,,") for number, at in enumerate(WORTH)]
    desk.put("money_transfers", "m.csv", PAYMENTS + "".join(rows))
    transfers = graph_of(desk, "exchange_rates", "money_transfers").nodes("Transfer")
    assert {(t["amount"], t["currency"]) for t in transfers} == {(10_000, "USD")}
    assert [t.get("amount_kzt") for t in transfers] == list(WORTH.values())


def test_wages_pensions_and_taxes_are_permitted_by_their_codes(desk: Desk) -> None:
    codes = {"332": True, "010": True, "911": True, "119": None, "859": None, "": None}
    sides = {"payer": "100001,,", "payee": "100002,,"}
    rows = [payment(f"M{number}", f"2026-01-0{number}", code=code, **sides) for number, code in enumerate(codes, 1)]
    desk.put("money_transfers", "m.csv", PAYMENTS + "".join(rows))
    told = graph_of(desk, "money_transfers").nodes("Transfer")
    assert [node.get("permitted") for node in told] == list(codes.values())


def test_a_rate_is_of_a_full_day_and_above_zero_and_one_a_currency(desk: Desk) -> None:
    desk.put(
        "exchange_rates",
        "r.csv",
        f"{RATES}2026-01,USD,510\n2026-01-09,USD,0\n2026-01-12,USD,520\n2026-01-12,EUR,600\n2026-01-13,USD,1\n2026-01-13,USD,2\n",
    )
    assert desk.refresh("exchange_rates").counts.loaded == 2
    assert [line.split(": ", 1)[1].split(",")[0] for line in desk.rejected("exchange_rates")] == [
        "date «2026-01» is no full day (1980-05-17)",
        "kzt_per_unit «0» is not above zero",
        *["the key 2026-01-13 / USD stands with different content"] * 2,
    ]


def test_a_wallet_kept_by_an_exchange_is_held_at_it_and_one_kept_by_nobody_at_none(desk: Desk) -> None:
    desk.put("vasp_register", "v.csv", (FIXTURES / "vasp_register" / "vasp_register.csv").read_text())
    desk.put(
        "wallets",
        "w.csv",
        WALLETS
        + f"{A_WALLET},eth,Асан Үсенов,,,VA-000001,,,,\n"
        + f"{B_WALLET},eth,,,,VA-000001,Hot,exchange,,0.9\n"
        + f"{C_WALLET},eth,,,,,Nobody,,,\n",
    )
    graph = graph_of(desk, "vasp_register", "wallets")
    assert graph.dangling == {}
    exchange = next(node["id"] for node in graph.nodes("Organization") if "Көмбе" in node["name"])
    assert [(e["start_id"], e["end_id"]) for e in graph.edges("HELD_AT")] == [
        (A_WALLET, exchange),
        (B_WALLET, exchange),
    ]
    assert graph.ends("HOLDS") == [("Person", A_WALLET)]
    tags = {node["id"]: (node.get("tags"), node.get("category")) for node in graph.nodes("Account")}
    assert tags == {
        A_WALLET: (None, None),
        B_WALLET: (["Hot (exchange)"], "exchange"),
        C_WALLET: (["Nobody"], None),
    }


def test_outputs_of_one_transaction_are_movements_of_their_own_at_the_worth_told(desk: Desk) -> None:
    desk.put("exchange_rates", "r.csv", f"{RATES}2026-01-09,USD,500\n")
    row = f"0xf0,eth,2026-01-09T08:00:00Z,{A_WALLET},{B_WALLET},USDT,10.5,10.00,USD\n"
    desk.put(
        "wallet_transfers",
        "t.csv",
        MOVED + row + row + row.replace(B_WALLET, C_WALLET).replace("10.00,USD", ","),
    )
    graph = graph_of(desk, "exchange_rates", "wallet_transfers")
    assert sorted((t["amount"], t.get("amount_kzt", 0), t["reference"]) for t in graph.nodes("Transfer")) == [
        (1_050_000_000, 0, "0xf0"),
        (1_050_000_000, 500_000, "0xf0"),
        (1_050_000_000, 500_000, "0xf0"),
    ]
    assert {node["id"]: node["chain"] for node in graph.nodes("Account")} == dict.fromkeys(
        (A_WALLET, B_WALLET, C_WALLET), "eth"
    )


def test_a_payout_goes_from_the_campaign_by_the_way_that_is_told(desk: Desk) -> None:
    for source in ("crowdfunding_campaigns", "campaign_payouts"):
        desk.put_fixture(source)
    graph = graph_of(desk, "crowdfunding_campaigns", "campaign_payouts")
    bank, wallet, nameless = graph.nodes("Transfer")
    assert [t["channel"] for t in (bank, wallet, nameless)] == ["bank", "virtual_asset", "bank"]
    assert {t["kind"] for t in (bank, wallet, nameless)} == {"payout"}
    assert [edge["start_id"] for edge in graph.edges("SENT")] == ["CP-000001", "CP-000001", "CP-000002"]
    # Paid to the account that the page states for a named beneficiary: to that beneficiary.
    assert (nameless["id"], "Organization") in graph.ends("PAID_TO")


def test_the_largest_sums_are_exact(desk: Desk) -> None:
    row = f"0xf0,eth,2026-01-09T08:00:00Z,{A_WALLET},{B_WALLET},USDT,9999999999.12345678,999999999999999.99,USD\n"
    desk.put("wallet_transfers", "t.csv", MOVED + row)
    assert desk.refresh("wallet_transfers").stopped is None
    (moved,) = desk.table("source/wallet_transfers")
    assert (moved["amount"], moved["fiat_amount"]) == (999_999_999_912_345_678, 99_999_999_999_999_999)


def test_a_payment_keeps_what_it_was_for_and_its_number_says_who_a_side_is(desk: Desk) -> None:
    desk.put_fixture("money_transfers")
    graph = graph_of(desk, "money_transfers")
    wage, purchase, help = graph.nodes("Transfer")
    assert (wage["channel"], wage["purpose_code"], wage["purpose"]) == ("bank", "332", "Заработная плата за декабрь")
    assert (purchase["channel"], purchase["merchant_category"]) == ("card", "5411")
    assert (help["currency"], help["amount"], "amount_kzt" in help) == ("USD", 40_000, False)
    # The employer by its BIN, the worker by the IIN; the shop by its name alone.
    assert ("Organization", wage["id"]) in graph.ends("SENT")
    assert (wage["id"], "Person") in graph.ends("PAID_TO")
    assert (purchase["id"], "Organization") in graph.ends("PAID_TO")
    assert {node["id"]: node["bank"] for node in graph.nodes("Account")}["4400430012345678"] == "Қала Банкі"
    assert {edge["end_label"] for edge in graph.edges("MADE_FROM")} == {"Device", "IpAddress"}
