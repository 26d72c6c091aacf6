"""Recipients that are no persons: areas, schools, classes, departments. Their names may be said in full."""

from __future__ import annotations

import re

from optimizer.domain.people import Recipient

_CATEGORY = re.compile(
    r"(?:.*(?:学校|中心校|小学|中学|高中|初中|村小|教学点|幼儿园|班级|年级|部门|处室|科室|单位|企业|社区|街道|片区|网格))|村|乡|镇|乡镇|班|组|区县|县"
)


def is_body(recipient: Recipient) -> bool:
    """By its category (学校, 班级, 部门, 村 ...), or because it bears the name of its own area."""
    return bool(_CATEGORY.fullmatch(recipient.category)) or recipient.name == recipient.area != ""
