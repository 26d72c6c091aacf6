"""Made-up people and workbooks with fixed bytes, for the generators of the worked cases.

Nobody here can be mistaken for a real person: names carry one of the characters 试 样 例 示 拟, identity numbers
a region code that was never assigned, telephone numbers a prefix that no line has.
"""
