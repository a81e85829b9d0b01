"""`fundlink why` of two transfers, as text."""

from __future__ import annotations

from fundlink.cli.console import answers
from fundlink.transfers.explain import TransferWhy


def transfer_explanation_text(found: TransferWhy) -> None:
    """Say whether they are one, by which rule, and what is missing."""
    verdict = "are one transfer" if found.one else "are two transfers"
    lines = [f"{found.a} and {found.b} {verdict}."]
    lines += [f"  {line}" for line in (*found.matched, *found.decided)]
    nearest = found.rules[0]
    if not found.one and not nearest.missing:
        lines.append(f"All of «{nearest.rule}» holds, but a record that fits has a nearer one, or a human's word.")
    near = [rule for rule in found.rules if rule.of_channel] or found.rules
    for rule in near:
        lines.append(f"{rule.rule}: {'all of it holds' if not rule.missing else 'missing:'}")
        lines += [f"  - {word}" for word in rule.missing]
    answers.print("\n".join(lines), markup=False)
