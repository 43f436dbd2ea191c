"""What a person pays towards their care: the Care Act 2014 charging rules, one small module for each group of them.

Read them beside the Care and Support (Charging and Assessment of Resources) Regulations 2014 (SI 2014/2672), in this
order: `capital` (Part 5, Schedule 2), `income` (Part 4, Schedule 1), `allowances` (regulations 6 and 7, Schedule 1
paragraph 2), `estimate` (sections 14 and 17 of the Act: in which order they apply). `assessment` turns amounts into
weekly ones, `figures` are the amounts of each year, `policy` is what the council may choose, `contradictions` finds
answers that cannot all be true, and `snapshot` is what a financial assessment carries. All of it is pure.
"""
