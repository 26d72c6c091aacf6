"""The judge: two verifiers that share no code with engine or compilers, in exact integers, with numpy alone."""

from optimizer.verify.certificate_file import certificate_from_json, certificate_to_json
from optimizer.verify.judge import verify_model
from optimizer.verify.measures import break_together, measure_roster
from optimizer.verify.roster import verify_roster
from optimizer.verify.verdict import TierVerdict, Verdict

__all__ = [
    "TierVerdict",
    "Verdict",
    "break_together",
    "certificate_from_json",
    "certificate_to_json",
    "measure_roster",
    "verify_model",
    "verify_roster",
]
