"""The judge: two verifiers that share no code with engine or compilers, in exact integers, with numpy alone."""

from optimizer.verify.judge import verify_model
from optimizer.verify.verdict import TierVerdict, Verdict

__all__ = ["TierVerdict", "Verdict", "verify_model"]
