"""上轮结对名册: who helps whom now, one pair a row."""

from __future__ import annotations

from optimizer.intake import parsers
from optimizer.intake.column import Column, TableKind
from optimizer.intake.dates import month, span
from optimizer.intake.id_number import id_number
from optimizer.intake.text import words

INCUMBENT = TableKind(
    name="incumbent",
    zh="上轮结对名册",
    en="roster in force",
    part="incumbent",
    hints=("结对", "名册", "上轮", "原结对", "现结对", "花名册", "roster", "incumbent"),
    needs=(
        ("helper", "helper_id", "helper_key", "pair"),
        ("recipient", "recipient_number", "recipient_key", "pair"),
    ),
    columns=(
        Column(
            "helper",
            "帮扶责任人",
            parsers.name,
            synonyms=words(
                "帮扶人 帮扶干部 结对干部 责任人 帮扶责任人姓名 帮扶人姓名 帮扶干部姓名 结对责任人 "
                "干部姓名 结对人 责任人姓名"
            ),
        ),
        Column(
            "helper_unit",
            "部门",
            parsers.title,
            synonyms=words(
                "Department 单位 工作单位 帮扶单位 责任人单位 帮扶人单位 所在单位 单位名称 所在部门 帮扶责任人单位 帮扶责任人部门"
            ),
        ),
        Column(
            "helper_id",
            "责任人身份证号",
            id_number,
            synonyms=words(
                "帮扶人身份证号 帮扶责任人身份证号 帮扶责任人身份证号码 干部身份证号 责任人身份证号码 帮扶干部身份证号"
            ),
            text=True,
        ),
        Column(
            "helper_phone",
            "帮扶人手机号",
            parsers.phone,
            synonyms=("帮扶人电话", "责任人电话", "帮扶责任人电话"),
            text=True,
            template=False,
        ),
        Column(
            "recipient_number",
            "户编号",
            parsers.code,
            synonyms=words("户号 家庭编号 建档立卡编号 档案编号 贫困户编号 农户编号 户编码 学号 学籍号"),
            text=True,
        ),
        Column(
            "recipient",
            "户主姓名",
            parsers.joined_names,
            synonyms=words(
                "户主 贫困户姓名 帮扶对象 帮扶对象姓名 结对对象 脱贫户姓名 农户姓名 帮扶户 结对户 贫困户 学生姓名"
            ),
        ),
        Column(
            "recipient_id",
            "户主身份证号",
            id_number,
            synonyms=words("户主身份证号码 户主证件号码 户主身份证 户主证件号"),
            weak=words("证件号码 身份证号 身份证号码"),
            text=True,
        ),
        Column("township", "乡镇", parsers.title, synonyms=words("所在乡镇 乡(镇) 镇 乡")),
        Column("area", "村", parsers.title, synonyms=words("行政村 所在村 村名 村(社区) 村(居) 村名称")),
        Column(
            "start_month",
            "结对时间",
            month,
            synonyms=words("结对年月 结对日期 帮扶开始时间 开始时间 起始时间 结对起始时间 结对开始时间 起始年月"),
        ),
        Column(
            "end_month",
            "帮扶结束时间",
            month,
            synonyms=words("结束时间 到期时间 终止时间 截止时间 到期年月"),
            template=False,
        ),
        Column("months", "期限(月)", parsers.count(1, 1200), synonyms=("期限月数", "期限"), template=False),
        Column("term", "结对期限", span, synonyms=("帮扶期限", "起止时间", "Term"), template=False),
        Column("state", "状态", parsers.text, synonyms=("结对状态", "帮扶状态")),
        Column("locked", "锁定", parsers.yes_no, synonyms=("是否锁定", "固定", "保留", "不调整"), choices=("是", "否")),
        Column("role", "帮扶角色", parsers.text, synonyms=("帮扶人类别", "第几帮扶人"), template=False),
        Column(
            "pair", "结对编号", parsers.text, synonyms=("结对编号(勿改)", "Pairing id (do not edit)"), template=False
        ),
        Column("recipient_key", "帮扶对象标识", parsers.text, synonyms=("Recipient id",), template=False),
        Column("helper_key", "帮扶人标识", parsers.text, synonyms=("Helper id",), template=False),
        Column("remark", "备注", parsers.prose, synonyms=("说明",)),
    ),
)

ENDED = frozenset(
    words("期满 已期满 到期 已到期 结束 已结束 解除 已解除 终止 已终止 取消 已取消 取消结对 失效 作废 历史")
)
"""States of a pair that is over: the row is read, told in the receipt, and not part of the roster in force."""

RUNNING = frozenset(words("在帮 生效 有效 正常 在册 执行中 帮扶中 结对中 进行中 已调离 调离 已调出 已退休 待接替"))
"""States of a pair in force, also of one whose helper has left and who has no successor yet."""
